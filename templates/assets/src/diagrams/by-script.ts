// Drawings that are made here, by the mermaid.js that the site brings: only where it could not be done before.

declare global {
  var mermaid:
    | {
        initialize(options: Record<string, unknown>): void;
        render(id: string, source: string): Promise<{ svg: string }>;
      }
    | undefined;
}

let count = 0;

/** Draws the source of a figure into it; what cannot be drawn stays as it is. */
export async function byScript(figure: HTMLElement): Promise<boolean> {
  const view = figure.querySelector<HTMLElement>(".diagram-view");
  const source = figure.querySelector(".diagram-source code")?.textContent;
  if (!view || view.firstElementChild || !source || !self.mermaid) return false;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = (document.documentElement.dataset["scheme"] ?? system) === "dark" ? "dark" : "default";
  self.mermaid.initialize({ startOnLoad: false, securityLevel: "strict", look: "classic", suppressErrorRendering: true, theme });
  // Strict: mermaid cleans what it draws. It is the author's own script, as are all of the site's.
  const { svg } = await self.mermaid.render(`q-mermaid-${++count}`, source);
  const drawing = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  if (!drawing) return false;
  view.append(drawing);
  figure.querySelector(".diagram-source")?.removeAttribute("open");
  return true;
}
