// The colours of the style sheet as a canvas understands them, read anew when the reader chooses another scheme.

export interface Colors {
  paper: string;
  ink: string;
  soft: string;
  accent: string;
  looks: string[];
  font: string;
}

const LOOKS = ["--tutorials", "--how-to", "--reference", "--explanation", "--grey"];

/** Calls back with the colours that hold now and each time they change, until the signal ends. */
export function watchColors(host: HTMLElement, signal: AbortSignal, onChange: (colors: Colors) => void): void {
  const read = (): void => onChange(readColors(host));
  const observer = new MutationObserver(read);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-scheme", "class", "style"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", read, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
  read();
}

function readColors(host: HTMLElement): Colors {
  // A custom property is text, maybe `light-dark(…)`; as the colour of an element it is worked out.
  const probe = document.createElement("i");
  host.append(probe);
  const color = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    paper: color("--paper"),
    ink: color("--ink"),
    soft: color("--soft"),
    accent: color("--accent"),
    looks: LOOKS.map(color),
    font: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  return colors;
}
