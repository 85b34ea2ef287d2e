// The tools of drawings, loaded where a reader comes to one: see features/diagrams.ts.
import { dress } from "./diagrams/figure";

self.quadrilleDiagram = dress;
