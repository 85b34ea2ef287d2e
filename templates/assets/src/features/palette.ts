// The button that goes from one palette of the project to the next.
import type { Feature } from "../page";
import { PALETTE_KEY, chosenPalette, palettesOf, showPalette, storedPalette } from "../palettes";

const palettes = palettesOf(document.querySelector("script[data-palettes]"));
let index = chosenPalette(palettes);

export const palette: Feature = (root, signal) => {
  const button = root.querySelector<HTMLElement>("[data-palette-switch]");
  if (!button || palettes.length === 0) return;
  const show = (next: number): void => {
    index = next;
    showPalette(palettes, index);
    [...button.children].forEach((icon, at) => icon.toggleAttribute("hidden", at !== index));
    button.ariaLabel = palettes[index]?.name ?? "";
    button.title = button.ariaLabel;
  };
  show(index);
  button.addEventListener(
    "click",
    () => {
      show((index + 1) % palettes.length);
      button.dispatchEvent(new Event("change", { bubbles: true }));
      try {
        localStorage.setItem(PALETTE_KEY, `${index}`);
      } catch {
        // A reader who forbids storage chooses anew on each visit.
      }
    },
    { signal },
  );
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", () => show(storedPalette() ?? chosenPalette(palettes)), { signal });
  addEventListener(
    "storage",
    (event) => {
      if (event.key === PALETTE_KEY) show(storedPalette() ?? index);
    },
    { signal },
  );
};
