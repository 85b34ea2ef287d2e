// Mouse, pen and fingers on the map: drag moves it, the wheel and two fingers zoom, a click opens.
import { type Camera, zoomed } from "./camera";
import type { Stage } from "./stage";

export interface Control {
  stage: Stage;
  look: (node: number, hasRing?: boolean) => void;
  /** Opens the card that is looked at. */
  open: (event: MouseEvent | KeyboardEvent) => void;
}

interface Spot {
  x: number;
  y: number;
}

/** Pixels that a press may move and still be a click. */
const SLACK = 5;
/** How far the wheel turns for twice the size, in pixels of scrolling. */
const WHEEL = 400;

/** Listens to the canvas; gives back how to zoom in steps. */
export function pointing({ stage, look, open }: Control): (factor: number) => void {
  const { canvas, scene } = stage;
  const smallest = (): number => stage.fitting().scale * 0.5;
  const zoom = (factor: number, at: Spot): Camera => zoomed(scene.camera, factor, at, scene.size, smallest());
  const down = new Map<number, Spot>();
  let hasMoved = false;
  let tapped = -1;

  canvas.addEventListener("pointerdown", (event) => {
    stage.stop();
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    if (down.size === 0) hasMoved = false;
    down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  });
  canvas.addEventListener("pointermove", (event) => {
    const now = { x: event.offsetX, y: event.offsetY };
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") look(stage.nodeAt(now.x, now.y, event.pointerType));
      return;
    }
    if (!hasMoved && Math.hypot(now.x - before.x, now.y - before.y) < SLACK) return;
    hasMoved = true;
    canvas.classList.add("is-dragged");
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    if (other) stage.move(pinched(scene.camera, before, now, other));
    else stage.move(moved(scene.camera, before, now));
  });
  const pinched = (camera: Camera, before: Spot, now: Spot, other: Spot): Camera => {
    const apart = (spot: Spot): number => Math.max(Math.hypot(spot.x - other.x, spot.y - other.y), 1);
    const middle = (spot: Spot): Spot => ({ x: (spot.x + other.x) / 2, y: (spot.y + other.y) / 2 });
    const panned = moved(camera, middle(before), middle(now));
    return zoomed(panned, apart(now) / apart(before), middle(now), scene.size, smallest());
  };
  const release = (event: PointerEvent): void => {
    down.delete(event.pointerId);
    if (down.size === 0) canvas.classList.remove("is-dragged");
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => scene.hasRing || look(-1));
  canvas.addEventListener("click", (event) => {
    if (hasMoved) return;
    const kind = (event as PointerEvent).pointerType;
    const node = stage.nodeAt(event.offsetX, event.offsetY, kind);
    look(node);
    // A finger sees first what it has met, and opens by a second tap or by the link below.
    if (node >= 0 && (kind !== "touch" || tapped === node)) open(event);
    tapped = node;
  });
  canvas.addEventListener("auxclick", (event) => {
    if (event.button === 1 && scene.focus >= 0) open(event);
  });
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    stage.stop();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1) * (event.ctrlKey ? 4 : 1);
    stage.move(zoom(2 ** (-pixels / WHEEL), { x: event.offsetX, y: event.offsetY }));
  };
  canvas.addEventListener("wheel", onWheel, { passive: false });
  canvas.addEventListener("dblclick", (event) => {
    if (stage.nodeAt(event.offsetX, event.offsetY, "mouse") < 0) stage.glideTo(zoom(2, { x: event.offsetX, y: event.offsetY }));
  });
  return (factor) => stage.glideTo(zoom(factor, { x: scene.size.width / 2, y: scene.size.height / 2 }));
}

function moved(camera: Camera, before: Spot, now: Spot): Camera {
  return { ...camera, x: camera.x - (now.x - before.x) / camera.scale, y: camera.y - (now.y - before.y) / camera.scale };
}
