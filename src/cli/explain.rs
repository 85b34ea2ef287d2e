//! `quadrille explain '[[x]]' --from CARD`: why a link leads where it leads.

use crate::check::catalog;
use crate::cli::Exit;
use crate::cli::args::Explain;
use crate::cli::links::{status, target};
use crate::cli::session::{Failure, Session, find_card};
use crate::graph::FragmentStatus;
use crate::parse::card::{Link, LinkKind};
use crate::parse::markdown::{Flavor, read};
use crate::text::printable;

pub(super) fn run(session: &Session, args: &Explain) -> Result<Exit, Failure> {
    let Some(from) = &args.from else { return Err(Failure::Message(without_card(&args.link))) };
    let (located, loaded) = session.load(&args.place)?;
    let from = find_card(&loaded, from)?;
    let config = &located.config;
    let bare = format!("[[{}]]", args.link);
    let flavor = Flavor::of(config.links.dialect, config.links.heading_ids);
    let mut links = read(&args.link, 0, flavor).links;
    let is_written = !links.is_empty();
    if !is_written {
        links = read(&bare, 0, flavor).links;
    }
    let card = &loaded.graph.cards[from];
    let is_label = |link: &&Link| link.kind == LinkKind::Label && link.target == args.link.trim();
    let label = card.links.iter().find(is_label).filter(|_| !is_written);
    let Some(link) = label.or(links.first()) else {
        return Err(Failure::Message(format!("`{}` is not a link", printable(&args.link))));
    };
    let (resolution, trace) = loaded.graph.explain(from, link, config);
    let mut out = format!("{} in {}\n", printable(&args.link), loaded.graph.cards[from].path);
    for (number, step) in trace.steps().iter().enumerate() {
        out.push_str(&format!("{:>3}. {}\n", number + 1, printable(step)));
    }
    out.push_str(&format!("status: {}\n", status(&resolution)));
    if let Some(path) = target(&loaded.graph, &resolution) {
        out.push_str(&format!("target: {path}\n"));
    }
    for candidate in &resolution.candidates {
        out.push_str(&format!("candidate: {candidate}\n"));
    }
    match &resolution.fragment {
        FragmentStatus::None => {}
        FragmentStatus::Resolved(id) => out.push_str(&format!("id: {}\n", printable(id))),
        FragmentStatus::Broken => out.push_str("id: none, the fragment is broken\n"),
    }
    if let Some(spelling) = &resolution.case_mismatch {
        out.push_str(&format!("note: the case differs, the disk has `{}`\n", printable(spelling)));
    }
    session.print(&out)?;
    Ok(if resolution.target.is_some() || status(&resolution) == "external" { Exit::Clean } else { Exit::Findings })
}

/// What is wrong where no card is named; who asks for a rule as other linters explain theirs is shown the way.
fn without_card(link: &str) -> String {
    let hint = if catalog::get(link).is_some() {
        format!("`quadrille rule {link}` explains the rule")
    } else {
        "name it with `--from CARD`, by its stem or its path in the docs root".to_owned()
    };
    format!("which card the link stands in is not known\n  hint: {hint}")
}
