// For scripts of projects that come from MkDocs-Material: `document$`, by which they are told of each page. Loaded only where
// a project has such scripts.

type Listener = ((page: Document) => void) | { next?: (page: Document) => void };

interface Observable {
  subscribe(listener: Listener): { unsubscribe(): void };
}

function observable(): Observable {
  const listeners = new Set<Listener>();
  const tell = (listener: Listener): void => {
    if (typeof listener === "function") listener(document);
    else listener.next?.(document);
  };
  let shown = false;
  const start = (): void => {
    shown = true;
    for (const listener of listeners) tell(listener);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start, { once: true });
  else shown = true;
  let first = true;
  document.addEventListener("quadrille:page", () => {
    // The first page is that of the document itself.
    if (!first) for (const listener of listeners) tell(listener);
    first = false;
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      // As Material's, it tells late listeners of the page that is there.
      if (shown) tell(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
  };
}

Object.assign(window, { document$: observable() });
