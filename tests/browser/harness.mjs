// A built site behind a small server with the strict content policy, and pages of it in a real browser. What the browser
// complains of, and every request to another host, is a problem; `close` fails on problems.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const project = join(dirname(fileURLToPath(import.meta.url)), "../..");
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'";
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};

export const site = { url: "", dir: "" };
let server;
let browser;

before(async () => {
  site.dir = mkdtempSync(join(tmpdir(), "quadrille-site-"));
  const command = process.env["QUADRILLE"] ?? join(project, "target/debug/quadrille");
  const docs = process.env["QUADRILLE_DOCS"] ?? project;
  execFileSync(command, ["build", docs, "-d", site.dir], { stdio: "ignore" });
  server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    const file = join(site.dir, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const body = await readFile(file);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  site.url = `http://127.0.0.1:${server.address().port}/`;
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(site.dir, { recursive: true, force: true });
});

/** Opens a page of the site; a whole address is taken as it is. */
export async function open(path, { width = 1280, height = 900, colorScheme = "light", ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, ...more });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site.url) && !/^(data|file|about):/.test(url)) problems.push(`foreign request: ${url}`);
  });
  await page.goto(new URL(path, site.url).href);
  const close = async () => {
    await context.close();
    assert.deepEqual(problems, []);
  };
  return { page, close, problems };
}
