// Which links lead to another page of this site.
import { root } from "./site";

/** Names of one page: with and without `index.html`. */
export function pageOf({ origin, pathname, search }: { origin: string; pathname: string; search: string }): string {
  return origin + pathname.replace(/\/index\.html$/, "/") + search;
}

/** The link itself, or for one in a drawing, whose address has no parts, one that leads to the same place. */
export function anchorOf(link: HTMLAnchorElement | SVGAElement): HTMLAnchorElement {
  if (!(link instanceof SVGElement)) return link;
  const anchor = document.createElement("a");
  anchor.href = link.href.baseVal;
  return anchor;
}

/** The link that was pressed, where it leads to a page of this site in this window. */
export function pageLink(target: EventTarget | null): HTMLAnchorElement | null {
  const found = target instanceof Element ? target.closest("a") : null;
  const link = found && anchorOf(found);
  if (!link?.href.startsWith(root)) return null;
  if ((link.target && link.target !== "_self") || link.hasAttribute("download") || link.relList.contains("external")) {
    return null;
  }
  // Only the browser can look for the words of a text fragment.
  if (link.hash.includes(":~:")) return null;
  const name = link.pathname.slice(link.pathname.lastIndexOf("/") + 1);
  return !name.includes(".") || name.endsWith(".html") ? link : null;
}
