// How a picture is enlarged and moved in its frame: by wheel, fingers, dragging and keys.

/** A place in the window. */
export interface Point {
  clientX: number;
  clientY: number;
}

/** What can be enlarged and moved. */
export interface Movable {
  /** Enlarges; the point at the given place stays where it is, else the middle. */
  scaleBy(factor: number, at?: Point): void;
  /** Moves by pixels. */
  moveBy(x: number, y: number): void;
  /** Back to how it was first shown. */
  reset(): void;
}

/** How much larger one step makes it. */
export const STEP = 1.4;
/** Pixels that an arrow key moves it. */
const PAN = 60;
/** Pixels of a line, where the wheel counts in lines. */
const LINE = 30;

/** The factor of a turn of the wheel; with Ctrl it may be two fingers on a touch pad, which make many small turns. */
export function wheelFactor(event: WheelEvent): number {
  const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE;
  return Math.exp(-pixels / (event.ctrlKey ? 100 : 400));
}

/** Listens to keys: arrows, `+`, `-` and `0`. Tells whether the key was one of them. */
export function moveByKey(event: KeyboardEvent, movable: Movable): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [PAN, 0],
    ArrowRight: [-PAN, 0],
    ArrowUp: [0, PAN],
    ArrowDown: [0, -PAN],
  };
  const step = steps[event.key];
  if (step) movable.moveBy(...step);
  else return scaleByKey(event, movable);
  return true;
}

/** Listens to `+`, `-` and `0` alone. */
export function scaleByKey({ key }: KeyboardEvent, movable: Movable): boolean {
  if (key === "+" || key === "=") movable.scaleBy(STEP);
  else if (key === "-") movable.scaleBy(1 / STEP);
  else if (key === "0") movable.reset();
  else return false;
  return true;
}

/** Listens to pointers and the wheel in a frame. Gives back what tells whether the last press was a drag. */
export function moveByHand(frame: HTMLElement, movable: Movable): () => boolean {
  const pointers = new Map<number, PointerEvent>();
  let wasDragged = false;
  frame.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      movable.scaleBy(wheelFactor(event), event);
    },
    { passive: false },
  );
  frame.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    wasDragged = false;
    pointers.set(event.pointerId, event);
  });
  frame.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const [x, y] = [event.clientX - before.clientX, event.clientY - before.clientY];
    // A hand is never quite still.
    if (!wasDragged && Math.hypot(x, y) < 3) return;
    pointers.set(event.pointerId, event);
    wasDragged = true;
    // Not before it moves: a press that stays is a click on what is under it.
    frame.setPointerCapture(event.pointerId);
    const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (other) pinch(before, event, other, movable);
    movable.moveBy(x / (other ? 2 : 1), y / (other ? 2 : 1));
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    frame.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  // A link under the pointer would be dragged away as a link.
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  return () => wasDragged;
}

function pinch(before: Point, now: Point, other: Point, movable: Movable): void {
  const span = (one: Point): number => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  const middle = { clientX: (now.clientX + other.clientX) / 2, clientY: (now.clientY + other.clientY) / 2 };
  movable.scaleBy(span(now) / (span(before) || 1), middle);
}
