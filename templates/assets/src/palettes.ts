// The palettes of a project of MkDocs-Material: which one is shown, and what shows it. Which there are is told by the tag of
// the script in the head of the page.

export interface Palette {
  media: string | null;
  scheme: string;
  primary: string;
  accent: string;
  name: string;
}

export const PALETTE_KEY = "quadrille:palette";

/** Reads the palettes off the attribute of a script. */
export function palettesOf(script: HTMLElement | SVGElement | null): Palette[] {
  return JSON.parse(script?.dataset["palettes"] ?? "[]") as Palette[];
}

/** The reader's choice, else the first palette whose media query holds. */
export function chosenPalette(palettes: Palette[]): number {
  const stored = storedPalette();
  if (stored !== null && stored < palettes.length) return stored;
  return Math.max(0, palettes.findIndex(({ media }) => media && matchMedia(media).matches));
}

export function storedPalette(): number | null {
  try {
    const value = localStorage.getItem(PALETTE_KEY);
    return value !== null && /^\d$/.test(value) ? Number(value) : null;
  } catch {
    return null;
  }
}

/** Shows a palette. One that follows the system has the colours of the palette for what the system prefers. */
export function showPalette(palettes: Palette[], index: number): void {
  const chosen = palettes[index];
  if (!chosen) return;
  const follows = chosen.media === "(prefers-color-scheme)";
  const shown =
    (follows ? palettes.find(({ media }) => media && media !== chosen.media && matchMedia(media).matches) : null) ??
    chosen;
  for (const part of ["scheme", "primary", "accent"] as const) {
    document.body.setAttribute(`data-md-color-${part}`, shown[part]);
  }
  document.documentElement.dataset["scheme"] = getComputedStyle(document.body).colorScheme.startsWith("dark") ? "dark" : "light";
}
