//! The tasks for mise: what `quadrille init --mise` puts into `mise.toml`.
//!
//! The text of a configuration of mise, or none → [`Tasks`]. Tasks are added at the end, and the result is read again:
//! what stood there must mean what it meant. Must never touch the disk, and never change a byte that is there.

/// All tasks, in TOML.
const TASKS: &str = include_str!("../../templates/scaffold/mise-tasks.toml");

/// Where mise looks for its configuration, the first one that it would take first.
pub const MISE_FILES: [&str; 5] =
    ["mise.toml", ".mise.toml", "mise/config.toml", ".config/mise.toml", ".config/mise/config.toml"];
/// Where mise looks for tasks that are files of their own.
pub const MISE_TASK_FOLDERS: [&str; 5] =
    ["mise-tasks", ".mise-tasks", "mise/tasks", ".mise/tasks", ".config/mise/tasks"];

/// What becomes of a configuration of mise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tasks {
    /// The tasks that are new, in order.
    pub added: Vec<&'static str>,
    /// Those that are there already, in order; they stay as they are.
    pub kept: Vec<&'static str>,
    /// The new tasks, for a person to add.
    pub lines: String,
    /// The whole new text; `None` where nothing is new, and where adding the tasks would make the file mean something
    /// else.
    pub text: Option<String>,
}

/// The names of all tasks, in order.
pub fn task_names() -> impl Iterator<Item = &'static str> {
    blocks().map(|(name, _)| name)
}

/// Adds the tasks that are missing; `elsewhere` says which tasks are files of their own.
///
/// # Errors
/// Where the text is no TOML: why, and where, as the parser says it.
pub fn mise_tasks(existing: Option<&str>, elsewhere: &dyn Fn(&str) -> bool) -> Result<Tasks, String> {
    let text = existing.unwrap_or_default();
    let old: toml::Table =
        text.trim_start_matches('\u{feff}').parse().map_err(|error: toml::de::Error| fault(text, &error))?;
    let has = |name: &str| old.get("tasks").is_some_and(|tasks| tasks.get(name).is_some()) || elsewhere(name);
    let (kept, new): (Vec<_>, Vec<_>) = blocks().partition(|(name, _)| has(name));
    let added: Vec<&str> = new.iter().map(|(name, _)| *name).collect();
    let lines = new.iter().map(|(_, block)| *block).collect::<Vec<_>>().join("\n");
    let kept = kept.into_iter().map(|(name, _)| name).collect();
    let text = (!added.is_empty()).then(|| appended(text, &lines)).filter(|new| means_the_same(&old, new, &added));
    Ok(Tasks { added, kept, lines, text })
}

/// Each task: its name and its lines.
fn blocks() -> impl Iterator<Item = (&'static str, &'static str)> {
    let starts: Vec<usize> = TASKS.match_indices("[tasks.").map(|(at, _)| at).collect();
    let ends = starts.iter().copied().skip(1).chain([TASKS.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| {
        let block = TASKS[start..end].trim_end_matches('\n');
        let name = block["[tasks.".len()..].split(']').next().unwrap_or_default();
        (name, &TASKS[start..=start + block.len()])
    })
}

/// The text with more at its end, in its own line ends.
fn appended(text: &str, lines: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut new = text.to_owned();
    if !text.is_empty() {
        if !text.ends_with('\n') {
            new.push_str(end);
        }
        new.push_str(end);
    }
    new + &lines.replace('\n', end)
}

/// Whether a text says what it said before, and the new tasks besides.
fn means_the_same(old: &toml::Table, new: &str, added: &[&str]) -> bool {
    let Ok(mut new) = new.trim_start_matches('\u{feff}').parse::<toml::Table>() else { return false };
    let Some(tasks) = new.get_mut("tasks").and_then(toml::Value::as_table_mut) else { return false };
    let are_there = added.iter().all(|name| tasks.remove(*name).is_some());
    if tasks.is_empty() && !old.contains_key("tasks") {
        new.remove("tasks");
    }
    are_there && new == *old
}

fn fault(text: &str, error: &toml::de::Error) -> String {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let at = crate::text::LineMap::new(text).line_col(text, text.floor_char_boundary(at));
    format!("{}:{}: {}", at.line, at.col, error.message())
}

#[cfg(test)]
mod tests {
    use super::{mise_tasks, task_names};

    const NAMES: [&str; 9] = [
        "docs-review",
        "docs-review-stale",
        "docs-review-tags",
        "docs-check-links",
        "docs-check-filenames",
        "docs-check-index",
        "docs-check-frontmatter",
        "docs-mikado",
        "ai-docs",
    ];

    #[test]
    fn a_new_file_has_all_tasks() {
        assert!(task_names().eq(NAMES));
        let tasks = mise_tasks(None, &|_| false).expect("nothing is no bad TOML");
        let text = tasks.text.expect("a text");
        let table: toml::Table = text.parse().expect("good TOML");
        assert!(NAMES.iter().all(|name| table["tasks"][*name]["description"].is_str()));
        assert!(text.starts_with("[tasks.docs-review]\n") && text.ends_with("'''\n"), "{text}");
        let again = mise_tasks(Some(&text), &|_| false).expect("good TOML");
        assert_eq!((again.text, again.added.len(), again.kept.len()), (None, 0, 9));
    }

    #[test]
    fn what_is_there_stays_to_the_byte() {
        for old in [
            "[tools]\r\nnode = \"20\"",
            "\u{feff}# mine\n[tasks]\n\n[tasks.ai-docs] # mine\nrun = \"x\"\n",
            "[tasks.a]\nrun='a'\n",
        ] {
            let tasks = mise_tasks(Some(old), &|name| name == "docs-mikado").expect("good TOML");
            let new = tasks.text.expect("a text");
            assert!(new.starts_with(old), "{new}");
            assert!(tasks.kept.contains(&"docs-mikado") && !new.contains("docs-mikado]"), "{new}");
            assert_eq!(old.contains("\r\n"), new.contains("]\r\n"), "{new}");
        }
    }

    #[test]
    fn a_file_that_cannot_grow_is_left_alone() {
        let tasks = mise_tasks(Some("tasks = { a = \"echo\" }\n"), &|_| false).expect("good TOML");
        assert_eq!((tasks.text, tasks.added.len()), (None, 9));
        assert!(tasks.lines.starts_with("[tasks.docs-review]\n"));
        assert_eq!(mise_tasks(Some("a = 1\nb ="), &|_| false).unwrap_err().split(' ').next(), Some("2:4:"));
    }
}
