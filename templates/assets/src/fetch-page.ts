// Gets pages, and keeps for a moment those that the reader is about to ask for.
import { root } from "./site";

export interface Page {
  document: Document;
  /** Where it was found in the end, with the hash that was asked for. */
  url: URL;
}

/** How many pages are kept, and for how many milliseconds. */
const MOST = 12;
const FRESH = 30_000;
/** How many stubs that lead elsewhere are followed. */
const MOST_MOVES = 5;

interface Answer {
  text: string;
  url: string;
}
const kept = new Map<string, { answer: Promise<Answer | null>; since: number }>();

/** The page at an address; `null` where there is no page of HTML. */
export async function fetchPage(url: URL, signal: AbortSignal): Promise<Page | null> {
  let at = url;
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    const answer = await (take(at) ?? request(at, { signal }));
    if (!answer) return null;
    const found = new URL(answer.url);
    found.hash ||= at.hash;
    const page = new DOMParser().parseFromString(answer.text, "text/html");
    const refresh = page.querySelector('meta[http-equiv="refresh" i]')?.getAttribute("content") ?? "";
    const moved = /^\s*0*\s*;\s*url\s*=\s*['"]?([^'"]+)/i.exec(refresh)?.[1];
    if (moved === undefined) return { document: page, url: found };
    at = new URL(moved.trim(), found);
    at.hash ||= found.hash;
    if (!at.href.startsWith(root)) return null;
  }
  return null;
}

/** Gets a page that will perhaps be asked for. */
export function prefetch(url: URL): void {
  const name = nameOf(url);
  const known = kept.get(name);
  if (known && performance.now() - known.since < FRESH) return;
  kept.delete(name);
  const answer = request(url, { priority: "low" }).catch(() => {
    // Nobody has asked yet. Who does, sees what comes of it then.
    kept.delete(name);
    return null;
  });
  kept.set(name, { answer, since: performance.now() });
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) break;
    kept.delete(oldest);
  }
}

export function forgetPages(): void {
  kept.clear();
}

function take(url: URL): Promise<Answer | null> | null {
  const name = nameOf(url);
  const known = kept.get(name);
  kept.delete(name);
  return known && performance.now() - known.since < FRESH ? known.answer : null;
}

async function request(url: URL, options: RequestInit): Promise<Answer | null> {
  const response = await fetch(nameOf(url), { ...options, credentials: "same-origin" });
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !type.startsWith("text/html") || !response.url.startsWith(root)) return null;
  return { text: await response.text(), url: response.url };
}

function nameOf(url: URL): string {
  return url.href.slice(0, url.href.length - url.hash.length);
}
