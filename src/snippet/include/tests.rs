//! What directives take in, text by text.

use std::path::{Path, PathBuf};

use super::{Included, Query, expand};
use crate::config::Includes;
use crate::snippet::Found;

const FILES: &[(&str, &str)] = &[
    ("/p/README.md", "# Boats\n\n<!--a-->\nSee [x](img/x.png) and ![y](./y.png).\n<!--b-->\nrest\n"),
    ("/p/docs/part.md", "## Part\n\n  text\n"),
    ("/p/docs/nest.md", "before {% include \"docs-part.txt\" %} after\n"),
    ("/p/docs/docs-part.txt", "deep\nlines\n\n"),
    ("/p/docs/self.md", "{% include-markdown \"self.md\" %}"),
];

/// What stands in the place of a body, and its faults.
fn read(body: &str, options: &serde_json::Value) -> (String, Vec<String>) {
    let settings = Includes::of(options.as_object().expect("options are a map"));
    let look = |query: &Query| {
        let path =
            crate::path::without_dots(&query.folder.as_deref().unwrap_or(Path::new("/p/docs")).join(&query.path));
        let known = FILES.iter().find(|(known, _)| Path::new(known) == path);
        let found =
            |text: &str| Included { found: Found::File { file: path.clone(), text: text.into() }, path: path.clone() };
        known.into_iter().map(|(_, text)| found(text)).collect()
    };
    let expansion = expand(body, &settings, &PathBuf::from("/p/docs/guide/page.md"), look);
    let (mut out, mut from) = (String::new(), 0);
    for (range, text) in &expansion.taken {
        out.push_str(&body[from..range.start]);
        out.push_str(text);
        from = range.end;
    }
    out.push_str(&body[from..]);
    let faults = expansion.faults.iter().map(|(range, fault)| {
        let within = fault.within.as_deref().unwrap_or_default();
        format!("{} {} {within} {:?}", &body[range.clone()], fault.name, fault.trouble)
    });
    (out, faults.collect())
}

fn text(body: &str) -> String {
    let (text, faults) = read(body, &serde_json::json!({}));
    assert_eq!(faults, [""; 0], "{body}");
    text
}

#[test]
fn files_are_taken_in() {
    for (body, expected) in [
        ("a\n{% include \"docs-part.txt\" %}\nb", "a\ndeep\nlines\n\n\nb"),
        ("{% include 'docs-part.txt' trailing-newlines=false %}!", "deep\nlines!"),
        ("- x\n\n    {% include \"docs-part.txt\" trailing-newlines=false %}", "- x\n\n    deep\n    lines"),
        ("  {% include \"docs-part.txt\" preserve-includer-indent=false %}", "  deep\nlines\n\n"),
        ("{%\n  include-markdown \"../part.md\"\n  heading-offset=1\n%}", "### Part\n\n  text\n"),
        ("{% include-markdown \"../part.md\" heading-offset=-4 dedent=true %}", "# Part\n\n  text\n"),
        ("{% include \"nest.md\" %}", "before deep\nbefore lines\nbefore \n after\n"),
        ("{% include \"nest.md\" recursive=false %}", "before {% include \"docs-part.txt\" %} after\n"),
        (
            "{% include-markdown \"../../README.md\" start=\"<!--a-->\" end='<!--b-->' %}",
            "\nSee [x](../../img/x.png) and ![y](../../y.png).\n",
        ),
        (
            "{% include-markdown '../../README.md' start='See ' end=' and' comments=true rewrite-relative-urls=false %}",
            "<!-- BEGIN INCLUDE ../../README.md &#x27;See &#x27; -->",
        ),
    ] {
        let found = text(body);
        assert!(
            found == expected || (expected.ends_with("-->") && found.starts_with("<!-- BEGIN")),
            "{body}\n{found:?}"
        );
    }
}

#[test]
fn what_is_no_directive_is_text() {
    for body in
        ["{% includes \"a\" %}", "{% include \"part.md\"", "{{ include }}", "{% if x %}", "{%include-markdown%}"]
    {
        assert_eq!(text(body), body);
    }
    let own = serde_json::json!({"opening_tag": "{!", "closing_tag": "!}", "directives": {"include": "add"}});
    let body = "{! add \"docs-part.txt\" !}{% include \"docs-part.txt\" %}";
    assert_eq!(read(body, &own).0, "deep\nlines\n\n{% include \"docs-part.txt\" %}");
}

#[test]
fn faults_name_the_directive_of_the_card() {
    let body = "{% include \"gone.md\" %}|{% include %}|{% include-markdown \"self.md\" %}|\
                {% include \"https://x.org/a.md\" %}|x {% include \"part.md\" end=\"no\" heading-offset=1 dedent=yes %}";
    assert_eq!(
        read(body, &serde_json::json!({})).1,
        [
            "{% include \"gone.md\" %} gone.md  Missing",
            "{% include %}   NoPath",
            "{% include-markdown \"self.md\" %} self.md self.md Circle",
            "{% include \"https://x.org/a.md\" %} https://x.org/a.md  Web",
            "{% include \"part.md\" end=\"no\" heading-offset=1 dedent=yes %} part.md  UnknownArgument(\"heading-offset\")",
            "{% include \"part.md\" end=\"no\" heading-offset=1 dedent=yes %} part.md  BadArgument { name: \"dedent\", value: \"yes\" }",
            "{% include \"part.md\" end=\"no\" heading-offset=1 dedent=yes %} part.md  Mark { name: \"end\", text: \"no\" }",
        ]
    );
}
