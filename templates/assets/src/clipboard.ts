// Text for the clipboard.

/** Copies; `near` is where a field may stand for a moment. Tells whether the browser allowed it. */
export async function copy(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure address there is only the old way: select, and tell the browser to copy.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    const before = document.activeElement as HTMLElement | null;
    near.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
    return isDone;
  }
}
