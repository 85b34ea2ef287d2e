//! One output → one file.
//!
//! Must never change a file that exists: what is there is linked or left.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::discover::open_regular;
use crate::render::output::Body;
use crate::write::{WriteError, failed};

/// How many bytes of a copied file are in memory at once.
const CHUNK: usize = 1 << 16;

/// How a file came into the new site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Written,
    Unchanged,
}

/// Makes one file of the new site: a hard link where the old one is equal. `name` stands in messages.
pub(super) fn put(
    body: &Body,
    old: Option<&Path>,
    new: &Path,
    name: &Path,
) -> Result<(Fate, u64, blake3::Hash), WriteError> {
    // An old file that cannot be compared or linked is one that is written again.
    let linked = old.is_some_and(|old| is_equal(body, old).unwrap_or(false) && fs::hard_link(old, new).is_ok());
    let fate = if linked { Fate::Unchanged } else { Fate::Written };
    match body {
        Body::Bytes(bytes) => {
            if !linked {
                let file = OpenOptions::new().write(true).create_new(true).open(new);
                file.and_then(|mut file| file.write_all(bytes)).map_err(failed("write", name))?;
            }
            Ok((fate, bytes.len() as u64, blake3::hash(bytes)))
        }
        Body::Copy(source) => {
            let (mut file, _) = open_regular(source).map_err(failed("read", source))?;
            let mut copy = if linked {
                None
            } else {
                Some(OpenOptions::new().write(true).create_new(true).open(new).map_err(failed("write", name))?)
            };
            let mut hasher = blake3::Hasher::new();
            let mut chunk = vec![0; CHUNK];
            loop {
                let length = fill(&mut file, &mut chunk).map_err(failed("read", source))?;
                hasher.update(&chunk[..length]);
                if let Some(copy) = &mut copy {
                    copy.write_all(&chunk[..length]).map_err(failed("write", name))?;
                }
                if length < CHUNK {
                    return Ok((fate, hasher.count(), hasher.finalize()));
                }
            }
        }
    }
}

/// Whether a regular file has the bytes of an output.
pub(super) fn is_equal(body: &Body, file: &Path) -> io::Result<bool> {
    let (mut theirs, metadata) = open_regular(file)?;
    match body {
        Body::Bytes(bytes) => {
            if metadata.len() != bytes.len() as u64 {
                return Ok(false);
            }
            let mut chunk = vec![0; bytes.len() + 1];
            let length = fill(&mut theirs, &mut chunk)?;
            Ok(chunk[..length] == bytes[..])
        }
        Body::Copy(source) => {
            let (mut ours, ours_metadata) = open_regular(source)?;
            if metadata.len() != ours_metadata.len() {
                return Ok(false);
            }
            let (mut our_chunk, mut their_chunk) = (vec![0; CHUNK], vec![0; CHUNK]);
            loop {
                let (our_length, their_length) =
                    (fill(&mut ours, &mut our_chunk)?, fill(&mut theirs, &mut their_chunk)?);
                if our_chunk[..our_length] != their_chunk[..their_length] {
                    return Ok(false);
                }
                if our_length < CHUNK {
                    return Ok(true);
                }
            }
        }
    }
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match file.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
