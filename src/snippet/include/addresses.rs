//! Relative addresses in a text that goes from one file into another: made so that they lead where they led.
//!
//! Links, images, definitions of links, and `src` and `href` of HTML, outside of code, as the plugin finds them: by
//! patterns over the text of a paragraph. Must never change anything but addresses.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::is_web;
use crate::path::without_dots;

/// Longer lines are left alone: a pattern may look from each of its places to the end of the line.
const LONGEST_LINE: usize = 1 << 16;

/// The patterns in their order. The group `url` is the address; what starts with `!` is not for the first.
static PATTERNS: LazyLock<[Regex; 5]> = LazyLock::new(|| {
    [
        r#"!?\[(?:[^\[\]]+(?:\[[^\[\]]+\][^\[\]]*)*)?\]\(\s*<?(?<url>.*?)>?\s*(?:".*?"|'.*?')?\)"#,
        r#"!\[.*?\]\([ \t]*<?(?<url>\S+?)>?[ \t]*(?:(?:".*?"|'.*?')[ \t]*)?\)"#,
        concat!(
            r"(?m)^ {0,4}\[.+\]:[ \t]*\n?[ \t]*<?(?<url>\S+?)>?",
            r#"(?:(?:[ \t]+\n?[ \t]*|\n[ \t]*)["(].+?[")][ \t]*|[ \t]*\n?[ \t]*)(?:\n+|\z)"#
        ),
        r#"<(?:img|source)(?:\s+[\w-]+(?:\s*=\s*)?(?:"[^"]*"|'[^']*')?)*?\s+src=["'](?<url>\S+?)["']"#,
        r#"<a(?:\s+[\w-]+(?:\s*=\s*)?(?:"[^"]*"|'[^']*')?)*?\s+href=["'](?<url>\S+?)["']"#,
    ]
    .map(|pattern| Regex::new(pattern).expect("the patterns are written above, and a test compiles them"))
});

/// The text with its addresses made right for another file.
pub(super) fn rewritten(text: &str, source: &Path, target: &Path) -> String {
    let folder = |file: &Path| without_dots(file.parent().unwrap_or(Path::new("/")));
    let (from, to) = (folder(source), folder(target));
    let address = |url: &str| address(url, &from, &to);
    let mut paragraphs = Paragraphs { out: String::with_capacity(text.len()), open: String::new(), address: &address };
    paragraphs.run(text);
    paragraphs.out
}

/// A text that is read line by line.
struct Paragraphs<'a> {
    out: String,
    /// The paragraph that is being read.
    open: String,
    address: &'a dyn Fn(&str) -> String,
}

impl Paragraphs<'_> {
    fn run(&mut self, text: &str) {
        let mut fence: Option<&str> = None;
        // Lines that are code if what follows is not indented, and a blank line was before that.
        let mut indented = String::new();
        let mut is_behind_blank = false;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_start();
            if let Some(open) = fence {
                self.out.push_str(line);
                fence = Some(open).filter(|open| !bare.starts_with(open));
            } else if let Some(open) = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) {
                fence = Some(open);
                self.flush();
                self.out.push_str(&std::mem::take(&mut indented));
                self.out.push_str(line);
            } else if line.starts_with("    ") {
                let held = if bare.is_empty() || !indented.is_empty() { &mut indented } else { &mut self.open };
                held.push_str(line);
            } else if indented.is_empty() {
                self.open.push_str(line);
            } else {
                self.flush();
                if is_behind_blank {
                    self.out.push_str(&indented);
                    self.out.push_str(line);
                } else {
                    self.open.push_str(&indented);
                    self.open.push_str(line);
                    self.flush();
                }
                indented.clear();
            }
            is_behind_blank = bare.is_empty();
        }
        self.flush();
        if is_behind_blank {
            self.out.push_str(&indented);
        } else {
            self.open.push_str(&indented);
            self.flush();
        }
    }

    /// Ends a paragraph.
    fn flush(&mut self) {
        if self.open.split('\n').any(|line| line.len() > LONGEST_LINE) {
            self.out.push_str(&self.open);
        } else {
            let mut text = std::mem::take(&mut self.open);
            for (index, pattern) in PATTERNS.iter().enumerate() {
                let replaced = pattern.replace_all(&text, |found: &Captures<'_>| self.replaced(found, index == 0));
                if let std::borrow::Cow::Owned(replaced) = replaced {
                    text = replaced;
                }
            }
            self.out.push_str(&text);
        }
        self.open.clear();
    }

    fn replaced(&self, found: &Captures<'_>, spares_images: bool) -> String {
        let all = &found[0];
        let Some(url) = found.name("url").filter(|_| !(spares_images && all.starts_with('!'))) else {
            return all.to_owned();
        };
        let start = url.start() - found.get_match().start();
        [&all[..start], &(self.address)(url.as_str()), &all[start + url.len()..]].concat()
    }
}

fn address(url: &str, from: &Path, to: &Path) -> String {
    if is_web(url) || url.starts_with(['/', '#']) {
        return url.to_owned();
    }
    let mut path = relative(&without_dots(&from.join(url)), to);
    if url.ends_with('/') {
        path.push('/');
    }
    path
}

/// The way from a folder to a path.
fn relative(path: &Path, from: &Path) -> String {
    let shared = path.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    let ups = from.components().count() - shared;
    let mut way: PathBuf = std::iter::repeat_n("..", ups).collect();
    way.extend(path.components().skip(shared));
    if way.as_os_str().is_empty() { ".".to_owned() } else { way.to_string_lossy().into_owned() }
}
