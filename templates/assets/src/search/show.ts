// A card that was found → what the reader sees of it.
import { excerpt, marked } from "./excerpt";
import { above } from "./found";
import type { Found, Group } from "./found";
import type { CardHit, Piece, SectionHit, SectionRow } from "./model";
import { fold, terms } from "./tokens";

/** How many sections of a card are shown at first. */
const SECTIONS = 3;
/** A card that is wanted whole shows no more sections than that. */
const MOST_SECTIONS = 50;
/** How many words are highlighted on the page that is opened. */
const WORDS = 12;

/** `open`: the URLs of the cards that are wanted whole; `names`: those of all tags. */
export function show(group: Group, open: string[], names: string[]): CardHit {
  const { card, found } = group;
  const all = new Set(found.flatMap((one) => Object.keys(one.match)));
  const inner = found.filter((one) => one.section.at > 0 && isOwn(one));
  const wanted = open.includes(card[0]) ? MOST_SECTIONS : SECTIONS;
  // One more is not worth a line that says so.
  const count = inner.length === wanted + 1 ? inner.length : wanted;
  const sections = inner.slice(0, count).map(showSection);
  const title = marked(card[1], all);
  const opening = openingOf(group);
  return {
    url: card[0],
    title,
    area: card[2],
    tags: card[3].map((tag) => names[tag] ?? "").filter((tag) => terms(tag).some((term) => all.has(term))),
    excerpt: opening,
    sections,
    more: Math.min(inner.length, MOST_SECTIONS) - sections.length,
    words: hits([title, opening, ...sections.flatMap((section) => [...section.path, section.excerpt])]),
  };
}

function showSection(one: Found): SectionHit {
  const { card, at } = one.section;
  const row = card[4][at]!;
  const own = termsOf(one);
  return {
    anchor: row[0],
    path: [...above(card, at), row].map(([, , heading]) => marked(heading, own)),
    ...excerptOf(row, own),
  };
}

/** What stands below the title: the part above the first heading, where it was found or nothing was asked for. */
function openingOf({ card, found }: Group): Piece[] {
  const lead = found.find((one) => one.section.at === 0);
  const row = card[4][0];
  if (!row || (found.length > 0 && !lead)) return [];
  return excerptOf(row, lead ? termsOf(lead) : new Set()).excerpt;
}

/** Whether a section was found for what stands in it, and not for its card's title or tags alone. */
function isOwn(one: Found): boolean {
  return Object.values(one.match).some((fields) => fields.some((field) => ["heading", "text", "code"].includes(field)));
}

function excerptOf(row: SectionRow, found: ReadonlySet<string>): { excerpt: Piece[]; isCode: boolean } {
  const [, , , text, code] = row;
  const prose = excerpt(text, found);
  if (prose.length > 0) return { excerpt: prose, isCode: false };
  const lines = excerpt(code, found);
  if (lines.length > 0) return { excerpt: lines, isCode: true };
  return { excerpt: text ? [shortened(text)] : [], isCode: false };
}

function termsOf(one: Found): Set<string> {
  return new Set(Object.keys(one.match));
}

/** The words that are marked, as they stand in the text, each once. */
function hits(texts: Piece[][]): string[] {
  const words = new Map<string, string>();
  for (const piece of texts.flat()) if (typeof piece !== "string") words.set(fold(piece[0]), piece[0]);
  return [...words.values()].slice(0, WORDS);
}

function shortened(text: string): string {
  if (text.length <= 150) return text;
  const cut = text.lastIndexOf(" ", 150);
  return `${text.slice(0, cut > 80 ? cut : 150)} …`;
}
