// The part of the live preview that runs on a page: it hears of changes, loads the page again where it says something
// else, swaps style sheets where only they changed, and shows what is wrong. It is on no published page.
(() => {
  "use strict";
  if (window.quadrilleLive) return;
  window.quadrilleLive = true;

  const SCROLL = "quadrille:scroll";
  const OPEN = "quadrille:problems";
  let source = null;
  let news = null;
  let work = Promise.resolve();

  // Pages may be put in place of one another without a load: what is on the page now counts.
  const tag = () => document.querySelector("script[data-generation]");
  const generation = () => Number(tag()?.dataset.generation ?? 0);

  // A browser may forbid storage: then the scroll position and the open list are forgotten with the page.
  const kept = {};
  const store = {
    get: (key) => { try { return sessionStorage.getItem(key); } catch { return kept[key] ?? null; } },
    set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { kept[key] = value; } },
  };

  const reload = () => {
    store.set(SCROLL, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  };

  const restoreScroll = () => {
    const [path, left, top] = JSON.parse(store.get(SCROLL) ?? "[]");
    if (path !== location.pathname) return;
    const go = () => scrollTo({ left, top, behavior: "instant" });
    go();
    // Pictures without a size move what is below them once they are there.
    if (document.readyState !== "complete") addEventListener("load", go, { once: true });
    store.set(SCROLL, "[]");
  };

  const pathOf = (address) => {
    try { return decodeURIComponent(new URL(address, location.href).pathname); } catch { return ""; }
  };
  const uses = (assets) => performance.getEntriesByType("resource").some((entry) => assets.has(pathOf(entry.name)));

  // The new style sheet is there before the old one goes, so that nothing flickers.
  const swap = (link, href) => {
    const next = link.cloneNode();
    next.href = href;
    next.onload = next.onerror = () => link.remove();
    link.after(next);
  };

  const restyle = async (number, assets) => {
    const html = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelectorAll('link[rel="stylesheet"]');
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
    [...fresh].forEach((wanted, index) => {
      const href = wanted.getAttribute("href");
      const link = links[index];
      const isChanged = assets.has(pathOf(href));
      if (!link) document.head.append(document.importNode(wanted));
      else if (isChanged) swap(link, `${href}?${number}`);
      else if (pathOf(link.href) !== pathOf(href)) swap(link, href);
    });
    links.slice(fresh.length).forEach((link) => link.remove());
  };

  const update = async () => {
    const page = location.pathname;
    const since = generation();
    if (!news || news.generation <= since) return;
    const query = new URLSearchParams({ path: page, since });
    const answer = await (await fetch(`/_quadrille/page?${query}`)).json();
    // Who went on to another page meanwhile is asked about that one.
    if (page !== location.pathname) return update();
    const isStyle = (path) => path.endsWith(".css");
    const styles = new Set(answer.assets.filter(isStyle));
    const others = new Set(answer.assets.filter((path) => !isStyle(path)));
    if (answer.changed || uses(others)) return reload();
    await restyle(answer.generation, styles);
    if (tag()) tag().dataset.generation = answer.generation;
  };

  // One after the other; a server that goes away in between is asked again when it is back.
  const soon = () => { work = work.then(update).catch(() => {}); };

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483647; max-width: calc(100vw - 2rem);
      font: 14px/1.45 system-ui, sans-serif; color: #f4f5f7; text-align: start; }
    @media print { :host { display: none; } }
    .panel { box-sizing: border-box; width: min(46rem, 100%); max-height: min(60vh, 34rem); overflow: auto; padding: .75rem 1rem;
      background: #1b1e25; border: 1px solid #4a5060; border-radius: .5rem; box-shadow: 0 .5rem 2rem #0008; }
    header { display: flex; gap: 1rem; align-items: center; justify-content: space-between; }
    h2 { margin: 0; font: inherit; font-weight: 600; }
    ol { margin: .5rem 0 0; padding: 0; list-style: none; }
    li { padding: .5rem 0; border-top: 1px solid #3a3f4b; overflow-wrap: anywhere; }
    p { margin: 0; white-space: pre-wrap; }
    a, code { color: #a9c7ff; font: 13px ui-monospace, Menlo, Consolas, monospace; }
    .hint { color: #c3c8d2; }
    .error { color: #ffa8a3; } .warning { color: #ffd27a; } .info { color: #a9c7ff; }
    button { font: inherit; color: inherit; background: #2c313c; border: 1px solid #6a7182; border-radius: .4rem;
      padding: .3rem .7rem; min-height: 24px; min-width: 24px; cursor: pointer; }
    button:focus-visible, a:focus-visible { outline: 2px solid #a9c7ff; outline-offset: 2px; }
  `;
  const host = make("quadrille-preview", {});
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const item = (problem) => {
    const place = problem.place ?? "";
    const where = problem.page && problem.page !== location.pathname
      ? make("a", { href: problem.page }, place) : make("code", {}, place);
    const name = problem.rule ? `${problem.severity}[${problem.rule}]` : problem.severity;
    const hints = problem.hints.map((hint) => make("p", { class: "hint" }, `hint: ${hint}`));
    const line = make("p", {}, where, " ", make("span", { class: problem.severity }, name), ` ${problem.message}`);
    return make("li", {}, line, ...hints);
  };

  const count = (severity) => {
    const number = news.problems.filter((problem) => problem.severity === severity).length;
    return number ? [`${number} ${severity}${number > 1 && severity !== "info" ? "s" : ""}`] : [];
  };

  let drawn = "";

  // What keeps the site from being made shows itself; findings wait for a press of their button.
  const draw = () => {
    const problems = news?.problems ?? [];
    const key = JSON.stringify([news?.is_stale, problems]);
    const now = JSON.stringify([key, location.pathname, store.get(OPEN)]);
    // What is there already keeps its focus, and is not read out again.
    if (now === drawn) return;
    drawn = now;
    root.replaceChildren();
    if (!problems.length) return host.remove();
    // On the root element, so that it stays when the body is put in place of another.
    if (!host.isConnected) document.documentElement.append(host);
    const isOpen = news.is_stale ? store.get(OPEN) !== `closed:${key}` : store.get(OPEN) === "open";
    const summary = ["error", "warning", "info"].flatMap(count).join(", ");
    if (!isOpen) {
      const button = make("button", { type: "button", "aria-expanded": "false" }, summary);
      button.onclick = () => { store.set(OPEN, "open"); draw(); root.querySelector("button").focus(); };
      root.append(make("aside", { "aria-label": "Live preview" }, make("div", { role: "status" }, button)));
      return;
    }
    const close = make("button", { type: "button", "aria-label": "Close the list" }, "✕");
    close.onclick = () => {
      store.set(OPEN, news.is_stale ? `closed:${key}` : "closed");
      draw();
      root.querySelector("button")?.focus();
    };
    const title = news.is_stale ? "The site could not be made: this page is an older one" : summary;
    const here = problems.filter((problem) => problem.page === location.pathname);
    const others = problems.filter((problem) => problem.page !== location.pathname);
    const left = news.problem_count - problems.length;
    const list = make("ol", {}, ...[...here, ...others].map(item));
    if (left > 0) list.append(make("li", {}, `… and ${left} more: see them with `, make("code", {}, "quadrille check")));
    const panel = make("div", { class: "panel", role: news.is_stale ? "alert" : "status", tabindex: "0" },
      make("header", {}, make("h2", {}, title), close), list);
    root.append(make("aside", { "aria-label": "Live preview" }, panel));
  };

  // A hidden page lets go of its stream: browsers have only six connections for all pages of a server.
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource("/_quadrille/events");
      source.onmessage = (message) => {
        news = JSON.parse(message.data);
        draw();
        soon();
      };
    }
  };

  document.addEventListener("visibilitychange", listen);
  // Whoever puts a page in place of another by script may say so.
  document.addEventListener("quadrille:page", () => { draw(); soon(); });
  addEventListener("pagehide", () => { source?.close(); source = null; });
  addEventListener("pageshow", listen);
  restoreScroll();
  listen();
})();
