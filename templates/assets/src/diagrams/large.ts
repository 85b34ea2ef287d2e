// A drawing in a dialog as large as the window: enlarged by wheel, fingers, keys and buttons, moved by dragging and by
// arrow keys.
import { iconButton, make } from "../element";
import { type Movable, type Point, moveByHand, moveByKey } from "../gestures";
import type { Drawing } from "./drawing";
import { scaleButtons } from "./scale";

/** Times its own size: how large a small drawing is at first, and how large any can become. */
const FIRST = 2;
const LARGEST = 16;
const SMALLEST = 0.05;
/** Pixels round the drawing at first. */
const MARGIN = 24;

/** Opens the dialog; it ends with the page. */
export function openLarge(drawing: Drawing, page: AbortSignal): void {
  const stage = new Stage(drawing, (scale) => scales.show(scale));
  const scales = scaleButtons(stage);
  const close = iconButton("close-sign", "Close", { autofocus: true });
  const tools = make("div", { class: "lightbox-tools" }, ...scales.buttons, close);
  const dialog = make("dialog", { class: "lightbox diagram-large", "aria-label": drawing.name }, stage.frame, tools, scales.status);
  const end = new AbortController();
  const shut = (): void => {
    end.abort();
    stage.giveBack();
    dialog.close();
    dialog.remove();
  };
  close.addEventListener("click", shut);
  dialog.addEventListener("close", shut, { once: true, signal: end.signal });
  page.addEventListener("abort", shut, { signal: end.signal });
  // Where it belongs on paper is the page.
  addEventListener("beforeprint", shut, { signal: end.signal });
  addEventListener("resize", () => stage.onResize(), { signal: end.signal });
  dialog.addEventListener("keydown", (event) => {
    if (moveByKey(event, stage)) event.preventDefault();
  });
  stage.frame.addEventListener("click", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (isPlain && event.target instanceof Element && event.target.closest("a")) shut();
  });
  document.body.append(dialog);
  dialog.showModal();
  stage.reset();
}

class Stage implements Movable {
  readonly frame = make("div", { class: "diagram-stage" });
  private readonly place = make("div", { class: "diagram-place" });
  private readonly held: string;
  private scale = 1;
  private x = 0;
  private y = 0;
  private isFirst = true;

  constructor(private readonly drawing: Drawing, private readonly onScale: (scale: number) => void) {
    const { svg } = drawing;
    this.held = svg.style.cssText;
    // A copy would have the ids of its parts twice: the drawing itself moves here, and back.
    const { width, height } = svg.getBoundingClientRect();
    this.place.style.cssText = `width: ${width}px; height: ${height}px`;
    svg.replaceWith(this.place);
    this.frame.append(svg);
    moveByHand(this.frame, this);
    this.frame.addEventListener("focusin", (event) => this.showFocus(event.target as Element));
  }

  giveBack(): void {
    this.drawing.svg.style.cssText = this.held;
    this.place.replaceWith(this.drawing.svg);
  }

  reset(): void {
    const { width, height } = this.drawing;
    const { clientWidth, clientHeight } = this.frame;
    const room = Math.min((clientWidth - 2 * MARGIN) / width, (clientHeight - 2 * MARGIN) / height, FIRST);
    this.scale = Math.max(SMALLEST, room);
    this.x = (clientWidth - width * this.scale) / 2;
    this.y = (clientHeight - height * this.scale) / 2;
    this.draw();
    this.isFirst = true;
  }

  onResize(): void {
    if (this.isFirst) this.reset();
    else this.draw();
  }

  scaleBy(factor: number, at?: Point): void {
    const next = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
    const { left, top, width, height } = this.frame.getBoundingClientRect();
    const [x, y] = at ? [at.clientX - left, at.clientY - top] : [width / 2, height / 2];
    this.x = x - (x - this.x) * (next / this.scale);
    this.y = y - (y - this.y) * (next / this.scale);
    this.scale = next;
    this.draw();
  }

  moveBy(x: number, y: number): void {
    this.x += x;
    this.y += y;
    this.draw();
  }

  private draw(): void {
    this.isFirst = false;
    const { svg, width, height } = this.drawing;
    const [shownWidth, shownHeight] = [width * this.scale, height * this.scale];
    // Some of it is always in the middle of the frame.
    const [middleX, middleY] = [this.frame.clientWidth / 2, this.frame.clientHeight / 2];
    this.x = Math.min(middleX, Math.max(middleX - shownWidth, this.x));
    this.y = Math.min(middleY, Math.max(middleY - shownHeight, this.y));
    svg.style.cssText = `width: ${shownWidth}px; height: ${shownHeight}px; transform: translate(${this.x}px, ${this.y}px)`;
    this.onScale(this.scale);
  }

  /** A link in focus is brought into the frame. */
  private showFocus(element: Element): void {
    // The browser may have scrolled to it, and would leave the drawing where no hand can reach it.
    this.frame.scrollTo(0, 0);
    const frame = this.frame.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const isInside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    if (isInside) return;
    this.moveBy(frame.x + frame.width / 2 - (box.x + box.width / 2), frame.y + frame.height / 2 - (box.y + box.height / 2));
  }
}
