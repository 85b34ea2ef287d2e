// Which links lead to another page of this site.
import { root } from "./site";

/** Names of one page: with and without `index.html`. */
export function pageOf({ origin, pathname, search }: { origin: string; pathname: string; search: string }): string {
  return origin + pathname.replace(/\/index\.html$/, "/") + search;
}

/** The link that was pressed, where it leads to a page of this site in this window. */
export function pageLink(target: EventTarget | null): HTMLAnchorElement | null {
  const link = target instanceof Element ? target.closest("a") : null;
  if (!(link instanceof HTMLAnchorElement) || !link.href.startsWith(root)) return null;
  if ((link.target && link.target !== "_self") || link.hasAttribute("download") || link.relList.contains("external")) {
    return null;
  }
  // Only the browser can look for the words of a text fragment.
  if (link.hash.includes(":~:")) return null;
  const name = link.pathname.slice(link.pathname.lastIndexOf("/") + 1);
  return !name.includes(".") || name.endsWith(".html") ? link : null;
}
