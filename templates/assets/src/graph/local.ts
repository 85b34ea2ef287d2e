// The small graph beside a card. Its text is the list below it, whose links it takes its names from.
import { fromPage } from "./model";
import { Stage } from "./stage";

export function local(nav: HTMLElement, signal: AbortSignal): void {
  const host = nav.querySelector<HTMLElement>(".local-graph-canvas");
  const { nodes, links } = nav.dataset;
  if (!host || !nodes) return;
  const anchors = [...nav.querySelectorAll<HTMLAnchorElement>("details li a")];
  const title = document.querySelector("main h1")?.firstChild?.textContent?.trim() || document.title;
  const graph = fromPage(nodes, links ?? "", [title, ...anchors.map((anchor) => anchor.text)]);
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Map of the cards linked with this one: ${anchors.length}. The list below names them.`);
  host.replaceChildren(canvas);
  const whole = nav.querySelector<HTMLAnchorElement>(".whole-graph");
  // The whole graph shows where the reader comes from.
  if (whole) whole.search = new URLSearchParams({ card: document.querySelector<HTMLElement>("main")?.dataset["url"] ?? "" }).toString();
  const stage = new Stage(canvas, graph, { room: 18, text: 11, smallest: 3.2, home: 0 }, signal);

  const nodeOf = (event: PointerEvent | MouseEvent, kind: string): number => stage.nodeAt(event.offsetX, event.offsetY, kind);
  const look = (node: number): void => {
    stage.focus(node, false);
    canvas.style.cursor = node > 0 ? "pointer" : "";
  };
  canvas.addEventListener("pointermove", (event) => look(nodeOf(event, event.pointerType)));
  canvas.addEventListener("pointerleave", () => look(-1));
  let tapped = -1;
  canvas.addEventListener("click", (event) => {
    const kind = (event as PointerEvent).pointerType;
    const node = nodeOf(event, kind);
    look(node);
    // A finger sees the name first, and opens by a second tap.
    if (node > 0 && (kind !== "touch" || tapped === node)) open(anchors[node - 1], event);
    tapped = node;
  });
  canvas.addEventListener("auxclick", (event) => {
    if (event.button === 1) open(anchors[nodeOf(event, "mouse") - 1], event);
  });
  nav.addEventListener("focusin", (event) => look(anchors.indexOf(event.target as HTMLAnchorElement) + 1 || -1));
  nav.addEventListener("focusout", () => look(-1));
  nav.querySelector("details")?.addEventListener("pointerover", (event) => look(anchors.indexOf(event.target as HTMLAnchorElement) + 1 || -1));
}

/** Opens what a link leads to as a click on it would. */
export function open(anchor: HTMLAnchorElement | undefined, event: MouseEvent | KeyboardEvent): void {
  const { ctrlKey, metaKey, shiftKey } = event;
  const button = event instanceof MouseEvent ? event.button : 0;
  anchor?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, button, ctrlKey: ctrlKey || button === 1, metaKey, shiftKey }));
}
