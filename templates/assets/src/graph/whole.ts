// The page with the graph of all cards: what the reader does with pointer, keys and controls, and what the page says to it.
import { root } from "./place";
import { open } from "./local";
import { type Data, fromData } from "./model";
import { type Control, pointing } from "./pointing";
import { Stage } from "./stage";

const STEP = 1.35;

declare global {
  var quadrilleGraph: Data | undefined;
}

export function whole(section: HTMLElement, signal: AbortSignal): void {
  const data = self.quadrilleGraph;
  const canvas = section.querySelector("canvas");
  if (!data || !canvas) return;
  const isUpright = canvas.clientHeight > canvas.clientWidth * 1.2;
  const stage = new Stage(canvas, fromData(data, isUpright), { room: 34, text: 12, smallest: 1.8 }, signal);
  const { scene } = stage;
  const say = speaker(section);
  const card = section.querySelector<HTMLElement>(".graph-card");
  const anchor = document.createElement("a");
  const facts = document.createElement("span");
  card?.append(anchor, facts);

  const describe = (node: number): string => {
    const links = scene.graph.degree[node] as number;
    return `${data.groups[data.group[node] as number]?.[0] ?? ""}, ${links} ${links === 1 ? "link" : "links"}`;
  };
  const look = (node: number, hasRing = false): void => {
    if (!stage.focus(node, hasRing)) return;
    canvas.style.cursor = node < 0 ? "" : "pointer";
    if (card) card.hidden = node < 0;
    if (node < 0) return;
    anchor.href = `${root(section)}${data.url[node]}index.html`;
    anchor.textContent = data.title[node] ?? "";
    facts.textContent = describe(node);
    if (hasRing) say(`${data.title[node]}, ${describe(node)}`);
  };
  /** Makes a node stand out as one that is in focus, where it can be seen. */
  const goTo = (node: number): void => {
    look(node, true);
    const { x, y } = stage.place(node);
    const [dx, dy] = [Math.abs(x - scene.size.width / 2), Math.abs(y - scene.size.height / 2)];
    if (dx < scene.size.width / 2 - 40 && dy < scene.size.height / 2 - 40) return;
    const [mapX, mapY] = [scene.graph.x[node] as number, scene.graph.y[node] as number];
    stage.glideTo({ x: mapX, y: mapY, scale: scene.camera.scale });
  };

  const control: Control = { stage, look, open: (event) => open(anchor, event) };
  const zoom = pointing(control);
  buttons(section, stage, zoom);
  keys(canvas, control, zoom, goTo);
  filters(section, data, stage, look, say);
  find(section, stage, canvas, goTo, say);

  const wanted = new URLSearchParams(location.search).get("card");
  const node = wanted === null ? -1 : data.url.findIndex((url) => decodeURIComponent(url) === wanted);
  // The first size comes with the first frame.
  if (node >= 0) requestAnimationFrame(() => requestAnimationFrame(() => goTo(node)));
}

function buttons(section: HTMLElement, stage: Stage, zoom: (factor: number) => void): void {
  const frame = section.querySelector(".graph-frame");
  const actions: Record<string, () => unknown> = {
    in: () => zoom(STEP),
    out: () => zoom(1 / STEP),
    fit: () => stage.fitAll(),
    // A browser that refuses leaves the map as it is.
    full: () => (document.fullscreenElement ? document.exitFullscreen() : frame?.requestFullscreen().catch(() => {})),
  };
  for (const button of section.querySelectorAll<HTMLButtonElement>("[data-zoom]")) {
    const action = actions[button.dataset["zoom"] ?? ""];
    if (button.dataset["zoom"] === "full") button.hidden = !document.fullscreenEnabled;
    if (action) button.addEventListener("click", action);
  }
}

/** The line that screen readers say, the last message only. */
function speaker(section: HTMLElement): (words: string) => void {
  const line = section.querySelector<HTMLElement>("[role=status]");
  let timer = 0;
  return (words) => {
    clearTimeout(timer);
    timer = setTimeout(() => line && (line.textContent = words), 150);
  };
}

function keys(canvas: HTMLCanvasElement, control: Control, zoom: (factor: number) => void, goTo: (node: number) => void): void {
  const { stage, look } = control;
  const { scene } = stage;
  const ways: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const start = (): number => {
    const nodes = stage.shownNodes();
    return nodes.find((node) => scene.found?.has(node)) ?? nodes[0] ?? -1;
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== "Enter")) return;
    const way = ways[event.key];
    if (way && event.shiftKey) {
      const { camera, size } = scene;
      const far = Math.min(size.width, size.height) / 5 / camera.scale;
      stage.glideTo({ ...camera, x: camera.x + way[0] * far, y: camera.y + way[1] * far });
    } else if (way) {
      const next = scene.focus < 0 ? start() : nextNode(stage, scene.focus, way);
      if (next >= 0) goTo(next);
    } else if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-" || event.key === "−") zoom(1 / STEP);
    else if (event.key === "0") stage.fitAll();
    else if (event.key === "Home") goTo(start());
    else if (event.key === "Enter" && scene.focus >= 0) control.open(event);
    else if (event.key === "Escape" && scene.focus >= 0) look(-1);
    else return;
    event.preventDefault();
    // Not for the shortcuts of the page.
    event.stopPropagation();
  });
  canvas.addEventListener("focus", () => {
    if (canvas.matches(":focus-visible") && scene.focus < 0 && start() >= 0) goTo(start());
  });
  canvas.addEventListener("blur", () => look(-1));
}

/** The nearest node in a direction: one straight ahead counts as nearer than one aside. */
function nextNode(stage: Stage, from: number, [dx, dy]: [number, number]): number {
  const { graph, shown, found } = stage.scene;
  let [best, least] = [-1, Infinity];
  for (let node = 0; node < graph.count; node++) {
    if (!shown[node] || node === from || (found?.size && !found.has(node))) continue;
    const [x, y] = [(graph.x[node] as number) - (graph.x[from] as number), (graph.y[node] as number) - (graph.y[from] as number)];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (ahead <= 0 || aside > ahead * 1.2) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [node, cost];
  }
  return best;
}

function filters(section: HTMLElement, data: Data, stage: Stage, look: (node: number) => void, say: (words: string) => void): void {
  const { scene } = stage;
  const boxes = [...section.querySelectorAll<HTMLInputElement>(".graph-groups input")];
  const select = section.querySelector<HTMLSelectElement>(".graph-tag select");
  const label = section.querySelector<HTMLElement>(".graph-tag");
  if (select && label && data.tags.length > 0) {
    data.tags.forEach((tag, index) => select.append(new Option(tag, String(index))));
    label.hidden = false;
  }
  const apply = (): void => {
    const groups = new Set(boxes.filter((box) => box.checked).map((box) => Number(box.value)));
    const tag = select?.value ? Number(select.value) : -1;
    let count = 0;
    for (let node = 0; node < scene.graph.count; node++) {
      const isShown = groups.has(data.group[node] as number) && (tag < 0 || (data.tagged[node] as number[]).includes(tag));
      scene.shown[node] = isShown ? 1 : 0;
      count += Number(isShown);
    }
    if (scene.focus >= 0 && !scene.shown[scene.focus]) look(-1);
    say(`${count} of ${scene.graph.count} cards shown`);
    stage.redraw();
  };
  for (const box of boxes) box.addEventListener("change", apply);
  select?.addEventListener("change", () => {
    apply();
    if (stage.shownNodes().length > 0) stage.fitAll();
  });
  // Browsers keep what was chosen when a page is loaded again.
  if (boxes.some((box) => !box.checked) || select?.value) apply();
}

function find(section: HTMLElement, stage: Stage, canvas: HTMLElement, goTo: (node: number) => void, say: (words: string) => void): void {
  const input = section.querySelector<HTMLInputElement>("input[type=search]");
  if (!input) return;
  const { scene } = stage;
  const folded = scene.graph.title.map(fold);
  const search = (): void => {
    const words = fold(input.value).split(/\s+/).filter((word) => word !== "");
    const isFound = (node: number): boolean => words.every((word) => (folded[node] as string).includes(word));
    scene.found = words.length === 0 ? null : new Set(stage.shownNodes().filter(isFound));
    if (scene.found) say(scene.found.size === 1 ? "1 card found" : `${scene.found.size} cards found`);
    stage.redraw();
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    const first = scene.found?.values().next();
    if (event.key !== "Enter" || !first || first.done) return;
    event.preventDefault();
    canvas.focus();
    goTo(first.value);
  });
  if (input.value) search();
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
