// Graphs on a canvas, loaded where one is shown: see features/graph.ts.
import { local } from "./graph/local";
import { whole } from "./graph/whole";

Object.assign(self, { quadrilleGraphs: { local, whole } });
