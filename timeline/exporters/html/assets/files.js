/* Files that the page makes for the reader to save. */

const LATER = 60_000; // milliseconds until the address of a file is given up

/**
 * @param {string} name
 * @param {BlobPart} content a data address, or what the file holds
 * @param {string} type
 */
export function save(name, content, type) {
  const isAddress = typeof content === "string" && content.startsWith("data:");
  const url = isAddress ? content : URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  if (!isAddress) window.setTimeout(() => URL.revokeObjectURL(url), LATER);
}
