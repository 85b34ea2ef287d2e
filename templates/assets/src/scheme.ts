// The reader's choice of light or dark, kept in the browser. Browsers may refuse to keep anything: then nothing is lost
// but the memory of it.

export type Scheme = "auto" | "light" | "dark";

export const SCHEME_KEY = "quadrille:scheme";

export function storedScheme(): Scheme | null {
  try {
    const value = localStorage.getItem(SCHEME_KEY);
    return value === "auto" || value === "light" || value === "dark" ? value : null;
  } catch {
    return null;
  }
}
