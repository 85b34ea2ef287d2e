// Looks at every page of a built site: `node site.mjs DIR`.
//
// axe over all pages, in light and dark; the Nu HTML checker over all files; errors in the console, breaches of the
// security policy and requests to other hosts. Prints what was found and the counts; ends with 1 where there is something.
// `--base /handbook/` for a site that is published below the root of its host.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve, sep } from "node:path";
import { parseArgs, promisify } from "node:util";
import { faults, watch } from "./examine.mjs";
import { launch, serve } from "./host.mjs";

/** Pages that are looked at at the same time. */
const LANES = 2;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { base: { type: "string", default: "/" } } });
if (positionals.length !== 1) {
  console.error("usage: node site.mjs [--base /PATH/] DIR");
  process.exit(2);
}
const dir = resolve(positionals[0]);
const files = readdirSync(dir, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
  .map((entry) => relative(dir, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
  .sort();
const isStub = (file) => /http-equiv="refresh"/.test(readFileSync(join(dir, file), "utf8"));
const pages = files.filter((file) => !isStub(file));

const began = performance.now();
const [html, found] = await Promise.all([checkHtml(), lookAtAll()]);
const count = { pages: pages.length, "HTML errors": html.length, "axe violations": 0, problems: 0 };
for (const line of html) console.log(line);
for (const { file, kind, text } of found) {
  count[kind]++;
  console.log(`${file}: ${text}`);
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`${Object.entries(count).map(([name, number]) => `${number} ${name}`).join(", ")} (${seconds} s)`);
process.exitCode = html.length + found.length > 0 ? 1 : 0;

/** What the Nu HTML checker calls an error, one line each. */
async function checkHtml() {
  const jar = createRequire(import.meta.url)("vnu-jar");
  const args = ["-Xss1m", "-jar", jar, "--errors-only", "--format", "json", "--exit-zero-always", ...files];
  const { stderr } = await promisify(execFile)("java", args, { cwd: dir, maxBuffer: 1 << 28 });
  return JSON.parse(stderr).messages.map(({ url, lastLine, message }) => {
    const file = decodeURIComponent(url).replace(/^file:/, "").replace(`${dir}${sep}`, "");
    return `${file}:${lastLine ?? 0}: ${message}`;
  });
}

async function lookAtAll() {
  const site = await serve(dir, values.base);
  const browser = await launch();
  const queue = [...pages];
  const found = [];
  const lane = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      found.push(...(await lookAt(context, site.url, file)));
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    await browser.close();
    site.stop();
  }
  return found;
}

async function lookAt(context, url, file) {
  const page = await context.newPage();
  const problems = watch(page, new URL(url).origin);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(url + file.split("/").map(encodeURIComponent).join("/"));
  const light = await faults(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await faults(page, ["color-contrast"]);
  await page.close();
  return [
    ...light.map((text) => ({ file, kind: "axe violations", text: `light: ${text}` })),
    ...dark.map((text) => ({ file, kind: "axe violations", text: `dark: ${text}` })),
    ...problems.map((text) => ({ file, kind: "problems", text })),
  ];
}
