//! One file → its bytes, without ever waiting for them.
//!
//! A FIFO or device that takes a file's place between the walk and the opening must neither hang the program nor
//! be read: files are opened without blocking, and looked at again once they are open.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;

/// The largest card in bytes: what one text may take of the memory.
const LARGEST: u64 = 1 << 30;

/// Why a file could not be read; as text it goes behind the name of the file.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("is not a regular file and is skipped")]
    NotRegular,
    #[error("is larger than 1 GiB and is skipped")]
    TooLarge,
    #[error("does not exist")]
    Missing,
    #[error("cannot be read: {0}")]
    Other(io::Error),
}

impl ReadError {
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::Missing } else { Self::Other(error) }
    }
}

/// Reads a file of the docs root that the walk found to be no symlink; refuses if it has become one.
pub(super) fn read_inside(file: &Path) -> Result<Vec<u8>, ReadError> {
    read(open(file, OFlags::NOFOLLOW)?)
}

/// Reads a file that the configuration names, wherever it is.
pub(super) fn read_anywhere(file: &Path) -> Result<Vec<u8>, ReadError> {
    read(open(file, OFlags::empty())?)
}

/// Reads the start of a file of the docs root: as many bytes as asked for, fewer where it is shorter.
pub(super) fn read_start(file: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    let (file, metadata) = open(file, OFlags::NOFOLLOW)?;
    if !metadata.is_file() {
        return Err(ReadError::NotRegular);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(most)).unwrap_or(0));
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a regular file for reading; anything else is an error, found without blocking.
///
/// # Errors
/// What the system says, or that it is no regular file.
pub(crate) fn open_regular(file: &Path) -> io::Result<(File, Metadata)> {
    let (file, metadata) = open(file, OFlags::empty())?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    Ok((file, metadata))
}

fn open(file: &Path, flags: OFlags) -> io::Result<(File, Metadata)> {
    let flags = (flags | OFlags::NONBLOCK | OFlags::NOCTTY).bits();
    let file = OpenOptions::new().read(true).custom_flags(flags.cast_signed()).open(file)?;
    let metadata = file.metadata()?;
    Ok((file, metadata))
}

fn read((file, metadata): (File, Metadata)) -> Result<Vec<u8>, ReadError> {
    if !metadata.is_file() {
        return Err(ReadError::NotRegular);
    }
    if metadata.len() > LARGEST {
        return Err(ReadError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // One byte more than allowed, so that a file that grows meanwhile is noticed.
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(ReadError::TooLarge) } else { Ok(bytes) }
}
