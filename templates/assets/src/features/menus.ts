// Lists that open in the header: they close when the reader turns to something else.
import type { Feature } from "../page";

export const menus: Feature = (root, signal) => {
  const close = (except: Node | null): void => {
    for (const details of root.querySelectorAll<HTMLDetailsElement>(".menu > [open]")) {
      if (!except || !details.contains(except)) details.open = false;
    }
  };
  document.addEventListener("pointerdown", ({ target }) => close(target as Node), { signal });
  document.addEventListener("focusin", ({ target }) => close(target as Node), { signal });
  document.addEventListener(
    "keydown",
    ({ key }) => {
      const details = key === "Escape" ? root.querySelector<HTMLDetailsElement>(".menu > [open]") : null;
      if (!details) return;
      const isWithin = details.contains(document.activeElement);
      details.open = false;
      if (isWithin) details.querySelector("summary")?.focus();
    },
    { signal },
  );
};
