//! What Markdown becomes on a page: cases of Markdown and the HTML that must, or must not, come out.

use super::{HtmlMode, Scene, write};
use crate::graph;
use crate::render::drawings::Undrawn;
use crate::render::{Caches, samples};

/// The article of `how-to/a.md` with this text, among a few other cards and assets.
fn article(text: &str) -> String {
    let others = [
        (
            "how-to/b.md",
            "# Bee\n\nIntro [[a]].\n\n## Part\n\nIn part ![p](../img/p.png).[^n]\n\n[^n]: Note.\n\n## Next\n\nAfter. ^blk\n",
        ),
        ("how-to/notes.md", "# Notes\n\n> ```py\n> # (1)\n> ```\n> ^code\n>\n> 1. A\n\n```py\n# (1)\n```\n1. A\n"),
        ("how-to/loop.md", "# Loop\n\nRound ![[loop]]\n"),
        ("reference/deep.md", "# Deep\n\n![[b#Part]]\n"),
    ];
    let mut cards: Vec<_> = others.iter().map(|(path, text)| samples::parsed(path, text)).collect();
    cards.push(samples::parsed("how-to/a.md", text));
    cards.sort_by(|a, b| a.path.cmp(&b.path));
    let config = samples::config();
    let assets = ["files/d.pdf", "img/p.png", "img/s.mp3"].map(samples::asset).to_vec();
    let graph = graph::link(cards, assets, &config);
    let caches = Caches::default();
    let scene = Scene {
        graph: &graph,
        schemes: &[],
        diagrams: &config.diagrams,
        undrawn: &Undrawn::default(),
        caches: &caches,
        page_url: "how-to/a/",
        card: 0,
    };
    write(&graph.cards[0], HtmlMode::Site(scene))
}

/// Numbered lines, the first of them the ninth.
const NUMBERED: &str = "<code class=\"language-txt\"><span class=\"line\" data-line=\"9\">a\n</span>\
    <span class=\"line hll\" data-line=\"10\">\n</span></code>";

/// Markdown and what its article holds.
const HOLDS: &[(&str, &str)] = &[
    ("# A\n", "<h1 id=\"a\">A<a class=\"headerlink\" href=\"#a\" aria-label=\"Link to this section\">#</a></h1>"),
    ("[[b]]", "<a href=\"../b/index.html\">b</a>"),
    ("[[b|the *bee*]]", "<a href=\"../b/index.html\">the <em>bee</em></a>"),
    ("[[b#Part]]", "<a href=\"../b/index.html#part\">"),
    ("[[b#^blk]]", "<a href=\"../b/index.html#blk\">"),
    ("[[b#Nope]]", "<a href=\"../b/index.html\" class=\"broken-anchor\">"),
    ("[[nope]]", "<span class=\"broken-link\" title=\"Broken link: there is no “nope”\">nope</span>"),
    ("[x](b.md#next \"T='1'\")", "<a href=\"../b/index.html#next\" title=\"T&#61;&#39;1&#39;\">x</a>"),
    ("[x](../reference/deep.md)", "<a href=\"../../reference/deep/index.html\">x</a>"),
    ("[x](../files/d.pdf)", "<a href=\"../../files/d.pdf\">x</a>"),
    ("[x](https://example.org/?a=1&b=2)", "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener\">x</a>"),
    ("[x](JaVaScRiPt:alert(1))", "<span class=\"unsafe-link\" title=\"This address is not allowed here\">x</span>"),
    (
        "![alt](../img/p.png)",
        "<img src=\"../../img/p.png\" alt=\"alt\" width=\"400\" height=\"100\" decoding=\"async\">",
    ),
    ("![[p.png|300x200]]", "<img src=\"../../img/p.png\" alt=\"p\" width=\"300\" height=\"200\" decoding=\"async\">"),
    ("![[p.png|300]]", " alt=\"p\" width=\"300\" height=\"75\" "),
    ("![a|200](../img/p.png)", " alt=\"a\" width=\"200\" height=\"50\" "),
    ("![a](https://example.org/x.png)", "alt=\"a\" decoding=\"async\">"),
    (
        "![a](/img/p.png) ![b](/img/p.png)",
        "alt=\"b\" width=\"400\" height=\"100\" loading=\"lazy\" decoding=\"async\">",
    ),
    ("![a](../img/p.png#only-dark)", "<img src=\"../../img/p.png\" alt=\"a\" class=\"only-dark\" width"),
    ("![a](../img/p.png#gh-light-mode-only)", "<img src=\"../../img/p.png\" alt=\"a\" class=\"only-light\" width"),
    ("![a](https://example.org/x.png#only-light)", "src=\"https://example.org/x.png\" alt=\"a\" class=\"only-light\""),
    (
        "![[s.mp3]]",
        "<audio class=\"embed-audio\" src=\"../../img/s.mp3\" aria-label=\"s\" controls preload=\"metadata\"></audio>",
    ),
    ("![[d.pdf]]", "<iframe class=\"embed-iframe\" src=\"../../files/d.pdf\" title=\"d\" loading=\"lazy\"></iframe>"),
    ("<a href=\"b.md#part\">x</a>", "<p><a href=\"../b/index.html#part\">x</a></p>"),
    ("<div>\n<img src='../img/p.png'>\n</div>", "<img src='../../img/p.png'>"),
    ("> <div>\n> <img src='../img/p.png'>\n> </div>", "<img src='../../img/p.png'>"),
    ("<a href=\"java&#115;cript&colon;alert(1)\">x</a>", "<a href=\"#\">x</a>"),
    (
        "> [!WARNING]\n> Mind.",
        "<div class=\"callout callout-warning\">\n<p class=\"callout-title\">Warning</p>\n<p>Mind.</p>\n</div>",
    ),
    (
        "> [!tip]- *My* title\n> Mind.",
        "<details class=\"callout callout-tip\">\n<summary class=\"callout-title\"><em>My</em> title</summary>",
    ),
    (
        "!!! Tip \"My *t*\"\n    Mind.\n",
        "<div class=\"callout callout-tip\">\n<p class=\"callout-title\">My <em>t</em></p>\n<p>Mind.</p>\n</div>",
    ),
    ("!!! note \"\"\n    Mind.\n", "<div class=\"callout callout-note\">\n<p>Mind.</p>\n</div>"),
    ("!!! note\n", "<div class=\"callout callout-note\">\n<p class=\"callout-title\">Note</p>\n</div>"),
    ("!!! tip inline\n", "<div class=\"callout callout-tip callout-inline\">"),
    ("!!! tip inline end mine\n", "<div class=\"callout callout-tip callout-inline-end mine\">"),
    (
        "???+ bug\n    Mind.\n",
        "<details open class=\"callout callout-bug\">\n<summary class=\"callout-title\">Bug</summary>\n<p>Mind.</p>",
    ),
    (
        "??? bug \"\"\n",
        "<details class=\"callout callout-bug\">\n<summary class=\"callout-title\">Bug</summary>\n</details>",
    ),
    (
        "=== \"A\"\n    a\n\n===+ \"[[b]]\"\n    - b\n",
        "<div class=\"tabs-set\" data-tabs>\n<div class=\"tab\">\n<p class=\"tab-label\">A</p>\n<div class=\"tab-body\">\n\
         <p>a</p>\n</div>\n</div>\n<div class=\"tab\" data-selected>\n\
         <p class=\"tab-label\"><a href=\"../b/index.html\">b</a></p>\n\
         <div class=\"tab-body\">\n<ul>\n<li>b</li>\n</ul>\n</div>\n</div>\n</div>",
    ),
    ("=== \"\"\n    a\n", "<div class=\"tab\">\n<div class=\"tab-body\">\n<p>a</p>\n</div>\n</div>\n</div>"),
    ("!!! note\n    ## In\n\n    ![[b#Part]]\n", "<h2 id=\"in\">In<a class=\"headerlink\""),
    ("| a | b |\n|:-:|--:|\n| 1 | 2 |", "<th class=\"align-center\">a</th>\n<th class=\"align-right\">b</th>"),
    (
        "- [x] done",
        "<li class=\"task-list-item\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> done</li>",
    ),
    ("$x^2$", "<span class=\"math math-inline\"><math>"),
    (
        "Text.[^1] More.[^1]\n\n[^1]: Note.",
        "<a class=\"footnote-ref\" id=\"fnref2:1\" href=\"#fn:1\" aria-label=\"Footnote 1\">1</a>",
    ),
    (
        "Text.[^1]\n\n[^1]: Note.",
        "<p>Note. <a class=\"footnote-backref\" href=\"#fnref:1\" aria-label=\"Back to reference 1\">↩\u{fe0e}</a></p>",
    ),
    ("A.[^1] B.[^1]\n\n[^1]: N.", "aria-label=\"Back to reference 1-2\">↩\u{fe0e}<sup>2</sup></a></p>"),
    ("| | b |\n|-|-|\n| 1 | 2 |", "<tr>\n<td></td>\n<th>b</th>\n</tr>"),
    ("Words. ^here", "<p>Words.<span class=\"block-anchor\" id=\"here\"></span></p>"),
    (
        "```rust title=\"x.rs\"\nfn\n```",
        "<div class=\"highlight\" data-lang=\"rust\"><p class=\"filename\">x.rs</p><pre tabindex=\"0\"><code class=\"language-rust\">",
    ),
    (
        "```text\n\n```",
        "<div class=\"highlight\"><pre tabindex=\"0\"><code class=\"language-text\">\n</code></pre></div>",
    ),
    ("```txt linenums=\"9\" hl_lines=\"2\"\na\n\n```", NUMBERED),
    (
        "```txt {2} ins={3}\na\nb\nc\nd\n```",
        "a\n<span class=\"line hll\">b\n</span><span class=\"line ins\">c\n</span>d\n</code>",
    ),
    (
        "```{.txt .no-copy linenums=\"99\"}\na\nb\n```",
        "<div class=\"highlight no-copy\"><pre tabindex=\"0\" style=\"--digits:3\">",
    ),
    (
        "```py\na # (1)\n```\n\n1. Why",
        "a <span class=\"c1\"># <a class=\"annotation\" href=\"#q:an-1-1\" aria-label=\"Annotation 1\">1</a></span>\n",
    ),
    ("```py\na # (1)\n```\n\n3. Why", "<ol class=\"annotations\">\n<li id=\"q:an-1-1\">Why</li>\n</ol>"),
    (
        "```html\n<p> <!-- (1)! -->\n```\n1. Why",
        "&gt; <a class=\"annotation\" href=\"#q:an-1-1\" aria-label=\"Annotation 1\">1</a>\n",
    ),
    ("```{.c .annotate}\n/* see (2), (1) */\n```\n1. A\n2. B", "/* see <a class=\"annotation\" href=\"#q:an-1-2\""),
    ("- x\n  ```py\n  # (1)\n  ```\n  1. A", "<li id=\"q:an-1-1\">A</li>"),
    ("![[notes]]\n\n```py\n# (1)\n```\n1. A", "<li id=\"q:an-2-1\">A</li>"),
    ("![[b]]", "<h2>Bee</h2>\n<p>Intro <a href=\"index.html\">a</a>.</p>"),
    ("![[b#Part]]", "decoding=\"async\">.<sup><a class=\"footnote-ref\" id=\"fnref:1:1\""),
    ("![[b#^blk]]", "<div class=\"embed\">\n<p>After.</p>\n<p class=\"embed-source\">"),
    ("x ![[b#^blk]] y", "<p>x </p>\n<div class=\"embed\">"),
    ("# H ![[b]]", "<h1 id=\"h\">H <a href=\"../b/index.html\">Bee</a>"),
    ("![[deep]]", "<h2>Part</h2>"),
    ("![[loop]]", "(not shown: this card embeds itself)"),
    ("![[a]]", "(not shown: this card embeds itself)"),
    ("![[nope]]", "<span class=\"broken-link\""),
    ("==a [[b]]==", "<mark>a <a href=\"../b/index.html\">b</a></mark>"),
    ("^^a^^ H~2~O x^2^", "<ins>a</ins> H<sub>2</sub>O x<sup>2</sup>"),
    (
        "++ctrl+\"<\"++",
        "<span class=\"keys\"><kbd class=\"key-control\">Ctrl</kbd><span>+</span><kbd>&lt;</kbd></span>",
    ),
    (":smile:", "<p>😄</p>"),
    (
        ":material-home:{ .lg }",
        "<svg class=\"icon lg\" viewBox=\"0 0 24 24\" fill=\"currentColor\" aria-hidden=\"true\"><path ",
    ),
    ("[:material-home:](b.md)", "fill=\"currentColor\" role=\"img\" aria-label=\"home\"><path "),
    (":fontawesome-brands-github:", "<!-- Font Awesome Free by @fontawesome, https://fontawesome.com, CC BY 4.0 -->"),
    ("ABC\n\n*[ABC]: A <\"b\"", "<p><abbr title=\"A &lt;&quot;b&quot;\">ABC</abbr></p>"),
    (
        "[x](b.md){ .md-button target=_blank }",
        "<a href=\"../b/index.html\" class=\"md-button\" target=\"_blank\" rel=\"noopener\">",
    ),
    ("[[b]]{ .c #d }", "<a href=\"../b/index.html\" id=\"d\" class=\"c\">b</a>"),
    ("[[nope]]{ .c }", "<span class=\"broken-link c\" title="),
    (
        "![a](../img/p.png){ width=300 loading=eager align=left }",
        "<img src=\"../../img/p.png\" alt=\"a\" width=\"300\" height=\"75\" decoding=\"async\" loading=\"eager\" class=\"align-left\">",
    ),
    ("words\n{: #w .c }", "<p id=\"w\" class=\"c\">words</p>"),
    ("- a\n  { .c }", "<li class=\"c\">a</li>"),
    ("1. a\n\n{ .annotate }", "<ol class=\"annotate\">\n<li>a</li>\n</ol>"),
    ("> [!NOTE]\n> Mind.\n\n{ .c }", "<div class=\"callout callout-note c\">"),
    ("*x*{#one}\n\n[[#one]]", "<a href=\"#one\">"),
    ("## :material-home: Home ==now==", "<h2 id=\"home-now\">"),
];

#[test]
fn articles_hold_what_the_author_meant() {
    for (text, wanted) in HOLDS {
        let html = article(text);
        assert!(html.contains(wanted), "{text:?} has no {wanted:?} in\n{html}");
    }
}

/// Markdown and what its article must not hold.
const LACKS: &[(&str, &str)] = &[
    ("![[b#Part]]", "Next"),
    ("![[b]]", "id=\"part\""),
    ("![[b]]", "<p></p>"),
    ("[x](data:text/html,x)", "href=\"data:"),
    ("| a |\n|---|", "<tbody>"),
    ("# H {onclick=x}", "onclick"),
    ("```py\n# (1)\n```\n\n- A", "annotation"),
    ("```py\n# (1)\n```\n\nWords.\n\n1. A", "annotation"),
    ("```py\n# (2)\n```\n\n1. A", "annotation"),
    ("```py\n# see step (1)\n```\n\n1. A", "annotation"),
    ("```py\n\"# (1)\"\n```\n\n1. A", "annotation"),
    ("- ```py\n  # (1)\n  ```\n1. A", "annotation"),
    ("![[notes#^code]]", "annotation"),
    ("```rust\nfn\n```", "class=\"line"),
    ("![a](../img/p.png)", "loading"),
    ("| | b |\n|-|-|\n| 1 | 2 |", "<th></th>"),
    ("*x*{ onclick=a style=\"x\" }", "onclick"),
    ("[x](b.md){ href=\"javascript:a\" }", "javascript"),
    ("# H\n\n*x*{#h}", "<em id"),
    ("![[b]]\n\n*x*{#a}\n\n*y*{#a}", "<em id=\"a\">y"),
];

#[test]
fn articles_lack_what_would_be_wrong() {
    for (text, unwanted) in LACKS {
        let html = article(text);
        assert!(!html.contains(unwanted), "{text:?} has {unwanted:?} in\n{html}");
    }
}

#[test]
fn diagrams_are_figures_with_their_source() {
    let html = article(
        "# A\n\n## Net\n\n```mermaid title=\"My <net>\"\ndouble\nname Bee\nname Else\nwiki [[b#Part]]\n\
         address javascript:x\n```\n\n```mermaid\ndouble\n```\n",
    );
    for part in [
        "<figure class=\"diagram\" data-diagram=\"mermaid\">\n<div class=\"diagram-view\"><svg class=\"dg\" aria-labelledby=\"dg1-t\">",
        "<a href=\"../b/index.html\">Bee</a><text>Else</text><a href=\"../b/index.html#part\">b#Part</a><text>javascript:x</text></svg></div>\n\
         <figcaption>My &lt;net&gt;</figcaption>\n<details class=\"diagram-source\">\n<summary>Source</summary>\n\
         <div class=\"highlight\" data-lang=\"mermaid\"><pre tabindex=\"0\"><code class=\"language-mermaid\">double\nname Bee",
        "</code></pre></div>\n</details>\n</figure>\n<figure",
        "<svg class=\"dg\" aria-labelledby=\"dg2-t\"><title id=\"dg2-t\">Net</title></svg></div>\n<details",
    ] {
        assert!(html.contains(part), "{part} is not in\n{html}");
    }
    let html = article("```mermaid\ndouble\nfault x\n```\n\n```mermaid {diagram=off}\ndouble\n```\n");
    assert!(!html.contains("figure") && html.matches("language-mermaid").count() == 2, "{html}");
}

#[test]
fn nesting_of_any_depth_costs_no_stack() {
    let depth = 3_000;
    let html = article(&format!("{} deep\n", ">".repeat(depth)));
    assert!(html.contains("deep"));
    let html = article(&format!("{}x{}", "*a **b ".repeat(2_000), "** c*".repeat(2_000)));
    assert_eq!(html.matches("<em>").count(), html.matches("</em>").count());
}

#[test]
fn what_repeats_does_not_make_a_page_of_gigabytes() {
    let text = format!("{}\n\n*[A]: {}\n", "A :material-home: ".repeat(2_000), "x".repeat(100_000));
    assert!(article(&text).len() < 5 << 20);
}

#[test]
fn every_tag_is_closed() {
    for (text, _) in HOLDS.iter().chain(LACKS) {
        let html = article(text);
        for tag in
            ["p", "div", "a", "span", "li", "ul", "table", "h1", "h2", "section", "details", "mark", "abbr", "svg"]
        {
            let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "<{tag}> of {text:?} in\n{html}");
        }
    }
}
