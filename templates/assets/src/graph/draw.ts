// One picture of a graph. What is drawn later lies on top: links, nodes, names.
import type { Camera, Size } from "./camera";
import type { Colors } from "./colors";
import type { Graph } from "./model";

export interface Scene {
  graph: Graph;
  camera: Camera;
  size: Size;
  colors: Colors;
  /** Which nodes are shown, 1 or 0. */
  shown: Uint8Array;
  /** The node under the pointer or in focus, -1 for none: it and its neighbours stand out. */
  focus: number;
  /** Whether the focus came by keyboard. */
  hasRing: boolean;
  /** The nodes that were found, where something is searched: they stand out. */
  found: Set<number> | null;
  /** The node that the page belongs to, -1 for none. */
  home: number;
  /** Pixels. */
  text: number;
  smallest: number;
  /** Whether the picture changes from frame to frame: then less is drawn of very large graphs. */
  isMoving: boolean;
}

/** Links longer than this are paler, and those longer than the second one paler still: units of the map. */
const LONG = [150, 420];
/** So many links are drawn while the picture moves. */
const MOVING_LINKS = 6000;
/** Of a graph with more links only those are drawn that begin or end in the picture: the others would be a grey mist. */
const MIST = 4000;
/** Square pixels for each name: of a large graph seen from far fewer are written, so that they are not all that is seen. */
const PER_NAME = { local: 3500, near: 6000, far: 16_000 };
const LARGE = 1000;

export function draw(context: CanvasRenderingContext2D, scene: Scene): void {
  const { size } = scene;
  context.clearRect(0, 0, size.width, size.height);
  context.lineJoin = "round";
  const bright = standingOut(scene);
  drawLinks(context, scene, bright !== null);
  drawNodes(context, scene, bright);
  drawNames(context, scene, bright);
}

/** The nodes that stand out, `null` where all are alike. */
function standingOut({ graph, focus, found }: Scene): Set<number> | null {
  if (focus < 0) return found;
  return new Set([focus, ...(graph.neighbours[focus] ?? [])]);
}

function drawLinks(context: CanvasRenderingContext2D, scene: Scene, isDimmed: boolean): void {
  const { graph, camera, size, colors, shown, focus, home } = scene;
  const { ends, x, y } = graph;
  const [left, top] = [size.width / 2 - camera.x * camera.scale, size.height / 2 - camera.y * camera.scale];
  const count = ends.length / 2;
  const stride = scene.isMoving ? Math.ceil(count / MOVING_LINKS) : 1;
  const paths = [new Path2D(), new Path2D(), new Path2D()];
  const own = new Path2D();
  const ofHome = new Path2D();
  for (let at = 0; at < ends.length; at += 2 * stride) {
    const [a, b] = [ends[at] as number, ends[at + 1] as number];
    if (!shown[a] || !shown[b]) continue;
    const [ax, ay, bx, by] = [x[a] as number, y[a] as number, x[b] as number, y[b] as number];
    const [x1, y1] = [ax * camera.scale + left, ay * camera.scale + top];
    const [x2, y2] = [bx * camera.scale + left, by * camera.scale + top];
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > size.width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > size.height) continue;
    if (count > MIST && !isInside(x1, y1, size) && !isInside(x2, y2, size)) continue;
    const length = Math.hypot(bx - ax, by - ay);
    let path = paths[length < (LONG[0] as number) ? 0 : length < (LONG[1] as number) ? 1 : 2] as Path2D;
    if (a === focus || b === focus) path = own;
    else if (a === home || b === home) path = ofHome;
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }
  const dimming = (isDimmed ? 0.4 : 1) * (home < 0 ? 1 : 0.6);
  const alpha = Math.min(Math.max(5.5 / Math.sqrt(count), 0.04), 0.4) * Math.min(stride, 3) * dimming;
  context.strokeStyle = colors.ink;
  context.lineWidth = camera.scale < 0.25 ? 0.6 : 1;
  paths.forEach((path, index) => {
    context.globalAlpha = Math.min(alpha * ([1.5, 0.9, 0.55][index] as number), 0.6);
    context.stroke(path);
  });
  if (home >= 0) {
    context.globalAlpha = isDimmed ? 0.2 : 0.55;
    context.stroke(ofHome);
  }
  if (focus >= 0) {
    context.strokeStyle = colors.accent;
    context.lineWidth = 1.5;
    context.globalAlpha = 0.8;
    context.stroke(own);
  }
  context.globalAlpha = 1;
}

function isInside(x: number, y: number, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

/** The radius of a node in pixels. */
export function radiusOf({ graph, camera, smallest }: Scene, node: number): number {
  // Less than in proportion: seen from far the nodes remain nodes, seen from near they leave room for names.
  return Math.max((graph.radius[node] as number) * Math.min(Math.sqrt(camera.scale) * 0.9, 1.5), smallest);
}

/** Where a node is on the canvas. */
export function placeOf({ graph, camera, size }: Scene, node: number): { x: number; y: number } {
  return {
    x: ((graph.x[node] as number) - camera.x) * camera.scale + size.width / 2,
    y: ((graph.y[node] as number) - camera.y) * camera.scale + size.height / 2,
  };
}

function drawNodes(context: CanvasRenderingContext2D, scene: Scene, bright: Set<number> | null): void {
  const { graph, size, colors, shown, focus, home } = scene;
  const paths = colors.looks.map(() => [new Path2D(), new Path2D()] as const);
  for (let node = 0; node < graph.count; node++) {
    if (!shown[node]) continue;
    const { x, y } = placeOf(scene, node);
    const r = radiusOf(scene, node);
    if (x < -r || y < -r || x > size.width + r || y > size.height + r) continue;
    const pair = paths[graph.look[node] as number];
    trace(pair?.[bright === null || bright.has(node) ? 1 : 0] ?? new Path2D(), graph.look[node] as number, x, y, r);
  }
  const edge = Math.min(Math.max(scene.camera.scale, 0.4), 1.2);
  paths.forEach(([dim, full], look) => {
    for (const [path, alpha] of [[dim, 0.22], [full, 1]] as const) {
      context.globalAlpha = alpha;
      // A rim of the paper's colour keeps nodes apart that touch.
      if (!scene.isMoving || graph.count < LARGE) {
        context.lineWidth = 2.4 * edge;
        context.strokeStyle = colors.paper;
        context.stroke(path);
      }
      context.fillStyle = context.strokeStyle = colors.looks[look] as string;
      // What is in no quadrant is hollow.
      if (look === 4) {
        context.fillStyle = colors.paper;
        context.fill(path);
        context.lineWidth = 1.8 * edge;
        context.stroke(path);
      } else {
        context.fill(path);
      }
    }
  });
  context.globalAlpha = 1;
  for (const node of [home, focus]) {
    if (node < 0 || !shown[node]) continue;
    const { x, y } = placeOf(scene, node);
    const path = new Path2D();
    trace(path, graph.look[node] as number, x, y, radiusOf(scene, node) + 4);
    context.lineWidth = node === focus && scene.hasRing ? 3 : 1.8;
    context.strokeStyle = node === focus ? colors.accent : colors.ink;
    context.stroke(path);
  }
}

/** The shape of a look: shapes tell quadrants apart for those who do not see the colours. All are of about one area. */
function trace(path: Path2D, look: number, x: number, y: number, r: number): void {
  if (look === 0) {
    path.moveTo(x, y - 1.25 * r);
    path.lineTo(x + 1.2 * r, y + 0.85 * r);
    path.lineTo(x - 1.2 * r, y + 0.85 * r);
    path.closePath();
  } else if (look === 2) {
    path.roundRect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r, 0.25 * r);
  } else if (look === 3) {
    path.moveTo(x, y - 1.28 * r);
    path.lineTo(x + 1.28 * r, y);
    path.lineTo(x, y + 1.28 * r);
    path.lineTo(x - 1.28 * r, y);
    path.closePath();
  } else {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
  }
}

/** Names by importance, each only where it covers no other. */
function drawNames(context: CanvasRenderingContext2D, scene: Scene, bright: Set<number> | null): void {
  const { graph, size, colors, shown, focus, home, text } = scene;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineWidth = 3.5;
  context.strokeStyle = colors.paper;
  const room = new Room(size);
  const first = [focus, home, ...(bright && bright.size < 400 ? [...bright].sort((a, b) => (graph.degree[b] as number) - (graph.degree[a] as number)) : [])];
  const done = new Set<number>();
  // While all are alike, names keep off the nodes of others, too, but for those of the greatest.
  if (graph.count < 3000) for (const node of graph.byDegree) if (shown[node]) room.take(placeOf(scene, node), radiusOf(scene, node) * 0.8);
  const isNear = graph.count < LARGE || scene.camera.scale > 0.8;
  let left = (size.width * size.height) / PER_NAME[home >= 0 ? "local" : isNear ? "near" : "far"];
  const write = (node: number, isFirst: boolean): void => {
    if (node < 0 || !shown[node] || done.has(node) || left < 1) return;
    done.add(node);
    const isFocus = node === focus;
    const place = placeOf(scene, node);
    if (!isInside(place.x, place.y, size)) return;
    const px = isFocus ? text + 1 : text;
    context.font = `${isFocus || node === home ? 600 : 400} ${px}px ${colors.font}`;
    const words = isFocus ? (graph.title[node] as string) : shortened(graph.title[node] as string);
    const width = context.measureText(words).width;
    const spot = spots(place, radiusOf(scene, node), width, px, size).find(({ x, y }, index) =>
      room.find(x, y, width, px + 2, isFirst, isFocus && index === 0),
    );
    if (!spot) return;
    left--;
    context.globalAlpha = bright === null || bright.has(node) || node === home ? 1 : 0.35;
    context.strokeText(words, spot.x, spot.y);
    context.fillStyle = isFocus ? colors.accent : isFirst || bright === null ? colors.ink : colors.soft;
    context.fillText(words, spot.x, spot.y);
  };
  for (const node of first) write(node, true);
  // Of a dimmed graph only what stands out is named: the rest would be noise.
  if (bright === null) graph.byDegree.forEach((node, rank) => write(node, home < 0 && rank < 12));
  context.globalAlpha = 1;
}

/** Where a name may stand: below its node, above it, beside it; never out of the canvas. */
function spots({ x, y }: { x: number; y: number }, r: number, width: number, px: number, size: Size): { x: number; y: number }[] {
  const inside = (left: number): number => Math.min(Math.max(left, 4), size.width - width - 4);
  const middle = inside(x - width / 2);
  return [
    { x: middle, y: y + r + 4 },
    { x: middle, y: y - r - px - 3 },
    { x: inside(x + r + 5), y: y - px / 2 },
    { x: inside(x - r - 5 - width), y: y - px / 2 },
  ];
}

function shortened(title: string): string {
  return title.length > 34 ? `${title.slice(0, 32).trimEnd()}…` : title;
}

/** What of the canvas is taken by names and nodes, in small squares. */
class Room {
  static readonly SIDE = 6;
  private readonly columns: number;
  private readonly rows: number;
  /** 1 is a node, 2 a name. */
  private readonly taken: Uint8Array;

  constructor({ width, height }: Size) {
    this.columns = Math.ceil(width / Room.SIDE) + 1;
    this.rows = Math.ceil(height / Room.SIDE) + 1;
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  take({ x, y }: { x: number; y: number }, r: number): void {
    this.each(x - r, y - r, 2 * r, 2 * r, (at) => (this.taken[at] = (this.taken[at] as number) | 1));
  }

  /** Takes a box for a name where it is free; `overNodes` minds names alone, `always` nothing. */
  find(x: number, y: number, width: number, height: number, overNodes: boolean, always: boolean): boolean {
    const mask = overNodes ? 2 : 3;
    let isFree = true;
    if (!always) this.each(x, y, width, height, (at) => (isFree &&= ((this.taken[at] as number) & mask) === 0));
    if (isFree) this.each(x - 3, y, width + 6, height, (at) => (this.taken[at] = (this.taken[at] as number) | 2));
    return isFree;
  }

  private each(x: number, y: number, width: number, height: number, visit: (at: number) => void): void {
    const cell = (value: number, most: number): number => Math.min(Math.max(Math.floor(value / Room.SIDE), 0), most - 1);
    if (x + width < 0 || y + height < 0) return;
    const [left, right] = [cell(x, this.columns), cell(x + width, this.columns)];
    for (let row = cell(y, this.rows); row <= cell(y + height, this.rows); row++) {
      for (let column = left; column <= right; column++) visit(row * this.columns + column);
    }
  }
}
