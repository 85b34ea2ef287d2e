// Pages of the site without loading each as a new document: a link is fetched, and what differs is exchanged. Whatever
// is out of the ordinary (another host, no HTML, a rebuilt site, no answer) is left to the browser.
//
// The parts: `addresses` knows which links are meant, `fetch-page` gets them, `exchange` puts them in place, and this
// file keeps history, scrolling and focus as the browser would.
import { announce } from "./announce";
import { exchange, isOfThisSite, settle } from "./exchange";
import { fetchPage, forgetPages, prefetch } from "./fetch-page";
import { make } from "./element";
import { pageOf, pageLink } from "./addresses";
import { type Feature, enter, exit } from "./page";
import { hashTarget } from "./reveal";
import { has, isLocal } from "./site";

/** What a history entry holds: its name in `places`, and where it was scrolled to when last seen. */
interface State {
  entry: string;
  y: number;
}

/** Milliseconds before a reader who waits is shown that something happens. */
const SLOW = 300;
/** Milliseconds that a pointer rests on a link before its page is fetched. */
const REST = 65;
/** Milliseconds without scrolling before the place is written into the history: browsers limit how often. */
const STILL = 200;

let features: Feature[] = [];
let shownPage = pageOf(location);
let entry = "";
/** Where each entry was scrolled to; what the history itself holds may be a moment old. */
const places = new Map<string, number>();
let loading: AbortController | null = null;

export function startInstant(all: Feature[]): void {
  if (!has("instant") || isLocal) return;
  features = all;
  settle(document.head, document.baseURI);
  takeScrolling();
  document.addEventListener("click", onClick);
  addEventListener("popstate", onTraversal);
  addEventListener("scroll", onScroll, { passive: true });
  addEventListener("pagehide", () => {
    keepPlace();
    // Whatever page comes back to this entry, the browser knows best how to restore a document that it loads.
    history.scrollRestoration = "auto";
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) history.scrollRestoration = "manual";
  });
  if (has("prefetch")) startPrefetch();
}

function takeScrolling(): void {
  const state = stateOf(history.state);
  const wasLeftToUs = history.scrollRestoration === "manual";
  history.scrollRestoration = "manual";
  entry = state?.entry ?? newEntry();
  if (state && wasLeftToUs) scrollTo({ top: state.y, behavior: "instant" });
  keepPlace();
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = pageLink(event.target);
  if (!link || (link.hash && pageOf(link) === shownPage)) return;
  event.preventDefault();
  void go(new URL(link.href), null);
}

function onTraversal(event: PopStateEvent): void {
  const state = stateOf(event.state);
  if (pageOf(location) === shownPage) {
    loading?.abort();
    // Without a state of ours: a link within the page was followed, and the browser has scrolled there.
    entry = state?.entry ?? newEntry();
    if (state) scrollTo({ top: places.get(entry) ?? state.y, behavior: "instant" });
    keepPlace();
    return;
  }
  void go(new URL(location.href), state ?? { entry: newEntry(), y: 0 });
}

/** Shows a page: a new one, or with `back` one that the history has. */
async function go(url: URL, back: State | null): Promise<void> {
  loading?.abort();
  const mine = new AbortController();
  loading = mine;
  const bar = make("div", { class: "progress", "aria-hidden": "true" });
  const timer = setTimeout(() => document.body.append(bar), SLOW);
  try {
    const page = await fetchPage(url, mine.signal);
    if (mine.signal.aborted) return;
    if (!page || !isOfThisSite(page.document, page.url)) return leave(url, back);
    show(page.document, page.url, back);
  } catch {
    // No answer, or an answer that we do not understand: the browser says what is the matter.
    if (!mine.signal.aborted) leave(url, back);
  } finally {
    clearTimeout(timer);
    bar.remove();
    if (loading === mine) loading = null;
  }
}

function leave(url: URL, back: State | null): void {
  // In a traversal the address is that of the wanted page already.
  if (back) location.reload();
  else location.assign(url);
}

function show(page: Document, url: URL, back: State | null): void {
  if (back) {
    entry = back.entry;
    // The page was moved since: the entry leads where it leads now.
    if (pageOf(url) !== pageOf(location)) history.replaceState(back, "", url);
  } else {
    keepPlace();
    // A link to the page itself is no step, as in every browser.
    const step = url.href === location.href ? "replaceState" : "pushState";
    entry = newEntry();
    history[step]({ entry, y: 0 } satisfies State, "", url);
  }
  shownPage = pageOf(location);
  exit();
  // After the address has changed: what is relative in the page is meant from there.
  exchange(page);
  document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  scrollTo({ top: back ? (places.get(entry) ?? back.y) : 0, behavior: "instant" });
  enter(features);
  if (!back && hashTarget()) visitTarget();
  keepPlace();
  announce(document.title);
}

/** Goes to what the hash names, as a load would: scrolled there, `:target`, and the next Tab from there on. */
function visitTarget(): void {
  const { style } = document.documentElement;
  style.scrollBehavior = "auto";
  location.replace(location.href);
  hashTarget()?.scrollIntoView();
  style.scrollBehavior = "";
}

function onScroll(): void {
  // While another page is on its way, the entry may be that of the other one.
  if (pageOf(location) !== shownPage) return;
  places.set(entry, scrollY);
  clearTimeout(still);
  still = setTimeout(keepPlace, STILL);
}
let still = 0;

function keepPlace(): void {
  clearTimeout(still);
  if (pageOf(location) !== shownPage) return;
  places.set(entry, scrollY);
  history.replaceState({ entry, y: scrollY } satisfies State, "");
}

function newEntry(): string {
  return `${Date.now()}-${Math.random()}`;
}

function stateOf(value: unknown): State | null {
  const state = value as Partial<State> | null;
  return typeof state?.entry === "string" && typeof state.y === "number" ? { entry: state.entry, y: state.y } : null;
}

function startPrefetch(): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  let timer = 0;
  const soon = (event: Event): void => {
    clearTimeout(timer);
    const link = pageLink(event.target);
    if (link && pageOf(link) !== shownPage) timer = setTimeout(() => prefetch(new URL(link.href)), REST);
  };
  document.addEventListener("pointerover", soon, { passive: true });
  document.addEventListener("focusin", soon);
  document.addEventListener("touchstart", soon, { passive: true });
  // A page that was got before a change must not be shown after it.
  document.addEventListener("quadrille:changed", forgetPages);
}
