// The terms of the search: what texts and queries are cut into. Bundles the source, as the theme's own build does.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const assets = new URL("../../templates/assets/", import.meta.url);
const { build } = createRequire(new URL("build.mjs", assets))("esbuild");
const { outputFiles } = await build({
  absWorkingDir: fileURLToPath(assets),
  stdin: { contents: 'export * from "./src/search/tokens"; export * from "./src/search/excerpt";', resolveDir: fileURLToPath(assets) },
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
});
const { excerpt, fold, marked, scan, terms, wanted } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

for (const [text, expected] of [
  ["Plain words, twice: plain.", "plain words twice plain"],
  ["restore-from-backup", "restorefrombackup restore from backup"],
  ["snake_case __init__", "snakecase snake case init"],
  ["Foo::bar it's", "foobar foo bar its it"],
  ["getHTTPServer OAuth2 GitHub", "gethttpserver get http server oauth2 auth2 github git hub"],
  ["C++ C# F#", "c++ c# f#"],
  ["v1.2.3 nginx.conf", "v1.2.3 1.2.3 v1 2 3 nginx.conf nginx conf"],
  ["/etc/fstab 10.0.0.1", "etc fstab 10.0.0.1 10 0 0 1"],
  ["Straße Größe ÉCOLE Ærø Łódź İstanbul", "strasse grosse ecole aero lodz istanbul"],
  ["ｆｕｌｌ ﬁle", "full file"],
  ["全文検索", "全文 文検 検索 索"],
  ["用Rust写が", "用 rust 写が が"],
  ["검색 엔진", "검색 색 엔진 진"],
  ["__proto__ constructor", "proto constructor"],
  ["", ""],
  ["--- ::: ___", ""],
]) {
  test(`terms of ${JSON.stringify(text)}`, () => assert.equal(terms(text).join(" "), expected));
}

test("a term stands where it says", () => {
  const text = "Ein GroßerTest für die 全文検索: snake_case";
  scan(text, (term, start, end) => {
    assert.equal(fold(text.slice(start, end)).replace(/_/g, ""), term);
  });
});

test("what nobody wrote to be read is no term, however long", () => {
  const start = performance.now();
  assert.deepEqual(terms("aB9".repeat(100000)), []);
  assert.ok(performance.now() - start < 1000);
});

test("a word of a query has alternatives", () => {
  assert.deepEqual(wanted("pin-versions"), [
    { alternatives: [["pinversions"], ["pin", "versions"], ["pinversion"]], isExact: false },
  ]);
  assert.deepEqual(wanted("検索"), [{ alternatives: [["検索"]], isExact: true }]);
  assert.deepEqual(wanted("検"), [{ alternatives: [["検"]], isExact: true }]);
  assert.deepEqual(wanted("  !? "), []);
});

test("an excerpt shows the place with the most words, cut at words", () => {
  const text = `${"one two three four ".repeat(30)}needle and thread ${"five six seven ".repeat(30)}`;
  const shown = excerpt(text, new Set(["needle", "thread", "nothing"]));
  assert.deepEqual(shown.filter((piece) => Array.isArray(piece)), [["needle"], ["thread"]]);
  const plain = shown.flat().join("");
  assert.ok(plain.length < 200 && /^… \w+ /.test(plain) && / \w+ …$/.test(plain), plain);
  assert.deepEqual(excerpt(text, new Set(["absent"])), []);
});

test("pairs of characters are marked as one", () => {
  assert.deepEqual(marked("記録は全文検索で", new Set(["全文", "文検", "検索"])), ["記録は", ["全文検索"], "で"]);
});
