// The buttons that change how large a drawing is shown, and the share of its own size that they tell.
import { iconButton, make } from "../element";
import { type Movable, STEP } from "../gestures";

/** Milliseconds without a change before it is told. */
const STILL = 400;

export interface ScaleButtons {
  buttons: HTMLButtonElement[];
  /** Where it is told: must stand where the buttons do, because a dialog silences what is outside of it. */
  status: HTMLElement;
  /** Shows the share of the drawing's own size; readers who do not see it are told, where it has changed. */
  show: (scale: number) => void;
}

/** Smaller, the share (pressing it takes all back), larger. */
export function scaleButtons(movable: Movable): ScaleButtons {
  const smaller = iconButton("minus-sign", "Zoom out");
  const larger = iconButton("plus-sign", "Zoom in");
  const share = make("button", { type: "button", class: "diagram-share", "aria-label": "Reset zoom" });
  smaller.addEventListener("click", () => movable.scaleBy(1 / STEP));
  larger.addEventListener("click", () => movable.scaleBy(STEP));
  share.addEventListener("click", () => movable.reset());
  const status = make("div", { class: "visually-hidden", role: "status" });
  let timer = 0;
  return {
    buttons: [smaller, share, larger],
    status,
    show: (scale) => {
      const text = `${Math.round(scale * 100)}\u00a0%`;
      if (share.textContent === text) return;
      const isFirst = share.textContent === "";
      share.textContent = text;
      share.ariaLabel = `${text}, reset zoom`;
      clearTimeout(timer);
      if (!isFirst) timer = setTimeout(() => (status.textContent = `Zoom ${text}`), STILL);
    },
  };
}
