// The search in a worker: where it runs, and what the page sees of it.
import type { Answer, Catalogue, Engine, Listener, Query } from "./model";
import type { Sections } from "./engine";
import { fetchRows, index } from "./rows";

type ToWorker = { kind: "load"; address: string } | { kind: "query"; id: number; query: Query };
type FromWorker =
  | { kind: "catalogue"; catalogue: Catalogue }
  | { kind: "progress"; progress: number }
  | { kind: "answer"; id: number; answer: Answer }
  | { kind: "failure"; message: string };

interface Scope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
}

/** How long a slice of indexing is, in milliseconds: a query waits no longer. */
const SLICE = 24;

/** Runs in the worker. */
export function serve(scope: Scope): void {
  let sections: Sections | null = null;
  scope.onmessage = ({ data }) => {
    if (data.kind === "query") {
      // Asked before the head of the index was there: the page asks again when there is more.
      const answer = sections?.answer(data.query) ?? NOTHING;
      scope.postMessage({ kind: "answer", id: data.id, answer });
      return;
    }
    index(
      fetchRows(data.address),
      SLICE,
      (ready) => {
        sections = ready.sections;
        scope.postMessage({ kind: "catalogue", catalogue: ready.catalogue });
      },
      (progress) => scope.postMessage({ kind: "progress", progress }),
    ).catch((error: unknown) => scope.postMessage({ kind: "failure", message: String(error) }));
  };
}

export const NOTHING: Answer = { cards: [], total: 0, isLoose: false, near: [], progress: 0 };

/** Runs in the page: an engine in a worker made of this same script. */
export function inWorker(script: string, address: string, listener: Listener): Engine {
  const worker = new Worker(script);
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  const send = (message: ToWorker): void => worker.postMessage(message);
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    switch (data.kind) {
      case "catalogue": return listener.onCatalogue(data.catalogue);
      case "progress": return listener.onProgress(data.progress);
      case "failure": return listener.onFailure(data.message);
      case "answer":
        waiting.get(data.id)?.(data.answer);
        waiting.delete(data.id);
    }
  };
  worker.onerror = (event) => listener.onFailure(event.message);
  send({ kind: "load", address });
  return {
    search: (query) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        send({ kind: "query", id: last, query });
      }),
  };
}
