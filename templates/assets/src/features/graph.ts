// The graph of all cards on its page, and the graph round a card beside it: drawn by a script that is loaded for them.
import type { Feature } from "../page";
import { graphScript, load } from "../site";
import { whenSeen } from "../when-seen";

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
