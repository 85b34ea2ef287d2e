// Which part of the map is seen: its middle and how large it is drawn.
import type { Graph } from "./model";

export interface Camera {
  /** The place of the map in the middle of the canvas. */
  x: number;
  y: number;
  /** Pixels for one unit of the map. */
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

export const LARGEST = 3;

/** The camera that shows some nodes with room round them. */
export function fit(graph: Graph, nodes: Iterable<number>, size: Size, room: number, largest = 1.25): Camera {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const [x, y, r] = [graph.x[node] as number, graph.y[node] as number, graph.radius[node] as number];
    [left, top, right, bottom] = [Math.min(left, x - r), Math.min(top, y - r), Math.max(right, x + r), Math.max(bottom, y + r)];
  }
  if (left > right) return { x: 0, y: 0, scale: 1 };
  const inner = (length: number): number => Math.max(length - 2 * room, 40);
  const scale = Math.min(inner(size.width) / (right - left), inner(size.height) / (bottom - top), largest);
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale };
}

/** The same camera, nearer by a factor, with one pixel staying where it is. */
export function zoomed(camera: Camera, factor: number, at: { x: number; y: number }, size: Size, smallest: number): Camera {
  const scale = Math.min(Math.max(camera.scale * factor, smallest), LARGEST);
  const [dx, dy] = [at.x - size.width / 2, at.y - size.height / 2];
  const gain = 1 / camera.scale - 1 / scale;
  return { x: camera.x + dx * gain, y: camera.y + dy * gain, scale };
}

/** Moves from one camera to another, at once where the reader wants no motion. Gives back how to stop. */
export function glide(from: Camera, to: Camera, move: (camera: Camera) => void): () => void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    move(to);
    return () => {};
  }
  let frame = 0;
  let start = -1;
  const step = (now: number): void => {
    if (start < 0) start = now;
    const time = Math.min((now - start) / 280, 1);
    const part = 1 - (1 - time) ** 3;
    const between = (a: number, b: number): number => a + (b - a) * part;
    // Scales multiply: between 1 and 4 the middle is 2.
    const scale = from.scale * (to.scale / from.scale) ** part;
    move({ x: between(from.x, to.x), y: between(from.y, to.y), scale });
    if (time < 1) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
