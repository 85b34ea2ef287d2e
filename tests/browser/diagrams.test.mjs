// Drawings: how they stand in the page, what their tools do, and how they are read large, on a phone and on paper.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible, site, visit } from "./harness.mjs";

const CARD = "reference/drawings/";
const PERMISSIONS = { permissions: ["clipboard-read", "clipboard-write"], acceptDownloads: true };

const figure = (page, index) => page.locator("figure.diagram").nth(index);
const drawing = (page, index) => figure(page, index).locator(".diagram-view > svg");
const button = (within, name) => within.getByRole("button", { name, exact: typeof name === "string" });
const width = async (locator) => Math.round((await locator.boundingBox()).width);
/** Brings a drawing into view and waits for its tools. */
async function dressed(page, index) {
  await figure(page, index).scrollIntoViewIfNeeded();
  await figure(page, index).locator(".diagram-tools").waitFor();
}

test("a drawing is as large as it was drawn, or as wide as the text", async () => {
  await visit(CARD, {}, async (page) => {
    await dressed(page, 0);
    await dressed(page, 1);
    assert.equal(await width(drawing(page, 0)), 420);
    assert.equal(await width(drawing(page, 1)), await width(figure(page, 1)));
    await assertAccessible(page, "drawings");
    assert.equal(await button(figure(page, 0), /reset zoom/).textContent(), "100\u00a0%");
    for (const box of await page.locator(".diagram-tools button").all()) {
      const { width, height } = await box.boundingBox();
      assert.ok(width >= 24 && height >= 24);
    }
  });
});

test("the script of the drawings is loaded where there is one, and the page does not jump for it", async () => {
  const loaded = (page) => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /\/diagrams\./.test(name)));
  await visit("reference/signals/", {}, async (page) => {
    await page.waitForTimeout(500);
    assert.equal(await loaded(page), false);
    // A drawing that comes with another page has its tools too.
    await page.locator(".sidebar").getByRole("link", { name: "Drawings" }).click();
    await page.waitForURL(/drawings/);
    await dressed(page, 0);
    assert.equal(await loaded(page), true);
  });
  await visit(CARD, { prepare: (context) => context.route(/\/diagrams\.\w+\.js$/, (route) => setTimeout(() => route.continue(), 500)) }, async (page) => {
    const place = () => page.locator("#the-coast").evaluate((heading) => heading.getBoundingClientRect().top);
    const before = await place();
    await dressed(page, 0);
    assert.equal(await place(), before);
  });
});

test("without a script there is the drawing and its source", async () => {
  await visit(CARD, { javaScriptEnabled: false }, async (page) => {
    assert.equal(await drawing(page, 0).isVisible(), true);
    await figure(page, 0).getByText("Source").click();
    assert.equal(await figure(page, 0).getByText("Red --> Winch").isVisible(), true);
    assert.equal(await page.locator(".diagram-tools").count(), 0);
  });
});

test("all of it goes by keys", async () => {
  await visit(CARD, {}, async (page) => {
    await dressed(page, 0);
    const tools = figure(page, 0).getByRole("toolbar");
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    await drawing(page, 0).getByRole("link", { name: "Winch & rope" }).focus();
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "Zoom out");
    await page.keyboard.press("End");
    assert.equal(await focused(), "Copy source");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "Zoom in");
    for (let times = 0; times < 4; times++) await page.keyboard.press("Enter");
    const share = Math.round(1.4 ** 4 * 100);
    await figure(page, 0).getByRole("status").filter({ hasText: `Zoom ${share}\u00a0%` }).waitFor();
    assert.equal(await width(drawing(page, 0)), Math.round(420 * 1.4 ** 4));

    // What is larger than its frame is a stop of its own, scrolled by arrows, and `0` takes it back.
    const view = figure(page, 0).getByRole("group", { name: /How a ship is let in, can be scrolled/ });
    await view.focus();
    await assertAccessible(page, "enlarged");
    const left = await view.evaluate((view) => view.scrollLeft);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((left) => document.querySelector(".diagram-view").scrollLeft > left, left);
    await page.keyboard.press("0");
    assert.equal(await width(drawing(page, 0)), 420);
    assert.equal(await tools.getByText("100\u00a0%").isVisible(), true);
  });
});

test("the button stays under the pointer, and the page under the wheel", async () => {
  await visit(CARD, { height: 700 }, async (page) => {
    await dressed(page, 0);
    const larger = button(figure(page, 0), "Zoom in");
    await larger.hover();
    const top = async () => Math.round((await larger.boundingBox()).y);
    const before = await top();
    await larger.click();
    await larger.click();
    assert.ok(Math.abs((await top()) - before) <= 1, `${before} → ${await top()}`);
    await button(figure(page, 0), /reset zoom/).click();
    await drawing(page, 0).hover();
    await page.mouse.wheel(0, 100);
    await page.waitForFunction(() => scrollY > 50);
    assert.equal(await width(drawing(page, 0)), 420, "a wheel without Ctrl moves the page");
    await drawing(page, 0).hover();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await page.waitForFunction(() => document.querySelector(".diagram-view > svg").clientWidth > 1000);

    // Dragged by the mouse, and a drag is no click.
    const view = figure(page, 0).locator(".diagram-view");
    const box = await view.boundingBox();
    const place = () => view.evaluate((view) => [view.scrollLeft, view.scrollTop]);
    const [left, upper] = await place();
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 350, box.y + 220, { steps: 4 });
    await page.mouse.up();
    assert.deepEqual(await place(), [left - 50, upper - 20]);
    assert.match(page.url(), /drawings/);
  });
});

test("a drawing opens large", async () => {
  await visit(CARD, {}, async (page) => {
    await dressed(page, 1);
    const inPage = await width(drawing(page, 1));
    const opener = button(figure(page, 1), "Open large");
    const height = () => figure(page, 1).evaluate((figure) => figure.getBoundingClientRect().height);
    const before = await height();
    await opener.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "The coast from west to east" });
    await dialog.waitFor();
    assert.equal(await height(), before, "its place in the page is kept");
    await assertAccessible(page, "large");
    const svg = dialog.locator("svg");
    const fitting = await width(svg);
    assert.ok(fitting > 1200 && fitting <= 1280, `${fitting}`);
    await page.keyboard.press("+");
    assert.equal(await width(svg), Math.round(fitting * 1.4));
    await dialog.getByRole("status").filter({ hasText: /Zoom \d+\u00a0%/ }).waitFor();
    const left = async () => Math.round((await svg.boundingBox()).x);
    const start = await left();
    await page.keyboard.press("ArrowRight");
    assert.equal(await left(), start - 60);
    await page.keyboard.press("-");
    await page.keyboard.press("0");
    assert.equal(await width(svg), fitting);

    // The wheel enlarges what is under the pointer; dragging moves it.
    await page.mouse.move(300, 400);
    await page.mouse.wheel(0, -400);
    await page.waitForFunction((fitting) => document.querySelector("dialog svg").clientWidth > fitting * 2, fitting);
    const from = await left();
    await page.mouse.down();
    await page.mouse.move(360, 420, { steps: 3 });
    await page.mouse.up();
    assert.equal(await left(), from + 60);
    assert.equal(await dialog.isVisible(), true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await opener.evaluate((button) => button === document.activeElement), true);
    assert.equal(await width(drawing(page, 1)), inPage);

    await opener.click();
    await button(dialog, "Close").click();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await page.locator("figure.diagram svg").count(), 2);
  });
});

test("two fingers enlarge it", async () => {
  await visit(CARD, { width: 390, height: 780, hasTouch: true }, async (page, context) => {
    await dressed(page, 0);
    await button(figure(page, 0), "Open large").tap();
    const svg = page.locator("dialog svg");
    await svg.waitFor();
    const fitting = await width(svg);
    const session = await context.newCDPSession(page);
    const touch = (type, ...xs) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((x, id) => ({ x, y: 400, id })) });
    await touch("touchStart", 180, 210);
    for (let step = 1; step <= 10; step++) await touch("touchMove", 180 - step * 6, 210 + step * 6);
    await touch("touchEnd");
    const large = await width(svg);
    assert.ok(large > fitting * 3, `${fitting} → ${large}`);
    const { x } = await svg.boundingBox();
    await touch("touchStart", 200);
    for (let step = 1; step <= 10; step++) await touch("touchMove", 200 - step * 5);
    await touch("touchEnd");
    assert.ok((await svg.boundingBox()).x <= x - 40);
    await assertAccessible(page, "large on a phone");
  });
});

test("links in a drawing lead on, from the page and from the dialog", async () => {
  await visit(CARD, {}, async (page) => {
    await page.evaluate(() => (window.stayed = true));
    await dressed(page, 0);
    const winch = drawing(page, 0).getByRole("link", { name: "Winch & rope" });
    await winch.focus();
    await page.getByRole("tooltip").filter({ hasText: "Winch" }).waitFor();
    await page.keyboard.press("Escape");
    await button(figure(page, 0), "Open large").click();
    const dialog = page.getByRole("dialog");
    const link = dialog.getByRole("link", { name: "Red" });
    for (let times = 0; times < 6; times++) await page.keyboard.press("+");
    await dialog.getByRole("link", { name: "Winch & rope" }).focus();
    await link.focus();
    const { x, y, width, height } = await link.boundingBox();
    assert.ok(x + width / 2 > 0 && y + height / 2 > 0, "in focus, it is in the frame");
    await page.keyboard.press("0");
    await link.click();
    await page.waitForURL(/signals\/(index\.html)?#red$/);
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal(await page.evaluate(() => window.stayed), true, "without a new document");
    await page.goBack();
    await dressed(page, 0);
    await button(figure(page, 0), "Open large").click();
    await dialog.waitFor();
  });
});

test("a drawing is downloaded as a file that needs nothing else", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await visit(CARD, { ...PERMISSIONS, colorScheme }, async (page) => {
      await dressed(page, 0);
      const coming = page.waitForEvent("download");
      await button(figure(page, 0), "Download as SVG").click();
      const file = await coming;
      assert.equal(file.suggestedFilename(), "how-a-ship-is-let-in.svg");
      const text = readFileSync(await file.path(), "utf8");
      assert.doesNotMatch(text, /var\(|light-dark|<style|class=/);
      const shown = await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
        const root = parsed.documentElement;
        return {
          error: parsed.querySelector("parsererror")?.textContent,
          first: root.firstElementChild.localName,
          paper: root.querySelector("rect").getAttribute("fill"),
          box: root.querySelector("g > rect").parentElement.style.fill,
          link: root.querySelector("a").getAttribute("href"),
        };
      }, text);
      const light = colorScheme === "light";
      assert.deepEqual(shown, {
        error: undefined,
        first: "title",
        paper: light ? "rgb(255, 255, 255)" : "rgb(20, 23, 29)",
        box: light ? "rgb(236, 241, 252)" : "rgb(35, 43, 59)",
        link: new URL("reference/signals/index.html#red", site.url).href,
      });
      await button(figure(page, 0), "Copy source").click();
      await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "flowchart TD\n  Red --> Winch");
    });
  }
});

test("on a phone a wide drawing stays readable, and scrolls in its frame", async () => {
  await visit(CARD, { width: 390, height: 780, hasTouch: true }, async (page) => {
    await dressed(page, 1);
    assert.equal(await width(drawing(page, 1)), 1440);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await figure(page, 1).getByRole("group", { name: /can be scrolled/ }).waitFor();
    await assertAccessible(page, "phone");
    const { x, width: across } = await figure(page, 1).locator(".diagram-tools").boundingBox();
    assert.ok(x >= 0 && x + across <= 390);
    assert.ok((await width(drawing(page, 0))) <= 390);
  });
});

test("on paper there is the whole drawing, light, and nothing to press", async () => {
  await visit(CARD, { colorScheme: "dark" }, async (page) => {
    await dressed(page, 0);
    for (let times = 0; times < 4; times++) await button(figure(page, 0), "Zoom in").click();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.equal(await page.locator(".diagram-tools, .diagram-source").filter({ visible: true }).count(), 0);
    assert.equal(await width(drawing(page, 0)), 420);
    const fill = await drawing(page, 0).locator("#dg-1-x").evaluate((group) => getComputedStyle(group).fill);
    assert.equal(fill, "rgb(236, 241, 252)");
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    assert.equal(await page.locator(".diagram-tools").first().isVisible(), true);
  });
});

test("the tools are seen in the colours of the reader", async () => {
  await visit(CARD, { forcedColors: "active" }, async (page) => {
    await dressed(page, 0);
    const [ground, sign] = await button(figure(page, 0), "Zoom in").evaluate((button) => [
      getComputedStyle(button).backgroundColor,
      getComputedStyle(button, "::before").backgroundColor,
    ]);
    assert.notEqual(sign, ground);
  });
});

test("text is readable on every fill, and lines are seen", async () => {
  for (const options of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }]) {
    await visit(CARD, options, async (page) => {
      const poor = await page.evaluate(() => {
        const probe = document.body.appendChild(document.createElement("span"));
        // Computed colours are not forced: what the custom properties say is what is measured.
        probe.style.forcedColorAdjust = "none";
        const luminance = (name) => {
          probe.style.color = `var(--dg-${name})`;
          const parts = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map((part) => {
            const share = Number(part) / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        };
        const contrast = (one, other) => {
          const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
          return (light + 0.05) / (dark + 0.05);
        };
        const plain = ["paper", "fill", "fill-2", "note"];
        const series = Array.from({ length: 12 }, (_, index) => `c${index}`);
        const wanted = [
          ...plain.flatMap((fill) => ["ink", "soft", "accent", "good", "warn", "bad"].map((text) => [text, fill, 4.5])),
          ...[...plain, ...series].flatMap((fill) => [["ink", fill, 4.5], ["accent", fill, 4.5], ["line", fill, 3]]),
          ["note-line", "note", 3],
          ["note-line", "paper", 3],
          ["on-accent", "accent", 4.5],
        ];
        return wanted.filter(([one, other, least]) => !(contrast(one, other) >= least)).map((pair) => pair.join(" "));
      });
      assert.deepEqual(poor, []);
    });
  }
});

test("what could not be drawn before is drawn by the site's own mermaid.js, or stays source", async () => {
  await visit("reference/drawn-elsewhere/", { colorScheme: "dark" }, async (page, _context, problems) => {
    const [drawn, left] = [page.locator("figure.diagram").nth(0), page.locator("figure.diagram").nth(1)];
    await drawn.locator(".diagram-view > svg", { hasText: "newDiagramOfTomorrow" }).waitFor();
    await drawn.getByRole("toolbar").waitFor();
    assert.equal(await drawn.locator("details").evaluate((source) => source.open), false);
    assert.equal(await page.evaluate(() => self.mermaidOptions.theme), "dark");
    await left.scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
    assert.equal(await left.locator("svg").count(), 0);
    assert.ok(await left.getByText("broken").isVisible());
    assert.deepEqual(problems, []);
  });
});

test("the script for what cannot be drawn is loaded where it is needed alone", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    assert.equal(await page.locator("script[src*='mermaid.js']").count(), 0);
  });
});
