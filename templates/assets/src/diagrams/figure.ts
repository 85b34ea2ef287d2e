// The tools of a drawing in the page: enlarge it here, open it large, take it home, copy what it was made from.
import { announce } from "../announce";
import { copy } from "../clipboard";
import { iconButton, make } from "../element";
import { drawingOf } from "./drawing";
import { Inline } from "./inline";
import { openLarge } from "./large";
import { scaleButtons } from "./scale";
import { download } from "./standalone";

export function dress(figure: HTMLElement, page: AbortSignal): void {
  const drawing = drawingOf(figure);
  if (!drawing || figure.querySelector(".diagram-tools")) return;
  const inline: Inline = new Inline(drawing, (scale) => scales.show(scale));
  const scales = scaleButtons({
    scaleBy: (factor) => unmoved(() => inline.scaleBy(factor)),
    moveBy: (x, y) => inline.moveBy(x, y),
    reset: () => unmoved(() => inline.reset()),
  });
  const large = iconButton("expand-sign", "Open large");
  large.addEventListener("click", () => openLarge(drawing, page));
  const file = iconButton("download-sign", "Download as SVG");
  file.addEventListener("click", () => download(drawing));
  const buttons = [...scales.buttons, large, file];
  const source = figure.querySelector(".diagram-source code");
  if (source) buttons.push(copyButton(source));
  const tools = make("div", { class: "diagram-tools", role: "toolbar", "aria-label": `Tools of ${drawing.name}` }, ...buttons);
  stepByArrows(tools, buttons);
  // Before the source, which is the last: the tools stand in the same row.
  const last = figure.querySelector(":scope > .diagram-source");
  if (last) last.before(tools, scales.status);
  else figure.append(tools, scales.status);

  /** What is pressed stays under the pointer when the drawing above it grows. */
  function unmoved(change: () => void): void {
    const before = tools.getBoundingClientRect().top;
    change();
    const after = tools.getBoundingClientRect().top;
    if (after !== before) scrollBy({ top: after - before, behavior: "instant" });
  }
}

function copyButton(source: Element): HTMLButtonElement {
  const button = iconButton("copy-sign", "Copy source");
  button.addEventListener("click", async () => {
    const isDone = await copy((source.textContent ?? "").replace(/\n$/, ""), button.parentElement as HTMLElement);
    announce(isDone ? "Copied" : "The browser does not allow to copy");
  });
  return button;
}

/** A toolbar is one stop of the Tab key; arrows go from button to button. */
function stepByArrows(tools: HTMLElement, buttons: HTMLButtonElement[]): void {
  const stopAt = (stop: HTMLButtonElement): void => {
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  };
  stopAt(buttons[0] as HTMLButtonElement);
  for (const button of buttons) button.addEventListener("focus", () => stopAt(button));
  tools.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const end = buttons.length - 1;
    const next = { ArrowRight: at === end ? 0 : at + 1, ArrowLeft: at === 0 ? end : at - 1, Home: 0, End: end }[event.key];
    const button = next === undefined ? undefined : buttons[next];
    if (!button || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    button.focus();
  });
}
