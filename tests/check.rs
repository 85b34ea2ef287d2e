//! The rules, by their documentation and by fixtures: `docs/reference/rules/<name>.md` has an example that fires and
//! one that does not, `tests/check/<name>.md` has trees with all that the rule finds in them.
//!
//! `QUADRILLE_BLESS=1` rewrites the findings of the fixtures; read the diff.

mod run;
mod spec;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use quadrille::check::catalog::{RULES, get};
use quadrille::check::{InBuild, Rule};
use quadrille::diag::Diagnostic;
use quadrille::edit::Edit;
use quadrille::path::CardPath;

use run::Project;
use spec::Case;

fn at(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn fixture(rule: &Rule) -> String {
    let path = at(&format!("tests/check/{}.md", rule.name));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn section(rule: &Rule, name: &str) -> Case {
    let case = spec::read(rule.page).into_iter().find(|case| case.name == name);
    case.unwrap_or_else(|| panic!("the card of `{}` has no files under `{name}`", rule.name))
}

#[test]
fn the_catalogue_is_sorted_and_names_are_kebab_case() {
    assert!(RULES.is_sorted_by(|a, b| a.name < b.name), "sorted by name, each name once");
    for rule in RULES {
        assert!(rule.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.name);
        assert_eq!(get(rule.name).map(|found| found.name), Some(rule.name));
    }
}

#[test]
fn every_rule_has_a_card_that_says_what_the_catalogue_says() {
    let index = fs::read_to_string(at("docs/reference/rules/rules.md")).expect("the index of the rules");
    for rule in RULES {
        let name = rule.name;
        let (first, rest) = rule.summary.split_at(1);
        let fix = if rule.page.contains("Fix: none.") { "none" } else { "yes, where it is safe" };
        let build = match rule.in_build {
            InBuild::Fails => "a finding fails the build",
            InBuild::Warns => "a finding is a warning, and fails `--strict`",
            InBuild::Silent => "not run",
        };
        for part in [
            format!("---\ntitle: {name}\ntags: [rule, {}]\n", rule.group.name()),
            format!("\n# {name}\n\n{}{rest}.\n", first.to_uppercase()),
            format!("\nSeverity: {}. Fix: {fix}. In `quadrille build`: {build}.\n", rule.severity),
            "\n## What it does\n".to_owned(),
            "\n## Why it matters\n".to_owned(),
            "\n## Example\n".to_owned(),
            "\n## Use instead\n".to_owned(),
        ] {
            assert!(rule.page.contains(&part), "the card of `{name}` lacks {part:?}");
        }
        let line = format!("\n- [[{name}]]: {}\n", rule.summary);
        assert!(index.contains(&line), "rules.md lacks {line:?}");
    }
}

#[test]
fn examples_fire_and_what_to_use_instead_does_not() {
    let mut faults = Vec::new();
    for rule in RULES {
        for (name, is_faulty) in [("Example", true), ("Use instead", false)] {
            let project = Project::new(&section(rule, name));
            let found = project.findings(&[]);
            if found.iter().any(|finding| finding.rule == rule.name) != is_faulty {
                faults.push(format!("{}, {name}:\n{}", rule.name, project.print(&found)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn fixtures_find_what_they_say() {
    let is_blessing = std::env::var_os("QUADRILLE_BLESS").is_some();
    let mut faults = Vec::new();
    for rule in RULES {
        let text = fixture(rule);
        let cases: Vec<(Case, String)> =
            spec::read(&text).into_iter().map(|case| (case.clone(), found(rule, &case))).collect();
        assert!(cases.iter().any(|(_, found)| found.contains(rule.name)), "no case of `{}` fires", rule.name);
        for (case, found) in &cases {
            let expected = case.findings.as_ref().map(|(expected, _)| expected.as_str());
            if expected != Some(found) {
                let expected = expected.unwrap_or("no fence with the title `findings`\n");
                faults.push(format!("{}, {}:\nexpected\n{expected}found\n{found}", rule.name, case.name));
            }
        }
        if is_blessing {
            let path = at(&format!("tests/check/{}.md", rule.name));
            fs::write(path, spec::blessed(&text, &cases)).expect("fixtures can be written");
        }
    }
    assert!(faults.is_empty() || is_blessing, "{}", faults.join("\n"));
}

/// The rule alone, unless the case selects rules itself.
fn found(rule: &Rule, case: &Case) -> String {
    let project = Project::new(case);
    let select: &[&str] = if project.selects() { &[] } else { &[rule.name] };
    project.print(&project.findings(select))
}

#[test]
fn fixes_mend_their_own_finding_and_add_none() {
    let mut mended = BTreeMap::new();
    for rule in RULES {
        for case in spec::read(&fixture(rule)).into_iter().chain([section(rule, "Example")]) {
            let before = Project::new(&case).findings(&[]);
            for finding in before.iter().filter(|finding| finding.fix.is_some()) {
                let mut project = Project::new(&case);
                project.edit(&edits(finding));
                let after = project.findings(&[]);
                let (before, after) = (counts(&before), counts(&after));
                let place = format!("{}, {}: {}", rule.name, case.name, finding.message);
                for (key, count) in &after {
                    assert!(before.get(key).is_some_and(|known| count <= known), "{place}: adds {key:?}");
                }
                let own = (finding.rule, finding.path.to_string());
                assert!(after.get(&own).copied().unwrap_or_default() < before[&own], "{place}: does not vanish");
                *mended.entry(finding.rule).or_insert(0) += 1;
            }
        }
    }
    for rule in RULES.iter().filter(|rule| !rule.page.contains("Fix: none.")) {
        assert!(mended.contains_key(rule.name), "no fixture of `{}` has a fix", rule.name);
    }
}

#[test]
fn all_fixes_together_leave_nothing_to_fix() {
    for rule in RULES {
        for case in spec::read(&fixture(rule)).into_iter().chain([section(rule, "Example")]) {
            let mut project = Project::new(&case);
            for _ in 0..3 {
                let edits: Vec<Edit> = project.findings(&[]).iter().flat_map(edits).collect();
                project.edit(&edits);
            }
            let left: Vec<Diagnostic> =
                project.findings(&[]).into_iter().filter(|finding| finding.fix.is_some()).collect();
            assert!(left.is_empty(), "{}, {}:\n{}", rule.name, case.name, project.print(&left));
        }
    }
}

/// The card, after all fixes, of a case of `missing-from-index`.
fn index_after_fixes(name: &str) -> String {
    let rule = get("missing-from-index").expect("a rule");
    let case = spec::read(&fixture(rule)).into_iter().find(|case| case.name == name).expect("a case of that name");
    let mut project = Project::new(&case);
    let fixes: Vec<Edit> = project.findings(&[rule.name]).iter().flat_map(edits).collect();
    project.edit(&fixes);
    project.text(&CardPath::new("how-to/how-to.md").expect("a path")).to_owned()
}

#[test]
fn missing_cards_are_added_where_they_belong() {
    for (name, expected) in [
        (
            "a line goes to the section of the folder, else to the last list",
            "# Guides\n\n## Zot\n\n* [[pin]]\n* [[mirror]]\n\n## More\n\n- [[misc]]\n- [[another]]\n- [[other]]\n\nThe end.\n",
        ),
        ("an index without a list gets one", "# Guides\n\n- [[a]]\n- [[b]]\n"),
        (
            "a section without a list gets one",
            "# Guides\r\n\r\n## Knowledge Base\r\n\r\n| a |\r\n| --- |\r\n| b |\r\n\r\n- [[a]]\r\n\r\n## More\r\n\r\n- [[c]]\r\n",
        ),
    ] {
        assert_eq!(index_after_fixes(name), expected, "{name}");
    }
}

fn edits(finding: &Diagnostic) -> Vec<Edit> {
    finding.fix.iter().flat_map(|fix| fix.edits.clone()).collect()
}

fn counts(findings: &[Diagnostic]) -> BTreeMap<(&'static str, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.rule, finding.path.to_string())).or_insert(0) += 1;
    }
    counts
}
