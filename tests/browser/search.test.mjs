// The search: opened by keys, asked, narrowed, followed; in the worker and from the disk.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { watch } from "./examine.mjs";
import { assertAccessible, browser } from "./harness.mjs";
import { serve } from "./host.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
let site;
before(async () => {
  site = await makeSite(join(here, "search-site"));
});
after(() => site.end());

/** Builds and serves the site of a folder. */
async function makeSite(project) {
  const folder = mkdtempSync(join(tmpdir(), "quadrille-search-"));
  const dir = join(folder, "site");
  const command = process.env.QUADRILLE ?? join(here, "../../target/debug/quadrille");
  const run = spawnSync(command, ["build", "--strict", "--verify", "--site-dir", dir], { cwd: project, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  const { url, stop } = await serve(dir);
  const end = () => {
    stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { dir, url, end };
}

/** Opens a page, runs a test on it, and wants a quiet console. */
async function visit(path, body, { width = 1280, height = 900, from = site.url, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const problems = watch(page, from.startsWith("file:") ? "file://" : new URL(from).origin);
  try {
    await page.goto(new URL(path, from).href);
    await body(page, context);
  } finally {
    await context.close();
  }
  assert.deepEqual(problems, []);
}

const field = (page) => page.getByRole("combobox", { name: "Search" });
const options = (page) => page.locator("[role=listbox] [role=option]");
const chosen = (page) => page.locator("[role=listbox] [aria-selected=true]");
const titles = (page) => page.locator(".search-card .search-title").allTextContents();
const marks = async (page) => {
  await page.waitForFunction(() => !new URLSearchParams(location.search).has("h") && window.quadrilleSearch);
  return page.evaluate(() => [...(CSS.highlights.get("search-hit") ?? [])].map((range) => range.toString()));
};

/** Shows the dialog and asks; ends when the answer to exactly that is there. */
async function ask(page, words) {
  if (!(await page.locator(".search-dialog[open]").count())) await page.keyboard.press("/");
  await field(page).fill(words);
  await answered(page, words);
}

async function answered(page, words) {
  await page.waitForFunction((words) => {
    const list = document.getElementById("q:search-list");
    return list?.dataset.progress === "1" && JSON.parse(list.dataset.words)[0] === words;
  }, words);
}

test("every key opens it, and Escape gives the focus back", async () => {
  await visit("how-to/align-the-mirror/", async (page) => {
    for (const key of ["/", "s", "Control+k", "Meta+k"]) {
      const button = page.getByRole("button", { name: "Search" });
      await button.focus();
      await page.keyboard.press(key);
      await field(page).waitFor();
      assert.equal(await field(page).inputValue(), "", `${key} is not typed`);
      assert.ok(await field(page).evaluate((element) => element === document.activeElement), key);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".search-dialog[open]").count(), 0, key);
      assert.ok(await button.evaluate((element) => element === document.activeElement), key);
    }
  });
});

test("keys with others, and keys that are typed, do nothing", async () => {
  await visit("how-to/align-the-mirror/", async (page) => {
    for (const key of ["Alt+s", "Control+/", "Control+Shift+k"]) await page.keyboard.press(key);
    await page.evaluate(() => document.querySelector("main").append(document.createElement("textarea")));
    await page.locator("textarea").focus();
    await page.keyboard.type("s/");
    assert.equal(await page.locator("textarea").inputValue(), "s/");
    assert.equal(await page.locator(".search-dialog").count(), 0);
  });
});

test("nothing is loaded before it is asked for", async () => {
  await visit("", async (page) => {
    const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("search")));
    assert.deepEqual(await loaded(), []);
    await page.getByRole("button", { name: "Search" }).hover();
    await page.waitForFunction(() => window.quadrilleSearch);
    assert.ok((await loaded()).length > 0);
  });
});

test("the button opens it; a click beside it, or its cross, closes it", async () => {
  await visit("", async (page) => {
    const button = page.getByRole("button", { name: "Search", exact: true });
    await button.click();
    await field(page).waitFor();
    await page.mouse.click(20, 600);
    await field(page).waitFor({ state: "hidden" });
    await button.click();
    await page.getByRole("button", { name: "Close the search" }).click();
    await field(page).waitFor({ state: "hidden" });
  });
});

test("results come while typing, by card, with the words marked", async () => {
  await visit("", async (page) => {
    await ask(page, "mirror");
    assert.equal((await titles(page))[0], "Mirror", "the card of that name is first");
    const align = page.locator(".search-group", { has: page.getByText("Align the mirror") });
    assert.deepEqual(await align.locator(".search-card .search-tag-hit").allTextContents(), ["#mirror"]);
    assert.ok((await align.locator(".search-section mark").allTextContents()).includes("mirror"));
    await page.getByText(/^\d+ pages$/).first().waitFor();
    await page.waitForFunction(() => /pages/.test(document.querySelector(".search-spoken").textContent));
  });
});

test("arrows choose, Enter opens the section with its words highlighted", async () => {
  await visit("", async (page) => {
    await ask(page, "spot laser ring");
    assert.equal(await chosen(page).count(), 1);
    assert.match(await chosen(page).textContent(), /Align the mirror/);
    await page.keyboard.press("ArrowDown");
    assert.match(await chosen(page).textContent(), /Coarse alignment › Centre the spot/);
    assert.equal(await field(page).getAttribute("aria-activedescendant"), await chosen(page).getAttribute("id"));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await chosen(page).getAttribute("id"), await options(page).last().getAttribute("id"), "round and round");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/align-the-mirror\/(index\.html)?#centre-the-spot$/);
    assert.deepEqual([...new Set(await marks(page))].sort(), ["laser", "ring", "spot"]);
    assert.equal(await page.locator(".search-dialog[open]").count(), 0);
    await page.getByRole("button", { name: /Clear \d+ highlights/ }).waitFor();
    await page.keyboard.press("Escape");
    assert.deepEqual(await marks(page), []);
    assert.equal(await page.locator(".search-hits-clear").count(), 0);
  });
});

test("a result is shown without loading the page anew, and so is one on the same page", async () => {
  await visit("how-to/align-the-mirror/", async (page) => {
    await page.evaluate(() => (window.isSameDocument = true));
    for (const [words, hash, hit] of [["defocus", "#fine-alignment", "defocus"], ["laser spot", "#centre-the-spot", "laser"], ["quartz", "#coating", "quartz"]]) {
      await ask(page, words);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForFunction((hash) => location.hash === hash && location.search === "", hash);
      await page.waitForFunction((hit) => [...(CSS.highlights.get("search-hit") ?? [])].some((range) => `${range}` === hit), hit);
      assert.ok(await page.locator(`:target`).evaluate((target) => target.getBoundingClientRect().top < innerHeight));
      assert.equal(await page.locator(".search-hits-clear").count(), 1);
    }
    assert.ok(await page.evaluate(() => window.isSameDocument));
    await page.goBack();
    await page.locator("h1", { hasText: "Align the mirror" }).waitFor();
    assert.equal(await page.locator(".search-hits-clear").count(), 0);
    assert.deepEqual(await marks(page), []);
  });
});

test("Enter opens what was typed, even before its answer is there", async () => {
  await visit("", async (page) => {
    await page.keyboard.press("/");
    await field(page).waitFor();
    await page.keyboard.type("twinkle");
    await page.keyboard.press("Enter");
    await page.waitForURL(/why-stars-twinkle/);
  });
});

test("Ctrl-Enter opens another tab", async () => {
  await visit("", async (page, context) => {
    await ask(page, "quartz");
    const [tab] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("Control+Enter")]);
    await tab.waitForURL(/reference\/mirror\//);
    assert.equal(await page.locator(".search-dialog[open]").count(), 1);
  });
});

test("more sections of a card are shown when asked for", async () => {
  await visit("", async (page) => {
    await ask(page, "mirror");
    const align = page.locator(".search-group", { has: page.getByText("Align the mirror") });
    const before = await align.locator(".search-section").count();
    const more = align.getByText(/more in this page/);
    assert.equal(before, 3);
    const count = Number((await more.textContent()).match(/\d+/)[0]);
    await more.click();
    await page.waitForFunction((count) => document.querySelectorAll(".search-section").length >= count, before + count);
    assert.equal(await align.locator(".search-section").count(), before + count);
  });
});

for (const [what, words, title] of [
  ["the start of a word", "telesc", "Your first night"],
  ["a typing error", "colimation", "Align the mirror"],
  ["two letters that changed places", "tracekr", "Restart the tracker"],
  ["a plural", "encoders", "Restart the tracker"],
  ["an alias", "collimate", "Align the mirror"],
  ["a part of a name with underscores", "daemon", "Restart the tracker"],
  ["a name written another way", "tracker-config", "Restart the tracker"],
  ["a part of a name in camel case", "sidereal", "Restart the tracker"],
  ["code", "journalctl", "Restart the tracker"],
  ["a cell of a table", "E1043", "Restart the tracker"],
  ["words of different sections", "laser defocus", "Align the mirror"],
  ["letters without their marks", "grosse", "Kometen über der Straße"],
  ["letters with their marks", "Größe", "Kometen über der Straße"],
  ["two characters of Japanese", "文検", "観測の手引き"],
  ["one character of Japanese", "夜", "観測の手引き"],
  ["a question in Japanese", "流星群の観測", "観測の手引き"],
  ["Korean", "망원경", "観測の手引き"],
  ["Thai", "กล้อง", "観測の手引き"],
  ["a tag in Japanese", "日本語", "観測の手引き"],
]) {
  test(`found by ${what}`, async () => {
    await visit("", async (page) => {
      await ask(page, words);
      assert.ok((await titles(page)).slice(0, 3).includes(title), `${words}: ${await titles(page)}`);
    });
  });
}

test("cards that are left out are not found, nor addresses", async () => {
  await visit("", async (page) => {
    for (const words of ["zeppelinwreck", "mirrorcell"]) {
      await ask(page, words);
      assert.deepEqual(await titles(page), [], words);
      assert.match(await page.locator(".search-message").textContent(), /Nothing found/);
    }
  });
});

test("where nothing is found, near words are offered; where some words are missing, it says so", async () => {
  await visit("", async (page) => {
    await ask(page, "telwxyope");
    await page.getByRole("button", { name: "telescope" }).click();
    await answered(page, "telescope");
    assert.ok((await titles(page)).length > 0);
    await ask(page, "telescope qqqqqq");
    assert.match(await page.locator(".search-message").textContent(), /No page has all of these words/);
    assert.ok((await titles(page)).length > 0);
  });
});

test("quadrants and tags narrow the results, by keyboard, for the whole session", async () => {
  await visit("", async (page) => {
    await ask(page, "mirror");
    const all = (await titles(page)).length;
    await page.getByRole("button", { name: "Clear", exact: true }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "How-to guides");
    await page.keyboard.press("Space");
    const chip = page.getByRole("button", { name: "How-to guides" });
    assert.equal(await chip.getAttribute("aria-pressed"), "true");
    await page.waitForFunction((all) => document.querySelectorAll(".search-card").length < all, all);
    assert.deepEqual([...new Set(await page.locator(".search-badge").allTextContents())], ["How-to guides"]);
    await page.getByLabel("Tag").selectOption("software");
    await page.getByText("Nothing found with these filters").waitFor();
    await field(page).fill("");
    await page.locator(".search-card").first().waitFor();
    assert.deepEqual(await titles(page), ["Restart the tracker"], "without words the filters choose");
    await page.reload();
    await page.keyboard.press("s");
    await page.locator(".search-card").first().waitFor();
    assert.equal(await chip.getAttribute("aria-pressed"), "true");
    await ask(page, "coating");
    await page.getByRole("button", { name: "Search all pages" }).click();
    await page.waitForFunction(() => document.querySelector(".search-card"));
    assert.equal(await chip.getAttribute("aria-pressed"), "false");
  });
});

test("an empty search offers the quadrants", async () => {
  await visit("", async (page) => {
    await ask(page, "");
    assert.match(await options(page).first().textContent(), /Tutorials/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/tutorials\//);
  });
});

test("?q= in the address asks", async () => {
  await visit("how-to/?q=quartz", async (page) => {
    await answered(page, "quartz");
    assert.deepEqual(await titles(page), ["Mirror"]);
  });
});

test("?h= marks whole words and leaves the address; the end of a search marks nothing", async () => {
  await visit("reference/mirror/?h=Mirror+quartz#coating", async (page) => {
    assert.equal(new URL(page.url()).search, "");
    assert.equal(new URL(page.url()).hash, "#coating");
    assert.deepEqual((await marks(page)).map((word) => word.toLowerCase()).sort(), ["mirror", "quartz"]);
    await page.getByRole("button", { name: /Clear 2 highlights/ }).click();
    assert.deepEqual(await marks(page), []);
  });
  await visit("reference/mirror/?h=nowhere", async (page) => {
    assert.equal(await page.locator(".search-hits-clear").count(), 0);
  });
});

test("what is typed is text, never markup", async () => {
  await visit("reference/mirror/?h=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+(", async (page) => {
    await ask(page, "<img src=x onerror=alert(1)> ( [ \\ __proto__ constructor");
    assert.equal(await page.locator("dialog img").count(), 0);
  });
});

test("it works from the disk", async () => {
  await visit("how-to/align-the-mirror/index.html", async (page) => {
    await ask(page, "quartz");
    assert.deepEqual(await titles(page), ["Mirror"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/reference\/mirror\/index\.html.*#coating$/);
    assert.deepEqual(await marks(page), ["quartz"]);
  }, { from: pathToFileURL(`${site.dir}/`).href });
});

test("axe finds nothing, in light and in dark, in every state", async () => {
  await visit("how-to/align-the-mirror/", async (page) => {
    await ask(page, "");
    await assertAccessible(page, "empty");
    await ask(page, "mirror");
    await page.getByRole("button", { name: "How-to guides" }).click();
    await page.waitForFunction(() => [...document.querySelectorAll(".search-badge")].every((badge) => badge.textContent === "How-to guides"));
    await assertAccessible(page, "results");
    await ask(page, "telwxyope");
    await assertAccessible(page, "nothing found");
  });
  await visit("reference/mirror/?h=mirror", async (page) => {
    await assertAccessible(page, "highlights");
  });
});

test("on a phone it fills the screen, and everything can be touched", async () => {
  await visit("", async (page) => {
    await page.locator("[data-search-open]").tap();
    await field(page).waitFor();
    await field(page).fill("mirror");
    await answered(page, "mirror");
    const box = await page.locator(".search-dialog").boundingBox();
    assert.deepEqual([box.x, box.y, Math.round(box.width), Math.round(box.height)], [0, 0, 390, 844]);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll(".search-dialog :is(button, select, [role=option])")]
        .filter((element) => element.checkVisibility())
        .map((element) => element.getBoundingClientRect())
        .filter(({ width, height }) => width < 24 || height < 24).length,
    );
    assert.equal(small, 0);
    const wide = await page.evaluate(() => document.querySelector(".search-list").scrollWidth <= innerWidth);
    assert.ok(wide, "nothing sticks out");
    await options(page).first().tap();
    await page.waitForURL(/reference\/mirror\//);
  }, { width: 390, height: 844, hasTouch: true, isMobile: true });
});

/** As much of Pagefind's API as the dialog uses, with one page in it. */
const PAGEFIND = `
  let base = "";
  const page = {
    url: "/how-to/align-the-mirror/", excerpt: "", meta: { title: "Align the mirror" },
    filters: { quadrant: ["how-to"], tag: ["mirror"] },
    sub_results: [
      { title: "Align the mirror", url: "/how-to/align-the-mirror/#align-the-mirror", excerpt: "A <mark>mirror</mark> &lt;out&gt; of line", anchor: { element: "h1" } },
      { title: "Lock the screws", url: "/how-to/align-the-mirror/#lock-the-screws", excerpt: "The <mark>mirror.</mark>", anchor: { element: "h3" } },
    ],
  };
  export async function options(options) { base = options.baseUrl.replace(/\\/$/, ""); }
  export async function init() {}
  export async function filters() { return { quadrant: { reference: 2, "how-to": 3 }, tag: { mirror: 2 } }; }
  export async function search(words, { filters }) {
    const isFound = words === "mirror" && (!filters.quadrant || filters.quadrant.any.includes("how-to"));
    const at = (url) => base + url;
    const data = async () => ({ ...page, url: at(page.url), sub_results: page.sub_results.map((part) => ({ ...part, url: at(part.url) })) });
    return { results: isFound ? [{ data }] : [] };
  }
`;

test("Pagefind answers in the same dialog", async () => {
  const project = mkdtempSync(join(tmpdir(), "quadrille-pagefind-"));
  cpSync(join(here, "search-site/docs"), join(project, "docs"), { recursive: true });
  writeFileSync(join(project, "quadrille.toml"), '[search]\nengine = "pagefind"\n');
  // Stands in for the program: it puts the script above into the site.
  const bin = join(project, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "pagefind.js"), PAGEFIND);
  const steps = [
    "#!/bin/sh",
    'while [ $# -gt 1 ]; do [ "$1" = --site ] && site="$2"; shift; done',
    'mkdir -p "$site/pagefind"',
    `cp "${bin}/pagefind.js" "$site/pagefind/pagefind.js"`,
  ];
  writeFileSync(join(bin, "pagefind"), `${steps.join("\n")}\n`, { mode: 0o755 });
  process.env.PATH = `${bin}:${process.env.PATH}`;
  const other = await makeSite(project);
  await visit("", async (page) => {
    await ask(page, "mirror");
    assert.deepEqual(await titles(page), ["Align the mirror"]);
    assert.equal(await page.locator(".search-card .search-excerpt").textContent(), "A mirror <out> of line");
    assert.deepEqual(await page.locator(".search-areas button").allTextContents(), ["How-to guides", "Reference"]);
    await page.getByRole("button", { name: "Reference" }).click();
    await page.getByText("Nothing found with these filters").waitFor();
    await page.getByRole("button", { name: "Search all pages" }).click();
    await page.locator(".search-section").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/align-the-mirror\/(index\.html)?#lock-the-screws$/);
    assert.ok((await marks(page)).includes("mirror"));
  }, { from: other.url });
  other.end();
  rmSync(project, { recursive: true, force: true });
});
