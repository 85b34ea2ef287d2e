// The signs of the search: lines on a field of 24 by 24.

const SVG = "http://www.w3.org/2000/svg";

/** An icon, given by its path. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon line");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const icons = {
  search: "M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM16 16l4.5 4.5",
  close: "m6 6 12 12M18 6 6 18",
  page: "M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 15.5h5",
  section: "M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h15M4 15h15",
  more: "m7 10 5 5 5-5",
  folder: "M4 6.5h5.5l2 2H20v10H4z",
  enter: "M19 6v6a3 3 0 0 1-3 3H5M9 11l-4 4 4 4",
};
