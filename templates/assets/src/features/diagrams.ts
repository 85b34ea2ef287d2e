// Drawings: their tools are made by a script that is loaded where the reader comes to one, see diagrams.ts.
import type { Feature } from "../page";
import { diagramScript, load } from "../site";
import { whenSeen } from "../when-seen";

declare global {
  var quadrilleDiagram: ((figure: HTMLElement, signal: AbortSignal) => void) | undefined;
}

export const diagrams: Feature = (root, signal) => {
  const script = diagramScript;
  if (script === null) return;
  for (const figure of root.querySelectorAll<HTMLElement>("figure.diagram")) {
    // What only a script of the author's can draw names it.
    const own = figure.dataset["script"];
    const scripts = own === undefined ? [script] : [script, new URL(own, location.href).href];
    whenSeen(figure, signal, () =>
      Promise.all(scripts.map(load)).then(() => signal.aborted || self.quadrilleDiagram?.(figure, signal)),
    );
  }
};
