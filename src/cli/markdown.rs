//! `quadrille markdown`: Markdown from standard input as an HTML fragment.

use std::io::{Read, stdin};

use crate::cli::Exit;
use crate::cli::args::{Markdown, MarkdownFlavor};
use crate::cli::session::{Failure, Session};
use crate::config::HeadingIds;
use crate::parse::inline::Notation;
use crate::parse::markdown::Flavor;
use crate::parse::parse_fragment;
use crate::render::fragment;

pub(super) fn run(session: &Session, args: &Markdown) -> Result<Exit, Failure> {
    let mut bytes = Vec::new();
    stdin().lock().read_to_end(&mut bytes)?;
    let flavor = Flavor {
        gfm: args.flavor != MarkdownFlavor::Commonmark,
        extended: args.flavor == MarkdownFlavor::Quadrille,
        // There are no cards to link to: brackets are text, as for any Markdown reader.
        wiki_links: false,
        containers: args.flavor == MarkdownFlavor::Quadrille,
        obsidian: false,
        notation: if args.flavor == MarkdownFlavor::Quadrille { Notation::All } else { Notation::None },
        heading_ids: HeadingIds::Mkdocs,
    };
    let card = parse_fragment(&String::from_utf8_lossy(&bytes), flavor);
    session.print(&fragment(&card))?;
    Ok(Exit::Clean)
}
