// An answer → the list of results: a group for each card, an option for the card and for each of its sections.
//
// Options are links, so that they can be opened as links can; the focus stays in the field, which names the option that
// is chosen.
import type { Answer, Area, CardHit, Catalogue, Piece, SectionHit } from "./model";
import { make } from "../element";
import { icon, icons } from "./icons";

export interface Place {
  /** The address of the site's root. */
  root: string;
  catalogue: Catalogue | null;
}

let count = 0;
const nextId = (): string => `q:found-${(count += 1)}`;

/** The options of an answer; `MORE` stands at the end where there are more cards. */
export function draw(answer: Answer, words: string, place: Place): HTMLElement[] {
  const groups = answer.cards.map((card) => cardGroup(card, words, place));
  if (answer.total > answer.cards.length) {
    groups.push(action("more", `Show more of ${answer.total} pages`, { "data-limit": String(answer.cards.length + 45) }));
  }
  return groups;
}

/** The landing pages, shown while nothing is asked. */
export function landing(place: Place): HTMLElement[] {
  const areas = place.catalogue?.areas.filter((area) => area.cards > 0 && area.url) ?? [];
  if (areas.length === 0) return [];
  const label = make("div", { class: "search-label", id: nextId() }, "Browse");
  const group = make("div", { role: "group", class: "search-group", "aria-labelledby": label.id }, label);
  for (const area of areas) {
    group.append(
      make(
        "a",
        { role: "option", id: nextId(), tabindex: "-1", class: "search-option", "aria-selected": "false", href: address(place.root, area.url) },
        icon(icons.folder),
        make("span", { class: "search-text" }, make("span", { class: "search-title" }, area.title)),
        make("span", { class: "search-count" }, `${area.cards} page${area.cards === 1 ? "" : "s"}`),
      ),
    );
  }
  return [group];
}

function cardGroup(card: CardHit, words: string, place: Place): HTMLElement {
  const area = place.catalogue?.areas[card.area];
  const hits = card.words.length > 0 ? card.words.join(" ") : words;
  const head = option(address(place.root, card.url, hits), "search-card", icons.page);
  head.append(
    make(
      "span",
      { class: "search-text" },
      make("span", { class: "search-title" }, ...pieces(card.title)),
      ...card.tags.map((tag) => make("span", { class: "search-tag-hit" }, make("mark", {}, `#${tag}`))),
      ...(card.excerpt.length > 0 ? [make("span", { class: "search-excerpt" }, ...pieces(card.excerpt))] : []),
    ),
    ...(area ? [badge(area)] : []),
  );
  const group = make("div", { role: "group", class: "search-group", "aria-label": plain(card.title) }, head);
  for (const section of card.sections) group.append(sectionOption(section, address(place.root, card.url, hits, section.anchor)));
  if (card.more > 0) group.append(action("more", `${card.more} more in this page`, { "data-card": card.url }));
  return group;
}

function sectionOption(section: SectionHit, href: string): HTMLElement {
  const path = make("span", { class: "search-title" });
  section.path.forEach((heading, at) => {
    if (at > 0) path.append(make("span", { class: "search-step" }, " › "));
    path.append(...pieces(heading));
  });
  const row = option(href, "search-section", icons.section);
  const text = make("span", { class: "search-text" }, path);
  if (section.excerpt.length > 0) {
    text.append(make("span", { class: `search-excerpt${section.isCode ? " search-code" : ""}` }, ...pieces(section.excerpt)));
  }
  row.append(text);
  return row;
}

function option(href: string, kind: string, path: string): HTMLElement {
  return make(
    "a",
    { role: "option", id: nextId(), tabindex: "-1", class: `search-option ${kind}`, "aria-selected": "false", href },
    icon(path),
  );
}

function action(kind: string, text: string, data: Record<string, string>): HTMLElement {
  return make(
    "div",
    { role: "option", id: nextId(), class: `search-option search-${kind}`, "aria-selected": "false", ...data },
    icon(icons.more),
    make("span", { class: "search-text" }, text),
  );
}

function badge(area: Area): HTMLElement {
  const kind = area.isQuadrant ? `badge badge-${area.name}` : "badge";
  return make("span", { class: `${kind} search-badge` }, area.title);
}

function pieces(list: Piece[]): (Node | string)[] {
  return list.map((piece) => (typeof piece === "string" ? piece : make("mark", {}, piece[0])));
}

function plain(list: Piece[]): string {
  return list.map((piece) => (typeof piece === "string" ? piece : piece[0])).join("");
}

/** The address of a page of ours, with the words to highlight there. */
function address(root: string, page: string, words = "", anchor = ""): string {
  const url = new URL(page.split("/").map(encodeURIComponent).join("/").replaceAll("%3A", ":"), root);
  // As the links in the pages are: they also work where no server adds the name.
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  if (words) url.searchParams.set("h", words);
  if (anchor) url.hash = encodeURIComponent(anchor);
  return url.href;
}
