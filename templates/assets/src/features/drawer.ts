// Where there is no room for the sidebar beside the text: it becomes a drawer, and the contents of the page open under a
// button. The drawer is a modal dialog of the browser, which keeps focus inside and everything else out of reach.
import { iconButton, make } from "../element";
import type { Feature } from "../page";
import { showCurrent } from "./sidebar";

const narrow = matchMedia("(max-width: 59.99rem)");

export const drawer: Feature = (root, signal) => {
  const toggle = root.querySelector<HTMLElement>(".drawer-toggle");
  const sidebar = root.querySelector<HTMLElement>(".sidebar");
  if (toggle && !sidebar) toggle.hidden = true;
  if (!toggle || !sidebar) return;
  toggle.hidden = false;
  const place = document.createComment("");
  const close = iconButton("close-sign", "Close the menu", { autofocus: true });
  const dialog = make("dialog", { class: "drawer", "aria-label": "Menu" }, close);
  const shut = (): void => dialog.close();

  toggle.addEventListener(
    "click",
    () => {
      sidebar.replaceWith(place);
      dialog.append(sidebar);
      document.body.append(dialog);
      dialog.showModal();
      toggle.ariaExpanded = "true";
      showCurrent(sidebar);
    },
    { signal },
  );
  close.addEventListener("click", shut);
  dialog.addEventListener("click", (event) => {
    // A click beside it hits the dialog itself; one on a link leads away.
    if (event.target === dialog || (event.target as Element).closest("a")) shut();
  });
  dialog.addEventListener("close", () => {
    place.replaceWith(sidebar);
    dialog.remove();
    toggle.ariaExpanded = "false";
  });
  narrow.addEventListener("change", shut, { signal });
  return () => {
    if (dialog.open) shut();
  };
};

export const jump: Feature = (root) => {
  const link = root.querySelector<HTMLElement>('.jump [href="#q:toc"]');
  const toc = root.querySelector<HTMLElement>(".toc");
  if (!link || !toc) return;
  const button = make(
    "button",
    { type: "button", class: "jump-toc", "aria-expanded": "false", "aria-controls": toc.id },
    link.textContent ?? "",
  );
  const show = (isOpen: boolean): void => {
    button.ariaExpanded = `${isOpen}`;
    toc.classList.toggle("open", isOpen);
  };
  button.addEventListener("click", () => show(button.ariaExpanded !== "true"));
  toc.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a")) show(false);
  });
  toc.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toc.classList.contains("open")) return;
    show(false);
    button.focus();
  });
  link.replaceWith(button);
};
