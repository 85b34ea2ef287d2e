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

/** The element of this page that the hash of an address names. */
export function hashTarget({ hash }: { hash: string } = location): HTMLElement | null {
  const name = hash.slice(1);
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
