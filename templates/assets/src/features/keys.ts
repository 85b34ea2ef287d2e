// The keys of the page, and the list of them.
import { withDialogs } from "../dialog-script";
import { make } from "../element";
import { isForPage } from "../keys";
import type { Feature } from "../page";
import { dialogScript, searchScript } from "../site";

const NEIGHBOURS: Record<string, string> = { p: ".previous", ",": ".previous", n: ".next", ".": ".next" };

export const keys: Feature = (root, signal) => {
  document.addEventListener(
    "keydown",
    (event) => {
      if (!isForPage(event)) return;
      const way = NEIGHBOURS[event.key];
      if (way) root.querySelector<HTMLElement>(`.neighbours ${way}`)?.click();
      else if (event.key === "?") showKeys();
      else return;
      event.preventDefault();
    },
    { signal },
  );
  const footer = root.querySelector(".site-footer ul:not(.social)");
  if (!footer || !dialogScript || footer.querySelector(".keys-open")) return;
  const open = make("button", { type: "button", class: "keys-open", "aria-haspopup": "dialog" }, "Keyboard");
  open.addEventListener("click", showKeys);
  footer.append(make("li", {}, open));
};

function showKeys(): void {
  withDialogs(({ showKeyList }) => showKeyList(searchScript !== null));
}
