//! Diagrams as drawings, kept by their content: source, ids, title and where the labels lead.
//!
//! Text of one diagram and its dress → one `<svg>`. Those that were read but cannot be drawn are noted ([`Undrawn`]), and
//! become findings when the site is done. Must never fail: what cannot be drawn is shown as code.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::diag::{Diagnostic, Severity};
use crate::diagram::{Dress, Fault, Notation, guard};
use crate::graph::{CardId, Graph};
use crate::parse::card::Diagram;
use crate::parse::diagram::in_file;
use crate::render::shards::{Shards, key};

/// How many bytes of drawings one shard of the cache holds.
const MAX_SHARD_BYTES: usize = 4 << 20;

/// What has been drawn so far.
pub(crate) struct Drawings {
    kept: Shards<Result<Arc<str>, Arc<Fault>>>,
}

impl Default for Drawings {
    fn default() -> Self {
        Self { kept: Shards::new(MAX_SHARD_BYTES) }
    }
}

impl Drawings {
    /// Draws a diagram.
    ///
    /// # Errors
    /// Why that fails.
    pub(crate) fn draw(
        &self,
        notation: Notation,
        source: &str,
        dress: &Dress<'_>,
        limit: Duration,
    ) -> Result<Arc<str>, Arc<Fault>> {
        let hrefs = dress.hrefs.iter().map(|href| href.as_deref().unwrap_or("\0"));
        let title = dress.title.unwrap_or("\0");
        let icons = dress.icons.map_or("", |icons| icons.stamp());
        let key = key([notation.name(), source, dress.id, title, icons].into_iter().chain(hrefs));
        if let Some(kept) = self.kept.get(&key) {
            return kept;
        }
        let drawing = guard::draw(notation, source, dress, limit);
        let drawing = drawing.map(|drawing| Arc::from(drawing.svg)).map_err(Arc::new);
        let bytes = source.len() + drawing.as_ref().map_or(0, |svg: &Arc<str>| svg.len());
        self.kept.keep(key, drawing.clone(), bytes);
        drawing
    }
}

/// The diagrams that could not be drawn, by card and node.
#[derive(Debug, Default)]
pub(crate) struct Undrawn {
    found: Mutex<BTreeMap<(CardId, u32), Arc<Fault>>>,
}

impl Undrawn {
    /// Notes one; on several pages it is still one.
    pub(crate) fn note(&self, card: CardId, diagram: &Diagram, fault: Arc<Fault>) {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).insert((card, diagram.node), fault);
    }

    /// All of them, as findings, in order of place.
    pub(crate) fn findings(&self, graph: &Graph) -> Vec<Diagnostic> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let finding = |(&(id, node), fault): (&(CardId, u32), &Arc<Fault>)| {
            let card = &graph.cards[id];
            let diagram = card.diagrams.iter().find(|diagram| diagram.node == node)?;
            let span = in_file(card, diagram, fault.span);
            let finding = Diagnostic::new("bad-diagram", &card.path, span, fault.message.as_str());
            Some(Diagnostic { severity: Severity::Warning, hints: fault.hint.iter().cloned().collect(), ..finding })
        };
        found.iter().filter_map(finding).collect()
    }
}
