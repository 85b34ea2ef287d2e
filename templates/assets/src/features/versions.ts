// The switch between the versions of a site that is published more than once, and the word that there is a newer one.
// Which versions there are is told by `versions.json` beside their folders, so that old versions know of new ones. Where it
// cannot be read there is no switch.
import { make } from "../element";
import type { Feature } from "../page";
import { isLocal, latestVersions, root, showsAlias } from "../site";

interface Version {
  version: string;
  title: string;
  aliases: string[];
  properties?: { hidden?: unknown } | null;
}

let known: Promise<Version[]> | null = null;

export const versions: Feature = (page, signal) => {
  const place = page.querySelector<HTMLElement>(".versions");
  if (!place || isLocal) return;
  known ??= list();
  void known.then((all) => {
    const current = all.find(isCurrent);
    if (signal.aborted || !current) return;
    // The header stays from page to page, and with it the switch.
    if (!place.firstChild) place.append(make("details", {}, ...contents(all, current)));
    place.hidden = false;
    warn(page, all, current);
    place.addEventListener("click", (event) => void follow(event), { signal });
  });
};

async function list(): Promise<Version[]> {
  try {
    const answer = await fetch(new URL("../versions.json", root), { credentials: "same-origin" });
    const found: unknown = answer.ok ? await answer.json() : [];
    return Array.isArray(found) ? found.filter(isVersion) : [];
  } catch {
    // No answer, or none that can be read: then this is no site of several versions.
    return [];
  }
}

function isVersion(value: unknown): value is Version {
  const version = value as Partial<Version> | null;
  return (
    typeof version?.version === "string" && typeof version.title === "string" && Array.isArray(version.aliases)
  );
}

function isCurrent({ version, aliases }: Version): boolean {
  const folder = decodeURIComponent(new URL(root).pathname.split("/").at(-2) ?? "");
  return version === folder || aliases.includes(folder);
}

function addressOf({ version }: Version): string {
  return new URL(`../${encodeURIComponent(version)}/`, root).href;
}

function contents(all: Version[], current: Version): Node[] {
  const shown = all.filter((one) => one === current || !one.properties?.hidden);
  const rows = shown.map((one) => {
    const link = make("a", { href: addressOf(one), ...(one === current && { "aria-current": "true" }) }, ...name(one));
    return make("li", {}, link);
  });
  const summary = make("summary", {}, make("span", { class: "visually-hidden" }, "Version "), ...name(current));
  return [summary, make("ul", {}, ...rows)];
}

function name({ title, aliases }: Version): (Node | string)[] {
  const alias = showsAlias ? aliases[0] : undefined;
  return alias === undefined ? [title] : [title, " ", make("small", {}, alias)];
}

/** Tells the readers of an old version that it is one. */
function warn(page: Document | HTMLElement, all: Version[], current: Version): void {
  const banner = page.querySelector<HTMLElement>("[data-outdated]");
  if (!banner || isLatest(current)) return;
  const latest = all.find(isLatest);
  for (const link of banner.querySelectorAll<HTMLAnchorElement>("a[data-latest]")) {
    if (latest) link.href = addressOf(latest);
    else link.hidden = true;
  }
  banner.hidden = false;
}

function isLatest({ version, aliases }: Version): boolean {
  const names = [version, ...aliases];
  return latestVersions.some((wanted) => {
    try {
      const pattern = new RegExp(wanted, "i");
      return names.some((name) => pattern.test(name));
    } catch {
      return names.includes(wanted);
    }
  });
}

/** Goes to the same page of another version, where it has one. */
async function follow(event: MouseEvent): Promise<void> {
  const link = (event.target as Element).closest("a");
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const here = location.href.startsWith(root) ? location.href.slice(root.length) : "";
  const same = new URL(here, link.href);
  try {
    const answer = await fetch(same, { method: "HEAD", credentials: "same-origin" });
    location.assign(answer.ok ? same : link.href);
  } catch {
    location.assign(link.href);
  }
}
