// The explanation of a line of code, beside its mark. The list below the block stays: on paper, and for those who read
// in order.
import type { Feature } from "../page";
import { attach, copyOf } from "../popover";

export const annotations: Feature = (root) => {
  for (const mark of root.querySelectorAll<HTMLAnchorElement>("a.annotation")) {
    const item = document.getElementById(mark.hash.slice(1));
    if (item) attach(mark, () => copyOf(item), { kind: "popover-annotation", press: "toggle", delay: 100 });
  }
};
