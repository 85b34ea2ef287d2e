// The search, in one script with three parts to play: it shows the dialog in a page and the hits in an article, it is
// the worker that searches, and where there are no workers it searches in the page. `features/search.ts` and
// `features/highlight.ts` load it.
import type { Engine, Listener } from "./search/model";
import { createDialog } from "./search/dialog";
import type { Dialog } from "./search/dialog";
import { highlightWords } from "./search/highlight";
import { inPage } from "./search/local";
import { withPagefind } from "./search/pagefind";
import { inWorker, serve } from "./search/worker";

/** What the page's script knows of the site. */
export interface Site {
  root: string;
  script: string;
  index: string | null;
  pagefind: string | null;
  isLocal: boolean;
  load(script: string): Promise<void>;
}

function engineOf(site: Site, listener: Listener): Engine {
  if (site.pagefind) return withPagefind(site.pagefind, listener);
  const index = site.index ?? new URL("assets/search-index.js", site.root).href;
  if (!site.isLocal) {
    try {
      return inWorker(site.script, index, listener);
    } catch {
      // Forbidden by a sandbox or a policy: the page can do it too.
    }
  }
  return inPage(index, site.load, listener);
}

if (typeof document === "undefined") {
  serve(self as unknown as Parameters<typeof serve>[0]);
} else {
  window.quadrilleSearch = {
    create: (site) => createDialog(site.root, (listener) => engineOf(site, listener)),
    highlight: highlightWords,
  };
}

declare global {
  interface Window {
    quadrilleSearch?: {
      create(site: Site): Dialog;
      /** Marks words in the article; gives back how to take the marks off. */
      highlight(words: string, target: Element | null, reveal: (element: Element) => void): () => void;
    };
  }
}
