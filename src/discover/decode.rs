//! Bytes → text.
//!
//! UTF-8 passes unchanged, byte order mark, line ends and NUL bytes included. Anything else is decoded as well as
//! may be, so that titles and links still work, and comes with a [`Fault`]. Must never fail.

use crate::diag::Diagnostic;
use crate::path::CardPath;
use crate::text::Span;

/// What is wrong with the encoding of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where it begins, in the decoded text.
    span: Span,
    message: String,
    hint: String,
}

impl Fault {
    /// The finding that it is for a file.
    pub(super) fn into_diagnostic(self, path: &CardPath) -> Diagnostic {
        Diagnostic::new("bad-encoding", path, self.span, self.message).hint(self.hint)
    }
}

/// Decodes a file's bytes.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Option<Fault>) {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(error) => error,
    };
    // The marks of UTF-16 are never valid UTF-8, so that looking for them here misses none.
    let bytes = error.as_bytes();
    let utf_16 = match bytes {
        [0xff, 0xfe, ..] => Some("UTF-16LE"),
        [0xfe, 0xff, ..] => Some("UTF-16BE"),
        _ => None,
    };
    if let Some(encoding) = utf_16 {
        let units = bytes.chunks(2).map(|pair| match *pair {
            [a, b] if encoding == "UTF-16LE" => u16::from_le_bytes([a, b]),
            [a, b] => u16::from_be_bytes([a, b]),
            _ => 0xfffd,
        });
        let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        let fault = Fault {
            span: Span::at(0),
            message: "file is UTF-16, not UTF-8".to_owned(),
            hint: format!("convert it: `iconv -f {encoding} -t UTF-8`"),
        };
        return (text, Some(fault));
    }
    let start = error.utf8_error().valid_up_to();
    let fault = Fault {
        span: Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8()),
        message: format!("file is not UTF-8: byte `0x{:02x}` begins no character", bytes[start]),
        hint: "save it as UTF-8; where it is Latin-1: `iconv -f WINDOWS-1252 -t UTF-8`".to_owned(),
    };
    (String::from_utf8_lossy(bytes).into_owned(), Some(fault))
}

/// What the bytes from 0x80 to 0x9f are in Windows-1252; those that are nothing there are as in Latin-1.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Decodes bytes that are said to have an encoding of one byte for each character, or one that [`decode`] sees by itself;
/// `None` for encodings that are not known.
pub(super) fn decode_as(bytes: Vec<u8>, encoding: &str) -> Option<String> {
    let windows = |byte: u8| match byte {
        0x80..=0x9f => WINDOWS_1252.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::from(byte)),
        _ => char::from(byte),
    };
    match encoding {
        "latin-1" | "latin1" | "latin_1" | "iso-8859-1" | "iso8859-1" | "l1" => {
            Some(bytes.into_iter().map(char::from).collect())
        }
        "cp1252" | "windows-1252" | "1252" => Some(bytes.into_iter().map(windows).collect()),
        "utf-16" | "utf16" | "utf_16" => Some(decode(bytes).0.trim_start_matches(crate::text::BOM).to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::text::Span;

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_8_stays_as_it_is() {
        for text in ["", "\u{feff}# A\r\n", "nul \0 and é"] {
            assert_eq!(decode(text.as_bytes().to_vec()), (text.to_owned(), None));
        }
    }

    #[test]
    fn utf_16_is_named_and_decoded() {
        for bytes in [utf_16("\u{feff}# Ä 🎉\n", u16::to_le_bytes), utf_16("\u{feff}# Ä 🎉\n", u16::to_be_bytes)]
        {
            let (text, fault) = decode(bytes);
            let fault = fault.expect("a fault");
            assert_eq!(
                (text.as_str(), fault.message.as_str(), fault.span),
                ("\u{feff}# Ä 🎉\n", "file is UTF-16, not UTF-8", Span::at(0))
            );
        }
        assert_eq!(decode(vec![0xff, 0xfe, b'a', 0, 0, 0xd8, b'b']).0, "\u{feff}a\u{fffd}\u{fffd}");
    }

    #[test]
    fn the_span_of_a_bad_byte_is_its_replacement() {
        let (text, fault) = decode(b"# Caf\xe9 au lait \xff\n".to_vec());
        let fault = fault.expect("a fault");
        assert_eq!((text.as_str(), fault.span.of(&text)), ("# Caf\u{fffd} au lait \u{fffd}\n", "\u{fffd}"));
        assert_eq!(fault.message, "file is not UTF-8: byte `0xe9` begins no character");
    }
}
