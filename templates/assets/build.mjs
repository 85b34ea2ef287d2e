// Bundles each entry of src/ into one file beside this one: classic scripts, which also run from `file://`, and the style
// sheet.
// `--check` writes nothing and fails where a committed bundle is not that of its sources.
import { build, context } from "esbuild";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const entries = [
  { in: "src/boot.ts", out: "boot" },
  { in: "src/main.ts", out: "quadrille" },
  { in: "src/dialogs.ts", out: "dialogs" },
  { in: "src/search.ts", out: "search" },
  { in: "src/graph.ts", out: "graph" },
  { in: "src/review.ts", out: "review" },
  { in: "src/diagrams.ts", out: "diagrams" },
  { in: "src/observable.ts", out: "observable" },
  { in: "src/css/quadrille.css", out: "quadrille" },
  { in: "src/css/material.css", out: "material" },
];
const options = {
  absWorkingDir: here,
  entryPoints: entries,
  outdir: here,
  bundle: true,
  // Stand beside the style sheet as they are.
  external: ["fonts/*"],
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else if (process.argv.includes("--check")) {
  const result = await build({ ...options, write: false });
  const stale = [];
  for (const file of result.outputFiles) {
    const committed = await readFile(file.path, "utf8").catch(() => "");
    if (committed !== file.text) stale.push(file.path.slice(join(here, "").length));
  }
  if (stale.length > 0) {
    console.error(`not built from src/: ${stale.join(", ")}; run \`npm run build\` in templates/assets`);
    process.exit(1);
  }
  console.log(`${result.outputFiles.length} bundles are those of their sources`);
} else {
  await build(options);
}
