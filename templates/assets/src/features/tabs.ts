// Blocks of which one is shown at a time. A choice holds for all sets that have the same label, on all pages.
import { make } from "../element";
import { isStrings, recall, remember } from "../memory";
import type { Feature } from "../page";
import { addOpener } from "../reveal";

interface Tab {
  label: string;
  panel: HTMLElement;
  button: HTMLButtonElement;
}
interface TabSet {
  tabs: Tab[];
  list: HTMLElement;
  select: (tab: Tab) => void;
}

/** How many labels are remembered. */
const MOST_LABELS = 20;

let sets: TabSet[] = [];

export const tabs: Feature = (root) => {
  const found = [...root.querySelectorAll<HTMLElement>(".tabs-set[data-tabs]:not(.ready)")];
  sets = found.map(build).filter((set) => set !== null);
  const chosen = recall("localStorage", "tabs", isStrings) ?? [];
  for (const set of sets) {
    const tab = chosen.map((label) => set.tabs.find((tab) => tab.label === label)).find((tab) => tab);
    if (tab) set.select(tab);
  }
};

addOpener((around) => {
  for (const set of sets) {
    const tab = set.tabs.find((tab) => tab.panel === around);
    if (tab?.panel.hidden) choose(tab, set);
  }
});

function build(element: HTMLElement, index: number): TabSet | null {
  const list = make("div", { role: "tablist", class: "tab-list" });
  const tabs: Tab[] = [];
  let first: Tab | undefined;
  for (const panel of element.querySelectorAll<HTMLElement>(":scope > .tab")) {
    const [label, name] = [panel.querySelector(":scope > .tab-label"), `q:tab-${index + 1}-${tabs.length + 1}`];
    if (!label) continue;
    // Ids of authors win: a heading in the tab may be linked to.
    panel.id ||= `${name}-panel`;
    panel.role = "tabpanel";
    panel.tabIndex = 0;
    panel.setAttribute("aria-labelledby", name);
    const button = make("button", { type: "button", role: "tab", id: name, "aria-controls": panel.id });
    button.append(...[...label.childNodes].map((node) => node.cloneNode(true)));
    const tab = { label: (label.textContent ?? "").trim(), panel, button };
    if (panel.hasAttribute("data-selected")) first ??= tab;
    tabs.push(tab);
    list.append(button);
  }
  const set: TabSet = { tabs, list, select: (chosen) => select(tabs, chosen) };
  first ??= tabs[0];
  if (!first) return null;
  set.select(first);
  for (const tab of tabs) {
    tab.button.addEventListener("click", () => choose(tab, set));
    // The browser found something in a closed tab.
    tab.panel.addEventListener("beforematch", () => choose(tab, set));
  }
  list.addEventListener("keydown", (event) => onKey(event, set));
  element.prepend(list);
  element.classList.add("ready");
  return set;
}

function select(tabs: Tab[], chosen: Tab): void {
  for (const { button, panel } of tabs) {
    const isChosen = panel === chosen.panel;
    button.ariaSelected = `${isChosen}`;
    button.tabIndex = isChosen ? 0 : -1;
    // Browsers that can search in what is hidden may do so.
    if (isChosen) panel.removeAttribute("hidden");
    else panel.setAttribute("hidden", "until-found");
  }
}

function choose(chosen: Tab, by: TabSet): void {
  const { label } = chosen;
  const before = by.list.getBoundingClientRect().top;
  for (const set of sets) {
    const tab = set === by ? chosen : set.tabs.find((tab) => tab.label === label);
    if (tab) set.select(tab);
  }
  // Sets above have changed their height: what the reader pressed stays under the finger.
  const after = by.list.getBoundingClientRect().top;
  if (after !== before) scrollBy({ top: after - before, behavior: "instant" });
  const others = (recall("localStorage", "tabs", isStrings) ?? []).filter((other) => other !== label);
  remember("localStorage", "tabs", [label, ...others].slice(0, MOST_LABELS));
}

function onKey(event: KeyboardEvent, { tabs }: TabSet): void {
  const at = tabs.findIndex(({ button }) => button === event.target);
  const end = tabs.length - 1;
  const next = { ArrowRight: at === end ? 0 : at + 1, ArrowLeft: at === 0 ? end : at - 1, Home: 0, End: end }[event.key];
  const tab = next === undefined ? undefined : tabs[next];
  if (at < 0 || !tab || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  tab.button.focus();
  tab.button.click();
}
