// The graph of all cards on its page, and the graph round a card beside it: drawn by a script that is loaded for them.
import type { Feature } from "../page";
import { graphScript, load } from "../site";

type Draw = (element: HTMLElement, signal: AbortSignal) => void;

declare global {
  var quadrilleGraphs: { local: Draw; whole: Draw } | undefined;
}

export const graph: Feature = (root, signal) => {
  const script = graphScript;
  if (script === null) return;
  const whole = root.querySelector<HTMLElement>(".graph[data-source]");
  if (whole) {
    const data = new URL(whole.dataset["source"] ?? "", document.baseURI).href;
    Promise.all([load(script), load(data)]).then(
      () => signal.aborted || self.quadrilleGraphs?.whole(whole, signal),
      () => (whole.hidden = true),
    );
  }
  const local = root.querySelector<HTMLElement>(".local-graph");
  if (local) whenSeen(local, signal, () => load(script).then(() => signal.aborted || self.quadrilleGraphs?.local(local, signal)));
};

/** Calls when an element comes into view and the browser has nothing else to do. */
function whenSeen(element: Element, signal: AbortSignal, call: () => Promise<unknown>): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    // A graph that cannot be had is no fault of the reader: the list stands beside it.
    const begin = (): void => void call().catch(() => {});
    if ("requestIdleCallback" in self) requestIdleCallback(begin, { timeout: 2000 });
    else setTimeout(begin, 200);
  });
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
}
