// The page of all reviews, and what the reader's day makes of a card.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, visit } from "./harness.mjs";

const clock = (day) => (context) => context.clock.setFixedTime(new Date(`${day}T10:00:00`));
const row = (page, path) => page.locator(`.review-table tr[data-path="${path}"]`);
const shown = (page) => page.locator(".review-table tbody tr:visible").evaluateAll((rows) => rows.map((each) => each.dataset.path));

test("what is overdue is said on the reader's day", async () => {
  await visit("review/", { prepare: clock("2026-12-02") }, async (page) => {
    await page.locator(".review-table thead button").first().waitFor();
    assert.equal(await row(page, "how-to/pin.md").getAttribute("data-state"), "fresh");
    assert.equal(await row(page, "how-to/night-watch.md").getAttribute("data-state"), "due-soon");
    assert.equal((await row(page, "tutorials/first-light.md").locator(".review-state").textContent()).trim(), "overdue");
    assert.match(await page.locator(".lead").textContent(), /, 1 is overdue\.$/);
    await assertAccessible(page, "reviews");
  });
  await visit("review/", { prepare: clock("2027-12-02") }, async (page) => {
    await page.locator(".review-table thead button").first().waitFor();
    assert.match(await page.locator(".lead").textContent(), /, 3 are overdue\.$/);
  });
});

test("cards are filtered and sorted, and the address says so", async () => {
  await visit("review/", { prepare: clock("2026-12-02") }, async (page) => {
    const due = page.getByRole("button", { name: "Due", exact: true });
    await due.waitFor();
    const all = (await shown(page)).length;
    await page.getByLabel("State").selectOption("overdue");
    assert.deepEqual(await shown(page), ["tutorials/first-light.md"]);
    assert.equal(await page.locator(".review-count").textContent(), `1 of ${all} cards`);
    await page.getByLabel("State").selectOption("");
    await due.click();
    await due.click();
    assert.equal(await page.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
    assert.deepEqual((await shown(page)).slice(0, 3), ["how-to/pin.md", "how-to/night-watch.md", "tutorials/first-light.md"]);
    await page.getByLabel("Find").fill("night-watch.md");
    assert.deepEqual(await shown(page), ["how-to/night-watch.md"]);
    const address = new URL(page.url());
    assert.equal(address.search, "?sort=due&order=down&find=night-watch.md");
    await page.reload();
    await due.waitFor();
    assert.deepEqual(await shown(page), ["how-to/night-watch.md"]);
  });
});

test("without a script the list is whole, and says no more than it knows", async () => {
  await visit("review/", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator(".review-filter").isVisible(), false);
    assert.equal((await row(page, "tutorials/first-light.md").locator(".review-state").count()), 0);
    assert.equal((await row(page, "index.md").locator(".review-state").textContent()).trim(), "never");
    await page.locator("details summary", { hasText: "numbers of the chart" }).click();
    assert.ok(await page.locator("details table").isVisible());
  });
});

test("a card that is overdue says so, and only then", async () => {
  for (const [day, isShown] of [["2026-12-09", false], ["2026-12-10", true]]) {
    await visit("how-to/night-watch/", { prepare: clock(day) }, async (page) => {
      await page.waitForFunction(() => document.querySelector(".freshness time").title !== "");
      assert.equal(await page.locator(".review-banner").isVisible(), isShown, day);
    });
  }
});
