// Links to other hosts in a window of their own, where the plugin `open-in-new-tab` of a MkDocs project asks for it.
import type { Feature } from "../page";
import { has } from "../site";

export const newTab: Feature = (root) => {
  if (!has("new-tab")) return;
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (!/^https?:$/.test(link.protocol) || link.host === location.host || link.target) continue;
    link.target = "_blank";
    link.relList.add("noopener");
  }
};
