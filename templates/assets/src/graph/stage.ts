// A canvas that shows a graph and is drawn again when something changes: size, colours, camera, what stands out.
import { type Camera, type Size, fit, glide } from "./camera";
import { watchColors } from "./colors";
import { type Scene, draw, placeOf, radiusOf } from "./draw";
import type { Graph } from "./model";

export interface Options {
  /** Room between the graph and the edge of the canvas, in pixels. */
  room: number;
  text: number;
  smallest: number;
  home?: number;
}

/** How near the pointer must come to a node, in pixels, besides the node's own size: fingers are broad. */
const REACH = { mouse: 5, pen: 8, touch: 14 };

export class Stage {
  readonly scene: Scene;
  private readonly context: CanvasRenderingContext2D;
  private frame = 0;
  private rest = 0;
  private stopGlide = (): void => {};
  /** Whether the reader has not moved the map yet: then it fits itself into each new size. */
  private isFitted = true;

  constructor(
    readonly canvas: HTMLCanvasElement,
    graph: Graph,
    private readonly options: Options,
    signal: AbortSignal,
  ) {
    // A canvas without a context is a browser without canvases: there the list remains.
    this.context = canvas.getContext("2d") as CanvasRenderingContext2D;
    const shown = new Uint8Array(graph.count).fill(1);
    const nothing = { paper: "", ink: "", soft: "", accent: "", looks: [], font: "sans-serif" };
    this.scene = {
      graph,
      camera: { x: 0, y: 0, scale: 1 },
      size: { width: 0, height: 0 },
      colors: nothing,
      shown,
      focus: -1,
      hasRing: false,
      found: null,
      home: options.home ?? -1,
      text: options.text,
      smallest: options.smallest,
      isMoving: false,
    };
    watchColors(canvas.parentElement ?? document.body, signal, (colors) => {
      this.scene.colors = colors;
      this.redraw();
    });
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(canvas);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      cancelAnimationFrame(this.frame);
      this.stopGlide();
    });
  }

  /** Draws in the next frame. */
  redraw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => draw(this.context, this.scene));
  }

  /** Changes what is seen, as a step of a movement: the picture is completed when it ends. */
  move(camera: Camera): void {
    this.isFitted = false;
    this.scene.camera = camera;
    this.scene.isMoving = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.scene.isMoving = false;
      this.redraw();
    }, 120);
    this.redraw();
  }

  /** Moves there in a short while. */
  glideTo(camera: Camera): void {
    this.stopGlide();
    this.stopGlide = glide(this.scene.camera, camera, (step) => this.move(step));
  }

  stop(): void {
    this.stopGlide();
  }

  /** The camera that shows the nodes that are shown, or some of them. */
  fitting(nodes?: Iterable<number>): Camera {
    return fit(this.scene.graph, nodes ?? this.shownNodes(), this.scene.size, this.options.room);
  }

  fitAll(): void {
    this.glideTo(this.fitting());
  }

  shownNodes(): number[] {
    return this.scene.graph.byDegree.filter((node) => this.scene.shown[node]);
  }

  /** The node at a place of the canvas, -1 for none. */
  nodeAt(x: number, y: number, kind: string): number {
    let [best, least] = [-1, Infinity];
    const reach = REACH[kind as keyof typeof REACH] ?? REACH.mouse;
    for (let node = 0; node < this.scene.graph.count; node++) {
      if (!this.scene.shown[node]) continue;
      const place = placeOf(this.scene, node);
      const away = Math.hypot(place.x - x, place.y - y) - radiusOf(this.scene, node);
      if (away < reach && away < least) [best, least] = [node, away];
    }
    return best;
  }

  place(node: number): { x: number; y: number } {
    return placeOf(this.scene, node);
  }

  /** Makes a node stand out with its neighbours; says whether that is news. */
  focus(node: number, hasRing: boolean): boolean {
    if (this.scene.focus === node && this.scene.hasRing === hasRing) return false;
    this.scene.focus = node;
    this.scene.hasRing = hasRing;
    this.redraw();
    return true;
  }

  private resize(): void {
    const { width, height }: Size = this.canvas.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    const ratio = Math.min(devicePixelRatio || 1, 3);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.scene.size = { width, height };
    if (this.isFitted) this.scene.camera = this.fitting();
    // At once: a canvas of a new size is empty until it is drawn.
    draw(this.context, this.scene);
  }
}
