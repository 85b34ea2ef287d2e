// For scripts and templates of projects that come from MkDocs-Material: `document$` and `location$`, by which they are told of
// each page, and `__md_get`, by which they ask for the palette. Loaded in the head, and only where a project has such scripts.

type Listener<T> = ((value: T) => void) | { next?: (value: T) => void };

interface Observable<T> {
  subscribe(listener: Listener<T>): { unsubscribe(): void };
}

function observable<T>(value: () => T): Observable<T> {
  const listeners = new Set<Listener<T>>();
  const tell = (listener: Listener<T>): void => {
    if (typeof listener === "function") listener(value());
    else listener.next?.(value());
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

/** What is kept under a name. The palette is the one that is shown; anything else is what was kept with `__md_set`. */
function get(name: string, storage: Storage = localStorage): unknown {
  if (name === "__palette" && document.body) {
    const { mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = document.body.dataset;
    return { index: 0, color: { media: "", scheme, primary, accent } };
  }
  try {
    return JSON.parse(storage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

function set(name: string, value: unknown, storage: Storage = localStorage): void {
  try {
    storage.setItem(name, JSON.stringify(value));
  } catch {
    // A reader who forbids storage chooses anew on each visit.
  }
}

Object.assign(window, {
  document$: observable(() => document),
  location$: observable(() => new URL(location.href)),
  __md_get: get,
  __md_set: set,
});
