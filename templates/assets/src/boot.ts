// Runs in the head before anything is drawn: the reader's choice of light or dark, and the mark that scripts run.
// Must stay tiny: the page waits for it.
import { storedScheme } from "./scheme";

const scheme = storedScheme();
if (scheme === "light" || scheme === "dark") document.documentElement.dataset["scheme"] = scheme;
else if (scheme === "auto") delete document.documentElement.dataset["scheme"];
document.documentElement.classList.add("js");
