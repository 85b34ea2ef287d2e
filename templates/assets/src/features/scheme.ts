// The button that switches the colours: as the system, light, dark, and round again.
import type { Feature } from "../page";
import { SCHEME_KEY, type Scheme, storedScheme } from "../scheme";

const NEXT: Record<Scheme, Scheme> = { auto: "light", light: "dark", dark: "auto" };
const NAMES: Record<Scheme, string> = { auto: "as the system", light: "light", dark: "dark" };

const html = document.documentElement;

export const scheme: Feature = (root, signal) => {
  const button = root.querySelector<HTMLElement>("[data-scheme-switch]");
  if (!button) return;
  const now = (): Scheme => (html.dataset["scheme"] as Scheme | undefined) ?? "auto";
  const show = (chosen: Scheme): void => {
    if (chosen === "auto") delete html.dataset["scheme"];
    else html.dataset["scheme"] = chosen;
    button.dataset["state"] = chosen;
    button.ariaLabel = `Colours: ${NAMES[chosen]}. Switch to ${NAMES[NEXT[chosen]]}`;
    button.title = `Colours: ${NAMES[chosen]}`;
  };
  show(now());
  button.addEventListener(
    "click",
    () => {
      show(NEXT[now()]);
      try {
        localStorage.setItem(SCHEME_KEY, now());
      } catch {
        // A reader who forbids storage chooses anew on each visit.
      }
    },
    { signal },
  );
  // Other tabs of the site change with this one.
  addEventListener(
    "storage",
    (event) => {
      if (event.key === SCHEME_KEY) show(storedScheme() ?? now());
    },
    { signal },
  );
};
