// The explanation of a line of code, beside its mark. The list below the block stays: on paper, and for those who read
// in order.
import type { Feature } from "../page";
import { attach, copyOf } from "../popover";
import { hashTarget } from "../reveal";

export const annotations: Feature = (root) => {
  for (const mark of root.querySelectorAll<HTMLAnchorElement>("a.annotation")) {
    const item = hashTarget(mark);
    if (item) attach(mark, () => copyOf(item), { kind: "popover-annotation", press: "toggle", delay: 100 });
  }
};
