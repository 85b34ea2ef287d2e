// The page of all reviews: sorted and filtered by a script that is loaded for it.
import type { Feature } from "../page";
import { load, reviewScript } from "../site";

declare global {
  var quadrilleReview: ((table: HTMLTableElement, signal: AbortSignal) => void) | undefined;
}

export const review: Feature = (root, signal) => {
  const table = root.querySelector<HTMLTableElement>(".review-table");
  if (!table || reviewScript === null) return;
  load(reviewScript).then(
    () => signal.aborted || self.quadrilleReview?.(table, signal),
    () => undefined,
  );
};
