// Previews of links: by pointer and by focus, sent away, read from few files.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { open, site } from "./harness.mjs";

// As text: run by the test itself, which the policy of the site does not hold back.
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const box = (page) => page.locator(".popover-preview");

/** The address of a page whose text links to another card, as `file:` or `http:`. */
async function pageWithLink(base) {
  const { page, context } = await open(new URL("graph/index.html", base).href);
  const pages = await page.locator(".graph-page .columns a").evaluateAll((links) => links.map((link) => link.href));
  for (const address of pages) {
    await page.goto(address);
    if ((await links(page).count()) > 0) {
      await context.close();
      return address;
    }
  }
  throw new Error("no card links to another one");
}

/** Links of the article to other cards. */
const links = (page) => page.locator('article :is(p, li, td) a[href*="index.html"]:not([href^="http"], [href^="#"], [class])');

test("a preview comes when the pointer rests, stays under it, and goes", async () => {
  const { page, close } = await open(await pageWithLink(site.url));
  const requests = [];
  page.on("request", (request) => request.url().includes("/previews/") && requests.push(request.url()));
  const link = links(page).first();
  await link.hover();
  await box(page).waitFor();
  assert.ok((await box(page).locator(".preview-title").textContent()).length > 0);
  assert.equal(await box(page).locator("a").count(), 0, "nothing in it can be pressed");
  assert.equal(await link.getAttribute("aria-describedby"), await box(page).getAttribute("id"));
  await box(page).hover();
  await page.waitForTimeout(400);
  assert.ok(await box(page).isVisible());
  await page.mouse.move(2, 2);
  await box(page).waitFor({ state: "detached" });
  await link.hover();
  await box(page).waitFor();
  assert.equal(requests.length, 1, "its file is loaded once");
  await close();
});

test("a preview comes by focus, and Escape sends it away", async () => {
  const { page, close } = await open(await pageWithLink(site.url));
  const link = links(page).first();
  await page.keyboard.press("Tab");
  await link.focus();
  await box(page).waitFor();
  await page.keyboard.press("Escape");
  await box(page).waitFor({ state: "detached" });
  assert.ok(await link.evaluate((element) => element === document.activeElement));
  await close();
});

test("fingers open links as ever", async () => {
  const { page, close } = await open(await pageWithLink(site.url), { hasTouch: true });
  const link = links(page).first();
  const href = await link.evaluate((element) => element.href);
  await link.tap();
  await page.waitForURL(href);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`a page with a preview has no violation of accessibility, ${colorScheme}`, async () => {
    const { page, close } = await open(await pageWithLink(site.url), { colorScheme });
    await page.evaluate(axe);
    await links(page).first().hover();
    await box(page).waitFor();
    const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(result.violations.map((found) => `${found.id}: ${found.nodes[0].html}`), []);
    await close();
  });
}

test("it works from disk", async () => {
  const { page, context, problems } = await open(await pageWithLink(pathToFileURL(join(site.dir, "/")).href));
  await links(page).first().hover();
  await box(page).waitFor();
  await context.close();
  assert.deepEqual(problems.filter((problem) => !problem.startsWith("foreign request: file:")), []);
});
