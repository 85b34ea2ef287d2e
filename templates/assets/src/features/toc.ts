// Marks in the contents of the page the heading that is read. The address stays as it is, but where a project wants it to
// name the heading as well.
import type { Feature } from "../page";
import { hashTarget } from "../reveal";
import { has } from "../site";
import { showCurrent } from "./sidebar";

/** How far below the top of the window a heading may stand and be the one that is read, in parts of the window. */
const READING_LINE = 0.25;
/** After how many milliseconds without scrolling the address is changed: browsers let it change a few times a second. */
const REST_MS = 150;

export const toc: Feature = (root, signal) => {
  const list = root.querySelector<HTMLElement>(".toc");
  if (!list) return;
  const entries: { link: HTMLAnchorElement; heading: HTMLElement }[] = [];
  for (const link of list.querySelectorAll<HTMLAnchorElement>('li > a[href^="#"]')) {
    const heading = hashTarget(link);
    if (heading) entries.push({ link, heading });
  }
  let current: HTMLAnchorElement | undefined;
  const mark = (): void => {
    const next = reading(entries)?.link;
    if (next === current) return;
    current?.removeAttribute("aria-current");
    current = next;
    if (!current) return;
    current.setAttribute("aria-current", "true");
    showCurrent(list.closest<HTMLElement>(".aside") ?? list, current);
  };
  let frame = 0;
  const soon = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(mark);
  };
  let rest = 0;
  const track = (): void => {
    const address = new URL(location.href);
    address.hash = current?.hash ?? "";
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };
  const scrolled = (): void => {
    soon();
    if (!has("tracking")) return;
    clearTimeout(rest);
    rest = setTimeout(track, REST_MS);
  };
  addEventListener("scroll", scrolled, { signal, passive: true });
  addEventListener("resize", soon, { signal });
  addEventListener("hashchange", soon, { signal });
  soon();
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(rest);
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
