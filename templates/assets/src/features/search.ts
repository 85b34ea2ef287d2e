// What opens the search: the button, `/`, `s`, Ctrl-K or ⌘K, and `?q=words` in the address. The search itself is
// loaded at the first sign that somebody wants it.
import { isForPage } from "../keys";
import type { Feature } from "../page";
import type { Dialog } from "../search/dialog";
import type {} from "../search";
import { isLocal, load, pagefind, root, searchIndex, searchScript } from "../site";

let dialog: Promise<Dialog> | null = null;
let isListening = false;

function ready(script: string): Promise<Dialog> {
  dialog ??= load(script).then(() => {
    if (!window.quadrilleSearch) throw new Error(`${script} is no search`);
    return window.quadrilleSearch.create({ root, script, index: searchIndex, pagefind, isLocal, load });
  });
  dialog.catch(() => {
    dialog = null;
  });
  return dialog;
}

function isShortcut(event: KeyboardEvent): boolean {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (isCommand) return event.key.toLowerCase() === "k" && !document.querySelector("dialog[open]");
  return !event.repeat && (event.key === "/" || event.key === "s") && isForPage(event);
}

const opener = (target: EventTarget | null): Element | null => (target as Element | null)?.closest?.("[data-search-open]") ?? null;

function listen(script: string): void {
  const open = (words?: string): void => {
    ready(script).then((dialog) => dialog.open(words), console.error);
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isShortcut(event)) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (!opener(event.target)) return;
    event.preventDefault();
    open();
  });
  const prepare = (event: Event): void => {
    if (opener(event.target)) ready(script).catch(() => {});
  };
  document.addEventListener("pointerover", prepare, { passive: true });
  document.addEventListener("focusin", prepare);
  const words = new URLSearchParams(location.search).get("q");
  if (words) open(words);
}

export const search: Feature = () => {
  // The listeners belong to the document, which outlives its pages.
  if (!searchScript || isListening) return;
  isListening = true;
  listen(searchScript);
};
