// Puts a fetched page in the place of the one that is shown. The header stays, with the reader's focus and the listeners
// on its buttons; so does whatever scripts added to the body.

/** What of the head tells of the page; style sheets and scripts are another matter. */
const HEAD = "meta[name]:not([name=viewport]), meta[property], link[rel]:not([rel~=stylesheet])";
const SCRIPT = "script[data-root]";

const styles = stylesOf(document, document.baseURI);
const ownScript = addressOf(document.querySelector(SCRIPT), "src", document.baseURI);
const ran = new Set([...document.scripts].map((script) => keyOf(script, document.baseURI)));
/** Those children of the body that came with the page. */
let parts = partsOf(document.body);

/** Whether a page can be put in the place of this one: the same theme, in the same build. */
export function isOfThisSite(page: Document, url: URL): boolean {
  return (
    addressOf(page.querySelector(SCRIPT), "src", url.href) === ownScript &&
    stylesOf(page, url.href) === styles &&
    page.querySelector("main") !== null &&
    (headerOf(page.body) === null) === (headerOf(document.body) === null)
  );
}

/** Makes the addresses of the head those that they are now: they would lead elsewhere when the page's address changes. */
export function settle(head: HTMLHeadElement, base: string): void {
  for (const link of head.querySelectorAll(HEAD)) {
    const address = addressOf(link, "href", base);
    if (address) link.setAttribute("href", address);
  }
}

/** Exchanges what differs. The address of the document is that of the new page already. */
export function exchange(page: Document): void {
  document.title = page.title;
  for (const name of ["lang", "dir"]) {
    const value = page.documentElement.getAttribute(name);
    if (value === null) document.documentElement.removeAttribute(name);
    else document.documentElement.setAttribute(name, value);
  }
  document.body.className = page.body.className;
  exchangeHead(page);
  exchangeBody(page);
  runScripts(page);
}

function exchangeHead(page: Document): void {
  settle(page.head, document.baseURI);
  const news = [...page.head.querySelectorAll(HEAD)];
  for (const old of document.head.querySelectorAll(HEAD)) {
    const same = news.findIndex((element) => element.isEqualNode(old));
    if (same >= 0) news.splice(same, 1);
    else old.remove();
  }
  document.head.append(...news);
}

function exchangeBody(page: Document): void {
  const [header, itsHeader] = [headerOf(document.body), headerOf(page.body)];
  for (const part of parts) part.remove();
  if (header && itsHeader) {
    const news = [...page.body.children];
    const before = news.slice(0, news.indexOf(itsHeader)).filter(isPart);
    const after = news.slice(news.indexOf(itsHeader) + 1).filter(isPart);
    header.before(...before);
    header.after(...after);
    exchangeHeader(header, itsHeader);
    parts = [...before, ...after];
  } else {
    parts = partsOf(page.body);
    document.body.prepend(...parts);
  }
}

/** The addresses of its links, and the tabs; all else in a header is the same on each page. */
function exchangeHeader(header: Element, next: Element): void {
  const [links, itsLinks] = [header, next].map((one) => [...one.querySelectorAll("a[href]")]) as [Element[], Element[]];
  // An override may have made another header of this page.
  if (links.length !== itsLinks.length) return header.replaceWith(next);
  links.forEach((link, index) => link.setAttribute("href", itsLinks[index]?.getAttribute("href") ?? ""));
  const [tabs, itsTabs] = [header.querySelector("nav.tabs"), next.querySelector("nav.tabs")];
  if (tabs && itsTabs) tabs.replaceWith(itsTabs);
}

/** Scripts of the text run on each visit, all others once. What a parser makes by itself never runs. */
function runScripts(page: Document): void {
  for (const part of parts) {
    for (const script of part.querySelectorAll("script")) script.replaceWith(runnable(script));
  }
  for (const script of page.querySelectorAll<HTMLScriptElement>("head > script, body > script")) {
    const key = keyOf(script, document.baseURI);
    if (ran.has(key)) continue;
    ran.add(key);
    document.body.append(runnable(script));
  }
}

function runnable(script: HTMLScriptElement): HTMLScriptElement {
  const made = document.createElement("script");
  for (const { name, value } of script.attributes) made.setAttribute(name, value);
  made.textContent = script.textContent;
  // In the order of the page.
  if (!script.hasAttribute("async")) made.async = false;
  return made;
}

function headerOf(body: HTMLElement): Element | null {
  return body.querySelector(":scope > header");
}

function isPart(element: Element): boolean {
  return !element.matches("header, script");
}

function partsOf(body: HTMLElement): Element[] {
  return [...body.children].filter(isPart);
}

function stylesOf(page: Document, base: string): string {
  return [...page.querySelectorAll("link[rel~=stylesheet]")].map((link) => addressOf(link, "href", base)).join("\n");
}

function keyOf(script: HTMLScriptElement, base: string): string {
  return addressOf(script, "src", base) ?? script.textContent ?? "";
}

function addressOf(element: Element | null, attribute: string, base: string): string | null {
  const value = element?.getAttribute(attribute);
  return value == null ? null : new URL(value, base).href;
}
