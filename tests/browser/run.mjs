// Runs the browser tests, a process for each file, with one site for all of them: `node run.mjs [FILE…]`.
// `node --test` works too, and then each file makes its own site.
//
// A browser can hang, and a machine can be busy: no file runs longer than `FILE_LIMIT`, all of them together no longer
// than `LIMIT`, and a file that fails is run once more, alone. Both are told.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeSite } from "./host.mjs";

/** Files that run at the same time. */
const LANES = 2;
/** How long one test may take, one file, and the whole run, in seconds. */
const TEST_LIMIT = 150;
const FILE_LIMIT = 300;
const LIMIT = 1200;

const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const files = wanted.length > 0 ? wanted : readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort();
const running = new Set();

setTimeout(() => {
  console.log(`the browser tests did not end within ${LIMIT} s`);
  for (const test of running) kill(test);
  process.exit(1);
}, LIMIT * 1000).unref();

const site = await makeSite();
const failed = [];
const queue = [...files];
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      if (!(await run(file))) failed.push(file);
    }
  }),
);
const again = [];
for (const file of failed) {
  console.log(`${file} failed and is run once more, alone`);
  if (!(await run(file))) again.push(file);
}
site.end();
console.log(`${files.length} files, ${failed.length} run twice, ${again.length} failed`);
process.exitCode = again.length > 0 ? 1 : 0;

/** Runs one file and prints what it said; tells whether it passed. */
async function run(file) {
  const began = performance.now();
  // A group of its own, so that its browser can be ended with it.
  const test = spawn(
    process.execPath,
    ["--test", "--test-reporter=spec", `--test-timeout=${TEST_LIMIT * 1000}`, file],
    {
      cwd: here,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, QUADRILLE_BROWSER_SITE: JSON.stringify({ url: site.url, dir: site.dir }) },
    },
  );
  running.add(test);
  const said = [];
  for (const stream of [test.stdout, test.stderr]) stream.on("data", (text) => said.push(text));
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    kill(test);
  }, FILE_LIMIT * 1000);
  // Not "close": a process that a test left behind would hold the streams open.
  const code = await new Promise((resolve) => test.on("exit", resolve));
  clearTimeout(limit);
  await new Promise((resolve) => setTimeout(resolve, 100));
  kill(test);
  running.delete(test);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${file}: ${isLate ? "did not end" : code === 0 ? "passed" : "failed"} (${seconds} s)`);
  console.log(Buffer.concat(said).toString().trimEnd());
  return code === 0;
}

/** Ends a test with all that it started. */
function kill(test) {
  try {
    process.kill(-test.pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
