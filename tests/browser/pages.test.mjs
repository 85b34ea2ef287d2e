// Every page of the site: no error, no foreign request, nothing that axe finds, in light and dark, wide and narrow.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { assertAccessible, site, visit } from "./harness.mjs";

const files = readdirSync(site.dir, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name.endsWith(".html"))
  .map((entry) => relative(site.dir, join(entry.parentPath ?? entry.path, entry.name)))
  .filter((path) => !/http-equiv="refresh"/.test(readFileSync(join(site.dir, path), "utf8")))
  .sort();

test("all pages are in order", async () => {
  assert.ok(files.length > 15, `${files.length}`);
  for (const path of files) {
    await visit(path, {}, async (page) => {
      await assertAccessible(page, path);
    });
  }
});

test("pages are in order on a phone", async () => {
  for (const path of ["index.html", "how-to/pin/index.html", "reference/index.html", "reference/ports/index.html"]) {
    await visit(path, { width: 390, height: 780, hasTouch: true }, async (page) => {
      await assertAccessible(page, path);
    });
  }
});

test("the first view is light", async () => {
  await visit("how-to/pin/", {}, async (page) => {
    const loaded = await page.evaluate(() => [
      location.href,
      ...performance.getEntriesByType("resource").map(({ name }) => name),
    ]);
    const ours = loaded.filter((url) => !url.includes("/scripts/"));
    assert.ok(ours.length <= 6, ours.join("\n"));
    let bytes = 0;
    for (const url of ours) bytes += gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
    assert.ok(bytes <= 60_000, `${bytes}`);
  });
});
