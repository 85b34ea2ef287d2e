// The graph of all cards on its page, and the graph round a card: pointer, keys, filters, and what is said to those who
// do not see them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { open, site } from "./harness.mjs";

// As text: run by the test itself, which the policy of the site does not hold back.
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the map says of itself: drawn pixels by colour would be hard to read, the card under the pointer is not. */
const card = (page) => page.locator(".graph-card");
const status = (page) => page.locator(".graph [role=status]");

async function graphPage(options) {
  const opened = await open("graph/", { reducedMotion: "reduce", ...options });
  await opened.page.waitForFunction(() => document.querySelector(".graph canvas").width > 300);
  // The first picture, and what follows from its size.
  await opened.page.waitForTimeout(150);
  return opened;
}

/** The place of a node on the canvas that is found by moving over it in steps. */
async function findNode(page) {
  const box = await page.locator(".graph canvas").boundingBox();
  for (let y = 20; y < box.height; y += 9) {
    for (let x = 20; x < box.width; x += 9) {
      await page.mouse.move(box.x + x, box.y + y);
      if (await card(page).isVisible()) return { x: box.x + x, y: box.y + y };
    }
  }
  throw new Error("no node on the canvas");
}

const picture = (page) => page.evaluate(() => document.querySelector(".graph canvas").toDataURL());

async function hasNoViolations(page, what) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(result.violations.map((found) => `${what}: ${found.id}: ${found.nodes[0].html}`), []);
}

test("the pointer shows a card, its neighbours, and opens it", async () => {
  const { page, close } = await graphPage();
  const before = await picture(page);
  const place = await findNode(page);
  assert.match(await card(page).textContent(), /\d+ links?$/);
  assert.notEqual(await picture(page), before, "the card stands out");
  const href = await card(page).locator("a").evaluate((link) => link.href);
  await page.mouse.click(place.x, place.y);
  await page.waitForURL(href);
  assert.ok(await page.locator("article h1").isVisible());
  await close();
});

test("wheel, drag and buttons move the map, and one shows all again", async () => {
  const { page, close } = await graphPage();
  const canvas = page.locator(".graph canvas");
  const box = await canvas.boundingBox();
  const whole = await picture(page);
  await page.mouse.move(box.x + 60, box.y + 60);
  await page.mouse.wheel(0, -400);
  await page.waitForTimeout(250);
  const nearer = await picture(page);
  assert.notEqual(nearer, whole);
  assert.equal(await page.evaluate(() => scrollY), 0, "the page stays");
  await page.mouse.move(box.x + 8, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.waitForTimeout(250);
  assert.notEqual(await picture(page), nearer);
  await page.getByRole("button", { name: "Show all" }).click();
  await page.waitForTimeout(250);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("button", { name: "Zoom out" }).click();
  await page.getByRole("button", { name: "Show all" }).click();
  await page.mouse.move(1, 1);
  await page.waitForTimeout(300);
  assert.equal(await picture(page), whole, "the same map as at first");
  await close();
});

test("arrow keys go from card to card, Enter opens", async () => {
  const { page, close } = await graphPage();
  await page.locator(".graph-groups input").last().focus();
  await page.keyboard.press("Tab");
  await page.waitForTimeout(250);
  const first = await status(page).textContent();
  assert.match(first, /, .*, \d+ links?$/, "the best linked card is said");
  const seen = new Set([first]);
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowLeft", "ArrowUp"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(220);
    seen.add(await status(page).textContent());
  }
  assert.ok(seen.size >= 3, [...seen].join(" | "));
  const moved = await picture(page);
  await page.keyboard.press("+");
  await page.waitForTimeout(200);
  assert.notEqual(await picture(page), moved);
  const href = await card(page).locator("a").evaluate((link) => link.href);
  await page.keyboard.press("Enter");
  await page.waitForURL(href);
  await close();
});

test("quadrants and tags choose what is shown, words what stands out", async () => {
  const { page, close } = await graphPage();
  const whole = await picture(page);
  await page.locator(".graph-groups input").first().uncheck();
  await page.waitForTimeout(250);
  const [, shown, all] = (await status(page).textContent()).match(/^(\d+) of (\d+) cards shown$/);
  assert.ok(Number(shown) < Number(all));
  assert.notEqual(await picture(page), whole);
  await page.locator(".graph-groups input").first().check();
  const tags = page.locator(".graph-tag select");
  if (await tags.isVisible()) {
    await tags.selectOption({ index: 1 });
    await page.waitForTimeout(250);
    assert.match(await status(page).textContent(), /^\d+ of \d+ cards shown$/);
    await tags.selectOption({ index: 0 });
  }
  const title = await page.evaluate(() => globalThis.quadrilleGraph.title[0]);
  await page.getByLabel("Find a card").fill(title.toUpperCase());
  await page.waitForTimeout(250);
  assert.match(await status(page).textContent(), /^\d+ cards? found$/);
  await page.keyboard.press("Enter");
  assert.match(await card(page).textContent(), new RegExp(title.slice(0, 8).replace(/[^\w ]/g, "."), "i"));
  await close();
});

test("every card is in the list below, with a link that leads somewhere", async () => {
  const { page, close } = await graphPage();
  const listed = await page.locator(".graph-page .columns a").count();
  const cards = await page.evaluate(() => globalThis.quadrilleGraph.title.length);
  assert.equal(listed, cards);
  await page.locator(".graph-page .columns a").first().click();
  await page.waitForFunction(() => !location.pathname.endsWith("/graph/"));
  await close();
});

test("the colours follow the scheme", async () => {
  const { page, close } = await graphPage();
  const light = await picture(page);
  await page.evaluate(() => (document.documentElement.dataset.scheme = "dark"));
  await page.waitForTimeout(250);
  const dark = await picture(page);
  assert.notEqual(dark, light);
  await page.evaluate(() => delete document.documentElement.dataset.scheme);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(250);
  assert.equal(await picture(page), dark);
  await close();
});

test("fingers pinch; a tap shows a card, its link opens it", async () => {
  const { page, close } = await graphPage({ width: 390, height: 844, hasTouch: true });
  const whole = await picture(page);
  await page.evaluate(() => {
    const canvas = document.querySelector(".graph canvas");
    canvas.setPointerCapture = () => {};
    const send = (type, pointerId, clientX, clientY) => {
      const init = { pointerId, clientX, clientY, pointerType: "touch", bubbles: true, button: type === "pointermove" ? -1 : 0 };
      canvas.dispatchEvent(new PointerEvent(type, init));
    };
    const { left, top } = canvas.getBoundingClientRect();
    send("pointerdown", 1, left + 100, top + 200);
    send("pointerdown", 2, left + 200, top + 200);
    for (let step = 1; step <= 5; step++) send("pointermove", 2, left + 200 + 20 * step, top + 200);
    send("pointerup", 1, left + 100, top + 200);
    send("pointerup", 2, left + 300, top + 200);
  });
  await page.waitForTimeout(250);
  assert.notEqual(await picture(page), whole);
  await page.getByRole("button", { name: "Show all" }).tap();
  await page.waitForTimeout(250);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width} px`);
  await close();
});

test("the graph beside a card appears when there is room, and opens a neighbour", async () => {
  const opened = await graphPage();
  const url = await opened.page.evaluate(() => {
    const data = globalThis.quadrilleGraph;
    const degrees = data.title.map((_, node) => data.links[node].length);
    return data.url[degrees.indexOf(Math.max(...degrees))];
  });
  await opened.close();
  const { page, close } = await open(url, { reducedMotion: "reduce" });
  const canvas = page.locator(".local-graph canvas");
  await canvas.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector(".local-graph canvas")?.width > 100);
  assert.match(await canvas.getAttribute("aria-label"), /^Map of the cards linked with this one: \d+\./);
  await hasNoViolations(page, "local graph");
  await page.locator(".local-graph summary").click();
  const first = page.locator(".local-graph li a").first();
  const before = await page.evaluate(() => document.querySelector(".local-graph canvas").toDataURL());
  await first.focus();
  await page.waitForTimeout(150);
  assert.notEqual(await page.evaluate(() => document.querySelector(".local-graph canvas").toDataURL()), before);
  const box = await canvas.boundingBox();
  const isLink = async (x, y) => {
    await page.mouse.move(x, y);
    return canvas.evaluate((element) => element.style.cursor === "pointer");
  };
  let place = null;
  for (let y = 10; y < box.height && !place; y += 6) {
    for (let x = 10; x < box.width && !place; x += 6) {
      if (await isLink(box.x + x, box.y + y)) place = [box.x + x, box.y + y];
    }
  }
  assert.ok(place, "a neighbour under the pointer");
  const here = page.url();
  await page.getByRole("link", { name: "Open the whole graph" }).click();
  await page.locator(".graph-card a").waitFor();
  assert.equal(await page.locator(".graph-card a").evaluate((link) => link.href), here.replace(/\/$/, "/index.html"));
  await page.goBack();
  await page.waitForFunction(() => document.querySelector(".local-graph canvas")?.width > 100);
  // The page scrolls back, and the map is drawn, in their own time.
  for (let trial = 0; trial < 50 && !(await isLink(...place)); trial += 1) {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(100);
  }
  await page.mouse.click(...place);
  await page.waitForFunction((old) => location.href !== old, here);
  await close();
  const phone = await open(url, { width: 390, height: 844 });
  assert.equal(await phone.page.locator(".local-graph").isVisible(), false);
  assert.equal(await phone.page.evaluate(() => "quadrilleGraphs" in globalThis), false, "nothing is loaded for it");
  await phone.close();
});

test("without scripts there is the list", async () => {
  const { page, close } = await open("graph/", { javaScriptEnabled: false });
  assert.ok(await page.getByText("drawn by a script").isVisible());
  assert.equal(await page.locator(".graph").isVisible(), false);
  assert.ok((await page.locator(".graph-page .columns a").count()) > 1);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the page has no violation of accessibility, ${colorScheme}`, async () => {
    const { page, close } = await graphPage({ colorScheme });
    await hasNoViolations(page, colorScheme);
    await page.locator(".graph canvas").focus();
    await page.keyboard.press("Home");
    await page.waitForTimeout(250);
    await hasNoViolations(page, `${colorScheme}, a card in focus`);
    await close();
  });
}

test("it works from disk", async () => {
  const address = pathToFileURL(join(site.dir, "graph/index.html")).href;
  const { page, context, problems } = await open(address, { reducedMotion: "reduce" });
  await page.waitForFunction(() => document.querySelector(".graph canvas").width > 300);
  await page.locator(".graph canvas").focus();
  await page.keyboard.press("Home");
  const href = await card(page).locator("a").evaluate((link) => link.href);
  assert.match(href, /^file:.*index\.html$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(href);
  await context.close();
  assert.deepEqual(problems.filter((problem) => !problem.startsWith("foreign request: file:")), []);
});
