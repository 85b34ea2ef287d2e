// What is loaded or made only where a reader comes to it.

/** How far below the window counts as in view. */
const NEAR = "0px 0px 300px";

/** Calls when an element is in view, or nearly, and the browser has nothing else to do. */
export function whenSeen(element: Element, signal: AbortSignal, call: () => Promise<unknown>): void {
  const seen = (entries: IntersectionObserverEntry[]): void => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    // What cannot be had is no fault of the reader: the page does without.
    const begin = (): void => void call().catch(() => {});
    if ("requestIdleCallback" in self) requestIdleCallback(begin, { timeout: 2000 });
    else setTimeout(begin, 200);
  };
  const observer = new IntersectionObserver(seen, { rootMargin: NEAR });
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
}
