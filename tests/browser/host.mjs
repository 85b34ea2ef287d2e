// What a run of the browser tests shares: the built site of `fixtures/`, a server for it; and a Chromium.
import { spawnSync } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The site lives below the root of its host, so that addresses that only work at the root are found out. */
export const BASE = "/handbook/";

/** The strictest policy that a published site promises to work under. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pagefind": "application/wasm",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
};

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Builds and serves the site of `fixtures/`; gives back its address, its folder, and how to end it. */
export async function makeSite() {
  const command = process.env.QUADRILLE ?? join(here, "../../target/debug/quadrille");
  const folder = mkdtempSync(join(tmpdir(), "quadrille-browser-"));
  const dir = join(folder, "site");
  // First, because the page for what is not found holds the full address of the site.
  const { url, stop } = await serve(dir);
  const run = spawnSync(command, ["build", "--strict", "--verify", "--base-url", url, "--site-dir", dir], {
    cwd: join(here, "fixtures"),
    encoding: "utf8",
  });
  const end = () => {
    stop();
    rmSync(folder, { recursive: true, force: true });
  };
  if (run.status !== 0) {
    end();
    throw new Error(`${command} cannot build the site of the tests: ${run.error ?? run.stdout + run.stderr}`);
  }
  return { url, dir, end };
}

/** Serves a folder below `base`; gives back the address and how to stop. */
export async function serve(dir, base = BASE) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const inside = pathname.startsWith(base) ? normalize(decodeURIComponent(pathname.slice(base.length))) : null;
    let file = inside === null || inside.startsWith("..") ? "" : join(dir, inside);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    response.setHeader("content-security-policy", POLICY);
    if (!existsSync(file)) {
      response.writeHead(404, { "content-type": "text/html; charset=utf-8" });
      return response.end("<!doctype html><title>Not found</title><h1>Not found</h1>");
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** A browser for this process. */
export function launch() {
  return chromium.launch({ executablePath, args: FLAGS, timeout: 60_000 });
}
