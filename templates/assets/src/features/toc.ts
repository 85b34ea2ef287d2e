// Marks in the contents of the page the heading that is read. The address stays as it is, unless the project wants it to name
// that heading.
import type { Feature } from "../page";
import { hashTarget } from "../reveal";
import { has } from "../site";
import { showCurrent } from "./sidebar";

/** How far below the top of the window a heading may stand and be the one that is read, in parts of the window. */
const READING_LINE = 0.25;
/** How long a heading is read before the address names it, in milliseconds: browsers allow few changes in a second. */
const TRACKING_DELAY = 250;

export const toc: Feature = (root, signal) => {
  const list = root.querySelector<HTMLElement>(".toc");
  if (!list) return;
  const entries: { link: HTMLElement; heading: HTMLElement }[] = [];
  for (const link of list.querySelectorAll<HTMLAnchorElement>('li > a[href^="#"]')) {
    const heading = hashTarget(link);
    if (heading) entries.push({ link, heading });
  }
  let current: HTMLElement | undefined;
  const mark = (): void => {
    const next = reading(entries)?.link;
    if (next === current) return;
    const isFirst = current === undefined;
    current?.removeAttribute("aria-current");
    current = next;
    // The address that a reader came with stays until they scroll.
    if (!isFirst || scrolled) track(current);
    if (!current) return;
    current.setAttribute("aria-current", "true");
    showCurrent(list.closest<HTMLElement>(".aside") ?? list, current);
  };
  let timer = 0;
  const track = (link: HTMLElement | undefined): void => {
    if (!has("tracking")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const hash = link?.getAttribute("href") ?? "";
      if (hash !== location.hash) history.replaceState(history.state, "", hash || location.pathname + location.search);
    }, TRACKING_DELAY);
  };
  let scrolled = false;
  let frame = 0;
  const soon = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(mark);
  };
  const moved = (): void => {
    scrolled = true;
    soon();
  };
  addEventListener("scroll", moved, { signal, passive: true });
  addEventListener("resize", soon, { signal });
  addEventListener("hashchange", soon, { signal });
  soon();
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
};

function reading<T extends { heading: HTMLElement }>(entries: T[]): T | undefined {
  const { scrollHeight, clientHeight } = document.documentElement;
  const line = clientHeight * READING_LINE;
  const above = entries.filter(({ heading }) => heading.getBoundingClientRect().top <= line);
  // At its end a page cannot be scrolled until each of its last headings stands at the top.
  const isAtEnd = scrollHeight > clientHeight && scrollY + clientHeight >= scrollHeight - 2;
  if (!isAtEnd) return above.at(-1);
  const target = hashTarget();
  const asked = entries.find(({ heading }) => heading === target);
  return asked && asked.heading.getBoundingClientRect().top > 0 ? asked : entries.at(-1);
}
