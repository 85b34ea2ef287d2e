// The filters above the results: a button for each quadrant, a list of tags.
import type { Catalogue } from "./model";
import type { Choice } from "./choice";
import { make } from "../element";

/** How many buttons stand in a line. */
const MOST_AREAS = 8;
/** How many tags a list can hold and still be read. */
const MOST_TAGS = 300;

/** Draws the filters; `onChange` is called with what is chosen then. */
export function drawFilters(catalogue: Catalogue, choice: Choice, onChange: (choice: Choice) => void): HTMLElement | null {
  const used = catalogue.areas.filter((area) => area.cards > 0);
  const quadrants = used.filter((area) => area.isQuadrant);
  // One quadrant among other folders is no choice.
  const areas = (quadrants.length > 1 ? quadrants : used).slice(0, MOST_AREAS);
  const box = make("div", { class: "search-filters" });
  if (areas.length > 1) {
    const group = make("div", { role: "group", "aria-label": "Kind of page", class: "search-areas" });
    for (const area of areas) {
      const isOn = choice.areas.includes(area.name);
      const kind = area.isQuadrant ? ` search-kind-${area.name}` : "";
      const button = make("button", { type: "button", class: `search-chip${kind}`, "aria-pressed": String(isOn) }, area.title);
      button.addEventListener("click", () => {
        const isOn = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(isOn));
        const others = choice.areas.filter((name) => name !== area.name);
        choice = { ...choice, areas: isOn ? [...others, area.name] : others };
        onChange(choice);
      });
      group.append(button);
    }
    box.append(group);
  }
  if (catalogue.tags.some((tag) => tag.cards > 0)) {
    const select = make("select", { "aria-label": "Tag", class: "search-tag" }, make("option", { value: "" }, "All tags"));
    const byUse = catalogue.tags.filter((tag) => tag.cards > 0).sort((a, b) => b.cards - a.cards || (a.name < b.name ? -1 : 1));
    for (const tag of byUse.slice(0, MOST_TAGS)) select.append(make("option", { value: tag.name }, `${tag.name} (${tag.cards})`));
    select.value = choice.tag;
    select.addEventListener("change", () => {
      choice = { ...choice, tag: select.value };
      select.toggleAttribute("data-set", select.value !== "");
      onChange(choice);
    });
    select.toggleAttribute("data-set", select.value !== "");
    box.append(select);
  }
  return box.childElementCount > 0 ? box : null;
}
