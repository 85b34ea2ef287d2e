// Pagefind in the place of our own engine: the same questions and answers over its API (version 1).
import type { Answer, CardHit, Engine, Listener, Piece, Query, SectionHit } from "./model";

interface Found {
  url: string;
  excerpt: string;
  meta: Record<string, string>;
  filters: Record<string, string[]>;
  sub_results: Part[];
}
interface Part {
  title: string;
  url: string;
  excerpt: string;
  anchor?: { element: string };
}
interface Module {
  options(options: Record<string, unknown>): Promise<void>;
  init(): Promise<void>;
  filters(): Promise<Record<string, Record<string, number>>>;
  search(words: string | null, options: { filters: unknown }): Promise<{ results: { data(): Promise<Found> }[] }>;
}

/** How many sections of a card are shown at first. */
const SECTIONS = 3;
/** The quadrants by the names of their folders, which the pages give as a filter. */
const TITLES: Record<string, string> = {
  tutorials: "Tutorials", "how-to": "How-to guides", reference: "Reference", explanation: "Explanation",
};

/** `address` is that of `pagefind.js`, in a folder of its own at the root of the site. */
export function withPagefind(address: string, listener: Listener): Engine {
  const root = new URL("../", address);
  let quadrants: string[] = [];
  let tags: string[] = [];
  const start = async (): Promise<Module> => {
    const module = (await import(address)) as Module;
    await module.options({ baseUrl: root.pathname, excerptLength: 24 });
    await module.init();
    const filters = await module.filters();
    const list = (name: string): [string, number][] => Object.entries(filters[name] ?? {});
    const order = Object.keys(TITLES);
    const found = list("quadrant").sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    quadrants = found.map(([name]) => name);
    tags = list("tag").map(([name]) => name);
    listener.onCatalogue({
      areas: found.map(([name, cards]) => ({ name, title: TITLES[name] ?? name, url: "", cards, isQuadrant: true })),
      tags: list("tag").map(([name, cards]) => ({ name, cards })),
      cards: 0,
    });
    listener.onProgress(1);
    return module;
  };
  const module = start();
  module.catch((error: unknown) => listener.onFailure(String(error)));
  const show = (found: Found, query: Query): CardHit => {
    const url = new URL(found.url, root).href;
    // The part above the first heading, and that of the title, are the page itself.
    const isLead = (part: Part): boolean => !part.anchor || part.anchor.element === "h1";
    const inner = found.sub_results.filter((part) => !isLead(part));
    const lead = found.sub_results.find(isLead);
    const isOpen = query.open.includes(url);
    const sections = inner.slice(0, isOpen ? inner.length : SECTIONS).map((part): SectionHit => ({
      anchor: decodeURIComponent(new URL(part.url, root).hash.slice(1)),
      path: [[part.title]],
      excerpt: pieces(part.excerpt),
      isCode: false,
    }));
    const excerpt = lead ? pieces(lead.excerpt) : [];
    const words = [excerpt, ...sections.map((section) => section.excerpt)].flat();
    const marked = words.flatMap((piece) => (typeof piece === "string" ? [] : piece.map(bare))).filter(Boolean);
    return {
      url,
      title: [found.meta["title"] ?? url],
      area: quadrants.indexOf(found.filters["quadrant"]?.[0] ?? ""),
      tags: [],
      excerpt,
      sections,
      more: inner.length - sections.length,
      words: [...new Set(marked)].slice(0, 12),
    };
  };
  return {
    async search(query): Promise<Answer> {
      const filters: Record<string, unknown> = {};
      if (query.areas.length > 0) filters["quadrant"] = { any: query.areas.map((area) => quadrants[area]) };
      if (query.tag >= 0) filters["tag"] = tags[query.tag];
      const isFiltered = Object.keys(filters).length > 0;
      const nothing = { cards: [], total: 0, isLoose: false, near: [], progress: 1 };
      if (!query.words && !isFiltered) return nothing;
      const { results } = await (await module).search(query.words || null, { filters });
      const found = await Promise.all(results.slice(0, Math.min(query.limit, 15)).map((result) => result.data()));
      return { ...nothing, cards: found.map((one) => show(one, query)), total: results.length };
    },
  };
}

/** A word without the signs round it, which Pagefind marks too. */
function bare(word: string): string {
  return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

/** The text of an excerpt: HTML with nothing in it but text and `<mark>`. */
function pieces(html: string): Piece[] {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.childNodes].map((node): Piece => {
    const text = node.textContent ?? "";
    return node.nodeName === "MARK" ? [text] : text;
  });
}
