// The tools of drawings, loaded where a reader comes to one: see features/diagrams.ts.
import { byScript } from "./diagrams/by-script";
import { dress } from "./diagrams/figure";

self.quadrilleDiagram = (figure, page) => {
  if ("script" in figure.dataset) byScript(figure).then((isDrawn) => isDrawn && !page.aborted && dress(figure, page), console.info);
  else dress(figure, page);
};
