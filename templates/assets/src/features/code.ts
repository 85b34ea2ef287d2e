// The button that copies a block of code.
import { announce } from "../announce";
import { copy } from "../clipboard";
import { iconButton } from "../element";
import type { Feature } from "../page";
import { has } from "../site";

/** Languages of what a terminal shows: commands behind a prompt, and what they print. */
const SESSIONS = new Set(["console", "shell-session", "shellsession", "terminal", "sh-session", "bash-session"]);
/** Milliseconds that the button shows its success. */
const SUCCESS = 2000;

export const code: Feature = (root) => {
  for (const block of root.querySelectorAll<HTMLElement>("div.highlight")) {
    const wanted = has("copy") ? !block.classList.contains("no-copy") : block.classList.contains("copy");
    const source = block.querySelector<HTMLElement>("code");
    if (!wanted || !source || block.querySelector(".copy-sign")) continue;
    const button = iconButton("copy-sign", "Copy");
    let timer = 0;
    button.addEventListener("click", async () => {
      const isDone = await copy(textOf(source, block.dataset["lang"] ?? ""), block);
      announce(isDone ? "Copied" : "The browser does not allow to copy");
      if (!isDone) return;
      button.classList.add("done");
      clearTimeout(timer);
      timer = setTimeout(() => button.classList.remove("done"), SUCCESS);
    });
    block.append(button);
  }
};

/** The code as its author wrote it: without marks of annotations; line numbers are no text anyway. */
function textOf(source: HTMLElement, language: string): string {
  const bare = source.cloneNode(true) as HTMLElement;
  // With the space that kept the mark off the code.
  for (const mark of bare.querySelectorAll(".annotation")) mark.replaceWith("\0");
  const text = (bare.textContent ?? "").replace(/[ \t]*\0/g, "").replace(/\n$/, "");
  return SESSIONS.has(language) ? withoutPrompts(text) : text;
}

/** Commands without their prompts, where every line is a command; with what was printed between them, all as it is. */
function withoutPrompts(text: string): string {
  const lines = text.split("\n");
  let isContinued = false;
  for (const line of lines) {
    if (!isContinued && line !== "" && !line.startsWith("$ ")) return text;
    isContinued = line.endsWith("\\");
  }
  return lines.map((line) => line.replace(/^\$ /, "")).join("\n");
}
