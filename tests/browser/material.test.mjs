// A project of MkDocs-Material, published in two versions: palettes, the switch between versions, scripts, overrides.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { watch } from "./examine.mjs";
import { assertAccessible, browser } from "./harness.mjs";
import { serve } from "./host.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const command = process.env.QUADRILLE ?? join(here, "../../target/debug/quadrille");
const folder = mkdtempSync(join(tmpdir(), "quadrille-material-"));
// The versions are published onto a branch, and the branch is served.
const project = join(folder, "project");
cpSync(join(here, "material-site"), project, { recursive: true });
function run(program, ...args) {
  const done = spawnSync(program, args, { cwd: project, encoding: "utf8" });
  assert.equal(done.status, 0, `${program} ${args.join(" ")}: ${done.stderr}`);
}
run("git", "init", "-q");
run("git", "config", "user.name", "Keeper");
run("git", "config", "user.email", "keeper@example.org");
run(command, "build", "--strict", "--verify", "--site-dir", join(folder, "whole"));
for (const version of ["1.0", "2.0"]) run(command, "deploy", version);
run("git", "--work-tree", folder, "checkout", "-q", "gh-pages", "--", ":/1.0", ":/2.0");
rmSync(join(folder, "2.0/log"), { recursive: true });
writeFileSync(
  join(folder, "versions.json"),
  JSON.stringify([
    { version: "dev", title: "dev", aliases: [], properties: { hidden: true } },
    { version: "2.0", title: "2.0 (new)", aliases: ["stable"] },
    { version: "1.0", title: "1.0", aliases: [] },
  ]),
);
const { url, stop } = await serve(folder);
after(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

async function visit(path, options, look) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const problems = watch(page, new URL(url).origin);
  try {
    await page.goto(new URL(path, url).href);
    await look(page);
    // What is asked of the other version may not be there: that is how the switch finds out.
    assert.deepEqual(problems.filter((problem) => !/404|HEAD/.test(JSON.stringify(problem))), []);
  } finally {
    await context.close();
  }
}

const attribute = (page, name) => page.evaluate((name) => document.body.getAttribute(name), name);

test("palettes follow the system until the reader chooses", async () => {
  await visit("2.0/guide/index.html", { colorScheme: "dark" }, async (page) => {
    assert.equal(await attribute(page, "data-md-color-scheme"), "slate");
    assert.equal(await attribute(page, "data-md-color-primary"), "teal");
    const button = page.locator("[data-palette-switch]");
    assert.equal(await button.getAttribute("aria-label"), "Switch to light mode");
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForFunction(() => document.body.dataset.mdColorScheme === "default");
    await button.click();
    assert.equal(await button.getAttribute("aria-label"), "Switch to dark mode");
    await button.click();
    assert.equal(await attribute(page, "data-md-color-scheme"), "slate");
    await page.reload();
    assert.equal(await attribute(page, "data-md-color-scheme"), "slate");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), "dark");
    assert.equal(await page.locator("[data-palette-switch] span:not([hidden])").count(), 1);
  });
});

test("the switch leads to the same page of another version", async () => {
  await visit("1.0/guide/lamps/index.html", {}, async (page) => {
    const summary = page.locator(".versions summary");
    await summary.focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await page.locator(".versions a").allTextContents(), ["2.0 (new)", "1.0"]);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".versions [open]").count(), 0);
    assert.ok(await summary.evaluate((element) => element === document.activeElement));
    assert.ok(await page.locator("[data-outdated]").isVisible());
    await assertAccessible(page, "an old version");
    await page.keyboard.press("Enter");
    await page.locator(".versions a").first().click();
    await page.waitForURL("**/2.0/guide/lamps/index.html");
    await page.locator(".versions details").waitFor();
    assert.ok(await page.locator("[data-outdated]").isHidden());
  });
});

test("where the other version lacks the page, its first page is shown", async () => {
  await visit("1.0/log/index.html", {}, async (page) => {
    await page.locator(".versions summary").click();
    await page.locator(".versions a").first().click();
    await page.waitForURL("**/2.0/");
  });
});

test("scripts of the project are told of pages, and its templates dress them", async () => {
  await visit("2.0/index.html", {}, async (page) => {
    await page.waitForFunction(() => document.body.dataset.seen === document.title && document.body.dataset.late === "yes");
    assert.match(await page.locator(".mdx-hero").textContent(), /3 chapters: Home; Guide \(Guide, Lamps, Weather\); Log/);
    await page.locator(".announce-close").click();
    await page.reload();
    assert.ok(await page.locator(".announce").first().isHidden());
  });
});

test("pages are exchanged under the bars, and scripts hear of it", async () => {
  await visit("2.0/guide/index.html", {}, async (page) => {
    await page.evaluate(() => (window.isSame = true));
    await page.locator(".md-tabs__link", { hasText: "Home" }).click();
    await page.waitForFunction(() => document.body.dataset.seen === "Lighthouse Handbook");
    assert.ok(await page.evaluate(() => window.isSame));
    assert.equal(await page.locator(".md-tabs__link[aria-current]").textContent(), "Home");
    assert.ok(await page.locator(".sidebar").isHidden());
    assert.equal(await page.locator(".versions summary").count(), 1);
    assert.equal(await attribute(page, "data-md-color-primary"), "teal");
  });
});

test("the page is whole on a phone", async () => {
  await visit("2.0/guide/index.html", { viewport: { width: 390, height: 844 } }, async (page) => {
    await assertAccessible(page, "a narrow page");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.locator(".drawer-toggle").click();
    await page.locator(".drawer .sections").waitFor();
  });
});

test("the address names the heading that is read, and nothing at the top of the page", async () => {
  await visit("2.0/guide/index.html", { viewport: { width: 1280, height: 420 } }, async (page) => {
    await page.evaluate(() => document.getElementById("tools").scrollIntoView());
    await page.waitForURL("**/guide/index.html#tools");
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForURL((address) => address.hash === "");
    assert.equal(await page.evaluate(() => history.length), 2);
  });
});

test("lists of tasks nest, and a short page fills the window", async () => {
  await visit("2.0/guide/oil/index.html", {}, async (page) => {
    const [outer, inner] = await page.locator(".task-list-item > input").evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().left));
    assert.ok(inner - outer > 15, `${outer} and ${inner}`);
    const [height, end] = await page.evaluate(() => [innerHeight, document.querySelector(".site-footer").getBoundingClientRect().bottom]);
    assert.ok(Math.abs(height - end) < 1, `the window ends at ${height}, the footer at ${end}`);
    await assertAccessible(page);
  });
});
