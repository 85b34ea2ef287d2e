// The index, row by row, while it arrives; and how long to work on it before others get their turn.
import type { CardRow, Catalogue, HeadRow } from "./model";
import { catalogueOf } from "./model";
import { Sections } from "./engine";

export interface Ready {
  catalogue: Catalogue;
  sections: Sections;
}

/** The rows of the file at an address, each as soon as it is there. */
export async function* fetchRows(address: string): AsyncGenerator<unknown> {
  // The name of the file stays when its content changes: ask whether what is kept is still right.
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok || !response.body) throw new Error(`${address}: ${response.status}`);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + decoder.decode(value, { stream: !done })).split("\n");
    rest = done ? "" : (lines.pop() ?? "");
    for (const line of lines) if (line.startsWith("[")) yield JSON.parse(line.endsWith(",") ? line.slice(0, -1) : line);
    if (done) return;
  }
}

/** Puts rows into an index and gives way every few milliseconds. Calls back when the head is read, and as it goes on. */
export async function index(
  rows: AsyncIterable<unknown> | Iterable<unknown>,
  slice: number,
  onReady: (ready: Ready) => void,
  onProgress: (progress: number) => void,
): Promise<void> {
  let ready: Ready | null = null;
  let done = 0;
  let since = performance.now();
  for await (const row of rows) {
    if (!ready) {
      const catalogue = catalogueOf(row as HeadRow);
      ready = { catalogue, sections: new Sections(catalogue.tags.map((tag) => tag.name)) };
      onReady(ready);
      continue;
    }
    ready.sections.add(row as CardRow);
    done += 1;
    if (performance.now() - since < slice) continue;
    ready.sections.progress = Math.min(1, done / ready.catalogue.cards);
    onProgress(ready.sections.progress);
    await turn();
    since = performance.now();
  }
  if (!ready) throw new Error("the search index is empty");
  ready.sections.progress = 1;
  onProgress(1);
}

/** Lets events in that wait, without the delay that browsers give to timers. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
