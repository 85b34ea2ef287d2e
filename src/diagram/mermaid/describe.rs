//! A diagram in words, for those who do not see it.
//!
//! Type, things and ties → a title and a short text. The author's own description always comes first. Must never be longer
//! than a listener bears.

use serde_json::Value;

use crate::diagram::mermaid::model::{Thing, Tie};

/// Bytes of a description, at most.
const LONGEST: usize = 600;

/// What a type of diagram is called: merman's name, its name in words, its class.
const TYPES: [(&str, &str, &str); 33] = [
    ("flowchart", "Flowchart", "flowchart"),
    ("graph", "Flowchart", "flowchart"),
    ("swimlane", "Flowchart", "swimlane"),
    ("agentflow", "Flowchart", "agentflow"),
    ("sequence", "Sequence diagram", "sequence"),
    ("zenuml", "Sequence diagram", "zenuml"),
    ("class", "Class diagram", "class"),
    ("state", "State diagram", "state"),
    ("er", "Entity relationship diagram", "er"),
    ("gantt", "Gantt chart", "gantt"),
    ("journey", "User journey", "journey"),
    ("pie", "Pie chart", "pie"),
    ("quadrant", "Quadrant chart", "quadrant"),
    ("requirement", "Requirement diagram", "requirement"),
    ("git", "Git graph", "git"),
    ("c4", "C4 diagram", "c4"),
    ("mindmap", "Mind map", "mindmap"),
    ("timeline", "Timeline", "timeline"),
    ("sankey", "Sankey diagram", "sankey"),
    ("xychart", "Chart", "xychart"),
    ("block", "Block diagram", "block"),
    ("packet", "Packet diagram", "packet"),
    ("kanban", "Kanban board", "kanban"),
    ("architecture", "Architecture diagram", "architecture"),
    ("radar", "Radar chart", "radar"),
    ("treemap", "Treemap", "treemap"),
    ("treeview", "Tree", "tree"),
    ("venn", "Venn diagram", "venn"),
    ("ishikawa", "Cause and effect diagram", "ishikawa"),
    ("wardley", "Wardley map", "wardley"),
    ("railroad", "Syntax diagram", "railroad"),
    ("cynefin", "Cynefin framework", "cynefin"),
    ("event", "Event model", "event"),
];

/// The name of a type in words, and its class.
pub(super) fn kind(merman: &str) -> (&'static str, &'static str) {
    let name = merman.to_ascii_lowercase();
    let known = TYPES.iter().find(|(prefix, ..)| name.starts_with(prefix));
    known.map_or(("Diagram", "other"), |(_, words, class)| (words, class))
}

/// The title: the author's, else the one that is given, else the type.
pub(super) fn title(model: &Value, own: Option<&str>, given: Option<&str>, kind: &str) -> String {
    let field = |name: &str| model.get(name).and_then(Value::as_str);
    let mut titles = [field("accTitle"), own, field("title"), given].into_iter().flatten();
    titles.find(|title| !title.trim().is_empty()).unwrap_or(kind).trim().to_owned()
}

/// The description.
pub(super) fn description(model: &Value, kind: &str, things: &[Thing], ties: &[Tie]) -> String {
    if let Some(own) = model.get("accDescr").and_then(Value::as_str).filter(|own| !own.trim().is_empty()) {
        return own.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let labels = listed(things.iter().map(|thing| thing.label.clone()), ", ", LONGEST / 2);
    let told = ties.iter().map(|tie| {
        let says = if tie.label.is_empty() { String::new() } else { format!(" ({})", tie.label) };
        format!("{} → {}{says}", tie.from, tie.to)
    });
    let told = listed(told, "; ", LONGEST / 2);
    let of = if labels.is_empty() { String::new() } else { format!(" of {labels}") };
    let told = if told.is_empty() { String::new() } else { format!(" {told}.") };
    format!("{kind}{of}.{told}")
}

/// As many parts as there is room for.
fn listed(parts: impl Iterator<Item = String>, gap: &str, room: usize) -> String {
    let mut out = String::new();
    for part in parts {
        if out.len() + gap.len() + part.len() > room {
            out.push_str(if out.is_empty() { "" } else { " …" });
            break;
        }
        if !out.is_empty() {
            out.push_str(gap);
        }
        out.push_str(&part);
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{description, kind, title};
    use crate::diagram::mermaid::model::{Thing, Tie};

    fn thing(label: &str) -> Thing {
        Thing { id: label.to_owned(), label: label.to_owned() }
    }

    #[test]
    fn a_diagram_is_told_in_words() {
        let tie = Tie { from: "A".to_owned(), to: "B".to_owned(), label: "yes".to_owned() };
        let text = description(&json!({}), "Flowchart", &[thing("A"), thing("B")], &[tie]);
        assert_eq!(text, "Flowchart of A, B. A → B (yes).");
        assert_eq!(description(&json!({}), "Chart", &[], &[]), "Chart.");
        assert_eq!(description(&json!({"accDescr": "Mine\n too"}), "Chart", &[], &[]), "Mine too");
        let many: Vec<Thing> = (0..400).map(|number| thing(&format!("node {number}"))).collect();
        assert!(description(&json!({}), "Flowchart", &many, &[]).len() < 400);
    }

    #[test]
    fn the_authors_title_comes_first() {
        assert_eq!(title(&json!({"accTitle": "A", "title": "B"}), Some("C"), Some("D"), "Chart"), "A");
        assert_eq!(title(&json!({"title": "B"}), None, Some("D"), "Chart"), "B");
        assert_eq!(title(&json!({}), None, Some("D"), "Chart"), "D");
        assert_eq!(title(&json!({"accTitle": null}), None, None, "Chart"), "Chart");
    }

    #[test]
    fn types_have_names() {
        assert_eq!(kind("flowchart-v2"), ("Flowchart", "flowchart"));
        assert_eq!(kind("classDiagram"), ("Class diagram", "class"));
        assert_eq!(kind("unheard-of"), ("Diagram", "other"));
    }
}
