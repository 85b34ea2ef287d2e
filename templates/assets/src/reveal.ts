// Shows an element that stands in something closed. Whoever closes things says here how they are opened.

type Opener = (around: Element) => void;

const openers: Opener[] = [
  (around) => {
    if (around instanceof HTMLDetailsElement) around.open = true;
  },
];

export function addOpener(opener: Opener): void {
  openers.push(opener);
}

/** Opens everything around an element. */
export function reveal(element: Element): void {
  for (let around: Element | null = element; around; around = around.parentElement) {
    for (const open of openers) open(around);
  }
}

/** The element that the hash of the address names. */
export function hashTarget(): HTMLElement | null {
  const name = location.hash.slice(1);
  if (!name) return null;
  const found = document.getElementById(name);
  if (found) return found;
  try {
    return document.getElementById(decodeURIComponent(name));
  } catch {
    // A stray `%` names nothing.
    return null;
  }
}
