// What every browser test begins with: `open` shows a page of the site of `fixtures/` and fails on what a reader would
// not see: errors in the console, breaches of the security policy, requests to other hosts, addresses without a file.
import assert from "node:assert/strict";
import { after } from "node:test";
import { faults, watch } from "./examine.mjs";
import { launch, makeSite } from "./host.mjs";

const shared = process.env.QUADRILLE_BROWSER_SITE;
const ends = [];
after(async () => {
  for (const end of ends.reverse()) await end();
});

/** The site: its address, with a `/` at its end, and its folder. */
export const site = shared ? JSON.parse(shared) : await makeSite();
if (!shared) ends.push(site.end);

export const browser = await launch();
ends.push(() => browser.close());

/**
 * Opens a page in a browser that knows nothing of the site yet.
 *
 * `options`: `width`, `height`, `colorScheme` and whatever else Playwright's `newContext` takes; `prepare(context)` is
 * called before the page is loaded. `close()` asserts that there were no `problems`.
 */
export async function open(path = "", { width = 1280, height = 900, prepare, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  context.setDefaultTimeout(10_000);
  await prepare?.(context);
  const page = await context.newPage();
  const problems = watch(page, new URL(site.url).origin);
  await page.goto(new URL(path, site.url).href);
  const close = async () => {
    await context.close();
    assert.deepEqual(problems, []);
  };
  return { page, context, problems, close };
}

/** Runs one test with an open page, and closes it. */
export async function visit(path, options, test) {
  const { page, context, problems, close } = await open(path, options);
  try {
    await test(page, context, problems);
  } catch (error) {
    await context.close();
    throw error;
  }
  await close();
}

/** Asserts that axe finds nothing, in light and in dark. */
export async function assertAccessible(page, what) {
  // Colours are measured as they are in the end, not on their way.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.timeline === document.timeline && animation.effect?.getComputedTiming().endTime !== Infinity) {
        animation.finish();
      }
    }
  });
  assert.deepEqual(await faults(page), [], `${what}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await faults(page, ["color-contrast"]), [], `${what}, dark`);
  await page.emulateMedia({ colorScheme: "light" });
}
