// What is behind a link, shown when the pointer or the focus rests on it: the card's first words, or those of a section.
import { anchorOf } from "../addresses";
import type { Feature } from "../page";
import { attach, copyOf } from "../popover";
import { has, load, previewShards, root as site } from "../site";

/** An entry of `previews/<number>.js`; see src/render/previews.rs. The texts are HTML that the build has made safe. */
interface Entry {
  title: string;
  kind?: [name: string, label: string];
  text: string;
  parts?: Record<string, [heading: string, text: string]>;
}

declare global {
  var quadrillePreview: ((shard: number, entries: Record<string, Entry>) => void) | undefined;
}

const LINKS = "article a[href], .backlinks a[href], .neighbours a[href]";
/** Links that have a box of their own, or that lead nowhere worth a look. */
const OTHERS = ".headerlink, .footnote-ref, .footnote-backref, .annotation, .page-actions a, .tag, .graph-card a";
const DELAY = 400;

const shards = new Map<number, Record<string, Entry>>();

export const previews: Feature = (root) => {
  if (!has("previews") || previewShards < 1) return;
  self.quadrillePreview = (shard, entries) => void shards.set(shard, entries);
  for (const trigger of root.querySelectorAll<HTMLAnchorElement>(LINKS)) {
    const link = anchorOf(trigger);
    if (trigger.matches(OTHERS) || !link.href.startsWith(site)) continue;
    const isHere = link.origin + link.pathname === location.origin + location.pathname;
    if (isHere && link.hash.length < 2) continue;
    const options = { kind: "popover-preview", delay: DELAY };
    attach(trigger, isHere ? () => sectionHere(fragment(link)) : () => preview(link), options);
  }
};

async function preview(link: HTMLAnchorElement): Promise<Node | null> {
  const url = pageOf(link);
  if (url === null) return null;
  const shard = fnv1a(url) % previewShards;
  if (!shards.has(shard)) await load(`${site}previews/${shard}.js`);
  const entry = shards.get(shard)?.[url];
  if (!entry) return null;
  const part = entry.parts?.[fragment(link)];
  const box = document.createElement("div");
  if (entry.kind) box.append(element("span", `badge badge-${entry.kind[0]}`, entry.kind[1]));
  box.append(element("strong", "preview-title", entry.title));
  if (part?.[0]) box.append(element("span", "preview-part", part[0]));
  const text = part?.[1] || entry.text;
  if (text) box.append(html(text));
  return box;
}

/** The section of this page that a fragment names. */
function sectionHere(id: string): Node | null {
  const target = document.getElementById(id);
  if (!target?.closest("article")) return null;
  const box = document.createElement("div");
  let at: Element | null = target;
  if (/^H[1-6]$/.test(target.tagName)) {
    box.append(element("strong", "preview-title", copyOf(target, ".headerlink").textContent ?? ""));
    at = target.nextElementSibling;
    while (at && !at.matches("p, ul, ol, h1, h2, h3, h4, h5, h6")) at = at.nextElementSibling;
    if (at?.matches("h1, h2, h3, h4, h5, h6")) at = null;
  } else {
    at = target.closest("p, li, td, dd, blockquote, pre") ?? target;
  }
  // What does nothing in a box that is read and not used.
  if (at) box.append(...[copyOf(at, "button, input, script, img, video, audio, iframe")].map(plain));
  return box.textContent?.trim() ? box : null;
}

/** Links become their words: nothing in a tooltip can be pressed. */
function plain(copy: HTMLElement): HTMLElement {
  copy.className = "preview-text";
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  return copy;
}

/** The URL of the page behind a link as the build knows it: from the root, decoded, with a `/` at its end. */
function pageOf(link: HTMLAnchorElement): string | null {
  const path = (link.origin === "null" ? link.href.split(/[?#]/)[0] as string : link.origin + link.pathname).slice(site.length);
  try {
    const url = decodeURIComponent(path.replace(/(^|\/)index\.html$/, "$1"));
    return url === "" || url.endsWith("/") ? url : null;
  } catch {
    return null;
  }
}

function fragment(link: HTMLAnchorElement): string {
  try {
    return decodeURIComponent(link.hash.slice(1));
  } catch {
    return "";
  }
}

function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function html(text: string): HTMLElement {
  const made = document.createElement("div");
  made.className = "preview-text";
  made.innerHTML = text;
  return made;
}

/** The hash by which the build sorts pages into files: FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
