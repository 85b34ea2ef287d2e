// The sidebar: a drawer on a phone, a list that stays as it was beside the text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, visit } from "./harness.mjs";

const PHONE = { width: 390, height: 780 };

test("the drawer opens, keeps focus and closes", async () => {
  await visit("reference/ports/", PHONE, async (page) => {
    const toggle = page.locator(".drawer-toggle");
    const drawer = page.locator("dialog.drawer");
    await toggle.click();
    await drawer.waitFor();
    assert.equal(await toggle.getAttribute("aria-expanded"), "true");
    assert.equal(await drawer.getByRole("link", { name: "Signals" }).isVisible(), true);
    await assertAccessible(page, "drawer");
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press("Tab");
      const where = await page.evaluate(() => {
        const { activeElement } = document;
        return activeElement === document.body || activeElement.closest("dialog") !== null;
      });
      assert.ok(where, "focus stays in the drawer");
    }
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    assert.equal(await toggle.getAttribute("aria-expanded"), "false");
    assert.equal(await toggle.evaluate((button) => button === document.activeElement), true);

    await toggle.click();
    await page.mouse.click(380, 400);
    await drawer.waitFor({ state: "detached" });

    await toggle.click();
    await page.mouse.wheel(0, 600);
    assert.equal(await page.evaluate(() => scrollY), 0, "the page behind stays");
    await drawer.getByRole("link", { name: "Signals" }).click();
    await page.waitForURL("**/signals/**");
    await page.locator("h1", { hasText: "Signals" }).waitFor();
    await drawer.waitFor({ state: "detached" });
    await toggle.click();
    assert.equal(await page.locator("dialog.drawer [aria-current=page]").textContent(), "Signals");
    await page.setViewportSize({ width: 1280, height: 900 });
    await drawer.waitFor({ state: "detached" });
    assert.equal(await page.locator(".layout > .sidebar").isVisible(), true);
  });
});

test("nothing is wider than a phone", async () => {
  for (const path of ["", "how-to/pin/", "how-to/set-up/", "reference/ports/", "how-to/night-watch/"]) {
    await visit(path, PHONE, async (page) => {
      const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= window, `${path}: ${wide}`);
    });
  }
});

test("the contents of the page open under a button", async () => {
  for (const width of [390, 1100]) {
    await visit("how-to/night-watch/", { width }, async (page) => {
      const button = page.getByRole("button", { name: "On this page" });
      const toc = page.locator(".toc");
      assert.equal(await toc.isVisible(), false);
      await button.click();
      assert.equal(await button.getAttribute("aria-expanded"), "true");
      await assertAccessible(page, `contents at ${width}`);
      await toc.getByRole("link", { name: "Storm" }).click();
      await page.waitForFunction(() => location.hash === "#storm");
      assert.equal(await toc.isVisible(), false);
      await button.click();
      await toc.getByRole("link", { name: "Fog" }).focus();
      await page.keyboard.press("Escape");
      assert.equal(await toc.isVisible(), false);
      assert.equal(await button.evaluate((button) => button === document.activeElement), true);
    });
  }
});

test("folders and the place in the sidebar are kept", async () => {
  await visit("reference/ports/", { height: 230 }, async (page) => {
    const folder = page.locator(".sidebar details");
    assert.equal(await folder.evaluate((details) => details.open), false);
    await page.locator(".sidebar summary").click();
    await page.locator(".sidebar").evaluate((list) => (list.scrollTop = 20));
    await page.locator(".sidebar").getByRole("link", { name: "Signals" }).click();
    await page.locator("h1", { hasText: "Signals" }).waitFor();
    assert.equal(await folder.evaluate((details) => details.open), true);
    assert.equal(await page.locator(".sidebar").evaluate((list) => list.scrollTop), 20);
    await page.reload();
    assert.equal(await folder.evaluate((details) => details.open), true);
    assert.equal(await page.locator(".sidebar").evaluate((list) => list.scrollTop), 20);
  });
});

test("the contents mark what is read, and leave the address alone", async () => {
  await visit("how-to/night-watch/", {}, async (page) => {
    const current = page.locator(".toc [aria-current]");
    assert.equal(await current.count(), 0);
    await page.locator("#fog").evaluate((heading) => heading.scrollIntoView({ behavior: "instant" }));
    await page.waitForFunction(() => document.querySelector(".toc [aria-current]")?.textContent === "Fog");
    await page.evaluate(() => scrollTo({ top: 1e6, behavior: "instant" }));
    await page.waitForFunction(() => document.querySelector(".toc [aria-current]")?.textContent === "Handing over");
    assert.equal(await current.count(), 1);
    assert.equal(await page.evaluate(() => location.hash), "");
  });
});
