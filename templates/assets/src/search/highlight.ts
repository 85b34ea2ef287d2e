// The words that a search found, marked on the page that it led to. The marks are drawn by the browser where it can,
// without touching the page.
import { make } from "../element";

const NAME = "search-hit";

function pattern(words: string): RegExp | null {
  const list = words.split(/\s+/).filter(Boolean).slice(0, 12);
  if (list.length === 0) return null;
  const escaped = list.sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // Whole words; scripts without spaces have none.
  const edge = (side: string): string => `(?${side}[\\p{L}\\p{N}])`;
  const bounded = escaped.map((word) =>
    /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}]/u.test(word) ? word : `${edge("<!")}${word}${edge("!")}`,
  );
  return new RegExp(bounded.join("|"), "giu");
}

function hits(article: Element, wanted: RegExp): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < 1000; node = walker.nextNode()) {
    for (const match of (node.textContent ?? "").matchAll(wanted)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Marks places; gives back how to take the marks off. */
function mark(ranges: Range[]): () => void {
  if (typeof Highlight === "function" && CSS.highlights) {
    CSS.highlights.set(NAME, new Highlight(...ranges));
    return () => void CSS.highlights.delete(NAME);
  }
  const marks = ranges.reverse().map((range) => {
    const element = document.createElement("mark");
    element.className = NAME;
    range.surroundContents(element);
    return element;
  });
  return () => {
    for (const element of marks) {
      const parent = element.parentNode;
      element.replaceWith(...element.childNodes);
      parent?.normalize();
    }
  };
}

/** The element with the first of these places from where the address leads on. */
function firstFrom(target: Element | null, ranges: Range[]): Element | null | undefined {
  const isAfter = ({ startContainer: node }: Range): boolean =>
    !target || (target.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return (ranges.find(isAfter) ?? ranges[0])?.startContainer.parentElement;
}

/** Marks words in the article, and shows the first of them with `reveal`; gives back how to take the marks off. */
export function highlightWords(words: string, target: Element | null, reveal: (element: Element) => void): () => void {
  const main = document.querySelector("main");
  const article = main?.querySelector("article");
  const wanted = pattern(words);
  const ranges = article && wanted ? hits(article, wanted) : [];
  if (!main || ranges.length === 0) return () => {};
  const count = ranges.length;
  const first = firstFrom(target, ranges);
  if (first) reveal(first);
  const unmark = mark(ranges);
  const key = make("kbd", { "aria-hidden": "true" }, "Esc");
  const button = make("button", { type: "button", class: "search-hits-clear" }, `Clear ${count} highlight${count === 1 ? "" : "s"} `, key);
  const end = (): void => {
    unmark();
    button.remove();
    document.removeEventListener("keydown", onKey);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) end();
  };
  button.addEventListener("click", () => {
    end();
    main.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", onKey);
  main.append(button);
  return end;
}
