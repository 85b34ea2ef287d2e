// Everything that the pages can do, one line each. Order matters only where one feature draws what another one reads.
import { highlight } from "./features/highlight";
import { search } from "./features/search";
import type { Feature } from "./page";

export const features: Feature[] = [search, highlight];
