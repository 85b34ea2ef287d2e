//! Ids of headings and tabs, as the function makes them that a project names.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// The function `slugify` of an option, and its separator.
#[derive(Debug, Clone)]
pub(in crate::parse::python) struct Slugs {
    function: Function,
    separator: String,
}

#[derive(Debug, Clone)]
enum Function {
    /// `markdown.extensions.toc.slugify`: ASCII alone.
    Ascii,
    /// `markdown.extensions.toc.slugify_unicode`.
    Unicode,
    /// `pymdownx.slugs.slugify` with its arguments.
    Words { case: Case, is_encoded: bool, form: Form },
}

#[derive(Debug, Clone, Copy)]
enum Case {
    Kept,
    Lower,
    LowerAscii,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Composed,
    Decomposed,
    Compatible,
    CompatibleDecomposed,
    AsWritten,
}

/// What `quote` of Python leaves as it is.
const UNQUOTED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'_').remove(b'.').remove(b'-').remove(b'~').remove(b'/');

impl Slugs {
    /// The function that the value of an option names; that of Python-Markdown where it names none that is known.
    pub(in crate::parse::python) fn of(option: &Value, separator: &str) -> Self {
        let name = option.get("py").and_then(Value::as_str).unwrap_or_default();
        let argument = |name: &str| option.get("kwds").and_then(|given| given.get(name));
        let case = |name: &str| match name {
            "lower" | "fold" => Case::Lower,
            "lower-ascii" => Case::LowerAscii,
            _ => Case::Kept,
        };
        let words = |case, is_encoded| Function::Words { case, is_encoded, form: Form::Composed };
        let function = match name.rsplit('.').next().unwrap_or_default() {
            "slugify_unicode" => Function::Unicode,
            "slugify" if name.starts_with("pymdownx.") => Function::Words {
                case: case(argument("case").and_then(Value::as_str).unwrap_or_default()),
                is_encoded: argument("percent_encode").and_then(Value::as_bool).unwrap_or_default(),
                form: match argument("normalize").and_then(Value::as_str) {
                    Some("NFD") => Form::Decomposed,
                    Some("NFKC") => Form::Compatible,
                    Some("NFKD") => Form::CompatibleDecomposed,
                    Some("NFC") | None => Form::Composed,
                    Some(_) => Form::AsWritten,
                },
            },
            "uslugify" => words(Case::Lower, false),
            "uslugify_encoded" => words(Case::Lower, true),
            "uslugify_cased" => words(Case::Kept, false),
            "uslugify_cased_encoded" => words(Case::Kept, true),
            "gfm" => words(Case::LowerAscii, false),
            "gfm_encoded" => words(Case::LowerAscii, true),
            _ => Function::Ascii,
        };
        Self { function, separator: separator.to_owned() }
    }

    /// The id that a text asks for.
    pub(in crate::parse::python) fn slug(&self, text: &str) -> String {
        match &self.function {
            Function::Ascii => self.python(&text.nfkd().filter(char::is_ascii).collect::<String>()),
            Function::Unicode => self.python(text),
            Function::Words { case, is_encoded, form } => self.words(text, *case, *is_encoded, *form),
        }
    }

    /// Without what is neither word, white space nor `-`; runs of white space and separators as one separator.
    fn python(&self, text: &str) -> String {
        let kept: String = text.chars().filter(|c| is_word(*c) || c.is_whitespace() || *c == '-').collect();
        let lower = kept.trim().to_lowercase();
        let mut out = String::with_capacity(lower.len());
        let mut is_gap = false;
        for c in lower.chars() {
            let is_separator = c.is_whitespace() || self.separator.contains(c);
            if is_separator && !is_gap {
                out.push_str(&self.separator);
            } else if !is_separator {
                out.push(c);
            }
            is_gap = is_separator;
        }
        out
    }

    fn words(&self, text: &str, case: Case, is_encoded: bool, form: Form) -> String {
        let text: String = match form {
            Form::Composed => text.nfc().collect(),
            Form::Decomposed => text.nfd().collect(),
            Form::Compatible => text.nfkc().collect(),
            Form::CompatibleDecomposed => text.nfkd().collect(),
            Form::AsWritten => text.to_owned(),
        };
        let text = match case {
            Case::Kept => text.trim().to_owned(),
            Case::Lower => text.trim().to_lowercase(),
            Case::LowerAscii => text.trim().to_ascii_lowercase(),
        };
        let mut out = String::with_capacity(text.len());
        for c in text.chars().filter(|c| is_word(*c) || matches!(c, '-' | ' ')) {
            if c == ' ' { out.push_str(&self.separator) } else { out.push(c) }
        }
        if is_encoded { utf8_percent_encode(&out, UNQUOTED).to_string() } else { out }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Slugs;

    #[test]
    fn functions_by_their_names() {
        let text = "Žlutý Kůň -- & Ko., no_2";
        for (option, expected) in [
            (json!(null), "zluty-kun-ko-no_2"),
            (json!({"py": "markdown.extensions.toc.slugify_unicode"}), "žlutý-kůň-ko-no_2"),
            (json!({"py": "pymdownx.slugs.slugify", "kwds": {"case": "lower"}}), "žlutý-kůň-----ko-no_2"),
            (json!({"py": "pymdownx.slugs.slugify"}), "Žlutý-Kůň-----Ko-no_2"),
        ] {
            assert_eq!(Slugs::of(&option, "-").slug(text), expected, "{option}");
        }
    }
}
