// What scripts do to the text of a card: tabs, copying, small boxes, pictures.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, open, site, visit } from "./harness.mjs";

const PERMISSIONS = { permissions: ["clipboard-read", "clipboard-write"] };

test("tabs are linked by their labels and remembered", async () => {
  await visit("how-to/set-up/", {}, async (page) => {
    const tabs = page.getByRole("tab");
    const selected = () => page.locator('[role=tab][aria-selected="true"]').allTextContents();
    assert.deepEqual(await tabs.allTextContents(), ["Linux", "macOS", "macOS", "Linux", "Windows"]);
    assert.deepEqual(await selected(), ["Linux", "Linux"]);
    assert.equal(await page.getByText("Nobody has tried.").isVisible(), false);
    await tabs.nth(1).click();
    assert.deepEqual(await selected(), ["macOS", "macOS"]);
    assert.equal(await page.getByText("Start it from the dock.").isVisible(), true);
    await assertAccessible(page, "tabs");

    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await selected(), ["Linux", "Linux"]);
    assert.equal(await tabs.nth(0).evaluate((tab) => tab === document.activeElement), true);
    await page.keyboard.press("End");
    assert.deepEqual(await selected(), ["macOS", "macOS"]);
    await tabs.nth(4).click();
    assert.deepEqual(await selected(), ["macOS", "Windows"]);
    await page.keyboard.press("Home");
    assert.deepEqual(await selected(), ["macOS", "macOS"]);

    await page.reload();
    assert.deepEqual(await selected(), ["macOS", "macOS"]);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByText("Nobody has tried.").isVisible(), true);
    assert.equal(await page.locator("[role=tablist]").first().isVisible(), false);
  });
});

test("a word that a search found is shown, even in a closed tab or box", async () => {
  for (const [words, text] of [["tried", "Nobody has tried."], ["wick", "A wick, a glass, a can."]]) {
    await visit(`how-to/set-up/?h=${words}`, {}, async (page) => {
      await page.getByText(text).waitFor({ state: "visible" });
      await page.getByRole("button", { name: /Clear 1 highlight/ }).waitFor();
    });
  }
});

test("what a tab pressed far below shows above does not move it", async () => {
  await visit("how-to/set-up/", { height: 300 }, async (page) => {
    const tab = page.getByRole("tab").nth(2);
    await tab.scrollIntoViewIfNeeded();
    const before = await tab.boundingBox();
    await tab.click();
    assert.ok(Math.abs((await tab.boundingBox()).y - before.y) <= 1);
  });
});

test("a link into something closed opens it", async () => {
  await visit("how-to/set-up/#in-a-hurry", {}, async (page) => {
    assert.equal(await page.locator("#in-a-hurry").isVisible(), true);
    assert.equal(await page.locator("#the-small-parts").isVisible(), false);
    await page.getByRole("link", { name: "into the box" }).click();
    await page.locator("#the-small-parts").waitFor();
    await page.getByRole("tab", { name: "Linux" }).first().click();
    assert.equal(await page.locator("#in-a-hurry").isVisible(), false);
    await page.getByRole("link", { name: "Into the closed tab" }).click();
    await page.locator("#in-a-hurry").waitFor();
    // Once more, with the same address.
    await page.getByRole("tab", { name: "Linux" }).first().click();
    await page.getByRole("link", { name: "Into the closed tab" }).click();
    await page.locator("#in-a-hurry").waitFor();
  });
});

test("tabs do not make the page jump when they are made", async () => {
  const place = (page) => page.locator("#look-around").evaluate((heading) => heading.getBoundingClientRect().top);
  const { page, context } = await open("how-to/set-up/", {
    prepare: (context) => context.route(/quadrille\.\w+\.js$/, (route) => route.fulfill({ body: "" })),
  });
  const before = await place(page);
  await context.close();
  await visit("how-to/set-up/", {}, async (page) => {
    assert.ok(Math.abs((await place(page)) - before) < 1, `${before} → ${await place(page)}`);
  });
});

test("code is copied as it was written", async () => {
  await visit("how-to/pin/", PERMISSIONS, async (page) => {
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    const buttons = page.getByRole("button", { name: "Copy" });
    assert.equal(await buttons.count(), 3);
    await page.locator(".highlight").first().hover();
    await buttons.first().click();
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    assert.equal(await clipboard(), "lamp:\n  image: registry.example/lamp:2.1\n  port: 8080");
    await assertAccessible(page, "copied");
    await buttons.nth(1).click();
    assert.equal(await clipboard(), "make oil\nmake lamp \\\n    COLOUR=red\n\nlight");
    await buttons.nth(2).click();
    assert.equal(await clipboard(), "$ light --version\nlight 2.1");
  });
});

test("code is copied where the browser has no clipboard for scripts", async () => {
  await visit("how-to/pin/", PERMISSIONS, async (page) => {
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
    });
    await page.getByRole("button", { name: "Copy" }).first().click();
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, "lamp:\n  image: registry.example/lamp:2.1\n  port: 8080");
  });
});

test("footnotes are shown where they are met", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    const box = page.getByRole("tooltip");
    const mark = page.getByRole("link", { name: "Footnote 1" });
    await mark.hover();
    await box.waitFor();
    assert.match(await box.textContent(), /^\s*In its first line, before the oil level\. See ports\.\s*$/);
    assert.equal(await mark.getAttribute("aria-describedby"), await box.getAttribute("id"));
    await assertAccessible(page, "footnote");
    // The pointer may move into the box, and its links can be followed.
    await box.hover();
    await page.waitForTimeout(400);
    assert.equal(await box.isVisible(), true);
    assert.match(await box.getByRole("link").getAttribute("href"), /ports/);
    await page.keyboard.press("Escape");
    assert.equal(await box.count(), 0);
    await page.mouse.move(5, 5);

    // By keyboard too.
    await page.getByRole("link", { name: "Footnote 1" }).focus();
    await page.keyboard.press("Tab");
    await box.filter({ hasText: "Whoever has the watch." }).waitFor();
    await page.keyboard.press("Tab");
    await box.filter({ hasText: "Vessel traffic service" }).waitFor();
    await assertAccessible(page, "abbreviation");
    await page.keyboard.press("Escape");
    assert.equal(await box.count(), 0);
    assert.equal(await page.locator("abbr").getAttribute("title"), "Vessel traffic service");
  });
});

test("a finger sees the footnote first and follows it then", async () => {
  await visit("how-to/pin/", { hasTouch: true, width: 390 }, async (page) => {
    const mark = page.getByRole("link", { name: "Footnote 2" });
    await mark.tap();
    await page.getByRole("tooltip").filter({ hasText: "Whoever has the watch." }).waitFor();
    const { x, width } = await page.getByRole("tooltip").boundingBox();
    assert.ok(x >= 0 && x + width <= 390, "within the window");
    assert.equal(await page.evaluate(() => location.hash), "");
    await page.locator("h1").tap();
    assert.equal(await page.getByRole("tooltip").count(), 0);
  });
});

test("annotations open beside their line", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    const box = page.getByRole("tooltip");
    const mark = page.getByRole("link", { name: "Annotation 1" });
    await mark.click();
    await box.filter({ hasText: "Pinned to a version" }).waitFor();
    await page.mouse.move(5, 5);
    await page.waitForTimeout(300);
    assert.equal(await box.isVisible(), true, "what was pressed stays");
    await assertAccessible(page, "annotation");
    await mark.click();
    assert.equal(await box.count(), 0);
    assert.equal(await page.evaluate(() => location.hash), "");
    assert.equal(await page.locator(".annotations").isVisible(), true);
  });
});

test("pictures open larger", async () => {
  await visit("reference/ports/", {}, async (page) => {
    const opener = page.getByRole("button", { name: "Enlarge: A chart of the harbour" });
    assert.equal(await page.getByRole("button", { name: /^Enlarge/ }).count(), 1, "not the dot");
    await opener.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "A chart of the harbour" });
    await dialog.waitFor();
    await dialog.locator("img").evaluate((image) => image.decode());
    assert.equal(await dialog.getByText("The harbour from above").isVisible(), true);
    await assertAccessible(page, "lightbox");
    const width = async () => Math.round((await dialog.locator("img").boundingBox()).width);
    const fitting = await width();
    await page.keyboard.press("+");
    assert.ok((await width()) > fitting);
    const left = (await dialog.locator("img").boundingBox()).x;
    await page.keyboard.press("ArrowRight");
    assert.ok((await dialog.locator("img").boundingBox()).x < left);
    await page.keyboard.press("0");
    assert.equal(await width(), fitting);
    await page.mouse.move(640, 400);
    await page.mouse.wheel(0, -300);
    assert.ok((await width()) > fitting);
    await page.mouse.down();
    await page.mouse.move(700, 420, { steps: 3 });
    await page.mouse.up();
    assert.equal(await dialog.isVisible(), true, "a drag is no click");
    await dialog.getByRole("button", { name: "Larger" }).click();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await opener.evaluate((button) => button === document.activeElement), true);
    await opener.click();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });
  });
});

test("the badge says how long ago a card was reviewed", async () => {
  const clock = async (context) => {
    const page = context.pages()[0];
    await context.clock.setFixedTime(new Date("2026-12-02T10:00:00"));
    return page;
  };
  for (const [path, text, kind] of [
    ["how-to/pin/", "Reviewed 12 days ago", "fresh"],
    ["how-to/night-watch/", "Reviewed 4 months ago", "due"],
    ["tutorials/first-light/", "Reviewed 6 years ago", "stale"],
  ]) {
    await visit(path, { prepare: clock }, async (page) => {
      const badge = page.locator(".freshness");
      assert.equal((await badge.textContent()).trim(), text);
      assert.ok((await badge.getAttribute("class")).split(" ").includes(kind));
    });
  }
});

test("whoever turns round on a long page is offered the way to its top", async () => {
  await visit("how-to/night-watch/", { reducedMotion: "reduce" }, async (page) => {
    const button = page.getByRole("button", { name: "Back to top" });
    await page.mouse.move(640, 400);
    await page.mouse.wheel(0, 3000);
    await page.waitForFunction(() => scrollY > 2000);
    assert.equal(await button.isVisible(), false);
    await page.mouse.wheel(0, -200);
    await button.waitFor();
    await assertAccessible(page, "back to top");
    await button.click();
    await page.waitForFunction(() => scrollY === 0);
    assert.equal(await button.isVisible(), false);
  });
});

test("it all works from the disk", async () => {
  const { page, context, problems } = await open("", PERMISSIONS);
  await page.goto(`file://${site.dir}/how-to/pin/index.html`);
  await page.getByRole("link", { name: "Footnote 1" }).hover();
  await page.getByRole("tooltip").waitFor();
  await page.locator(".site-header").getByRole("link", { name: "Reference" }).click();
  await page.waitForURL(/^file:.*reference\/index\.html$/);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  assert.deepEqual(problems.filter((problem) => !problem.includes("file://")), []);
  await context.close();
});
