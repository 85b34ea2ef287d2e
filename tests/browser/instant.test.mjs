// Instant navigation, and the keys that use it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, site, visit } from "./harness.mjs";

/** A mark that only lives as long as the document. */
const mark = (page) => page.evaluate(() => (window.isSameDocument = true));
const isSame = (page) => page.evaluate(() => window.isSameDocument === true);
const heading = (page, text) => page.locator("h1", { hasText: text }).waitFor();
const scrolled = (page) => page.evaluate(() => scrollY);

test("a link exchanges the page within the document", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    await mark(page);
    await page.locator("article").getByRole("link", { name: "ports" }).first().click();
    await heading(page, "Ports");
    assert.ok(await isSame(page));
    assert.equal(await page.title(), "Ports · Harbour Handbook");
    assert.equal(page.url(), `${site.url}reference/ports/index.html`);
    assert.equal(await page.locator(".tabs [aria-current]").textContent(), "Reference");
    assert.equal(await page.locator(".sidebar [aria-current=page]").textContent(), "Ports");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "main");
    await page.getByRole("status").filter({ hasText: "Ports · Harbour Handbook" }).waitFor({ state: "attached" });
    // What is relative is meant from the new address: links, pictures, the header.
    assert.ok(await page.locator("article img").first().evaluate((image) => image.decode().then(() => true)));
    const addresses = await page.locator("header a").evaluateAll((links) => links.map(({ href }) => href));
    const [home, ...tabs] = addresses;
    assert.equal(home, `${site.url}index.html`);
    assert.deepEqual(tabs.slice(0, 4), ["tutorials", "how-to", "reference", "explanation"].map((name) => `${site.url}${name}/index.html`));
    assert.equal(tabs.at(-1), "https://git.example.org/harbour/handbook");
    const icon = await page.locator("link[rel=icon]").evaluate((link) => link.href);
    assert.ok(icon.startsWith(`${site.url}assets/favicon`), icon);
    // The features have been put on.
    await page.getByRole("button", { name: /^Enlarge/ }).waitFor();
    await page.locator("[data-scheme-switch]").click();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), "light", "switched once");
    await assertAccessible(page, "after instant navigation");
    assert.equal(await page.evaluate(() => window.extraLoads), 1);
    assert.equal(await page.evaluate(() => window.extraPages.length), 1);
  });
});

test("back and forward restore page and place", async () => {
  await visit("how-to/night-watch/", {}, async (page) => {
    await mark(page);
    await page.evaluate(() => scrollTo({ top: 1234, behavior: "instant" }));
    await page.waitForTimeout(50);
    await page.locator("article").getByRole("link", { name: "pin" }).last().evaluate((link) => link.click());
    await heading(page, "Pin a version");
    assert.equal(await scrolled(page), 0);
    await page.evaluate(() => scrollTo({ top: 321, behavior: "instant" }));
    await page.waitForTimeout(50);
    await page.goBack();
    await heading(page, "Keep the night watch");
    assert.equal(await scrolled(page), 1234);
    await page.goForward();
    await heading(page, "Pin a version");
    assert.equal(await scrolled(page), 321);
    assert.ok(await isSame(page));
    // A reload keeps the place, and the history goes on from there.
    await page.reload();
    await page.waitForFunction(() => scrollY === 321);
    await page.goBack();
    await heading(page, "Keep the night watch");
    await page.waitForFunction(() => scrollY === 1234);
  });
});

test("hashes lead to their headings", async () => {
  await visit("tutorials/first-light/", {}, async (page) => {
    await mark(page);
    await page.locator("article").getByRole("link", { name: "Colours" }).click();
    await heading(page, "Why lamps");
    assert.equal(await page.evaluate(() => location.hash), "#colours");
    assert.equal(await page.locator(":target").getAttribute("id"), "colours");
    const top = await page.locator("#colours").evaluate((heading) => heading.getBoundingClientRect().top);
    assert.ok(top > 0 && top < 900, `${top}`);
    // Within the page the browser does it.
    await page.locator(".toc").getByRole("link", { name: "Height" }).click();
    await page.waitForFunction(() => location.hash === "#height");
    await page.goBack();
    await page.waitForFunction(() => location.hash === "#colours");
    await page.goBack();
    await heading(page, "First light");
    assert.ok(await isSame(page));
  });
});

test("a link into something closed on another page opens it", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    const link = page.locator("article").getByRole("link", { name: "ports" }).first();
    await link.evaluate((link, url) => (link.href = url), `${site.url}how-to/set-up/#in-a-hurry`);
    await link.click();
    await page.locator("#in-a-hurry").waitFor();
    assert.equal(await page.locator(":target").getAttribute("id"), "in-a-hurry");
  });
});

test("scripts of the text run on each visit, scripts of the site once", async () => {
  await visit("tutorials/first-light/", {}, async (page) => {
    assert.equal(await page.locator("#made-by-script").textContent(), "Written by a script.");
    await page.locator("article").getByRole("link", { name: "pin" }).click();
    await heading(page, "Pin a version");
    await page.goBack();
    await page.getByText("Written by a script.").waitFor();
    assert.deepEqual(await page.evaluate(() => [window.articleRuns, window.extraLoads]), [2, 1]);
  });
});

test("a page that moved is found", async () => {
  await visit("", {}, async (page) => {
    await mark(page);
    await page.locator("article a").first().evaluate((link, url) => (link.href = url), `${site.url}how-to/fasten/`);
    await page.locator("article a").first().click();
    await heading(page, "Pin a version");
    assert.equal(page.url(), `${site.url}how-to/pin/index.html`);
    assert.ok(await isSame(page));
  });
});

test("what is out of the ordinary is left to the browser", async () => {
  const leaves = async (prepare, expected) =>
    visit("how-to/pin/", {}, async (page, _context, problems) => {
      await mark(page);
      await prepare(page);
      await page.locator("article").getByRole("link", { name: "ports" }).first().click();
      await page.waitForFunction(() => !window.isSameDocument);
      await heading(page, expected);
      problems.length = 0;
    });
  // Another build of the site.
  await leaves((page) => page.route("**/ports/**", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/quadrille\.\w+\.css/, "other.css") });
  }, { times: 1 }), "Ports");
  // No answer.
  await leaves((page) => page.route("**/ports/**", (route) => route.abort(), { times: 1 }), "Ports");
  // An error.
  await leaves((page) => page.route("**/ports/**", (route) => route.fulfill({ status: 500, body: "" }), { times: 1 }), "Ports");
  // A page of somebody else.
  await leaves((page) => page.route("**/ports/**", (route) => {
    void route.fulfill({ contentType: "text/html", body: "<!doctype html><title>x</title><h1>Other</h1>" });
  }), "Other");
});

test("modified clicks and links to files are left to the browser", async () => {
  await visit("how-to/pin/", {}, async (page, context) => {
    await mark(page);
    const opened = context.waitForEvent("page");
    await page.locator("article").getByRole("link", { name: "ports" }).first().click({ modifiers: ["Control"] });
    await (await opened).close();
    await heading(page, "Pin a version");
    const isTaken = (change) => page.evaluate((change) => {
      const link = document.querySelector("article p a");
      const copy = link.cloneNode(true);
      for (const [name, value] of Object.entries(change)) copy.setAttribute(name, value);
      link.after(copy);
      let taken = false;
      addEventListener("click", (event) => {
        taken = event.defaultPrevented;
        event.preventDefault();
      }, { once: true });
      copy.click();
      copy.remove();
      return taken;
    }, change);
    assert.equal(await isTaken({ target: "_blank" }), false);
    assert.equal(await isTaken({ download: "" }), false);
    assert.equal(await isTaken({ href: `${site.url}img/chart.png` }), false);
    assert.equal(await isTaken({ href: "/elsewhere/" }), false);
    assert.equal(await isTaken({ href: "#check-it" }), false);
    assert.equal(await isTaken({ href: "mailto:keeper@harbour.example" }), false);
  });
});

test("pages are fetched while the pointer rests, and once", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    let requests = 0;
    page.on("request", (request) => (requests += request.url().includes("/reference/ports/index.html") ? 1 : 0));
    const link = page.locator("article").getByRole("link", { name: "ports" }).first();
    const answer = page.waitForResponse("**/ports/index.html");
    await link.hover();
    await answer;
    await link.click();
    await heading(page, "Ports");
    assert.equal(requests, 1);
  });
});

test("the last link wins, and who waits is told", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    await page.route("**/reference/ports/**", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 900));
      await route.continue().catch(() => {});
    });
    await page.locator("article").getByRole("link", { name: "ports" }).first().evaluate((link) => link.click());
    await page.locator(".progress").waitFor();
    await page.locator(".sidebar").getByRole("link", { name: "Set up a desk" }).click();
    await heading(page, "Set up a desk");
    await page.locator(".progress").waitFor({ state: "detached" });
    await page.waitForTimeout(900);
    await heading(page, "Set up a desk");
  });
});

test("keys turn the pages", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    await mark(page);
    const next = (await page.locator(".neighbours .next").textContent()).replace("Next", "").trim();
    await page.keyboard.press("n");
    await heading(page, next);
    await page.keyboard.press(",");
    await heading(page, "Pin a version");
    await page.keyboard.press(".");
    await heading(page, next);
    await page.keyboard.press("p");
    await heading(page, "Pin a version");
    assert.ok(await isSame(page));
    await page.keyboard.press("Control+n");
    await page.evaluate(() => {
      const field = document.createElement("input");
      document.querySelector("article").append(field);
      field.focus();
    });
    await page.keyboard.press("n");
    await page.waitForTimeout(200);
    await heading(page, "Pin a version");
  });
});

test("the keys are listed and have a switch", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keyboard" });
    await dialog.waitFor();
    await assertAccessible(page, "list of keys");
    await dialog.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("n");
    await page.waitForTimeout(200);
    await heading(page, "Pin a version");
    await page.getByRole("button", { name: "Keyboard" }).click();
    assert.equal(await dialog.getByRole("checkbox").isChecked(), false);
  });
});
