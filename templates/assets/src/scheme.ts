// The reader's choice of light or dark, kept in the browser. Browsers may refuse to keep anything: then nothing is lost
// but the memory of it.

export type Scheme = "auto" | "light" | "dark";

const KEY = "quadrille:scheme";

export function storedScheme(): Scheme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "auto" || value === "light" || value === "dark" ? value : null;
  } catch {
    return null;
  }
}

export function storeScheme(scheme: Scheme): void {
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // A reader who forbids storage chooses anew on each visit.
  }
}
