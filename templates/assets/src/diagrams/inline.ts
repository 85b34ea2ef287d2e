// A drawing enlarged where it stands in the page: its view scrolls, as the browser scrolls anything, so that the page
// stays under the reader's wheel and fingers. Only with Ctrl does the wheel enlarge.
import { type Movable, type Point, wheelFactor, scaleByKey } from "../gestures";
import type { Drawing } from "./drawing";

/** Times its own size. */
const LARGEST = 8;
/** Share of the window's height that an enlarged drawing may take. */
const TALLEST = 0.7;

export class Inline implements Movable {
  private readonly view: HTMLElement;
  /** Times its own size; `null` where the style sheet says how large it is. */
  private scale: number | null = null;
  private isFocusable = false;

  /** `onScale` is called with the share of its own size that is shown. */
  constructor(private readonly drawing: Drawing, private readonly onScale: (scale: number) => void) {
    const view = drawing.svg.parentElement as HTMLElement;
    this.view = view;
    view.style.setProperty("--width", `${drawing.width}`);
    view.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.scaleBy(wheelFactor(event), event);
      },
      { passive: false },
    );
    view.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (scaleByKey(event, this)) event.preventDefault();
    });
    this.moveByMouse();
    // Tells the first size too.
    new ResizeObserver(() => this.look()).observe(view);
  }

  scaleBy(factor: number, at?: Point): void {
    const { svg, width, height } = this.drawing;
    const before = svg.getBoundingClientRect();
    const fitting = this.scale === null ? before.width / width : this.fitting();
    const next = Math.min(LARGEST, (this.scale ?? fitting) * factor);
    if (next <= fitting * 1.001) return this.reset();
    if (this.scale === null) this.view.style.maxHeight = `${Math.max(before.height, TALLEST * innerHeight)}px`;
    this.scale = next;
    this.view.classList.add("enlarged");
    svg.style.width = `${width * next}px`;
    svg.style.height = `${height * next}px`;
    this.keep(before, at);
    this.look();
  }

  moveBy(x: number, y: number): void {
    this.view.scrollBy({ left: -x, top: -y, behavior: "instant" });
  }

  reset(): void {
    const { svg } = this.drawing;
    this.scale = null;
    this.view.classList.remove("enlarged");
    svg.style.width = svg.style.height = this.view.style.maxHeight = "";
    this.look();
  }

  /** The scale that the style sheet would give it. */
  private fitting(): number {
    const { svg, width } = this.drawing;
    const held = svg.style.cssText;
    svg.style.width = svg.style.height = "";
    this.view.classList.remove("enlarged");
    const scale = svg.getBoundingClientRect().width / width;
    this.view.classList.add("enlarged");
    svg.style.cssText = held;
    return scale;
  }

  /** Scrolls so that what was at a place, or in the middle, is there again. */
  private keep(before: DOMRect, at?: Point): void {
    const frame = this.view.getBoundingClientRect();
    const [x, y] = at ? [at.clientX, at.clientY] : [frame.x + frame.width / 2, frame.y + Math.min(frame.height, before.height) / 2];
    const now = this.drawing.svg.getBoundingClientRect();
    const left = now.x + ((x - before.x) / before.width) * now.width - x;
    const top = now.y + ((y - before.y) / before.height) * now.height - y;
    this.moveBy(-left, -top);
  }

  /** What has come of it: the share, and whether there is something to scroll to, also by keys. */
  private look(): void {
    const { view } = this;
    this.onScale(this.drawing.svg.getBoundingClientRect().width / this.drawing.width);
    const isLarger = view.scrollWidth > view.clientWidth + 1 || view.scrollHeight > view.clientHeight + 1;
    view.classList.toggle("scrolls", isLarger);
    if (isLarger && !view.hasAttribute("tabindex")) {
      this.isFocusable = true;
      view.tabIndex = 0;
      view.role = "group";
      view.ariaLabel = `${this.drawing.name}, can be scrolled`;
    } else if (!isLarger && this.isFocusable && document.activeElement !== view) {
      this.isFocusable = false;
      for (const name of ["tabindex", "role", "aria-label"]) view.removeAttribute(name);
    }
  }

  /** Fingers scroll it already. */
  private moveByMouse(): void {
    const { view } = this;
    let start: { event: PointerEvent; left: number; top: number } | null = null;
    let wasDragged = false;
    view.addEventListener("pointerdown", (event) => {
      wasDragged = false;
      const isMeant = event.pointerType === "mouse" && event.button === 0 && view.classList.contains("scrolls");
      start = isMeant ? { event, left: view.scrollLeft, top: view.scrollTop } : null;
    });
    view.addEventListener("pointermove", (event) => {
      if (!start) return;
      const [x, y] = [event.clientX - start.event.clientX, event.clientY - start.event.clientY];
      if (!wasDragged && Math.hypot(x, y) < 3) return;
      wasDragged = true;
      view.setPointerCapture(event.pointerId);
      // From where it began: browsers round each step.
      view.scrollTo({ left: start.left - x, top: start.top - y, behavior: "instant" });
    });
    for (const end of ["pointerup", "pointercancel"] as const) view.addEventListener(end, () => (start = null));
    view.addEventListener("dragstart", (event) => event.preventDefault());
  }
}
