// How long ago a card was reviewed. The page itself holds the date only, so that it is the same bytes every day.
import type { Feature } from "../page";
import { has } from "../site";

const DAY = 24 * 60 * 60 * 1000;
/** Days between reviews, where the card says nothing. */
const INTERVAL = 90;

export const freshness: Feature = (root) => {
  if (!has("freshness")) return;
  for (const badge of root.querySelectorAll<HTMLElement>(".freshness[data-reviewed]")) {
    const time = badge.querySelector("time");
    const date = badge.dataset["reviewed"] ?? "";
    const now = new Date();
    // Both as days of the reader's calendar, counted in a zone without summer time.
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    const days = Math.round((today - Date.parse(`${date}T00:00Z`)) / DAY);
    if (!time || !(days >= 0)) continue;
    const interval = Number(badge.dataset["interval"]) || INTERVAL;
    badge.classList.add(days < interval ? "fresh" : days < 2 * interval ? "due" : "stale");
    time.title = date;
    time.textContent = ago(days);
  }
};

function ago(days: number): string {
  if (days < 2) return days === 0 ? "today" : "yesterday";
  if (days < 60) return `${days} days ago`;
  const months = Math.floor(days / 30.44);
  return months < 24 ? `${months} months ago` : `${Math.floor(days / 365.25)} years ago`;
}
