// Keys that do something by themselves, without Ctrl or Alt. They get in the way of people who speak to their computer,
// so that WCAG 2.1.4 wants them to have a switch: it stands in the list of keys, which the footer opens.
import { recall, remember } from "./memory";

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";

export function areKeysOn(): boolean {
  return recall("localStorage", "keys", isBoolean) ?? true;
}

export function switchKeys(isOn: boolean): void {
  remember("localStorage", "keys", isOn);
}

/** Whether a key was pressed for the page: not while typing, not for a dialog, not with Ctrl, Alt or Meta. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return false;
  const at = event.target;
  const isTyped = at instanceof HTMLElement && (at.isContentEditable || at.matches("input, select, textarea"));
  return !isTyped && !document.querySelector("dialog[open]") && areKeysOn();
}
