// What the reader has narrowed the search to, kept for the session by name: the numbers change from build to build.
import type { Catalogue } from "./model";

const KEY = "quadrille:search";

export interface Choice {
  areas: string[];
  tag: string;
}

export function storedChoice(): Choice {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Choice>;
    return { areas: Array.isArray(value.areas) ? value.areas.map(String) : [], tag: String(value.tag ?? "") };
  } catch {
    return { areas: [], tag: "" };
  }
}

export function storeChoice(choice: Choice): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // Then it lasts as long as the page.
  }
}

/** The numbers that a choice has in a catalogue; what is no longer there is not chosen. */
export function numbers(choice: Choice, catalogue: Catalogue | null): { areas: number[]; tag: number } {
  if (!catalogue) return { areas: [], tag: -1 };
  const areas = choice.areas.map((name) => catalogue.areas.findIndex((area) => area.name === name));
  return { areas: areas.filter((area) => area >= 0), tag: catalogue.tags.findIndex((tag) => tag.name === choice.tag) };
}
