// A drawing as a file of its own: what the style sheets of the page give it is written into it.
import type { Drawing } from "./drawing";

/** What an element takes from the one around it. */
const INHERITED = [
  "color", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset",
  "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "paint-order", "font-family", "font-size",
  "font-weight", "font-style", "letter-spacing", "text-anchor", "dominant-baseline", "visibility", "marker-start",
  "marker-mid", "marker-end", "white-space", "line-height", "text-align",
];
/** What it has of itself, with the value that says nothing. */
const OWN: Record<string, string> = {
  opacity: "1",
  "stop-color": "rgb(0, 0, 0)",
  "stop-opacity": "1",
  "clip-path": "none",
  mask: "none",
  filter: "none",
  "mix-blend-mode": "normal",
  "text-decoration-line": "none",
  "background-color": "rgba(0, 0, 0, 0)",
};
/** What HTML in a drawing needs besides. */
const BOXES = ["display", "width", "max-width", "padding", "margin", "vertical-align", "overflow-wrap"];

/** The text of the file. Its colours are those that the page has now. */
export function standalone({ svg, width, height }: Drawing): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, index) => writeLook(original, copies[index] as Element, original === svg));
  for (const style of copy.querySelectorAll("style")) style.remove();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", `${width}`);
  copy.setAttribute("height", `${height}`);
  copy.prepend(paper(svg));
  // First in the file, as it stands: what it is called.
  const called = copy.querySelectorAll(":scope > title, :scope > desc");
  copy.prepend(...called);
  return new XMLSerializer().serializeToString(copy);
}

/** Gives the file to the reader. */
export function download(drawing: Drawing): void {
  const text = standalone(drawing);
  const link = document.createElement("a");
  link.download = `${fileName(drawing.name)}.svg`;
  link.href = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  link.click();
}

function fileName(name: string): string {
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return plain.slice(0, 60) || "drawing";
}

/** Writes the computed look of an element into its copy, as far as it is not that of the element around it. */
function writeLook(original: Element, copy: Element, isOutermost: boolean): void {
  if (!("style" in copy) || original.localName === "style") return;
  const look = getComputedStyle(original);
  const around = original.parentElement && !isOutermost ? getComputedStyle(original.parentElement) : null;
  const rules: string[] = [];
  const write = (name: string): void => void rules.push(`${name}:${look.getPropertyValue(name)}`);
  for (const name of INHERITED) if (look.getPropertyValue(name) !== around?.getPropertyValue(name)) write(name);
  for (const [name, nothing] of Object.entries(OWN)) {
    if (!isOutermost && look.getPropertyValue(name) !== nothing) write(name);
  }
  if (!(original instanceof SVGElement)) BOXES.forEach(write);
  else if (look.display === "none") write("display");
  // What is computed stands in `style` now; as an attribute it would only be there once more, with its variables.
  for (const name of [...INHERITED, ...Object.keys(OWN)]) copy.removeAttribute(name);
  for (const name of ["class", "style"]) copy.removeAttribute(name);
  if (rules.length > 0) copy.setAttribute("style", rules.join(";"));
  // Where the page stands, no file beside it does.
  if (original instanceof SVGAElement) copy.setAttribute("href", new URL(original.href.baseVal, document.baseURI).href);
}

/** What the drawing stands on. */
function paper(svg: SVGSVGElement): SVGElement {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const { x, y, width, height } = svg.viewBox.baseVal;
  for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, `${value}`);
  rect.setAttribute("fill", colorOf(svg));
  return rect;
}

function colorOf(svg: SVGSVGElement): string {
  const probe = document.createElement("span");
  probe.style.color = "var(--dg-paper, #fff)";
  (svg.parentElement ?? document.body).append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
