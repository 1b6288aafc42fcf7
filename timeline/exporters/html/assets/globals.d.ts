/* What the page's scripts find or leave in the browser besides its own API. */
import type { Figure, Layout } from "./figure.js";
import type { Trace } from "./pen.js";

interface Plotly {
  react(element: HTMLElement, data: Trace[], layout: Layout, config: object): Promise<void>;
  newPlot(element: HTMLElement, data: Trace[], layout: Layout, config: object): Promise<void>;
  toImage(
    figure: Figure & { config: object },
    options: { format: "svg"; width: number; height: number },
  ): Promise<string>;
  purge(element: HTMLElement): void;
}

/** What `timeline picture` asks for; `width` is in pixels. */
interface Wanted {
  format: "svg" | "png";
  width: number;
  whole: boolean;
  lanes: string;
}

declare global {
  var Plotly: Plotly | undefined;
  var timelinePage: { picture(wanted: Wanted): Promise<string> };
  interface Uint8ArrayConstructor {
    fromBase64?(text: string): Uint8Array<ArrayBuffer>;
  }
}
