// A picture in a dialog: enlarged by wheel, fingers, keys and buttons, moved by dragging and by arrow keys.
import { iconButton, make } from "./element";

const STEP = 1.4;
const LARGEST = 16;
/** Pixels that an arrow key moves the picture. */
const PAN = 60;

export function openPicture(picture: HTMLImageElement | SVGSVGElement, name: string): void {
  const below = picture.closest("figure")?.querySelector("figcaption")?.textContent?.trim();
  const caption = below || (picture instanceof HTMLImageElement && picture.title) || name;
  const view = new View(picture);
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
    if (event.target === view.frame && !view.wasDragged) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (view.onKey(event.key)) event.preventDefault();
  });
  dialog.addEventListener("close", () => {
    view.giveBack();
    dialog.remove();
  });
  // Gone with its page.
  document.addEventListener("quadrille:page", () => dialog.close(), { once: true });
  document.body.append(dialog);
  dialog.showModal();
}

/** The picture in its frame: as large as fits, times a scale, moved by pixels from the middle. */
class View {
  readonly frame = make("div", { class: "lightbox-frame" });
  wasDragged = false;
  readonly giveBack: () => void;
  private readonly picture: HTMLElement | SVGSVGElement;
  private scale = 1;
  private x = 0;
  private y = 0;
  private readonly pointers = new Map<number, PointerEvent>();

  constructor(original: HTMLImageElement | SVGSVGElement) {
    if (original instanceof HTMLImageElement) {
      this.picture = make("img", { src: original.currentSrc || original.src, alt: original.alt, draggable: "false" });
      this.giveBack = () => {};
    } else {
      // A copy would have the ids of its parts twice: the drawing itself moves here, and back.
      const place = make("span", { class: "zoom-place" });
      place.style.height = `${original.clientHeight}px`;
      original.replaceWith(place);
      this.picture = original;
      this.giveBack = () => {
        original.style.transform = "";
        place.replaceWith(original);
      };
    }
    this.frame.append(this.picture);
    this.frame.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    this.frame.addEventListener("dblclick", () => this.onKey(this.scale > 1 ? "0" : "+"));
    this.frame.addEventListener("pointerdown", (event) => this.onDown(event));
    this.frame.addEventListener("pointermove", (event) => this.onMove(event));
    for (const end of ["pointerup", "pointercancel"] as const) {
      this.frame.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    }
  }

  /** Enlarges; the point at the given place of the window stays where it is. */
  scaleBy(factor: number, at?: { clientX: number; clientY: number }): void {
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

  onKey(key: string): boolean {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [PAN, 0],
      ArrowRight: [-PAN, 0],
      ArrowUp: [0, PAN],
      ArrowDown: [0, -PAN],
    };
    const step = steps[key];
    if (key === "+" || key === "=") this.scaleBy(STEP);
    else if (key === "-") this.scaleBy(1 / STEP);
    else if (key === "0") this.scaleBy(0);
    else if (step) this.moveBy(...step);
    else return false;
    return true;
  }

  private moveBy(x: number, y: number): void {
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

  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    this.scaleBy(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), event);
  }

  private onDown(event: PointerEvent): void {
    this.wasDragged = false;
    this.pointers.set(event.pointerId, event);
  }

  private onMove(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    this.pointers.set(event.pointerId, event);
    const other = [...this.pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (other) {
      const span = (one: PointerEvent): number => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      const middle = { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 };
      this.scaleBy(span(event) / (span(before) || 1), middle);
    }
    const share = other ? 2 : 1;
    const [x, y] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (x || y) {
      this.wasDragged = true;
      // Not before it moves: a press that stays is a click on what is under it.
      this.frame.setPointerCapture(event.pointerId);
    }
    this.moveBy(x / share, y / share);
  }
}
