// What stands above the page in projects of MkDocs-Material: an announcement that can be dismissed, and a header that goes
// out of the way when the reader scrolls down.
import { recall, remember } from "../memory";
import type { Feature } from "../page";

const isText = (value: unknown): value is string => typeof value === "string";

export const announcement: Feature = (root, signal) => {
  const button = root.querySelector<HTMLElement>("[data-dismiss]");
  const bar = button?.closest<HTMLElement>(".announce");
  if (!button || !bar) return;
  const words = (bar.textContent ?? "").trim();
  bar.hidden = recall("localStorage", "announcement", isText) === words;
  button.addEventListener(
    "click",
    () => {
      bar.hidden = true;
      remember("localStorage", "announcement", words);
    },
    { signal },
  );
};

/** Pixels of scrolling that are no wish. */
const STILL = 8;

export const autohide: Feature = (_root, signal) => {
  const { body } = document;
  if (!body.classList.contains("header-autohide")) return;
  let last = scrollY;
  addEventListener(
    "scroll",
    () => {
      if (Math.abs(scrollY - last) < STILL) return;
      body.classList.toggle("header-away", scrollY > last && scrollY > innerHeight / 2);
      last = scrollY;
    },
    { passive: true, signal },
  );
};
