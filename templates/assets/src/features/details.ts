// What a link leads to is shown, even if it stands in something closed.
import type { Feature } from "../page";
import { hashTarget, reveal } from "../reveal";

export const details: Feature = (_root, signal) => {
  const show = (): void => {
    const target = hashTarget();
    if (!target) return;
    const before = target.getBoundingClientRect().top;
    reveal(target);
    if (target.getBoundingClientRect().top !== before) target.scrollIntoView();
  };
  show();
  addEventListener("hashchange", show, { signal });
  // A second press of the same link changes no address.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link?.hash && link.href === location.href) show();
    },
    { signal },
  );
};
