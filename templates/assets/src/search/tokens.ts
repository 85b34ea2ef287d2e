// Text → the terms by which it is found.
//
// A chunk of letters and digits gives its parts and itself without what joins them: `restore-from-backup`,
// `restore_from_backup` and `restoreFromBackup` are found by each other and by `backup`. Scripts that write no spaces
// give every two neighbouring characters. All terms are folded: lower case, no diacritics.

/** Takes a term and where it stands in the text. */
export type Emit = (term: string, start: number, end: number) => void;

/** Letters, digits, and what joins them within a name; `+` and `#` for C++ and F#. */
const CHUNK = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:(?:::|->|[-.'’])[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*)*(?:\+\+|#(?![\p{L}\p{N}]))?/gu;
const ASCII_CHUNK = /[a-z0-9_]+(?:(?:::|->|[-.'])[a-z0-9_]+)*(?:\+\+|#(?![a-z0-9]))?/gi;
const IS_ASCII = /^[\x00-\x7f]*$/;
const SIMPLE = /^[a-z]+$/;
const SPACELESS = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}ー々〆]+\p{M}*/gu;
const JOINTS = /::|->|[-'’_]/g;
const VERSION = /^v\d+\./;
/** What is longer was not written to be read, in UTF-16 units. */
const LONGEST = 64;

const LETTERS: Record<string, string> = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ħ: "h", ŧ: "t", ς: "σ",
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
/** Marks that readers leave out: of Latin, Greek and Cyrillic, of Hebrew, of Arabic. Not those that make another letter. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

/** Case and diacritics taken away; full-width and half-width forms made plain. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (IS_ASCII.test(lower)) return lower;
  return lower.normalize("NFKD").replace(MARKS, "").normalize("NFC").replace(LETTER, (letter) => LETTERS[letter] ?? letter);
}

/** All terms of a text with their places. */
export function scan(text: string, emit: Emit): void {
  const isAscii = IS_ASCII.test(text);
  for (const match of text.matchAll(isAscii ? ASCII_CHUNK : CHUNK)) {
    const chunk = match[0];
    const start = match.index;
    // Most words are these.
    if (SIMPLE.test(chunk)) emit(chunk, start, start + chunk.length);
    else if (isAscii || IS_ASCII.test(chunk)) scanName(chunk, start, emit);
    else scanMixed(chunk, start, emit);
  }
}

/** All terms of a text. */
export function terms(text: string): string[] {
  const found: string[] = [];
  scan(text, (term) => found.push(term));
  return found;
}

function scanMixed(chunk: string, start: number, emit: Emit): void {
  let done = 0;
  for (const run of chunk.matchAll(SPACELESS)) {
    if (run.index > done) scanName(chunk.slice(done, run.index), start + done, emit);
    scanSpaceless(run[0], start + run.index, emit);
    done = run.index + run[0].length;
  }
  if (done < chunk.length) scanName(chunk.slice(done), start + done, emit);
}

/** Every two neighbours, and the last one by itself: so one character is found as the start of a pair. */
function scanSpaceless(run: string, start: number, emit: Emit): void {
  let before = "";
  let at = start;
  for (const character of run) {
    if (before) emit(fold(before + character), at - before.length, at + character.length);
    before = character;
    at += character.length;
  }
  emit(fold(before), at - before.length, at);
}

function scanName(chunk: string, start: number, emit: Emit): void {
  const whole = wholeOf(chunk);
  if (whole && whole.length <= LONGEST) {
    emit(whole, start, start + chunk.length);
    if (VERSION.test(whole)) emit(whole.slice(1), start + 1, start + chunk.length);
  }
  for (const [from, to] of partsOf(chunk)) emit(fold(chunk.slice(from, to)), start + from, start + to);
}

/** A name without what joins its parts; dots stay, since `1.2` is not 12. */
function wholeOf(chunk: string): string {
  return fold(chunk.replace(JOINTS, ""));
}

/** Where the parts of a name stand: between joints and dots, and where a capital starts a word. A name of one part has
    none, and the `s` of `it's` and the `O` of `OAuth` find nothing. */
function partsOf(chunk: string): [number, number][] {
  // A key or a picture written in letters.
  if (chunk.length > 4 * LONGEST) return [];
  const parts: [number, number][] = [];
  for (const match of chunk.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    let from = match.index;
    const end = from + match[0].length;
    if (!/\p{Lu}/u.test(match[0].slice(1))) {
      parts.push([from, end]);
      continue;
    }
    for (const seam of match[0].matchAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu)) {
      parts.push([from, match.index + seam.index]);
      from = match.index + seam.index;
    }
    parts.push([from, end]);
  }
  if (parts.length < 2) return [];
  return parts.filter(([from, to]) => to - from <= LONGEST && (to - from > 1 || /\d/.test(chunk[from]!)));
}

/** A word of a query: any one of the alternatives must be there, and of that one every term. */
export interface Wanted {
  alternatives: string[][];
  /** Whether terms must be there as they are: pairs of characters have no typing errors. */
  isExact: boolean;
}

/** The words of a query. */
export function wanted(query: string): Wanted[] {
  const words: Wanted[] = [];
  for (const match of query.normalize("NFC").matchAll(CHUNK)) {
    let done = 0;
    for (const run of match[0].matchAll(SPACELESS)) {
      addName(words, match[0].slice(done, run.index));
      for (const word of segments(run[0])) addSpaceless(words, word);
      done = run.index + run[0].length;
    }
    addName(words, match[0].slice(done));
  }
  return words;
}

function addName(words: Wanted[], chunk: string): void {
  const whole = wholeOf(chunk);
  if (!whole) return;
  const alternatives = [[whole]];
  const parts = partsOf(chunk).map(([from, to]) => fold(chunk.slice(from, to)));
  if (parts.length > 0) alternatives.push(parts);
  // A plural finds its singular; the other way round the start of the word does.
  if (whole.length > 4 && whole.endsWith("s") && !whole.endsWith("ss")) alternatives.push([whole.slice(0, -1)]);
  words.push({ alternatives, isExact: false });
}

function addSpaceless(words: Wanted[], word: string): void {
  const found = terms(word);
  // The last character by itself is there for texts that end with it.
  if (found.length > 1) found.pop();
  if (found.length > 0) words.push({ alternatives: [found], isExact: true });
}

/** The words of a run without spaces, where the browser knows them; else the run. */
function segments(run: string): string[] {
  if (typeof Intl === "undefined" || !("Segmenter" in Intl)) return [run];
  const words = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(run)].map((part) => part.segment);
  // Particles of one character say little beside words.
  const long = words.filter((word) => [...word].length > 1);
  return long.length > 0 ? long : [run];
}
