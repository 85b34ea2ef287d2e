// A page comes and goes: the first one with the document, others by instant navigation. A feature is a function that
// is called for each page with what it should look at. The signal ends with the page: listeners on what outlives the
// page (document, window, the header) take it. For other things a feature may give back how to take itself off again.

export type Feature = (root: Document | HTMLElement, signal: AbortSignal) => void | (() => void);

let leave: (() => void)[] = [];

/** Starts every feature on the page that is shown now. */
export function enter(features: Feature[]): void {
  const page = new AbortController();
  leave = [() => page.abort()];
  for (const feature of features) {
    try {
      const end = feature(document, page.signal);
      if (end) leave.push(end);
    } catch (error) {
      // One feature that fails must not take the others with it.
      console.error(error);
    }
  }
  document.dispatchEvent(new CustomEvent("quadrille:page", { detail: { url: location.href } }));
}

/** Takes every feature off, before the page is exchanged. */
export function exit(): void {
  for (const end of leave) end();
  leave = [];
}
