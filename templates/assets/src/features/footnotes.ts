// The text of a footnote, and what an abbreviation means, where they are met.
import type { Feature } from "../page";
import { attach, copyOf } from "../popover";
import { hashTarget } from "../reveal";
import { has } from "../site";

export const footnotes: Feature = (root) => {
  if (!has("footnote-tooltips")) return;
  for (const mark of root.querySelectorAll<HTMLAnchorElement>("a.footnote-ref")) {
    const note = hashTarget(mark);
    if (note) attach(mark, () => copyOf(note, ".footnote-backref"), { kind: "popover-footnote", press: "touch" });
  }
};

export const abbreviations: Feature = (root) => {
  for (const word of root.querySelectorAll<HTMLElement>("article abbr[title]")) {
    const meaning = word.title;
    // The browser's own tooltip is for mice alone.
    word.tabIndex = 0;
    attach(word, () => document.createTextNode(meaning), { kind: "popover-abbreviation", press: "toggle" });
  }
};
