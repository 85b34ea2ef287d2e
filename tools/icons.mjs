// Packs the icons of four npm packages into src/icons/icons.bin, which the command embeds.
//
// A development tool: `node tools/icons.mjs`. Needs Node 20, npm and tar; nothing is installed, the packages are fetched
// into a temporary folder. The file it writes is committed, so that a build needs neither Node nor the network.
//
// The format (read by src/icons/mod.rs):
//   header   a line for each chunk: the name of its first icon, a space, the bytes of the chunk; then an empty line
//   chunks   one after the other, each deflated by itself (RFC 1951, no wrapper)
//   chunk    inflated: a line for each icon: name, tab, viewBox, tab, the elements inside of its <svg>
// Names are sorted by their bytes, through all chunks.
//
// Beside it, aliases.bin: other names of Material Design Icons, deflated: a line for each: alias, space, name; sorted.

import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";

// Package with its version, the folders of its pictures, and what the names of their icons start with.
const PACKS = [
  { name: "@mdi/svg", version: "7.4.47", folders: { svg: "material" } },
  { name: "@primer/octicons", version: "19.42.0", folders: { "build/svg": "octicons" } },
  {
    name: "@fortawesome/fontawesome-free",
    version: "7.3.1",
    folders: {
      "svgs/brands": "fontawesome-brands",
      "svgs/regular": "fontawesome-regular",
      "svgs/solid": "fontawesome-solid",
    },
  },
  { name: "simple-icons", version: "16.37.0", folders: { icons: "simple" } },
];

// Bytes of a chunk before it is deflated: what one look-up inflates at most.
const CHUNK_BYTES = 64 * 1024;

// The elements and attributes that pictures may hold. Anything else ends the run, so that nothing unknown gets into pages.
const ELEMENT = /<path((?: (?:d|fill|fill-rule|clip-rule|opacity)="[^"<>&]*")+)\/>/g;

function fetched(pack, folder) {
  mkdirSync(folder);
  const spec = `${pack.name}@${pack.version}`;
  const file = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder, spec], { encoding: "utf8" }).trim();
  execFileSync("tar", ["-xzf", join(folder, basename(file)), "-C", folder]);
  return join(folder, "package");
}

function read(svg, name) {
  const [, viewBox] = /<svg[^>]* viewBox="([0-9. -]+)"/.exec(svg) ?? [];
  const inner = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
  const body = inner
    .replace(/<!--.*?-->|<title>.*?<\/title>/gs, "")
    .replace(/><\/path>/g, "/>")
    .replace(/\s+\/>/g, "/>")
    .replace(/\s+/g, " ")
    .replace(/> </g, "><")
    .replace(/ fill="currentColor"/gi, "")
    .trim();
  if (!viewBox || body.replace(ELEMENT, "") !== "") {
    throw new Error(`${name} holds more than paths: ${body.slice(0, 200)}`);
  }
  return { name, line: `${name}\t${viewBox}\t${body}\n` };
}

function icons(root) {
  const found = [];
  for (const pack of PACKS) {
    const folder = fetched(pack, join(root, basename(pack.name)));
    for (const [path, prefix] of Object.entries(pack.folders)) {
      for (const file of readdirSync(join(folder, path)).filter((file) => file.endsWith(".svg"))) {
        const name = `${prefix}-${file.slice(0, -".svg".length)}`;
        if (/^[a-z0-9_-]+$/.test(name)) {
          found.push(read(readFileSync(join(folder, path, file), "utf8"), name));
        }
      }
    }
  }
  // Names are ASCII, so that UTF-16 order is byte order.
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function chunks(icons) {
  const all = [];
  for (const icon of icons) {
    const last = all.at(-1);
    if (last && last.text.length + icon.line.length <= CHUNK_BYTES) {
      last.text += icon.line;
    } else {
      all.push({ first: icon.name, text: icon.line });
    }
  }
  return all.map((chunk) => ({ first: chunk.first, bytes: deflateRawSync(chunk.text, { level: 9, memLevel: 9 }) }));
}

// What else the icons of Material Design Icons are called, where it is the name of one icon alone.
function aliases(root) {
  const meta = JSON.parse(readFileSync(join(root, "svg", "package", "meta.json"), "utf8"));
  const names = new Set(meta.map((icon) => icon.name));
  const found = new Map();
  for (const icon of meta) {
    for (const alias of icon.aliases) {
      if (/^[a-z0-9-]+$/.test(alias) && !names.has(alias)) {
        found.set(alias, found.has(alias) ? null : icon.name);
      }
    }
  }
  const lines = [...found].filter(([, name]) => name !== null).map(([alias, name]) => `${alias} ${name}\n`);
  return lines.sort().join("");
}

const root = mkdtempSync(join(tmpdir(), "icons-"));
try {
  const all = icons(root);
  const packed = chunks(all);
  const header = packed.map((chunk) => `${chunk.first} ${chunk.bytes.length}\n`).join("") + "\n";
  const file = fileURLToPath(new URL("../src/icons/icons.bin", import.meta.url));
  const bytes = Buffer.concat([Buffer.from(header), ...packed.map((chunk) => chunk.bytes)]);
  writeFileSync(file, bytes);
  const others = deflateRawSync(aliases(root), { level: 9, memLevel: 9 });
  writeFileSync(fileURLToPath(new URL("../src/icons/aliases.bin", import.meta.url)), others);
  console.log(`${others.length} bytes of aliases`);
  console.log(`${all.length} icons in ${packed.length} chunks, ${bytes.length} bytes`);
} finally {
  rmSync(root, { recursive: true });
}
