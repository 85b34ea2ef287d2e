// A drawing in the page, and what is known of it.

export interface Drawing {
  figure: HTMLElement;
  svg: SVGSVGElement;
  /** What it is called, for readers who do not see it and for its file. */
  name: string;
  /** Its own size, in pixels. */
  width: number;
  height: number;
}

/** The drawing of a figure, where it has one. */
export function drawingOf(figure: HTMLElement): Drawing | null {
  const svg = figure.querySelector<SVGSVGElement>(".diagram-view > svg");
  if (!svg) return null;
  const box = svg.viewBox.baseVal;
  const size = (attribute: string, other: number | undefined): number => {
    const text = svg.getAttribute(attribute) ?? "";
    // A share of something says nothing of the drawing's own size.
    return (/^[\d.]+(px)?$/.test(text) && Number.parseFloat(text)) || other || 300;
  };
  const title = figure.querySelector("figcaption") ?? svg.querySelector(":scope > title");
  return {
    figure,
    svg,
    name: title?.textContent?.trim() || "Drawing",
    width: size("width", box?.width),
    height: size("height", box?.height),
  };
}
