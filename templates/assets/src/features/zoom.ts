// Pictures that are larger than they are shown open in a dialog, where they can be enlarged and moved: see lightbox.ts.
import { withDialogs } from "../dialog-script";
import { make } from "../element";
import type { Feature } from "../page";
import { dialogScript, has } from "../site";

/** Pixels: what is smaller, and shown in its own size, is an icon or a badge. */
const SMALLEST = 200;

export const zoom: Feature = (root) => {
  if (!has("zoom") || !dialogScript) return;
  for (const image of root.querySelectorAll<HTMLImageElement>("article img")) {
    if (image.closest("a, button, .no-zoom") || image.classList.contains("off-glb")) continue;
    const wrap = (): void => {
      const isLarge = image.clientWidth > SMALLEST || image.naturalWidth > image.clientWidth + 1;
      if (image.naturalWidth > 0 && image.clientWidth > 0 && isLarge) wrapInButton(image, image.alt);
    };
    if (image.complete) wrap();
    else image.addEventListener("load", wrap, { once: true });
  }
};

function wrapInButton(picture: HTMLImageElement, name: string): void {
  const button = make("button", { type: "button", class: "zoom", "aria-label": `Enlarge: ${name || "picture"}` });
  picture.replaceWith(button);
  button.append(picture);
  button.addEventListener("click", () => withDialogs(({ openPicture }) => openPicture(picture, name)));
}
