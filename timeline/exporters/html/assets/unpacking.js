/* Unpack data in the page: gzip in base64. */

/** @param {string} base64 */
function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  // A loop: Uint8Array.from with a function takes twenty times as long.
  for (let index = 0; index < letters.length; index += 1) bytes[index] = letters.charCodeAt(index);
  return bytes;
}

export const isPossible = () => typeof DecompressionStream !== "undefined";

/** @param {string} text */
export async function inflate(text) {
  // The stream of a response: that of a blob would wait for another process of the browser.
  const packed = /** @type {ReadableStream} */ (new Response(bytesOf(text.trim())).body);
  return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** @param {BufferSource} bytes */
export const textOf = (bytes) => new TextDecoder().decode(bytes);
