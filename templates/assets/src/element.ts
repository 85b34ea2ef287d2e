// Elements made by hand: the few lines that every feature would write again.

type Attributes = Record<string, string | boolean>;

/** An element with its attributes and what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...content);
  return element;
}

/** A button with a name that is heard and not seen; its class gives it its sign. */
export function iconButton(kind: string, name: string, attributes: Attributes = {}): HTMLButtonElement {
  return make("button", { type: "button", class: `sign ${kind}`, "aria-label": name, ...attributes });
}
