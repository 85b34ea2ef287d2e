// Sections that were found → cards, the best first.
import type { SearchResult } from "minisearch";
import type { CardRow, SectionRow } from "./model";
import { fold, terms } from "./tokens";
import type { Wanted } from "./tokens";

/** A section by its card and its place there. */
export interface Section {
  card: CardRow;
  at: number;
}

/** A section that was found, and how well. */
export interface Found {
  section: Section;
  score: number;
  /** The words of the query that it has. */
  words: Set<number>;
  /** The terms that were found, and in which fields. */
  match: SearchResult["match"];
}

/** A card with what was found of it. */
export interface Group {
  card: CardRow;
  score: number;
  found: Found[];
  words: Set<number>;
}

/** The names of a card: title, aliases, and the name of its file where that says something else. */
export function namesOf(card: CardRow): string {
  const known = new Set(terms([card[1], ...card[5]].join(" ")));
  const own = terms(stem(card)).filter((term) => !known.has(term));
  return [card[1], ...card[5], ...own].join(" ");
}

function stem(card: CardRow): string {
  return card[0].split("/").at(-2) ?? "";
}

/** The headings above a section, outermost first. */
export function above(card: CardRow, at: number): SectionRow[] {
  const rows: SectionRow[] = [];
  let level = card[4][at]![1];
  for (let before = at - 1; before > 0 && level > 1; before--) {
    const row = card[4][before]!;
    if (row[1] >= level) continue;
    rows.unshift(row);
    level = row[1];
  }
  return rows;
}

export function group(found: Found[]): Group[] {
  const groups = new Map<CardRow, Group>();
  for (const one of found) {
    const card = one.section.card;
    const known = groups.get(card);
    if (!known) {
      groups.set(card, { card, score: one.score, found: [one], words: new Set(one.words) });
      continue;
    }
    // Found in order of score: a card is as good as its best section, and a bit better for each one more.
    if (known.found.length < 4) known.score += one.score * 0.08;
    known.found.push(one);
    for (const word of one.words) known.words.add(word);
  }
  return [...groups.values()];
}

/** A name with nothing but its letters and digits. */
const bare = (name: string): string => fold(name).replace(/[^\p{L}\p{N}]+/gu, "");

/** Cards that are called what was asked for come first, then those that have its words in their names. */
export function rank(groups: Group[], query: string, words: Wanted[]): void {
  if (words.length === 0) return;
  const asked = bare(query);
  for (const group of groups) {
    const [, title, , , , aliases, boost] = group.card;
    if ([title, ...aliases, stem(group.card)].some((name) => bare(name) === asked)) group.score *= 3;
    const own = terms(namesOf(group.card));
    const starts = (term: string): boolean => own.some((name) => name.startsWith(term));
    const named = words.filter((word) => word.alternatives.some((all) => all.every(starts))).length;
    group.score *= boost * (1 + (named / words.length) ** 2);
  }
  const most = Math.max(...groups.map((group) => group.words.size));
  // Where words are missing, more of them come first.
  const rest = (group: Group): number => most - group.words.size;
  groups.sort((a, b) => rest(a) - rest(b) || b.score - a.score || (a.card[0] < b.card[0] ? -1 : 1));
}
