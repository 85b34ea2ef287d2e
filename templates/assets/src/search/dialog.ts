// The dialog: a field, filters, results. Loaded when the search is first asked for.
//
// The field is a combobox and the results its list (WAI-ARIA Authoring Practices, "combobox"): the focus stays in the
// field, arrows choose, Enter opens. There is one question under way at a time; what was typed meanwhile is asked next.
import { make } from "../element";
import type { Answer, Catalogue, Engine, Listener, Query } from "./model";
import type { Choice } from "./choice";
import { numbers, storeChoice, storedChoice } from "./choice";
import { icon, icons } from "./icons";
import { drawFilters } from "./filters";
import { draw, landing } from "./results";

/** How many cards are shown at first. */
const LIMIT = 15;
/** How long typing must rest before the number of results is told to screen readers, in milliseconds. */
const REST = 700;

export interface Dialog {
  /** Shows it, with words to search for or those of last time. */
  open(words?: string): void;
  close(): void;
}

export function createDialog(root: string, start: (listener: Listener) => Engine): Dialog {
  let catalogue: Catalogue | null = null;
  let choice: Choice = storedChoice();
  let limit = LIMIT;
  let opened: string[] = [];
  let isAsking = false;
  let isStale = false;
  let opensFirst: "here" | "tab" | null = null;
  let progress = 0;
  let lastDrawn = 0;
  let timer = 0;

  const field = make("input", {
    type: "text", class: "search-field", role: "combobox", "aria-label": "Search", "aria-expanded": "false",
    "aria-controls": "q:search-list", "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off",
    spellcheck: "false", enterkeyhint: "go", placeholder: "Search", maxlength: "200",
  });
  const clear = make("button", { type: "button", class: "search-clear", hidden: true }, "Clear");
  const close = make("button", { type: "button", class: "icon-button search-close", "aria-label": "Close the search" }, icon(icons.close));
  const filters = make("div", { class: "search-filters-box" });
  const list = make("div", { role: "listbox", id: "q:search-list", class: "search-list", "aria-label": "Search results", hidden: true });
  const message = make("div", { class: "search-message", hidden: true });
  const status = make("p", { class: "search-status", "aria-hidden": "true" });
  const spoken = make("p", { class: "search-spoken", role: "status" });
  const bar = make("div", { class: "search-progress", hidden: true });
  const keys = make("p", { class: "search-keys", "aria-hidden": "true" });
  for (const [key, what] of [["↑↓", "to choose"], ["↵", "to open"], ["Esc", "to close"]] as const) {
    keys.append(make("span", {}, make("kbd", {}, key), ` ${what}`));
  }
  const box = make(
    "div",
    { class: "search-box" },
    make("div", { class: "search-top" }, icon(icons.search), field, clear, close),
    bar, filters, message, list,
    make("div", { class: "search-foot" }, keys, status),
    spoken,
  );
  const dialog = make("dialog", { class: "search-dialog", "aria-label": "Search this site" }, box);

  const engine = start({
    onCatalogue(found) {
      catalogue = found;
      const drawn = drawFilters(found, choice, (chosen) => {
        choice = chosen;
        storeChoice(choice);
        changed();
      });
      filters.replaceChildren(...(drawn ? [drawn] : []));
      ask();
    },
    onProgress(now) {
      progress = now;
      bar.hidden = now >= 1;
      bar.style.setProperty("--done", String(now));
      // New cards arrive many times a second: showing each would make the list jump.
      if (now >= 1 || performance.now() - lastDrawn > 700) ask();
    },
    onFailure(text) {
      list.hidden = true;
      message.hidden = false;
      message.replaceChildren(
        make("p", {}, "The search could not be loaded."),
        make("p", { class: "search-hint" }, text),
      );
      spoken.textContent = "The search could not be loaded.";
    },
  });

  const words = (): string => field.value.trim();
  const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[role=option]")];
  const chosen = (): HTMLElement | null => list.querySelector<HTMLElement>("[aria-selected=true]");

  function choose(option: HTMLElement | null | undefined): void {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
    // The first one is at the very top, with what stands above it.
    if (option === options()[0]) list.scrollTop = 0;
  }

  function move(by: number): void {
    const all = options();
    if (all.length === 0) return;
    const at = all.indexOf(chosen()!);
    choose(all[(at + by + all.length) % all.length] ?? all[0]);
  }

  /** Something else is asked. */
  function changed(): void {
    limit = LIMIT;
    opened = [];
    clear.hidden = field.value === "";
    ask();
  }

  async function ask(): Promise<void> {
    if (isAsking) {
      isStale = true;
      return;
    }
    isAsking = true;
    try {
      do {
        isStale = false;
        const query: Query = { words: words(), ...numbers(choice, catalogue), limit, open: opened };
        const answer = await engine.search(query);
        if (!isStale) show(answer, query);
      } while (isStale);
    } catch (error) {
      console.error(error);
    } finally {
      isAsking = false;
    }
  }

  function show(answer: Answer, query: Query): void {
    lastDrawn = performance.now();
    const isIdle = query.words === "" && query.areas.length === 0 && query.tag < 0;
    const kept = options().indexOf(chosen()!);
    const scroll = list.scrollTop;
    const isSame = list.dataset["words"] === JSON.stringify([query.words, query.areas, query.tag]);
    const drawn = isIdle ? landing({ root, catalogue }) : draw(answer, query.words, { root, catalogue });
    list.replaceChildren(...drawn);
    list.dataset["progress"] = String(answer.progress);
    list.dataset["words"] = JSON.stringify([query.words, query.areas, query.tag]);
    list.hidden = drawn.length === 0;
    field.setAttribute("aria-expanded", String(drawn.length > 0));
    const all = options();
    choose(isSame ? (all[kept] ?? all[0]) : all[0]);
    list.scrollTop = isSame ? scroll : 0;
    message.hidden = drawn.length > 0 && !(answer.isLoose && !isIdle);
    message.replaceChildren(...(isIdle ? idle() : comment(answer)));
    tell(isIdle ? "" : counted(answer, progress));
    if (opensFirst && (drawn.length > 0 || progress >= 1)) {
      const where = opensFirst;
      opensFirst = null;
      open(chosen(), where === "tab");
    }
  }

  function idle(): HTMLElement[] {
    return catalogue ? [] : [make("p", {}, "Loading …")];
  }

  function comment(answer: Answer): HTMLElement[] {
    if (progress < 1 && answer.total === 0) return [make("p", {}, "Searching …")];
    const isNarrow = choice.areas.length > 0 || choice.tag !== "";
    const text = answer.isLoose
      ? "No page has all of these words. These have some of them:"
      : `Nothing found${isNarrow ? " with these filters" : ""}.`;
    const parts: HTMLElement[] = [make("p", {}, text)];
    if (answer.near.length > 0) {
      const near = make("p", { class: "search-near" }, "Did you mean ");
      for (const word of answer.near) {
        const button = make("button", { type: "button", class: "search-chip" }, word);
        button.addEventListener("click", () => {
          field.value = word;
          field.focus();
          changed();
        });
        near.append(button);
      }
      parts.push(near);
    }
    if (isNarrow && answer.total === 0) {
      const button = make("button", { type: "button", class: "search-chip" }, "Search all pages");
      button.addEventListener("click", () => {
        choice = { areas: [], tag: "" };
        storeChoice(choice);
        for (const chip of filters.querySelectorAll("[aria-pressed]")) chip.setAttribute("aria-pressed", "false");
        const select = filters.querySelector("select");
        if (select) select.value = "";
        field.focus();
        changed();
      });
      parts.push(make("p", {}, button));
    }
    return parts;
  }

  function tell(text: string): void {
    status.textContent = text;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      spoken.textContent = text;
    }, REST);
  }

  function open(option: HTMLElement | null, inTab: boolean): void {
    if (!option) return;
    if (option instanceof HTMLAnchorElement) {
      if (inTab) window.open(option.href, "_blank", "noopener");
      else option.click();
      return;
    }
    if (option.dataset["limit"]) limit = Number(option.dataset["limit"]);
    if (option.dataset["card"] !== undefined) opened = [...opened, option.dataset["card"]];
    ask();
  }

  field.addEventListener("input", changed);
  clear.addEventListener("click", () => {
    field.value = "";
    field.focus();
    changed();
  });
  close.addEventListener("click", () => dialog.close());
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "PageDown") move(5);
    else if (event.key === "PageUp") move(-5);
    else if (event.key === "Enter") {
      const inTab = event.ctrlKey || event.metaKey;
      // Typed faster than answered: the answer to what stands in the field is opened when it is there.
      if (isAsking) opensFirst = inTab ? "tab" : "here";
      else open(chosen(), inTab);
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousemove", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option && option !== chosen()) {
      chosen()?.setAttribute("aria-selected", "false");
      option.setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", option.id);
    }
  });
  list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (!option) return;
    if (!(option instanceof HTMLAnchorElement)) open(option, false);
    // The page changes, or moves to another place of itself: either way the reader is done here.
    else if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) dialog.close();
  });
  // The dialog's own box covers all of it: what is hit beside the box is the backdrop.
  dialog.addEventListener("mousedown", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    document.documentElement.classList.remove("search-is-open");
    opensFirst = null;
  });

  return {
    open(asked) {
      if (!dialog.isConnected) document.body.append(dialog);
      if (!dialog.open) dialog.showModal();
      document.documentElement.classList.add("search-is-open");
      if (asked !== undefined) field.value = asked;
      field.focus();
      field.select();
      changed();
    },
    close: () => dialog.close(),
  };
}

function counted(answer: Answer, progress: number): string {
  if (answer.total === 0) return progress < 1 ? "" : "No results";
  const pages = `${answer.total} page${answer.total === 1 ? "" : "s"}`;
  return progress < 1 ? `${pages} so far` : pages;
}
