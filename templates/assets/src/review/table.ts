// The table of reviews: says what is overdue on the reader's day, sorts by a click on a heading, and filters. Both stand in
// the address, so that a list can be sent to somebody.
import { today } from "../days";

type Row = { row: HTMLTableRowElement; keys: string[]; words: string; state: string; owners: string[]; place: number };

const WORDS: Record<string, string> = { overdue: "overdue", "due-soon": "due soon", fresh: "fresh" };
/** The gravest first. */
const STATES = ["never", "edited", "overdue", "due-soon", "fresh", "exempt"];

export function review(table: HTMLTableElement, signal: AbortSignal): void {
  const body = table.tBodies[0];
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  const names = headings.map((cell) => (cell.textContent ?? "").trim().toLowerCase());
  if (!body) return;
  const rows = [...body.rows].map((row, place) => read(row, place, names));
  const overdue = rows.filter(({ row }) => isOverdue(row)).length;
  const told = document.querySelector(".review-overdue");
  // The style sheet keeps room for these words, so that the page stays still; without any it is given up.
  if (told) told.textContent = overdue > 0 ? `, ${overdue} ${overdue === 1 ? "is" : "are"} overdue` : "\u200b";
  const form = document.querySelector<HTMLFormElement>(".review-filter");
  const count = document.querySelector(".review-count");
  const before = count?.textContent ?? "";
  const wanted = new URLSearchParams(location.search);
  let sorted = { column: names.indexOf(wanted.get("sort") ?? ""), isDown: wanted.get("order") === "down" };

  const show = (): void => {
    const data = new FormData(form ?? undefined);
    const value = (name: string): string => String(data.get(name) ?? "");
    const find = value("find").trim().toLowerCase();
    let shown = 0;
    for (const { row, words, state, owners } of rows) {
      const isShown =
        words.includes(find) &&
        (value("quadrant") === "" || row.dataset["quadrant"] === value("quadrant")) &&
        (value("owner") === "" || owners.includes(value("owner"))) &&
        (value("state") === "" || state === value("state") || (value("state") === "overdue" && isOverdue(row)));
      row.hidden = !isShown;
      if (isShown) shown++;
    }
    if (count) count.textContent = shown === rows.length ? before : `${shown} of ${rows.length} cards`;
    remember(data, sorted, names);
  };
  const sort = (): void => {
    const { column, isDown } = sorted;
    headings.forEach((heading, index) => {
      if (index === column) heading.ariaSort = isDown ? "descending" : "ascending";
      else heading.removeAttribute("aria-sort");
    });
    const key = ({ keys }: Row): string => keys[column] ?? "";
    const order = column < 0 ? rows : [...rows].sort((a, b) => key(a).localeCompare(key(b)) * (isDown ? -1 : 1) || a.place - b.place);
    body.append(...order.map(({ row }) => row));
  };

  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      sorted = { column, isDown: sorted.column === column && !sorted.isDown };
      sort();
      show();
    });
  });
  for (const field of form?.elements ?? []) {
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = wanted.get(field.name) ?? "";
    // A value that the list does not have.
    if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = "";
  }
  form?.addEventListener("input", show, { signal });
  form?.addEventListener("submit", (event) => event.preventDefault(), { signal });
  sort();
  show();
}

/** What a row says, and by what it is sorted; a state that the day decides is written into it. */
function read(row: HTMLTableRowElement, place: number, names: string[]): Row {
  const { due, soon, path = "" } = row.dataset;
  let state = row.dataset["state"] ?? "";
  const cells = [...row.cells];
  const cell = (name: string): HTMLTableCellElement | undefined => cells[names.indexOf(name)];
  const last = cell("state");
  if (state === "" && due !== undefined) {
    state = due < today() ? "overdue" : (soon ?? due) <= today() ? "due-soon" : "fresh";
    row.dataset["state"] = state;
    last?.prepend(badge(state));
  } else if (state === "edited" && isOverdue(row)) {
    last?.append(" ", badge("overdue"));
  }
  const owners = (cell("owner")?.textContent ?? "").split(", ").filter((owner) => owner !== "");
  const keys = cells.map((cell, column) => {
    if (names[column] === "state") return String(STATES.indexOf(state));
    return cell.querySelector("time")?.dateTime ?? (names[column] === "reviewed" ? "" : (cell.textContent ?? "").toLowerCase());
  });
  return { row, keys, words: `${row.textContent ?? ""} ${path}`.toLowerCase(), state, owners, place };
}

function isOverdue(row: HTMLTableRowElement): boolean {
  const { due, state } = row.dataset;
  return due !== undefined && state !== "exempt" && due < today();
}

function badge(state: string): HTMLElement {
  const element = document.createElement("span");
  element.className = `badge review-state ${state}`;
  element.textContent = WORDS[state] ?? state;
  return element;
}

function remember(data: FormData, sorted: { column: number; isDown: boolean }, names: string[]): void {
  const address = new URL(location.href);
  for (const [name, value] of data) {
    if (value === "") address.searchParams.delete(name);
    else address.searchParams.set(name, String(value));
  }
  if (sorted.column >= 0) {
    address.searchParams.set("sort", names[sorted.column] ?? "");
    if (sorted.isDown) address.searchParams.set("order", "down");
    else address.searchParams.delete("order");
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}
