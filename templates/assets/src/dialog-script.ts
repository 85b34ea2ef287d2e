// The way to what `dialogs.ts` holds.
import type { showKeyList } from "./key-list";
import type { openPicture } from "./lightbox";
import { dialogScript, load } from "./site";

interface Dialogs {
  openPicture: typeof openPicture;
  showKeyList: typeof showKeyList;
}

declare global {
  interface Window {
    quadrilleDialogs?: Dialogs;
  }
}

/** Loads the script of the dialogs, and uses it. */
export function withDialogs(use: (dialogs: Dialogs) => void): void {
  if (!dialogScript) return;
  load(dialogScript)
    .then(() => window.quadrilleDialogs && use(window.quadrilleDialogs))
    .catch(console.error);
}
