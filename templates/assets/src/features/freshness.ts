// How long ago a card was reviewed, and whether it is overdue. The page itself holds dates only, so that it is the same
// bytes every day.
import { daysBetween, today } from "../days";
import type { Feature } from "../page";
import { has } from "../site";

export const freshness: Feature = (root) => {
  const now = today();
  for (const banner of root.querySelectorAll<HTMLElement>(".review-banner[data-due]")) {
    banner.hidden = (banner.dataset["due"] ?? now) >= now;
  }
  if (!has("freshness")) return;
  for (const badge of root.querySelectorAll<HTMLElement>(".freshness[data-reviewed]")) {
    const time = badge.querySelector("time");
    const { reviewed = "", due, soon } = badge.dataset;
    const days = daysBetween(reviewed, now);
    if (!time || !(days >= 0)) continue;
    // Without a day the review holds for ever.
    badge.classList.add(due === undefined || now < (soon ?? due) ? "fresh" : now <= due ? "due" : "stale");
    time.title = reviewed;
    time.textContent = ago(days);
  }
};

function ago(days: number): string {
  if (days < 2) return days === 0 ? "today" : "yesterday";
  if (days < 60) return `${days} days ago`;
  const months = Math.floor(days / 30.44);
  return months < 24 ? `${months} months ago` : `${Math.floor(days / 365.25)} years ago`;
}
