// The search in the page itself: for `file://`, where neither workers nor requests are allowed.
import type { Engine, Listener } from "./model";
import type { Sections } from "./engine";
import { index } from "./rows";
import { NOTHING } from "./worker";

/** How long a slice of indexing is, in milliseconds: shorter than a frame, so that typing stays smooth. */
const SLICE = 8;

export function inPage(address: string, load: (script: string) => Promise<void>, listener: Listener): Engine {
  let sections: Sections | null = null;
  const start = async (): Promise<void> => {
    await load(address);
    const rows = (self as { quadrilleIndex?: unknown[] }).quadrilleIndex;
    if (!rows) throw new Error(`${address} holds no index`);
    await index(
      rows,
      SLICE,
      (ready) => {
        sections = ready.sections;
        listener.onCatalogue(ready.catalogue);
      },
      listener.onProgress,
    );
  };
  start().catch((error: unknown) => listener.onFailure(String(error)));
  return { search: async (query) => sections?.answer(query) ?? NOTHING };
}
