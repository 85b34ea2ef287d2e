// The script of every page. Must stay small: what is not needed for the first view is loaded when it is asked for.
import { features } from "./features";
import { startInstant } from "./instant";
import { enter } from "./page";

enter(features);
startInstant(features);
