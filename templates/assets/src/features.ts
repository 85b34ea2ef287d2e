// Everything that the pages can do, one line each. Order matters only where one feature draws what another one reads.
import { graph } from "./features/graph";
import { previews } from "./features/previews";
import type { Feature } from "./page";

export const features: Feature[] = [
  previews,
  graph,
];
