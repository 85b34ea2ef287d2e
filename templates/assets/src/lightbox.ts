// A picture in a dialog: enlarged by wheel, fingers, keys and buttons, moved by dragging and by arrow keys.
import { iconButton, make } from "./element";
import { type Movable, type Point, STEP, moveByHand, moveByKey } from "./gestures";

const LARGEST = 16;

export function openPicture(picture: HTMLImageElement, name: string): void {
  const below = picture.closest("figure")?.querySelector("figcaption")?.textContent?.trim();
  const caption = below || picture.title || name;
  const view = new View(picture);
  const wasDragged = moveByHand(view.frame, view);
  const close = iconButton("close-sign", "Close", { autofocus: true });
  const tools = make("div", { class: "lightbox-tools" });
  for (const [kind, label, factor] of [["minus-sign", "Smaller", 1 / STEP], ["plus-sign", "Larger", STEP]] as const) {
    const button = iconButton(kind, label);
    button.addEventListener("click", () => view.scaleBy(factor));
    tools.append(button);
  }
  tools.append(close);
  const dialog = make("dialog", { class: "lightbox", "aria-label": name || "Picture" }, view.frame, tools);
  if (caption) dialog.append(make("p", { class: "lightbox-caption" }, caption));
  close.addEventListener("click", () => dialog.close());
  view.frame.addEventListener("click", (event) => {
    if (event.target === view.frame && !wasDragged()) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (moveByKey(event, view)) event.preventDefault();
  });
  dialog.addEventListener("close", () => dialog.remove());
  // Gone with its page.
  document.addEventListener("quadrille:page", () => dialog.close(), { once: true });
  document.body.append(dialog);
  dialog.showModal();
}

/** The picture in its frame: as large as fits, times a scale, moved by pixels from the middle. */
class View implements Movable {
  readonly frame = make("div", { class: "lightbox-frame" });
  private readonly picture: HTMLElement;
  private scale = 1;
  private x = 0;
  private y = 0;

  constructor({ currentSrc, src, alt }: HTMLImageElement) {
    this.picture = make("img", { src: currentSrc || src, alt, draggable: "false" });
    this.frame.append(this.picture);
    this.frame.addEventListener("dblclick", () => this.scaleBy(this.scale > 1 ? 0 : STEP));
  }

  /** Enlarges; the point at the given place of the window stays where it is. */
  scaleBy(factor: number, at?: Point): void {
    const next = Math.min(LARGEST, Math.max(1, this.scale * factor));
    const real = next / this.scale;
    const box = this.frame.getBoundingClientRect();
    const [fromX, fromY] = at
      ? [at.clientX - box.left - box.width / 2, at.clientY - box.top - box.height / 2]
      : [0, 0];
    this.x = fromX - (fromX - this.x) * real;
    this.y = fromY - (fromY - this.y) * real;
    this.scale = next;
    this.draw();
  }

  reset(): void {
    this.scaleBy(0);
  }

  moveBy(x: number, y: number): void {
    this.x += x;
    this.y += y;
    this.draw();
  }

  private draw(): void {
    // No edge of an enlarged picture comes further in than the middle of the frame.
    const [mostX, mostY] = [this.picture.clientWidth, this.picture.clientHeight].map((size) =>
      this.scale > 1 ? (size * this.scale) / 2 : 0,
    ) as [number, number];
    this.x = Math.min(mostX, Math.max(-mostX, this.x));
    this.y = Math.min(mostY, Math.max(-mostY, this.y));
    this.picture.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    this.frame.classList.toggle("enlarged", this.scale > 1);
  }
}
