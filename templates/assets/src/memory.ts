// What the browser keeps for the reader: for ever, or for as long as the tab lives. Browsers may refuse to keep anything:
// then nothing is lost but the memory of it.

type Keeper = "localStorage" | "sessionStorage";

export function remember(keeper: Keeper, name: string, value: unknown): void {
  try {
    window[keeper].setItem(`quadrille:${name}`, JSON.stringify(value));
  } catch {
    // A reader who forbids storage chooses anew on each visit.
  }
}

/** What was kept under a name; anything may stand there, so the caller says what it can use. */
export function recall<T>(keeper: Keeper, name: string, isUsable: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(window[keeper].getItem(`quadrille:${name}`) ?? "null");
    return isUsable(value) ? value : null;
  } catch {
    return null;
  }
}

export const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
