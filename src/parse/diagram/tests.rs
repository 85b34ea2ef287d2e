//! Which fences are diagrams and where their labels stand: with a stand-in for the engines, which does what the text
//! tells it (`diagram::double`).

use std::path::PathBuf;

use crate::config::{BoxArt, Config};
use crate::discover::Source;
use crate::parse::card::{Card, LinkKind};
use crate::path::CardPath;
use crate::text::LineMap;

fn parsed(text: &str, config: &Config) -> Card {
    let path = CardPath::new("a.md").expect("a path inside the root");
    let file = PathBuf::from("/project/docs/a.md");
    crate::parse::parse(&Source::new(path, file, text), config)
}

fn config() -> Config {
    Config::defaults(PathBuf::from("/project"), PathBuf::from("/project/docs"))
}

/// Each diagram of a card with its faults, then each link: kind, target, place and what stands there.
fn shown(card: &Card) -> String {
    let lines = LineMap::new(&card.text);
    let at = |span: crate::text::Span| {
        let place = lines.line_col(&card.text, span.start);
        format!("{}:{} {:?}", place.line, place.col, span.of(&card.text))
    };
    let mut out = Vec::new();
    for diagram in &card.diagrams {
        let fault = diagram.fault.iter().map(|fault| format!(" fault {} {}", at(fault.span), fault.message));
        out.push(format!("{}{}", diagram.notation.name(), fault.collect::<String>()));
    }
    for link in &card.links {
        let place = if link.kind == LinkKind::Label { at(link.span) } else { at(link.destination_span) };
        out.push(format!("{:?} {} {place}", link.kind, link.target));
    }
    out.join("; ")
}

#[test]
fn fences_are_diagrams_by_language_looks_and_options() {
    let code = "double\nname X\n";
    let cases = [
        ("```mermaid", "mermaid"),
        ("```Mermaid title=\"x\"", "mermaid"),
        ("```{.mermaid}", "mermaid"),
        ("~~~~ mermaid", "mermaid"),
        ("```", "ascii"),
        ("```text", "ascii"),
        ("```plaintext title=\"x\"", "ascii"),
        ("```ditaa", "ascii"),
        ("```{ .goat }", "ascii"),
        ("```mermaid {diagram=off}", ""),
        ("```{diagram=off}", ""),
        ("```text diagram=\"off\"", ""),
        ("```rust", ""),
        ("```console", ""),
    ];
    for (fence, wanted) in cases {
        let close = &fence[..fence.len() - fence.trim_start_matches(['`', '~']).len()];
        let card = parsed(&format!("{fence}\n{code}{close}\n"), &config());
        let names: Vec<&str> = card.diagrams.iter().map(|diagram| diagram.notation.name()).collect();
        assert_eq!(names.concat(), wanted, "{fence}");
    }
    let indented = format!("Text\n\n    {}", code.replace('\n', "\n    "));
    assert!(parsed(&indented, &config()).diagrams.is_empty(), "indented code is none");
    assert!(
        parsed("    ```\n    double\n    ```\n", &config()).diagrams.is_empty(),
        "a fence in indented code is none"
    );
}

#[test]
fn front_matter_and_configuration_switch_diagrams_off() {
    let text = "```mermaid\ndouble\nname X\nwiki [[b]]\n```\n\n```\ndouble\n```\n\n```bob\ndouble\n```\n";
    let count = |config: &Config, text: &str| parsed(text, config).diagrams.len();
    assert_eq!(count(&config(), text), 3);
    assert_eq!(count(&config(), &format!("---\ndiagrams: false\n---\n{text}")), 0);
    assert_eq!(count(&config(), &format!("---\ndiagrams: true\n---\n{text}")), 3);
    let with = |change: fn(&mut Config)| {
        let mut config = config();
        change(&mut config);
        config
    };
    assert_eq!(count(&with(|config| config.diagrams.mermaid = false), text), 2);
    assert_eq!(count(&with(|config| config.diagrams.ascii = BoxArt::Named), text), 2);
    assert_eq!(count(&with(|config| config.diagrams.ascii = BoxArt::Off), text), 1);
    let card = parsed(text, &with(|config| config.diagrams.links = false));
    assert_eq!(shown(&card), "mermaid; ascii; ascii; Wiki b 4:8 \"b\"");
    assert_eq!(card.diagrams[0].links, [None, Some(0)]);
}

/// Files and what is found in them.
const PLACES: &[(&str, &str)] = &[
    (
        "[[a]]\n\n```mermaid\ndouble\nwiki x [[b#C|d]]\nname Big é\naddress how-to/c.md#x\n```\n[[z]]\n",
        "mermaid; Wiki a 1:3 \"a\"; Wiki b 5:10 \"b#C\"; Label Big é 6:6 \"Big é\"; \
         Markdown how-to/c.md 7:9 \"how-to/c.md#x\"; Wiki z 9:3 \"z\"",
    ),
    ("```mermaid\r\ndouble\r\nname é\r\nname X\r\n```\r\n", "mermaid; Label é 3:6 \"é\"; Label X 4:6 \"X\""),
    ("> - ```mermaid\n>   double\n>     name X\n>   ```\n", "mermaid; Label X 3:12 \"X\""),
    ("- a\n\n\t```mermaid\n\tdouble\n\t\tname X\n\t```\n", "mermaid; Label X 5:8 \"X\""),
    ("!!! note\n    ```mermaid\n    double\n\n      name X\n    ```\n", "mermaid; Label X 5:12 \"X\""),
    (
        "=== \"A\"\n    ??? tip\n        ```\n        double\n        wiki [[b]]\n        ```\n[[c]]\n",
        "ascii; Wiki b 5:16 \"b\"; Wiki c 7:3 \"c\"",
    ),
    ("> ```mermaid\n> double\n> fault here\n> ```\n", "mermaid fault 3:9 \"here\" here"),
    ("```mermaid\ndouble\nfault end", "mermaid fault 3:7 \"end\" end"),
    ("```\ndouble\nfault a plain text is no diagram then\n```\n", ""),
    (
        "```mermaid\ndouble\nwiki ![[b.png]]\naddress javascript:x\n```",
        "mermaid; Wiki b.png 3:9 \"b.png\"; Markdown javascript:x 4:9 \"javascript:x\"",
    ),
];

#[test]
fn labels_and_faults_stand_where_the_file_has_them() {
    for (text, wanted) in PLACES {
        assert_eq!(shown(&parsed(text, &config())), *wanted, "{text}");
    }
}

#[test]
fn links_of_the_text_keep_their_nodes() {
    let card = parsed("[[a]]\n\n```mermaid\ndouble\nname X\n```\n\n[b](b.md) ![[c]]\n", &config());
    let html = crate::parse::document::Document::words(&card.document.nodes, &card.text);
    assert!(html.contains('a') && html.contains('b'));
    let targets: Vec<&str> = card.links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(targets, ["a", "X", "b.md", "c"]);
    for node in &card.document.nodes {
        use crate::parse::document::NodeKind::{Embed, Link, WikiLink};
        if let WikiLink(link) | Embed(link) | Link { link, .. } = node.kind {
            assert_eq!(card.links[link as usize].span, node.span());
        }
    }
}
