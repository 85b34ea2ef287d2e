// The one small box that explains the thing under the pointer or in focus: footnotes, annotations, abbreviations,
// previews. At most one is shown. As WCAG 1.4.13 asks: Escape sends it away, the pointer may move into it, and it stays
// until pointer and focus have gone.

export interface Options {
  /** A class of the box, for its look. */
  kind: string;
  /**
   * What pressing the trigger does: `follow` leaves it alone; `touch` lets the first tap of a finger show the box and
   * the second one do what it would have done; `toggle` shows and hides the box, whatever presses it.
   */
  press?: "follow" | "touch" | "toggle";
  /** Milliseconds before the box is shown. */
  delay?: number;
}

/** What is shown. `null`, or a promise that fails, shows nothing. */
export type Content = () => Node | null | Promise<Node | null>;

interface Shown {
  trigger: HTMLElement;
  box: HTMLElement;
  title: string | null;
  isPinned: boolean;
}

const DELAY_IN = 300;
const DELAY_OUT = 150;
/** Pixels between the trigger and the box, and between the box and the edge of the window. */
const GAP = 8;

const triggers = new WeakMap<Element, { content: Content; options: Options }>();
let shown: Shown | null = null;
/** The trigger that waits for its delay or its content. */
let awaited: HTMLElement | null = null;
let timer = 0;
let isListening = false;

/** Shows what `content` gives beside `trigger` when that is pointed at or in focus. Ends with the trigger's life. */
export function attach(trigger: HTMLElement, content: Content, options: Options): void {
  triggers.set(trigger, { content, options });
  listen();
}

/** Hides the box, and forgets one that was about to be shown. */
export function dismiss(): void {
  clearTimeout(timer);
  awaited = null;
  if (!shown) return;
  const { trigger, box, title } = shown;
  shown = null;
  trigger.removeAttribute("aria-describedby");
  if (title !== null) trigger.title = title;
  box.remove();
}

/** A copy of what an element holds, to be shown a second time: without ids, and without what `leaveOut` selects. */
export function copyOf(element: Element, leaveOut?: string): HTMLElement {
  const copy = document.createElement("div");
  copy.append(...element.cloneNode(true).childNodes);
  if (leaveOut) for (const unwanted of copy.querySelectorAll(leaveOut)) unwanted.remove();
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  return copy;
}

// One set of listeners for all triggers: a page may have hundreds.
function listen(): void {
  if (isListening) return;
  isListening = true;
  document.addEventListener("pointerover", onPointer);
  document.addEventListener("pointerout", (event) => {
    if (event.relatedTarget === null) leaveSoon();
  });
  document.addEventListener("pointerdown", (event) => {
    if (shown && !isInside(event.target) && triggerAt(event.target) !== shown.trigger) dismiss();
  });
  document.addEventListener("focusin", (event) => {
    const trigger = triggerAt(event.target);
    if (trigger?.matches(":focus-visible")) showSoon(trigger);
    else if (!trigger && !isInside(event.target)) dismiss();
  });
  document.addEventListener("click", onPress);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("scroll", onScroll, true);
  document.addEventListener("quadrille:page", dismiss);
  addEventListener("resize", dismiss);
}

function onPointer(event: PointerEvent): void {
  if (event.pointerType === "touch") return;
  const trigger = triggerAt(event.target);
  if (trigger) showSoon(trigger, event);
  else if (isInside(event.target)) clearTimeout(timer);
  else leaveSoon();
}

function onPress(event: MouseEvent): void {
  const trigger = triggerAt(event.target);
  const press = trigger && triggers.get(trigger)?.options.press;
  const isTouch = press === "touch" && (event as PointerEvent).pointerType === "touch";
  if (!trigger || !(press === "toggle" || isTouch) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (shown?.trigger === trigger && shown.isPinned) {
    dismiss();
    if (isTouch) return;
  } else {
    void show(trigger, true, event);
  }
  event.preventDefault();
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== "Escape" || !(shown || awaited)) return;
  // One press sends one thing away: a dialog under the box stays.
  if (shown) {
    event.preventDefault();
    event.stopPropagation();
  }
  dismiss();
}

function onScroll(event: Event): void {
  // The box moves with the page, but not with a part of it.
  if (event.target instanceof Element && shown && event.target.contains(shown.trigger)) dismiss();
}

function triggerAt(target: EventTarget | null): HTMLElement | null {
  for (let at = target instanceof Element ? target : null; at; at = at.parentElement) {
    if (triggers.has(at)) return at as HTMLElement;
  }
  return null;
}

function isInside(target: EventTarget | null): boolean {
  return target instanceof Node && shown !== null && shown.box.contains(target);
}

function showSoon(trigger: HTMLElement, at?: PointerEvent): void {
  if (awaited === trigger) return;
  clearTimeout(timer);
  if (shown?.trigger === trigger) return;
  awaited = trigger;
  const delay = triggers.get(trigger)?.options.delay ?? DELAY_IN;
  timer = setTimeout(() => void show(trigger, false, at), delay);
}

function leaveSoon(): void {
  if (awaited) clearTimeout(timer);
  awaited = null;
  if (!shown || shown.isPinned || shown.trigger.matches(":focus-visible")) return;
  clearTimeout(timer);
  timer = setTimeout(dismiss, DELAY_OUT);
}

async function show(trigger: HTMLElement, isPinned: boolean, at?: MouseEvent): Promise<void> {
  const known = triggers.get(trigger);
  if (!known) return;
  if (shown?.trigger === trigger) {
    shown.isPinned ||= isPinned;
    return;
  }
  clearTimeout(timer);
  awaited = trigger;
  // A content that cannot be had is no fault of the reader: the trigger works without it.
  const content = await Promise.resolve(known.content()).catch(() => null);
  if (awaited !== trigger || !trigger.isConnected) return;
  dismiss();
  if (!content) return;
  const box = document.createElement("div");
  box.className = `popover ${known.options.kind}`;
  box.id = "q:popover";
  box.role = "tooltip";
  box.append(content);
  // In the landmark of its trigger, so that nothing stands outside of all landmarks; in its dialog, which is inert around.
  (trigger.closest("dialog, main, nav, aside, header, footer") ?? document.body).append(box);
  // The top layer, where the browser has one for it: nothing cuts it off there.
  if ("showPopover" in box) {
    box.popover = "manual";
    box.showPopover();
  }
  const title = trigger.getAttribute("title");
  // The browser's own tooltip would say the same a second time.
  if (title !== null) trigger.removeAttribute("title");
  trigger.setAttribute("aria-describedby", box.id);
  shown = { trigger, box, title, isPinned };
  place(box, trigger, at);
}

function place(box: HTMLElement, trigger: HTMLElement, at?: MouseEvent): void {
  // Of a trigger that is broken over lines, the piece under the pointer.
  const pieces = [...trigger.getClientRects()];
  const isUnder = (piece: DOMRect): boolean => at !== undefined && at.clientY >= piece.top && at.clientY <= piece.bottom;
  const anchor = pieces.find(isUnder) ?? pieces[0] ?? trigger.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const { width, height } = box.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  const isBelow = below + height + GAP <= clientHeight || anchor.top < clientHeight - anchor.bottom;
  const top = isBelow ? below : anchor.top - GAP - height;
  const left = Math.max(GAP, Math.min(anchor.left + anchor.width / 2 - width / 2, clientWidth - width - GAP));
  box.style.top = `${top + scrollY}px`;
  box.style.left = `${left + scrollX}px`;
}
