// Runs the browser tests with one site, one server and one browser for all of them.
// `node run.mjs [FILE…]`; `node --test` works too, and then each file makes its own.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launchServer, makeSite } from "./host.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const files = wanted.length > 0 ? wanted : readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort();

const site = await makeSite();
const browser = await launchServer();
const tests = spawn(process.execPath, ["--test", "--test-concurrency=2", "--test-reporter=spec", ...files], {
  cwd: here,
  stdio: "inherit",
  env: {
    ...process.env,
    QUADRILLE_BROWSER_SITE: JSON.stringify({ url: site.url, dir: site.dir }),
    QUADRILLE_BROWSER_SERVER: browser.wsEndpoint(),
  },
});
process.exitCode = await new Promise((resolve) => tests.on("exit", (code) => resolve(code ?? 1)));
await browser.close();
site.end();
