//! What was made once, by the hash of what it was made of.
//!
//! A bounded store that many threads use: what does not fit any more is made again each time. Must never hold what
//! depends on anything but its key.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// Enough that the threads of one machine seldom wait for each other.
const SHARDS: usize = 16;

/// The hash of all that a value depends on.
pub(super) type Key = [u8; 32];

/// The store.
pub(super) struct Shards<V> {
    shards: [Mutex<Shard<V>>; SHARDS],
    /// How much one shard holds, in bytes.
    limit: usize,
}

struct Shard<V> {
    values: FxHashMap<Key, V>,
    bytes: usize,
}

impl<V: Clone> Shards<V> {
    /// An empty store whose shards hold so many bytes each.
    pub(super) fn new(limit: usize) -> Self {
        let empty = || Mutex::new(Shard { values: FxHashMap::default(), bytes: 0 });
        Self { shards: std::array::from_fn(|_| empty()), limit }
    }

    /// What was kept under a key.
    pub(super) fn get(&self, key: &Key) -> Option<V> {
        self.shard(key).lock().unwrap_or_else(PoisonError::into_inner).values.get(key).cloned()
    }

    /// Keeps a value of so many bytes, while there is room.
    pub(super) fn keep(&self, key: Key, value: V, bytes: usize) {
        let mut shard = self.shard(&key).lock().unwrap_or_else(PoisonError::into_inner);
        if shard.bytes + bytes <= self.limit {
            shard.bytes += bytes;
            shard.values.insert(key, value);
        }
    }

    fn shard(&self, key: &Key) -> &Mutex<Shard<V>> {
        &self.shards[usize::from(key[0]) % SHARDS]
    }
}

/// The key of some texts in this order.
pub(super) fn key<'a>(parts: impl IntoIterator<Item = &'a str>) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        // With their lengths: else parts could be cut in two ways.
        hasher.update(&part.len().to_le_bytes()).update(part.as_bytes());
    }
    *hasher.finalize().as_bytes()
}
