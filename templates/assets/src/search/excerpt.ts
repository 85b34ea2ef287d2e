// Text and the terms that were found in it → the part of the text to show, with the hits marked.
import type { Piece } from "./model";
import { scan } from "./tokens";

interface Hit {
  start: number;
  end: number;
  term: string;
}

/** How long an excerpt is, in UTF-16 units: two lines at the widest, four on a phone. */
const LENGTH = 170;
/** How much of it stands before the first hit. */
const LEAD = 45;
/** How much of a text is looked at for the best place; hits far down are rarely the better ones. */
const REACH = 20000;

function hitsIn(text: string, found: ReadonlySet<string>): Hit[] {
  const hits: Hit[] = [];
  scan(text.length > REACH ? text.slice(0, REACH) : text, (term, start, end) => {
    if (!found.has(term)) return;
    const last = hits.at(-1);
    // A name is found before its parts, and pairs of characters overlap: what touches is one hit.
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else hits.push({ start, end, term });
  });
  return hits;
}

/** The whole text, hits marked. */
export function marked(text: string, found: ReadonlySet<string>): Piece[] {
  return pieces(text, hitsIn(text, found), 0, text.length);
}

/** The part of a text with the most different hits near each other; nothing where there is no hit. */
export function excerpt(text: string, found: ReadonlySet<string>): Piece[] {
  const hits = hitsIn(text, found);
  const first = best(hits);
  if (!first) return [];
  let start = first.start <= LEAD ? 0 : wordStart(text, first.start - LEAD, first.start);
  const end = start + LENGTH >= text.length ? text.length : wordEnd(text, start + LENGTH, first.end);
  if (end === text.length && end - start < LENGTH) start = end <= LENGTH ? 0 : wordStart(text, end - LENGTH, first.start);
  const shown = pieces(text, hits, start, end);
  if (start > 0) shown.unshift("… ");
  if (end < text.length) shown.push(" …");
  return shown;
}

/** The hit from which on an excerpt holds the most different terms. */
function best(hits: Hit[]): Hit | undefined {
  let winner = hits[0];
  let most = 0;
  for (let from = 0; from < hits.length; from++) {
    const seen = new Set<string>();
    const first = hits[from]!;
    for (let at = from; at < hits.length && hits[at]!.end - first.start <= LENGTH - LEAD; at++) seen.add(hits[at]!.term);
    if (seen.size > most) {
      most = seen.size;
      winner = first;
    }
  }
  return winner;
}

function pieces(text: string, hits: Hit[], start: number, end: number): Piece[] {
  const shown: Piece[] = [];
  let done = start;
  for (const hit of hits) {
    if (hit.end <= start) continue;
    if (hit.start >= end) break;
    const from = Math.max(hit.start, start);
    if (from > done) shown.push(text.slice(done, from));
    done = Math.min(hit.end, end);
    shown.push([text.slice(from, done)]);
  }
  if (done < end) shown.push(text.slice(done, end));
  return shown;
}

/** The start of the first word at or after a place; the place itself where there is none before the limit. */
function wordStart(text: string, at: number, limit: number): number {
  const space = text.indexOf(" ", at - 1);
  return space < 0 || space >= limit ? whole(text, at) : space + 1;
}

/** The end of the last word at or before a place; the place itself where there is none after the limit. */
function wordEnd(text: string, at: number, limit: number): number {
  const space = text.lastIndexOf(" ", at);
  return space <= limit ? whole(text, Math.max(at, limit)) : space;
}

/** A place that does not cut a character in two. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
