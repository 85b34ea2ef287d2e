// The words that a search found, marked on the page that it led to: `?h=words` in the address, which is taken away at
// once. The script of the search draws the marks.
import type { Feature } from "../page";
import { hashTarget, reveal } from "../reveal";
import type {} from "../search";
import { load, searchScript } from "../site";

export const highlight: Feature = (_, signal) => {
  const url = new URL(location.href);
  const words = url.searchParams.get("h");
  if (words === null || !searchScript) return;
  url.searchParams.delete("h");
  try {
    history.replaceState(history.state, "", url);
  } catch {
    // Some browsers let no address on the disk be changed: then it keeps its words.
  }
  load(searchScript).then(() => {
    const end = signal.aborted ? null : window.quadrilleSearch?.highlight(words, hashTarget(), reveal);
    if (end) signal.addEventListener("abort", end);
  }, console.error);
};
