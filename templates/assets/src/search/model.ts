// The words of the search: what stands in the index, what is asked, what is answered. Plain data, since it crosses from
// the worker to the page.

/** `[anchor, level, heading, text, code]`; level 0 is the part of a card above its first heading. */
export type SectionRow = [string, number, string, string, string];
/** `[url, title, area or -1, tags, sections, aliases, boost]`. */
export type CardRow = [string, string, number, number[], SectionRow[], string[], number];
/** `[version, areas, tags, number of cards]`. */
export type HeadRow = [number, [string, string, string, number, number][], [string, number][], number];

/** A top folder: a quadrant, or another part of the site. */
export interface Area {
  name: string;
  title: string;
  /** Relative to the root of the site. */
  url: string;
  cards: number;
  isQuadrant: boolean;
}

/** What can be searched, known before anything is. */
export interface Catalogue {
  areas: Area[];
  tags: { name: string; cards: number }[];
  cards: number;
}

export interface Query {
  words: string;
  /** Indices of areas; empty for all. */
  areas: number[];
  /** Index of a tag, or -1. */
  tag: number;
  /** How many cards are wanted. */
  limit: number;
  /** The cards of which every section is wanted. */
  open: string[];
}

/** A piece of text: as it is, or in a list of one where it is a hit. */
export type Piece = string | [string];

export interface SectionHit {
  anchor: string;
  /** The headings from the outermost to its own. */
  path: Piece[][];
  excerpt: Piece[];
  isCode: boolean;
}

export interface CardHit {
  /** Relative to the root of the site, or absolute. */
  url: string;
  title: Piece[];
  area: number;
  /** Those of its tags that were found. */
  tags: string[];
  /** From the part above the first heading; empty where the hit is not there. */
  excerpt: Piece[];
  sections: SectionHit[];
  /** How many more sections there are. */
  more: number;
  /** The words that were found, as they stand in the text. */
  words: string[];
}

export interface Answer {
  cards: CardHit[];
  /** How many cards were found in all. */
  total: number;
  /** Whether no card has all of the words. */
  isLoose: boolean;
  /** Words of the site that look like those that were not found. */
  near: string[];
  /** How much of the site is searched so far, from 0 to 1. */
  progress: number;
}

/** What searches, wherever it runs. */
export interface Engine {
  search(query: Query): Promise<Answer>;
}

/** What an engine tells while it gets ready. */
export interface Listener {
  onCatalogue(catalogue: Catalogue): void;
  /** From 0 to 1. */
  onProgress(progress: number): void;
  onFailure(message: string): void;
}

export function catalogueOf(head: HeadRow): Catalogue {
  return {
    areas: head[1].map(([name, title, url, cards, isQuadrant]) => ({ name, title, url, cards, isQuadrant: isQuadrant === 1 })),
    tags: head[2].map(([name, cards]) => ({ name, cards })),
    cards: head[3],
  };
}
