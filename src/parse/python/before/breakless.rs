//! Lists that need no blank line before them: the extension `mdx_breakless_lists`.

use crate::parse::python::block::is_item;
use crate::parse::python::reader::Reader;
use crate::parse::python::text::{Text, join};

/// Puts an empty line before the first item of each list.
#[expect(clippy::needless_pass_by_value, reason = "it has the shape of its neighbours")]
pub(super) fn run(_: &mut Reader<'_>, text: Text) -> Text {
    let mut is_inside = false;
    let mut lines = Vec::new();
    for line in text.rows() {
        if is_item(&line) {
            if !is_inside {
                lines.push(line.to(0));
            }
            is_inside = true;
        } else if line.is_empty() {
            is_inside = false;
        }
        lines.push(line);
    }
    join(&lines)
}
