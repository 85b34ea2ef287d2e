// The switch of the colours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, open, site, visit } from "./harness.mjs";

const scheme = (page) => page.evaluate(() => document.documentElement.dataset.scheme ?? "auto");
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the switch goes round and is remembered without a flash", async () => {
  await visit("how-to/pin/", { colorScheme: "light" }, async (page) => {
    const button = page.locator("[data-scheme-switch]");
    const light = await paper(page);
    for (const expected of ["light", "dark"]) {
      await button.click();
      assert.equal(await scheme(page), expected);
      assert.equal(await button.getAttribute("data-state"), expected);
    }
    assert.equal(await button.getAttribute("aria-label"), "Colours: dark. Switch to as the system");
    const dark = await paper(page);
    assert.notEqual(dark, light);

    // What the head has set before the body is there cannot flash.
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        window.schemeAtFirst = document.documentElement.dataset.scheme;
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    assert.equal(await page.evaluate(() => window.schemeAtFirst), "dark");
    assert.equal(await paper(page), dark);

    await page.locator("[data-scheme-switch]").click();
    assert.equal(await scheme(page), "auto");
    assert.equal(await paper(page), light);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await paper(page), dark);
  });
});

test("other tabs of the site change too", async () => {
  await visit("", {}, async (page, context) => {
    const other = await context.newPage();
    await other.goto(`${site.url}reference/ports/`);
    await page.locator("[data-scheme-switch]").click();
    await other.waitForFunction(() => document.documentElement.dataset.scheme === "light");
    assert.equal(await other.locator("[data-scheme-switch]").getAttribute("data-state"), "light");
  });
});

test("without scripts nothing waits for them", async () => {
  const { page, close } = await open("how-to/pin/", { javaScriptEnabled: false });
  assert.equal(await page.locator(".needs-script:visible").count(), 0);
  assert.equal(await page.locator("text=Ask the keeper").count(), 0);
  await page.goto(`${site.url}how-to/set-up/`);
  assert.equal(await page.locator("text=Ask the keeper").isVisible(), true);
  await close();
});

test("where the script of the page is missing, nothing waits for it", async () => {
  const { page, context } = await open("how-to/set-up/", {
    prepare: (context) => context.route(/quadrille\.\w+\.js$/, (route) => route.abort()),
  });
  await page.locator("text=Ask the keeper").waitFor();
  assert.equal(await page.locator(".needs-script:visible").count(), 0);
  await context.close();
});

test("the chosen colours can be read", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    await page.locator("[data-scheme-switch]").click();
    await assertAccessible(page, "chosen light");
  });
});
