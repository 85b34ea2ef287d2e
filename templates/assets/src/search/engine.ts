/*! Includes MiniSearch 7, Copyright 2022 Luca Ongaro, MIT License, https://github.com/lucaong/minisearch */
// Rows of the index → answers. The same in the worker and in the page.
//
// Each section is a document of MiniSearch, with the title and the tags of its card. A query is tried as it is, then
// with typing errors, then with some of its words missing; the first that finds something answers.
import MiniSearch from "minisearch";
import type { Query as Tree, SearchResult } from "minisearch";
import { excerpt, marked } from "./excerpt";
import type { Answer, CardHit, CardRow, Query, SectionHit, SectionRow } from "./model";
import { fold, terms, wanted } from "./tokens";
import type { Wanted } from "./tokens";

/** How many sections of a card are shown at first. */
const SECTIONS = 3;
/** A card that is wanted whole shows no more sections than that. */
const MOST_SECTIONS = 50;
/** Fewer cards than that, and words may also stand in different sections of a card. */
const ENOUGH = 10;
/** A word that more than this part of all sections has says little beside others. */
const COMMON = 0.3;
/** On a small site nothing is common. */
const MANY = 60;
/** From so many sections on two letters are the start of too many words to look at all of them. */
const LARGE = 20000;

const FIELDS = ["title", "heading", "above", "tags", "text", "code"];
const BOOST = { title: 4, heading: 3.5, above: 1, tags: 2, text: 1, code: 0.5 };

interface Section {
  card: CardRow;
  at: number;
}

/** A section that was found, and how well. */
interface Found {
  section: Section;
  score: number;
  /** The words of the query that it has. */
  words: Set<number>;
  match: SearchResult["match"];
}

interface Group {
  card: CardRow;
  score: number;
  found: Found[];
  words: Set<number>;
}

class Index extends MiniSearch<number> {
  /** How many sections have a term in their text. */
  frequency(term: string): number {
    return this._index.get(term)?.get(this._fieldIds["text"] ?? -1)?.size ?? 0;
  }

  /** The terms nearest to one, best first. */
  near(term: string): string[] {
    const found = this._index.fuzzyGet(term, Math.min(3, Math.max(1, Math.round(term.length * 0.4))));
    const count = (data: unknown): number => {
      let sum = 0;
      for (const documents of (data as Map<number, Map<number, number>>).values()) sum += documents.size;
      return sum;
    };
    return [...found]
      .map(([near, [data, distance]]) => ({ near, distance, count: count(data) }))
      .sort((a, b) => a.distance - b.distance || b.count - a.count || (a.near < b.near ? -1 : 1))
      .map(({ near }) => near)
      .filter((near) => near.length > 2);
  }
}

export class Sections {
  /** How much of the site is in here, from 0 to 1. */
  progress = 0;
  private readonly sections: Section[] = [];
  private readonly cards: CardRow[] = [];
  private readonly names = new Map<string, string>();
  private readonly index: Index;
  private readonly tags: string[];

  constructor(tags: string[]) {
    this.tags = tags;
    this.index = new Index({
      fields: FIELDS,
      extractField: (id, field) => this.field(id as number, field),
      tokenize: terms,
      processTerm: (term) => term,
      autoVacuum: false,
    });
  }

  /** Adds a card. */
  add(card: CardRow): void {
    this.cards.push(card);
    this.names.set(card[0], namesOf(card));
    for (let at = 0; at < card[4].length; at++) {
      this.sections.push({ card, at });
      this.index.add(this.sections.length - 1);
    }
  }

  private field(id: number, field: string): string {
    // MiniSearch asks for the document's own name by the same way.
    if (field === "id") return id as unknown as string;
    const { card, at } = this.sections[id]!;
    const section = card[4][at]!;
    switch (field) {
      case "title": return this.names.get(card[0]) ?? "";
      case "heading": return section[2];
      case "above": return at === 0 ? "" : above(card, at).map((row) => row[2]).join(" ");
      case "tags": return card[3].map((tag) => this.tags[tag]).join(" ");
      case "text": return section[3];
      default: return section[4];
    }
  }

  answer(query: Query): Answer {
    const words = wanted(query.words);
    // One letter is the start of everything: titles alone are looked at.
    const few = this.sections.length < LARGE ? 1 : 2;
    const isLetter = words.length === 1 && words[0]!.alternatives[0]![0]!.length <= few && !words[0]!.isExact;
    const mayGoOn = (term: string): boolean => term.length > few;
    const admitted = this.filter(query);
    let groups: Group[] = [];
    let isLoose = false;
    if (words.length === 0) {
      groups = this.all(admitted);
    } else if (isLetter) {
      groups = group(this.find(words, [0], "AND", admitted, { fields: ["title"], prefix: true }));
    } else {
      const strong = this.strong(words);
      for (const fuzzy of [false, mayDiffer] as const) {
        groups = this.together(words, strong, admitted, { prefix: mayGoOn, fuzzy });
        if (groups.length > 0) break;
      }
      if (groups.length === 0 && strong.length > 1) {
        isLoose = true;
        groups = group(this.find(words, strong, "OR", admitted, { prefix: mayGoOn, fuzzy: mayDiffer }));
      }
    }
    rank(groups, query.words, words);
    const near = groups.length === 0 || isLoose ? this.near(words) : [];
    const shown = groups.slice(0, query.limit).map((group) => show(group, query.open));
    return { cards: shown, total: groups.length, isLoose, near, progress: this.progress };
  }

  /** Cards that have all words: within one section, and, where these are few, anywhere in the card. */
  private together(words: Wanted[], strong: number[], admitted: Admitted, options: Options): Group[] {
    const close = group(this.find(words, strong, "AND", admitted, options));
    if (strong.length < 2 || close.length >= ENOUGH) return close;
    const known = new Set(close.map((group) => group.card));
    const apart = group(this.find(words, strong, "OR", admitted, options)).filter(
      (group) => group.words.size === strong.length && !known.has(group.card),
    );
    for (const group of apart) group.score *= 0.5;
    return [...close, ...apart];
  }

  private find(words: Wanted[], which: number[], combineWith: "AND" | "OR", admitted: Admitted, options: Options): Found[] {
    const wordOf = new Map<string, number[]>();
    const queries = which.map((word): Tree => {
      const { alternatives, isExact } = words[word]!;
      for (const term of alternatives.flat()) wordOf.set(term, [...(wordOf.get(term) ?? []), word]);
      const isPair = isExact && alternatives[0]!.every((term) => [...term].length > 1);
      const strict = isExact ? { fuzzy: false, prefix: !isPair } : {};
      return {
        combineWith: "OR",
        queries: alternatives.map((all) => ({ combineWith: "AND", queries: all, ...strict })),
      };
    });
    const results = this.index.search(
      { combineWith, queries },
      {
        boost: BOOST,
        tokenize: (term) => [term],
        weights: { fuzzy: 0.35, prefix: 0.5 },
        bm25: { k: 1.2, b: 0.6, d: 0.5 },
        ...(admitted && { filter: (result: SearchResult) => admitted(this.sections[result.id]!.card) }),
        ...options,
      },
    );
    return results.map((result) => ({
      section: this.sections[result.id]!,
      score: result.score,
      words: new Set(result.queryTerms.flatMap((term) => wordOf.get(term) ?? [])),
      match: result.match,
    }));
  }

  /** The words that a result must have: not those that stand everywhere, unless there are no others. */
  private strong(words: Wanted[]): number[] {
    const all = words.map((_, word) => word);
    const limit = Math.max(MANY, this.sections.length * COMMON);
    const strong = all.filter((word) => this.index.frequency(words[word]!.alternatives[0]![0]!) < limit);
    return strong.length > 0 ? strong : all;
  }

  private filter(query: Query): Admitted {
    const { areas, tag } = query;
    if (areas.length === 0 && tag < 0) return null;
    return (card) => (areas.length === 0 || areas.includes(card[2])) && (tag < 0 || card[3].includes(tag));
  }

  /** Without words the filters alone choose, in the order of titles. */
  private all(admitted: Admitted): Group[] {
    if (!admitted) return [];
    const collator = new Intl.Collator();
    return this.cards
      .filter(admitted)
      .sort((a, b) => collator.compare(a[1], b[1]))
      .map((card) => ({ card, score: 0, found: [], words: new Set() }));
  }

  /** Words of the site to try instead. */
  private near(words: Wanted[]): string[] {
    const missing = words.filter((word) => !word.isExact && this.index.frequency(word.alternatives[0]![0]!) === 0);
    return [...new Set(missing.flatMap((word) => this.index.near(word.alternatives[0]![0]!).slice(0, 4)))].slice(0, 6);
  }
}

type Admitted = ((card: CardRow) => boolean) | null;
interface Options {
  fields?: string[];
  prefix?: boolean | ((term: string) => boolean);
  fuzzy?: false | ((term: string) => false | number);
}

/** By how many letters a term may differ: short words and numbers not at all; two letters that changed places are two. */
const mayDiffer = (term: string): false | number =>
  term.length < 4 || /^[\d.]+$/.test(term) ? false : term.length < 6 ? 1 : 2;

/** The names of a card: title, aliases, and the name of its file where that says something else. */
function namesOf(card: CardRow): string {
  const known = new Set(terms([card[1], ...card[5]].join(" ")));
  const own = terms(stem(card)).filter((term) => !known.has(term));
  return [card[1], ...card[5], ...own].join(" ");
}

function stem(card: CardRow): string {
  return card[0].split("/").at(-2) ?? "";
}

/** The headings above a section, outermost first. */
function above(card: CardRow, at: number): SectionRow[] {
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

function group(found: Found[]): Group[] {
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
function rank(groups: Group[], query: string, words: Wanted[]): void {
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

function show(group: Group, open: string[]): CardHit {
  const { card, found } = group;
  const words = new Map<string, string>();
  const keep = (pieces: (string | [string])[]): void => {
    for (const piece of pieces) if (typeof piece !== "string") words.set(fold(piece[0]), piece[0]);
  };
  const termsOf = (one: Found): Set<string> => new Set(Object.keys(one.match));
  const all = new Set(found.flatMap((one) => Object.keys(one.match)));
  const lead = found.find((one) => one.section.at === 0);
  const leadRow = card[4][0];
  let opening = lead && leadRow ? excerptOf(leadRow, termsOf(lead)).excerpt : [];
  if (found.length === 0 && leadRow) opening = opening.length > 0 ? opening : [shortened(leadRow[3])];
  const inner = found.filter((one) => one.section.at > 0 && isOwn(one));
  const wish = open.includes(card[0]) ? MOST_SECTIONS : SECTIONS;
  // One more is not worth a line that says so.
  const count = inner.length === wish + 1 ? wish + 1 : wish;
  const sections = inner.slice(0, count).map((one): SectionHit => {
    const row = card[4][one.section.at]!;
    const terms = termsOf(one);
    const path = [...above(card, one.section.at), row].map((row) => marked(row[2], terms));
    const found = excerptOf(row, terms);
    for (const pieces of [...path, found.excerpt]) keep(pieces);
    return { anchor: row[0], path, ...found };
  });
  const title = marked(card[1], all);
  keep(title);
  keep(opening);
  const more = Math.min(inner.length, MOST_SECTIONS) - sections.length;
  return { url: card[0], title, area: card[2], excerpt: opening, sections, more, words: [...words.values()].slice(0, 12) };
}

/** Whether a section was found for what stands in it, and not for its card's title or tags alone. */
function isOwn(one: Found): boolean {
  return Object.values(one.match).some((fields) => fields.some((field) => field === "text" || field === "heading" || field === "code"));
}

function excerptOf(row: SectionRow, terms: ReadonlySet<string>): { excerpt: (string | [string])[]; isCode: boolean } {
  const prose = excerpt(row[3], terms);
  if (prose.length > 0) return { excerpt: prose, isCode: false };
  const code = excerpt(row[4], terms);
  if (code.length > 0) return { excerpt: code, isCode: true };
  return { excerpt: row[3] ? [shortened(row[3])] : [], isCode: false };
}

function shortened(text: string): string {
  if (text.length <= 150) return text;
  const cut = text.lastIndexOf(" ", 150);
  return `${text.slice(0, cut > 80 ? cut : 150)} …`;
}
