// The way back to the top, offered to readers of a long page who turn round.
import { make } from "../element";
import type { Feature } from "../page";

export const top: Feature = (root, signal) => {
  const main = root.querySelector<HTMLElement>("main");
  if (!main) return;
  const button = make("button", { type: "button", class: "to-top", hidden: true }, "Back to top");
  let last = scrollY;
  addEventListener(
    "scroll",
    () => {
      // A finger trembles: small steps turn nothing.
      if (Math.abs(scrollY - last) < 8) return;
      button.hidden = scrollY > last || scrollY < innerHeight;
      last = scrollY;
    },
    { signal, passive: true },
  );
  button.addEventListener("click", () => {
    scrollTo({ top: 0 });
    main.focus({ preventScroll: true });
    button.hidden = true;
  });
  main.append(button);
};
