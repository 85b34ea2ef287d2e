// The list of keys, with the switch for those that work without Ctrl.
import { iconButton, make } from "./element";
import { areKeysOn, switchKeys } from "./keys";

const KEYS: [string[], string][] = [
  [["P", ","], "Previous page"],
  [["N", "."], "Next page"],
  [["?"], "This list"],
];
const SEARCH: [string[], string] = [["/", "S", "Ctrl K"], "Search"];

export function showKeyList(hasSearch: boolean): void {
  const list = make("dl");
  for (const [names, meaning] of [...(hasSearch ? [SEARCH] : []), ...KEYS]) {
    const signs = names.flatMap((name, index) => (index > 0 ? [" ", make("kbd", {}, name)] : [make("kbd", {}, name)]));
    list.append(make("div", {}, make("dt", {}, ...signs), make("dd", {}, meaning)));
  }
  const box = make("input", { type: "checkbox" });
  box.checked = areKeysOn();
  box.addEventListener("change", () => switchKeys(box.checked));
  const close = iconButton("close-sign", "Close", { autofocus: true });
  const label = make("label", {}, box, " Keys without Ctrl are on");
  const dialog = make("dialog", { class: "keys", "aria-label": "Keyboard" }, close, make("h2", {}, "Keyboard"), list, label);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
