//! What was read before, so that a file that did not change is not read again.
//!
//! Files and their [`Stamp`]s → texts. A stamp is all that the system says of a file without opening it. Two changes
//! within one tick of the file system's clock have the same stamp: so a stamp is trusted only if the file was left alone
//! for a while when it was read, as git does with its index. Must never keep a text that could not be read whole.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashMap;

use crate::path::CardPath;

/// Longer than a tick of any file system's clock, in nanoseconds: FAT counts in steps of two seconds.
const TICK_NS: i128 = 2_500_000_000;

/// What the system says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    modified_ns: i128,
    changed_ns: i128,
}

impl Stamp {
    /// The stamp in a file's metadata.
    pub(super) fn of(metadata: &Metadata) -> Self {
        let ns = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified_ns: ns(metadata.mtime(), metadata.mtime_nsec()),
            changed_ns: ns(metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    /// Whether a change from now on is sure to give another stamp.
    fn is_settled(&self, now_ns: i128) -> bool {
        now_ns - self.modified_ns.max(self.changed_ns) > TICK_NS
    }
}

/// What was read before. It holds no more than the last tree.
#[derive(Debug, Default)]
pub struct Memory {
    texts: FxHashMap<PathBuf, (Stamp, Arc<str>)>,
    assets: Vec<(CardPath, Option<Stamp>)>,
}

impl Memory {
    /// The text of a file, if it is as it was.
    pub(super) fn text(&self, file: &Path, stamp: &Stamp) -> Option<Arc<str>> {
        self.texts.get(file).filter(|(known, _)| known == stamp).map(|(_, text)| text.clone())
    }

    /// Takes the place of what was kept: texts with the stamps that their files had when they were read, and assets.
    pub(super) fn replace(
        &mut self,
        texts: impl Iterator<Item = (PathBuf, Stamp, Arc<str>)>,
        assets: Vec<(CardPath, Option<Stamp>)>,
    ) {
        let now_ns = now_ns();
        let is_settled = |stamp: &Stamp| stamp.is_settled(now_ns);
        self.texts =
            texts.filter(|(_, stamp, _)| is_settled(stamp)).map(|(file, stamp, text)| (file, (stamp, text))).collect();
        self.assets = assets;
    }

    /// The assets of the last tree with their stamps, in its order; none where the file was gone.
    #[must_use]
    pub fn assets(&self) -> &[(CardPath, Option<Stamp>)] {
        &self.assets
    }
}

#[expect(clippy::disallowed_methods, reason = "a stamp is younger or older than now; no output depends on it")]
fn now_ns() -> i128 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.ok().and_then(|since| i128::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Stamp, TICK_NS};

    #[test]
    fn a_stamp_is_trusted_once_the_clock_has_ticked() {
        let stamp = Stamp { device: 1, inode: 2, size: 3, modified_ns: 10, changed_ns: 20 };
        assert!(!stamp.is_settled(20) && !stamp.is_settled(20 + TICK_NS) && stamp.is_settled(21 + TICK_NS));
    }
}
