// What the reader has narrowed the search to, kept for the session by name: the numbers change from build to build.
import { isStrings, recall, remember } from "../memory";
import type { Catalogue } from "./model";

export interface Choice {
  areas: string[];
  tag: string;
}

export function storedChoice(): Choice {
  return recall("sessionStorage", "search", isChoice) ?? { areas: [], tag: "" };
}

export function storeChoice(choice: Choice): void {
  remember("sessionStorage", "search", choice);
}

function isChoice(value: unknown): value is Choice {
  const choice = value as Partial<Choice> | null;
  return isStrings(choice?.areas) && typeof choice?.tag === "string";
}

/** The numbers that a choice has in a catalogue; what is no longer there is not chosen. */
export function numbers(choice: Choice, catalogue: Catalogue | null): { areas: number[]; tag: number } {
  if (!catalogue) return { areas: [], tag: -1 };
  const areas = choice.areas.map((name) => catalogue.areas.findIndex((area) => area.name === name));
  return { areas: areas.filter((area) => area >= 0), tag: catalogue.tags.findIndex((tag) => tag.name === choice.tag) };
}
