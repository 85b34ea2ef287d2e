// The sidebar stays as the reader left it: where it was scrolled to, and which of its folders were open.
import { recall, remember } from "../memory";
import type { Feature } from "../page";

type Folders = Record<string, boolean>;
interface Place {
  name: string;
  top: number;
}

const isFolders = (value: unknown): value is Folders =>
  typeof value === "object" && value !== null && Object.values(value).every((open) => typeof open === "boolean");
const isPlace = (value: unknown): value is Place =>
  typeof value === "object" && value !== null && "name" in value && typeof (value as Place).top === "number";

/** Scrolls a list with scroll bars of its own so that its current entry can be seen; the page stays where it is. */
export function showCurrent(list: HTMLElement, current = list.querySelector("[aria-current=page]")): void {
  if (!current) return;
  const [outer, inner] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    list.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
}

export const sidebar: Feature = (root, signal) => {
  const list = root.querySelector<HTMLElement>(".sidebar");
  if (!list) return;
  const folders = recall("sessionStorage", "folders", isFolders) ?? {};
  for (const details of list.querySelectorAll("details")) {
    const name = nameOf(details);
    // What holds the current page is open, whatever the reader did to it on another page.
    if (!details.querySelector("[aria-current=page]")) details.open = folders[name] ?? details.open;
    details.addEventListener("toggle", () => {
      folders[name] = details.open;
      remember("sessionStorage", "folders", folders);
    });
  }
  // Each section has a list of its own; a place in one is none in another.
  const name = list.querySelector<HTMLAnchorElement>("ul:not(.sections) a")?.href ?? "";
  const place = recall("sessionStorage", "sidebar", isPlace);
  if (place?.name === name) list.scrollTop = place.top;
  showCurrent(list);
  const keep = (): void => remember("sessionStorage", "sidebar", { name, top: list.scrollTop });
  addEventListener("pagehide", keep, { signal });
  return keep;
};

function nameOf(details: HTMLElement): string {
  const names: string[] = [];
  for (let at: Element | null | undefined = details; at; at = at.parentElement?.closest("details")) {
    names.unshift(at.querySelector("summary")?.textContent?.trim() ?? "");
  }
  return names.join("/");
}
