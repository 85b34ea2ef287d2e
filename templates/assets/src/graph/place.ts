// Where the site is: this script knows no more than the page tells it.

/** The address of the site's root, with a `/` at its end: the data stands at `assets/graph-data.js` there. */
export function root(section: HTMLElement): string {
  return new URL("..", new URL(section.dataset["source"] ?? "", document.baseURI)).href;
}
