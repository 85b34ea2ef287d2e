//! Hostile input, end to end: every command ends with 0, 1 or 2, without a panic and without a control character.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::support::{Run, Tree};

/// Commands that read a whole docs root; `build` publishes to `site`.
const COMMANDS: &[&[&str]] = &[
    &["check", "docs"],
    &["check", "docs", "--output-format", "concise"],
    &["check", "docs", "--output-format", "json"],
    &["check", "docs", "--output-format", "github"],
    &["check", "docs", "--output-format", "gitlab"],
    &["check", "docs", "--output-format", "junit"],
    &["check", "docs", "--output-format", "sarif"],
    &["check", "docs", "--diff"],
    &["links", "docs"],
    &["links", "docs", "--format", "ndjson"],
    &["graph", "docs", "--format", "json"],
    &["graph", "docs", "--format", "dot"],
    &["graph", "docs", "--format", "mermaid"],
    &["orphans", "docs"],
    &["tags", "docs"],
    &["build", "docs", "-d", "site"],
];

fn assert_calm(command: &[&str], run: &Run) {
    let (all, command) = (format!("{}{}", run.stdout, run.stderr), command.join(" "));
    assert!((0..=2).contains(&run.code), "`{command}` ended with {}:\n{}", run.code, run.stderr);
    assert!(!all.contains("panicked"), "`{command}` panicked:\n{all}");
    let control = all.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    assert!(control.is_none(), "`{command}` prints {control:?}:\n{all}");
}

/// Runs all commands; gives back all pages of the site.
fn pages(tree: &Tree) -> Vec<(String, String)> {
    for command in COMMANDS {
        assert_calm(command, &tree.run(command, ""));
    }
    let html =
        tree.list("site").into_iter().filter(|path| Path::new(path).extension().is_some_and(|kind| kind == "html"));
    html.filter_map(|path| Some((path.clone(), tree.read(&format!("site/{path}"))?))).collect()
}

fn page(tree: &Tree, path: &str) -> String {
    pages(tree).into_iter().find(|(found, _)| found == path).expect("the page is built").1
}

/// The attributes of all tags: name in lower case, value as written.
fn attributes(html: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices('<').filter(|(at, _)| html[at + 1..].starts_with(|c: char| c.is_alphabetic())) {
        let mut rest = &html[at + 1..];
        rest = &rest[rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len())..];
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '=' | '/')).unwrap_or(rest.len());
            if length == 0 {
                break;
            }
            let name = rest[..length].to_lowercase();
            rest = rest[length..].trim_start();
            let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
                found.push((name, ""));
                continue;
            };
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
            };
            rest = after;
            found.push((name, value));
        }
    }
    found
}

/// The addresses as a browser reads them: entities decoded, without white space and control characters, in lower case.
fn addresses(html: &str) -> Vec<String> {
    const NAMES: [&str; 7] = ["href", "src", "action", "formaction", "data", "poster", "xlink:href"];
    let named = attributes(html).into_iter().filter(|(name, _)| NAMES.contains(&name.as_str()));
    named
        .map(|(_, value)| decoded(value).to_lowercase())
        .map(|seen| seen.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect())
        .collect()
}

fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        out.push_str(before);
        let length = entity.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(entity.len());
        let (name, after) = entity.split_at(length);
        let code = match name.strip_prefix('#') {
            Some(hex) if hex.starts_with('x') => u32::from_str_radix(&hex[1..], 16).ok(),
            Some(number) => number.parse().ok(),
            None => [("Tab", '\t'), ("NewLine", '\n'), ("amp", '&'), ("colon", ':'), ("lpar", '(')]
                .into_iter()
                .find(|(known, _)| *known == name)
                .map(|(_, c)| c as u32),
        };
        out.extend(code.and_then(char::from_u32));
        rest = after.strip_prefix(';').unwrap_or(after);
    }
    out + rest
}

#[test]
fn names_cannot_steer_a_terminal_or_break_out_of_a_page() {
    let tree = Tree::new(&[
        ("docs/index.md", "# Home\n\n[[a\u{1b}[31m]] [[100%]] [[h#i]] [[q'\"x]] [[no\u{1b}]0;x\u{7}]] [x](b%0Ac.md)\n"),
        ("docs/a\u{1b}[31m.md", "---\ntitle: \"\\e[31mred\"\n---\n\u{1b}[2J [[nope\u{9b}31m]]\n"),
        ("docs/b\nc.md", "# B\n"),
        ("docs/q'\"x.md", "# Q\n"),
        ("docs/100%.md", "# P\n[[nope]]\n"),
        ("docs/h#i.md", "# H\n"),
        ("docs/w?x=1.md", "# W\n"),
        ("docs/\u{202e}dm.rtl.md", "# \u{202e}R\n[[\u{202e}nope]]\n"),
        ("docs/<img src=x onerror=alert(1)>.md", "text\n"),
        ("docs/d\u{1b}[0m/index.md", "no title\n"),
        ("docs/p\u{1b}.png", "not a picture"),
        ("docs/ x .md", "# X\n"),
        ("docs/CON.md", "# C\n"),
    ]);
    for (path, html) in pages(&tree) {
        let control = html.chars().find(|c| c.is_ascii_control() && !matches!(c, '\n' | '\t'));
        assert_eq!(control, None, "{path}: {html}");
        assert!(!html.contains("<img src=x"), "{path}: {html}");
    }
    for command in [["explain", "[[a\u{1b}]]"], ["backlinks", "no\u{1b}]0;x\u{7}"], ["rule", "\u{1b}[31m"]] {
        assert_calm(&command, &tree.run(&command, ""));
    }
}

#[test]
fn depth_costs_no_stack() {
    let deep = 10_000;
    let tree = Tree::new(&[
        (format!("docs/{}card.md", "d/".repeat(300)), "# Deep\n\n[[index]] [x](../../../../../index.md)\n".to_owned()),
        ("docs/index.md".to_owned(), "# Home\n".to_owned()),
        ("docs/quotes.md".to_owned(), "> ".repeat(deep) + "[[index]]\n"),
        ("docs/callouts.md".to_owned(), "> [!note] ".repeat(deep) + "x\n"),
        ("docs/lists.md".to_owned(), "- ".repeat(deep) + "x\n"),
        ("docs/emphasis.md".to_owned(), "*a _b ".repeat(deep) + &"c_ d*".repeat(deep)),
        ("docs/images.md".to_owned(), "![".repeat(deep / 10) + "x" + &"](y.png)".repeat(deep / 10)),
        ("docs/html.md".to_owned(), "<div>".repeat(deep) + "\n"),
    ]);
    assert!(pages(&tree).len() > 300);
}

#[test]
fn depth_of_front_matter_costs_no_stack() {
    let deep = 10_000;
    let tree = Tree::new(&[
        ("docs/yaml.md".to_owned(), format!("---\na: {}{}\n---\n# Y\n", "[".repeat(deep), "]".repeat(deep))),
        ("docs/maps.md".to_owned(), format!("---\na: {}1{}\n---\n# Y\n", "{b: ".repeat(deep), "}".repeat(deep))),
        ("docs/toml.md".to_owned(), format!("+++\na = {}{}\n+++\n# T\n", "[".repeat(deep), "]".repeat(deep))),
        ("docs/json.md".to_owned(), format!("{{\"a\": {}{}}}\n\n# J\n", "[".repeat(deep), "]".repeat(deep))),
    ]);
    assert!(pages(&tree).is_empty(), "what cannot be read is not published");
}

#[test]
fn size_costs_no_more_than_itself() {
    let rows = "| [[index]] | b |\n".repeat(2_000);
    let level = |n: usize| format!("a{n}: &a{n} [{}]", format!("*a{}, ", n - 1).repeat(9));
    let bomb = (1..30).map(level).collect::<Vec<_>>().join("\n");
    let tree = Tree::new(&[
        ("docs/index.md".to_owned(), "# Home\n".to_owned()),
        ("docs/table.md".to_owned(), format!("# T\n\n| a | b |\n|---|---|\n{rows}")),
        ("docs/wide.md".to_owned(), format!("{0}|\n{1}|\n{0}|\n", "| a ".repeat(2_000), "|---".repeat(2_000))),
        ("docs/nul.md".to_owned(), "# N\0\n\n\0[[index\0]] `\0` <a href=\"\0\">x</a>\0\n".to_owned()),
        ("docs/bomb.md".to_owned(), format!("---\na0: &a0 [lol]\n{bomb}\n---\n# B\n")),
        ("docs/line.md".to_owned(), "# L\n\n".to_owned() + &"[[index]] [[nope]] ".repeat(2_000)),
        ("docs/self.md".to_owned(), "# S\n\n".to_owned() + &"![[self]]\n\n".repeat(300)),
        ("docs/number.md".to_owned(), "# a_4294967295\n".repeat(3)),
        ("docs/empty.md".to_owned(), String::new()),
        ("docs/bom.md".to_owned(), "\u{feff}\u{feff}---\n---\n".to_owned()),
    ]);
    for (path, html) in pages(&tree) {
        assert!(html.len() < 8 << 20, "{path} has {} bytes", html.len());
        assert!(!html.contains('\0'), "{path} holds a NUL");
    }
}

#[test]
fn what_is_no_file_of_the_tree_is_not_read() {
    let tree = Tree::new(&[("docs/index.md", "# Home\n\n![[zero.md]] ![[out]]\n"), ("secret.md", "# hunter2\n")]);
    let docs = tree.root().join("docs");
    for (target, name) in [
        ("/dev/zero", "zero.md"),
        ("/dev/zero", "zero.png"),
        ("../secret.md", "out.md"),
        ("..", "up"),
        (".", "round"),
        ("loop.md", "loop.md"),
        ("nowhere", "dangling.md"),
    ] {
        symlink(target, docs.join(name)).expect("symlinks can be made");
    }
    let made = Command::new("mkfifo").arg(docs.join("pipe.md")).arg(docs.join("pipe.png")).status();
    assert!(made.is_ok_and(|status| status.success()), "a FIFO can be made");
    fs::write(docs.join("latin.md"), b"# caf\xe9 \xff\xfe\n").expect("files can be written");
    for (path, html) in pages(&tree) {
        assert!(!html.contains("hunter2"), "{path} shows what stands outside of the root");
    }
    assert!(!tree.list("site").iter().any(|path| path.contains("pipe") || path.contains("zero.png")));
}

#[test]
fn no_script_is_reached_by_an_address() {
    let mut text = "---\ntitle: \"javascript:alert(1)\"\naliases: [\"javascript:alert(2)\"]\n---\n# J\n\n".to_owned();
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript&#58;alert(1)",
        "javascript%3Aalert(1)",
        "\u{1}javascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&#10;script:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml,<svg onload=alert(1)>",
    ] {
        text += &format!(
            "[a]({url}) [b](<{url}>) ![c]({url}) [![d]({url})]({url}) <{url}> [[{url}]] [[{url}|e]] ![[{url}]] \
             ![[{url}|300]] [f][{url}]\n\n<a href=\"{url}\">g</a> <a href='{url}'>h</a> <a href={url}>i</a> \
             <a\thref = \" {url}\">j</a> <img src=\"{url}\"> <A HREF=\"{url}\">k</A>\n\n\
             <div>\n<a href=\"{url}\">l</a>\n<iframe src=\"{url}\"></iframe>\n</div>\n\n[{url}]: {url}\n\n"
        );
    }
    let tree = Tree::new(&[("docs/index.md", "# Home\n\n[[j]] ![[j]]\n"), ("docs/j.md", &text)]);
    for (path, html) in pages(&tree) {
        for address in addresses(&html) {
            let is_script = ["javascript:", "vbscript:", "data:text/html", "data:image/svg"]
                .iter()
                .any(|scheme| address.starts_with(scheme));
            assert!(!is_script, "{path} leads to {address}");
        }
    }
}

#[test]
fn words_do_not_become_markup() {
    let hostile = "\\\"'><script>alert(1)</script>";
    let plain = hostile.replace('\\', "");
    let text = format!(
        "---\ntitle: \"{hostile}\"\ntags: [\"{hostile}\"]\ndescription: \"{hostile}\"\n---\n\n\
         [[index|{plain}]] [[nope|{plain}]] ![[index|{plain}]]\n\n\
         [a](index.md '\" onclick=\"alert(1)') ![\" onload=\"alert(1)](p.png '\" onload=\"alert(1)')\n\n\
         ![[p.png|\" onload=\"alert(1)]] [[index#\" onload=\"alert(1)]] <https://a.example/\"onclick=alert(1)>\n\n\
         # H {{#x\"onclick=alert(3) .c\"onload=alert(4) k\"l=\"m\"}}\n\n\
         ```\"><script>alert(4)</script>\nx\n```\n\n\
         > [!note\" onload=\"x]\n\n[^\" onload=\"]\n\n[^\" onload=\"]: x\n\n$</math><script>alert(5)</script>$\n"
    );
    let tree = Tree::new(&[("docs/index.md", "# Home\n\n[[w]]\n"), ("docs/w.md", &text), ("docs/p.png", "")]);
    let html = page(&tree, "w/index.html");
    for (path, html) in pages(&tree) {
        assert!(!html.contains("<script>alert"), "{path}: {html}");
        let handler = attributes(&html).into_iter().find(|(name, _)| name.starts_with("on"));
        assert_eq!(handler, None, "{path}: {html}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)"), "{html}");
}
