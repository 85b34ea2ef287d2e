// What a reader who does not see the page is told of changes on it.
import { make } from "./element";

let region: HTMLElement | null = null;

export function announce(text: string): void {
  if (!region) {
    region = make("div", { class: "visually-hidden", role: "status" });
    document.body.append(region);
  }
  region.textContent = "";
  // Regions are read when they change, and a new one only after it was empty.
  setTimeout(() => {
    if (region) region.textContent = text;
  }, 100);
}
