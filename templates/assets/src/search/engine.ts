/*! Includes MiniSearch 7, Copyright 2022 Luca Ongaro, MIT License, https://github.com/lucaong/minisearch */
// Rows of the index → answers. The same in the worker and in the page.
//
// Each section is a document of MiniSearch, with the title and the tags of its card. A query is tried as it is, then
// with typing errors, then with some of its words missing; the first that finds something answers.
import MiniSearch from "minisearch";
import type { Query as Tree, SearchResult } from "minisearch";
import { above, group, namesOf, rank } from "./found";
import type { Found, Group, Section } from "./found";
import type { Answer, CardRow, Query } from "./model";
import { show } from "./show";
import { terms, wanted } from "./tokens";
import type { Wanted } from "./tokens";

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
    const shown = groups.slice(0, query.limit).map((group) => show(group, query.open, this.tags));
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
