//! Directory trees: nested lists, whose guides the style sheet draws.
//!
//! Branches of a diagram → HTML. Must never nest by recursion, nor write a word of the author's but by `escape`.

use crate::diagram::ascii::{Branch, Part};
use crate::render::escape;

/// Writes the list; `hrefs` says where the labels lead.
pub(super) fn write(out: &mut String, branches: &[Branch], hrefs: &[Option<String>]) {
    let has_root = branches.first().is_some_and(|branch| branch.depth == 0);
    out.push_str(if has_root {
        "<ul class=\"tree\" role=\"list\">"
    } else {
        "<ul class=\"tree tree-open\" role=\"list\">"
    });
    // The depths of the items that are open.
    let mut open: Vec<usize> = Vec::new();
    for branch in branches {
        if branch.is_more {
            out.push_str("<br>");
        } else {
            let is_inner = open.last().is_some_and(|&depth| depth < branch.depth);
            while open.last().is_some_and(|&depth| depth >= branch.depth) {
                out.push_str("</li>");
                let closed = open.pop();
                if open.last().is_some_and(|&depth| depth >= branch.depth)
                    || closed.is_some_and(|depth| depth > branch.depth)
                {
                    out.push_str("</ul>\n");
                }
            }
            if is_inner {
                out.push_str("\n<ul role=\"list\">");
            }
            open.push(branch.depth);
            out.push_str("<li>");
        }
        for part in &branch.name {
            name(out, part, hrefs);
        }
        if !branch.note.is_empty() {
            out.push_str(" <span class=\"tree-note\">");
            escape::text(out, &branch.note);
            out.push_str("</span>");
        }
    }
    while open.pop().is_some() {
        out.push_str(if open.is_empty() { "</li>" } else { "</li></ul>\n" });
    }
    out.push_str("</ul>");
}

fn name(out: &mut String, part: &Part, hrefs: &[Option<String>]) {
    let Some(href) = part.label.and_then(|label| hrefs.get(label)?.as_deref()) else {
        escape::text(out, &part.text);
        return;
    };
    out.push_str("<a href=\"");
    escape::attribute(out, href);
    out.push_str("\">");
    escape::text(out, &part.text);
    out.push_str("</a>");
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::diagram::ascii::tree;

    fn list(source: &str) -> String {
        let mut out = String::new();
        write(&mut out, &tree(source).expect("a tree"), &[None, Some("/b/".into())]);
        out.replace(" role=\"list\"", "").replace('\n', "")
    }

    #[test]
    fn lists_nest_as_branches_do() {
        let source = "a/\n├── b<c>  # first\n│   └── d\n│       └── e\n└── f\n";
        let wanted = "<ul class=\"tree\"><li>a/<ul><li><a href=\"/b/\">b&lt;c&gt;</a> <span class=\"tree-note\"># first</span>\
                      <ul><li>d<ul><li>e</li></ul></li></ul></li><li>f</li></ul></li></ul>";
        assert_eq!(list(source), wanted);
    }

    #[test]
    fn trees_may_lack_a_root_or_have_several() {
        let open = "<ul class=\"tree tree-open\"><li>a<ul><li><a href=\"/b/\">b</a></li></ul></li><li>c</li></ul>";
        assert_eq!(list("├── a\n│   └── b\n└── c\n"), open);
        let two =
            "<ul class=\"tree\"><li>x<ul><li><a href=\"/b/\">a</a></li></ul></li><li>y<ul><li>b</li></ul></li></ul>";
        assert_eq!(list("x\n└── a\ny\n└── b\n"), two);
    }
}
