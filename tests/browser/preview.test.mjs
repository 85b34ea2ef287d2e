// The live preview: `quadrille serve` on a copy of a few cards that are edited while a reader looks.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser } from "./harness.mjs";
import { watch } from "./examine.mjs";

const command =
  process.env.QUADRILLE ?? join(fileURLToPath(new URL(".", import.meta.url)), "../../target/debug/quadrille");

/** A long card, so that there is something to scroll. */
const card = (word) =>
  `# Tide\n\nThe word is ${word}.\n\n${"A paragraph of the tide.\n\n".repeat(80)}Back to [[index]].\n`;

/** Starts the preview of two cards; gives back its address, how to write a file of its docs, and how to end it. */
async function preview() {
  const folder = mkdtempSync(join(tmpdir(), "quadrille-preview-"));
  const write = (path, text) => writeFileSync(join(folder, path), text);
  mkdirSync(join(folder, "docs"));
  write("docs/index.md", "# Home\n\nSee [[tide]].\n");
  write("docs/tide.md", card("ebb"));
  write("docs/own.css", "body { --mark: 1; }");
  write("quadrille.toml", '[theme]\ncss = ["own.css"]\n');
  const server = spawn(command, ["serve", "--port", "0"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const address = await new Promise((resolve, reject) => {
    server.on("exit", (code) => reject(new Error(`the preview ended with ${code}`)));
    setTimeout(() => reject(new Error("the preview did not begin")), 30_000).unref();
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(line);
        if (found) resolve(found[0]);
      });
    }
  });
  const end = async () => {
    server.removeAllListeners("exit");
    const ended = new Promise((resolve) => {
      if (server.exitCode !== null || server.signalCode !== null) resolve(server.exitCode ?? server.signalCode);
      server.on("exit", (code, signal) => resolve(code ?? signal));
    });
    server.kill("SIGTERM");
    const patience = setTimeout(() => server.kill("SIGKILL"), 10_000);
    const code = await ended;
    clearTimeout(patience);
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  return { address, write, end };
}

test("an edited card is shown anew, where the reader was; a broken one leaves the old page", { timeout: 90_000 }, async () => {
  const { address, write, end } = await preview();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(10_000);
  try {
    const page = await context.newPage();
    const problems = watch(page, new URL(address).origin);
    await page.goto(`${address}tide/`);
    await page.evaluate(() => window.scrollTo({ top: 900, behavior: "instant" }));
    write("docs/tide.md", card("flood"));
    await page.locator("article p", { hasText: "The word is flood." }).waitFor();
    await page.waitForFunction(() => Math.abs(window.scrollY - 900) < 2);

    await page.evaluate(() => (window.stays = true));
    write("docs/own.css", "body { --mark: 2; }");
    await page.waitForFunction(() => getComputedStyle(document.body).getPropertyValue("--mark").trim() === "2");
    assert.equal(await page.evaluate(() => window.stays), true, "a style sheet is exchanged without loading the page");

    write("quadrille.toml", "[theme\n");
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").innerText(), /quadrille\.toml:1/);
    assert.equal(await page.locator("article p", { hasText: "flood" }).count(), 1);

    write("quadrille.toml", "");
    // The page is loaded anew. Until then it must stay open: a browser may never answer to a close amid a navigation.
    await page.waitForFunction(() => !window.stays && document.readyState === "complete");
    assert.equal(await page.getByRole("alert").count(), 0);
    assert.deepEqual(problems, []);
    await page.goto("about:blank");
  } finally {
    await Promise.race([context.close(), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
    assert.equal(await end(), 0);
  }
});
