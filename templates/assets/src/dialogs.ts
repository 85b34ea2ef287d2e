// Dialogs that few readers of a page open, loaded when one is asked for.
import { showKeyList } from "./key-list";
import { openPicture } from "./lightbox";

window.quadrilleDialogs = { openPicture, showKeyList };
