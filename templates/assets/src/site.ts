// What the page says of the site: the attributes of the script's own tag, read once, as absolute addresses.

const script = document.currentScript as HTMLScriptElement;
const address = (value: string | undefined): string | null =>
  value === undefined ? null : new URL(value, document.baseURI).href;

/** The address of the site's root, with a `/` at its end. */
export const root: string = new URL(script.dataset["root"] || "./", document.baseURI).href;
/** The script with the search, and what it searches; `null` where there is none. */
export const searchScript: string | null = address(script.dataset["search"]);
export const searchIndex: string | null = address(script.dataset["index"]);
export const pagefind: string | null = address(script.dataset["pagefind"]);
/** The script with the dialogs that are seldom opened. */
export const dialogScript: string | null = address(script.dataset["dialogs"]);
/** The script that draws graphs. */
export const graphScript: string | null = address(script.dataset["graph"]);
/** The script of the page of all reviews. */
export const reviewScript: string | null = address(script.dataset["review"]);
/** The script that gives drawings their tools. */
export const diagramScript: string | null = address(script.dataset["diagrams"]);
/** How many files the previews of the cards are in; 0 where there are none. */
export const previewShards: number = Number(script.dataset["previews"] ?? 0);

/** The versions, by name or alias, whose readers are not told that there is a newer one. */
export const latestVersions: string[] = JSON.parse(script.dataset["latest"] ?? "[]") as string[];
/** Whether versions are shown with their alias. */
export const showsAlias: boolean = script.dataset["alias"] !== undefined;

const switches = new Set((script.dataset["features"] ?? "").split(" "));

/** Whether the configuration has a feature switched on. */
export function has(feature: string): boolean {
  return switches.has(feature);
}

/** Whether the site is read straight from the disk, where nothing can be fetched. */
export const isLocal: boolean = location.protocol === "file:";

const loading = new Map<string, Promise<void>>();

/** Loads one of our own scripts, once; works from `file://` too. */
export function load(source: string): Promise<void> {
  let promise = loading.get(source);
  if (!promise) {
    promise = new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = source;
      element.onload = () => resolve();
      element.onerror = () => {
        loading.delete(source);
        reject(new Error(`cannot load ${source}`));
      };
      document.head.append(element);
    });
    loading.set(source, promise);
  }
  return promise;
}
