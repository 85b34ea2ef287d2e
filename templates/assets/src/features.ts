// Everything that the pages can do, one line each. Order matters only where one feature draws what another one reads.
import { annotations } from "./features/annotations";
import { announcement, autohide } from "./features/banner";
import { code } from "./features/code";
import { details } from "./features/details";
import { diagrams } from "./features/diagrams";
import { drawer, jump } from "./features/drawer";
import { abbreviations, footnotes } from "./features/footnotes";
import { freshness } from "./features/freshness";
import { graph } from "./features/graph";
import { highlight } from "./features/highlight";
import { keys } from "./features/keys";
import { menus } from "./features/menus";
import { newTab } from "./features/new-tab";
import { palette } from "./features/palette";
import { previews } from "./features/previews";
import { review } from "./features/review";
import { scheme } from "./features/scheme";
import { search } from "./features/search";
import { sidebar } from "./features/sidebar";
import { tabs } from "./features/tabs";
import { toc } from "./features/toc";
import { top } from "./features/top";
import { versions } from "./features/versions";
import { zoom } from "./features/zoom";
import type { Feature } from "./page";

export const features: Feature[] = [
  tabs,
  scheme,
  palette,
  announcement,
  autohide,
  menus,
  newTab,
  drawer,
  jump,
  sidebar,
  versions,
  code,
  annotations,
  footnotes,
  abbreviations,
  freshness,
  review,
  zoom,
  diagrams,
  top,
  keys,
  search,
  highlight,
  // What opens to show the target of the address stands behind what closes.
  details,
  toc,
  previews,
  graph,
];
