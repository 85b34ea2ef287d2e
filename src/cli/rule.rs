//! `quadrille rule [NAME]`: a rule's card, or all rules.

use crate::check::catalog::{self, RULES};
use crate::check::select::named;
use crate::cli::Exit;
use crate::cli::args::Rule;
use crate::cli::session::{Failure, Session};
use crate::text::printable;

pub(super) fn run(session: &Session, args: &Rule) -> Result<Exit, Failure> {
    let Some(name) = &args.name else {
        let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
        let list = RULES.iter().map(|rule| {
            let state = if rule.is_on { rule.severity.to_string() } else { "off".to_owned() };
            format!("{:width$}  {state:7}  {}\n", rule.name, rule.summary)
        });
        session.print(&list.collect::<String>())?;
        return Ok(Exit::Clean);
    };
    let Some(rule) = catalog::get(name) else {
        let nearest = named(name).err().and_then(|unknown| unknown.nearest);
        let hint = nearest.map_or_else(
            || "`quadrille rule` without a name lists all".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Failure::Message(format!("there is no rule `{}`\n  hint: {hint}", printable(name))));
    };
    let body = rule.page.split_once("\n---\n").map_or(rule.page, |(_, body)| body);
    session.print(body.trim_start())?;
    Ok(Exit::Clean)
}
