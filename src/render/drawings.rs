//! Diagrams as drawings, kept by their content: source, ids, title and where the labels lead.
//!
//! Text of one diagram and its dress → one `<svg>`. Must never fail: what cannot be drawn is `None`, and shown as code.

use std::sync::Arc;
use std::time::Duration;

use crate::diagram::{Dress, Notation, guard};
use crate::render::shards::{Shards, key};

/// How many bytes of drawings one shard of the cache holds.
const MAX_SHARD_BYTES: usize = 4 << 20;

/// What has been drawn so far.
pub(crate) struct Drawings {
    kept: Shards<Option<Arc<str>>>,
}

impl Default for Drawings {
    fn default() -> Self {
        Self { kept: Shards::new(MAX_SHARD_BYTES) }
    }
}

impl Drawings {
    /// Draws a diagram; `None` where that fails.
    pub(crate) fn draw(
        &self,
        notation: Notation,
        source: &str,
        dress: &Dress<'_>,
        limit: Duration,
    ) -> Option<Arc<str>> {
        let hrefs = dress.hrefs.iter().map(|href| href.as_deref().unwrap_or("\0"));
        let title = dress.title.unwrap_or("\0");
        let key = key([notation.name(), source, dress.id, title].into_iter().chain(hrefs));
        if let Some(kept) = self.kept.get(&key) {
            return kept;
        }
        let drawing = guard::draw(notation, source, dress, limit).ok().map(|drawing| Arc::from(drawing.svg));
        let bytes = source.len() + drawing.as_ref().map_or(0, |svg: &Arc<str>| svg.len());
        self.kept.keep(key, drawing.clone(), bytes);
        drawing
    }
}
