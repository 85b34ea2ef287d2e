// Runs in the head before anything is drawn: the reader's choice of light or dark, and the mark that scripts run.
// Must stay tiny: the page waits for it.
import { chosenPalette, palettesOf, showPalette } from "./palettes";
import { storedScheme } from "./scheme";

const html = document.documentElement;
const palettes = palettesOf(document.currentScript);
const scheme = palettes.length > 0 ? null : storedScheme();
showPalette(palettes, chosenPalette(palettes));
if (scheme === "auto") delete html.dataset["scheme"];
else if (scheme) html.dataset["scheme"] = scheme;
html.classList.add("js");
// Without the script of the page nothing would show what waits for it.
addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLScriptElement && target.dataset["root"] !== undefined) html.classList.remove("js");
  },
  true,
);
