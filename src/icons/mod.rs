//! The icons of four packs, by name (and, in `emoji`, emoji): Material Design Icons, Octicons, Font Awesome Free, Simple Icons.
//!
//! A name → the box and the paths of its picture. Ground floor: knows nobody. The data is one file that
//! `tools/icons.mjs` makes (its head tells the format): names sorted through chunks of 64 KB, each deflated by itself.
//! A look-up inflates the one chunk that may hold the name and keeps it; all chunks together are 8 MB. Must never hand
//! out anything but paths: the tool lets nothing else into the file.

mod emoji;
mod own;

use std::io::Read;
use std::sync::{LazyLock, OnceLock};

use flate2::read::DeflateDecoder;

pub use emoji::{emoji, emoji_group, emoji_name, emoji_qualified};
pub use own::OwnIcons;

/// The packed data. Licences: `LICENSES.txt` beside it.
static PACKED: &[u8] = include_bytes!("icons.bin");

/// Other names of Material Design Icons, deflated; made by the same tool.
static PACKED_ALIASES: &[u8] = include_bytes!("aliases.bin");

/// A line for each alias: alias, space, name; sorted.
static ALIASES: LazyLock<String> = LazyLock::new(|| inflated(PACKED_ALIASES));

static CHUNKS: LazyLock<Vec<Chunk>> = LazyLock::new(chunks);

/// An icon as it stands in an `<svg>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon {
    /// The value of `viewBox`: `0 0 24 24`.
    pub view_box: &'static str,
    /// The `<path>`s in it; they have no colour of their own.
    pub body: &'static str,
}

/// A run of icons, sorted by name.
struct Chunk {
    /// The name of the first.
    first: &'static str,
    deflated: &'static [u8],
    /// A line for each icon: name, tab, box, tab, paths.
    inflated: OnceLock<String>,
}

/// The icon of a full name: `material-account`, `octicons-mark-github-16`, `fontawesome-brands-github`,
/// `simple-python`.
#[must_use]
pub fn svg(name: &str) -> Option<Icon> {
    let at = CHUNKS.partition_point(|chunk| chunk.first <= name).checked_sub(1)?;
    let chunk = &CHUNKS[at];
    let lines = chunk.inflated.get_or_init(|| inflated(chunk.deflated));
    let line = find_line(lines, name)?;
    let (view_box, body) = line.split_once('\t')?;
    Some(Icon { view_box, body })
}

/// The icon of a pack by one of the prefixes that diagrams and themes use: `mdi`, `octicon`, `fa-brands`, `si`, ….
#[must_use]
pub fn find(pack_prefix: &str, name: &str) -> Option<Icon> {
    let pack = pack(pack_prefix)?;
    svg(&format!("{pack}-{name}")).or_else(|| svg(&format!("{pack}-{}", (pack == "material").then(|| alias(name))??)))
}

/// The name of the icon that another name means.
fn alias(name: &str) -> Option<&'static str> {
    ALIASES.lines().filter_map(|line| line.split_once(' ')).find(|(alias, _)| *alias == name).map(|(_, name)| name)
}

/// The names of a pack that are most like one that it does not have, without the prefix; the nearest first.
#[must_use]
pub fn near(pack_prefix: &str, name: &str, count: usize) -> Vec<String> {
    let Some(pack) = pack(pack_prefix) else { return Vec::new() };
    let mut found: Vec<(usize, &str)> = Vec::new();
    for chunk in CHUNKS.iter() {
        let lines = chunk.inflated.get_or_init(|| inflated(chunk.deflated));
        for line in lines.lines() {
            let own = line.split('\t').next().and_then(|full| full.strip_prefix(pack)?.strip_prefix('-'));
            // A name that goes on as this one does is near, however long it is.
            let far = own.map(|own| (own, if own.starts_with(name) { 1 } else { strsim::osa_distance(own, name) }));
            found.extend(far.filter(|(_, far)| *far <= 1 + name.len() / 3).map(|(own, far)| (far, own)));
        }
    }
    found.sort_unstable();
    found.into_iter().take(count).map(|(_, own)| own.to_owned()).collect()
}

/// The pack of a prefix.
fn pack(prefix: &str) -> Option<&'static str> {
    Some(match prefix {
        "material" | "mdi" | "mdi-light" => "material",
        "octicons" | "octicon" => "octicons",
        "fontawesome-solid" | "fa-solid" | "fa6-solid" | "fas" | "fa" => "fontawesome-solid",
        "fontawesome-regular" | "fa-regular" | "fa6-regular" | "far" => "fontawesome-regular",
        "fontawesome-brands" | "fa-brands" | "fa6-brands" | "fab" => "fontawesome-brands",
        "simple" | "si" | "simple-icons" | "simpleicons" => "simple",
        _ => return None,
    })
}

/// The words of a name, for those who cannot see the icon: `octicons-mark-github-16` → `mark github`.
#[must_use]
pub fn words(name: &str) -> String {
    let prefixes =
        ["material-", "octicons-", "fontawesome-solid-", "fontawesome-regular-", "fontawesome-brands-", "simple-"];
    let rest = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let rest = match rest.rsplit_once('-') {
        Some((words, size)) if name.starts_with("octicons-") && size.bytes().all(|byte| byte.is_ascii_digit()) => words,
        _ => rest,
    };
    rest.replace(['-', '_'], " ")
}

/// What follows the name and its tab on the line of a chunk that starts with it.
fn find_line<'a>(lines: &'a str, name: &str) -> Option<&'a str> {
    let (mut from, mut to) = (0, lines.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start =
            lines.as_bytes()[from..middle].iter().rposition(|byte| *byte == b'\n').map_or(from, |at| from + at + 1);
        let end = memchr::memchr(b'\n', &lines.as_bytes()[start..]).map_or(lines.len(), |at| start + at);
        let (found, rest) = lines[start..end].split_once('\t')?;
        match found.cmp(name) {
            std::cmp::Ordering::Equal => return Some(rest),
            std::cmp::Ordering::Less => from = end + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    None
}

fn inflated(deflated: &[u8]) -> String {
    let mut text = String::new();
    DeflateDecoder::new(deflated)
        .read_to_string(&mut text)
        .expect("the packed icons are whole: a test inflates them all");
    text
}

/// Reads the header.
fn chunks() -> Vec<Chunk> {
    let end = memchr::memmem::find(PACKED, b"\n\n").expect("the packed icons have a header");
    let header = std::str::from_utf8(&PACKED[..end]).expect("the header of the packed icons is text");
    let mut at = end + 2;
    let mut chunks = Vec::new();
    for line in header.lines() {
        let (first, length) = line.split_once(' ').expect("a header line is a name and a length");
        let length: usize = length.parse().expect("a length is a number");
        chunks.push(Chunk { first, deflated: &PACKED[at..at + length], inflated: OnceLock::new() });
        at += length;
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::{CHUNKS, PACKED, find, inflated, near, svg, words};

    #[test]
    fn icons_of_all_packs_are_found() {
        for name in [
            "material-account",
            "material-zodiac-virgo",
            "octicons-mark-github-16",
            "fontawesome-solid-house",
            "fontawesome-regular-face-smile",
            "fontawesome-brands-github",
            "simple-python",
        ] {
            let icon = svg(name).unwrap_or_else(|| panic!("there is {name}"));
            assert!(icon.view_box.starts_with("0 0 ") && icon.body.starts_with("<path "), "{name}: {icon:?}");
        }
        for name in ["", "material", "material-", "material-account\t", "simple-no-such", "zzz", "\u{e9}"] {
            assert_eq!(svg(name), None, "{name:?}");
        }
    }

    #[test]
    fn packs_have_other_names_in_diagrams() {
        assert_eq!(find("mdi", "account"), svg("material-account"));
        assert_eq!(find("si", "python"), svg("simple-python"));
        assert_eq!(find("fa-brands", "github"), svg("fontawesome-brands-github"));
        assert_eq!(find("logos", "python"), None);
        assert_eq!(find("mdi", "worker"), svg("material-account-hard-hat"));
        assert_eq!(find("mdi", "network-attached-storage"), svg("material-nas"));
        for line in super::ALIASES.lines() {
            let (_, name) = line.split_once(' ').expect("a line is two names");
            assert!(svg(&format!("material-{name}")).is_some(), "{line}");
        }
    }

    #[test]
    fn near_names_are_found() {
        assert_eq!(near("mdi", "sever", 1), ["server"]);
        assert_eq!(near("si", "kubernete", 1), ["kubernetes"]);
        assert!(near("logos", "python", 3).is_empty());
    }

    #[test]
    fn the_data_is_sorted_whole_and_small() {
        let mut last = String::new();
        let mut count = 0;
        for chunk in CHUNKS.iter() {
            let text = inflated(chunk.deflated);
            assert!(text.starts_with(&format!("{}\t", chunk.first)), "{}", chunk.first);
            for line in text.lines() {
                let parts: Vec<&str> = line.split('\t').collect();
                assert_eq!(parts.len(), 3, "{line}");
                assert!(*last < *parts[0], "{last} stands before {}", parts[0]);
                assert!(parts[2].split('<').skip(1).all(|tag| tag.starts_with("path ")), "{line}");
                parts[0].clone_into(&mut last);
                count += 1;
            }
        }
        assert!(count > 14_000, "{count} icons");
        assert!(PACKED.len() < 4 << 20, "{} bytes", PACKED.len());
    }

    #[test]
    fn a_name_has_words() {
        assert_eq!(words("octicons-mark-github-16"), "mark github");
        assert_eq!(words("material-account-circle"), "account circle");
        assert_eq!(words("fontawesome-solid-1"), "1");
    }
}
