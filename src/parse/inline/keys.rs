//! Keys of a keyboard: `++ctrl+alt+del++`.
//!
//! ```text
//! keys = "++" key *( "+" key ) "++"
//! key  = 1*( letter | digit | "-" | "_" ) | '"' text '"' | "'" text "'"
//! ```
//!
//! After `pymdownx.keys` (pymdown-extensions 10.x), with its names; a name that it does not know is shown as written,
//! with a capital. Not next to a letter or digit, so that `C++11 and C++14` is none.

/// A key as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// `control`, `arrow-up`, `a`; `None` for a text in quotes.
    pub name: Option<String>,
    /// What stands on it.
    pub label: String,
}

/// Longest chord that is read, in bytes.
const MAX_BYTES: usize = 500;

/// The bytes of the keys that `text` starts with, both `++` included. `is_literal` tells of an offset whether the
/// character there was escaped.
pub(super) fn read(text: &str, is_literal: impl Fn(usize) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_plus = |at: usize| bytes.get(at) == Some(&b'+') && !is_literal(at);
    let mut at = 2;
    if !is_plus(0) || !is_plus(1) {
        return None;
    }
    while at < MAX_BYTES {
        at += key_length(&text[at..])?;
        if !is_plus(at) {
            return None;
        }
        if is_plus(at + 1) {
            return Some(at + 2);
        }
        at += 1;
    }
    None
}

/// The bytes of the key that a text starts with; a quoted one is not empty and stands on one line.
fn key_length(text: &str) -> Option<usize> {
    if let Some(quote @ (b'"' | b'\'')) = text.bytes().next() {
        let end =
            text.bytes().skip(1).take(MAX_BYTES).take_while(|byte| *byte != b'\n').position(|byte| byte == quote)?;
        return (end > 0).then_some(end + 2);
    }
    let length = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len());
    (length > 0).then_some(length)
}

/// The keys between the two `++`.
#[must_use]
pub fn keys(chord: &str) -> Vec<Key> {
    let mut found = Vec::new();
    let mut rest = chord;
    while let Some(length) = key_length(rest) {
        found.push(key(&rest[..length]));
        rest = rest[length..].strip_prefix('+').unwrap_or_default();
    }
    found
}

/// The keys as words: `Ctrl+Alt+Del`.
#[must_use]
pub fn words(chord: &str) -> String {
    keys(chord).into_iter().map(|key| key.label).collect::<Vec<_>>().join("+")
}

/// The key of a name in small letters; `None` where no key has it.
#[must_use]
pub fn known(name: &str) -> Option<Key> {
    let number = |prefix: &str, most: u8| {
        let digits = name.strip_prefix(prefix).filter(|digits| !digits.is_empty() && !digits.starts_with('+'))?;
        digits.parse::<u8>().ok().filter(|number| *number <= most)
    };
    let is_letter = name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let is_other = number("num", 9).is_some() || number("f", 24).is_some_and(|number| number > 0);
    let plain: String = name.chars().filter(|c| *c != '-').collect();
    let is_listed = KEYS.iter().any(|(known, _, aliases)| is_spelled(known, &plain) || aliases.contains(&&*plain));
    let is_small = !name.contains(char::is_uppercase);
    (is_small && (is_letter || is_other || is_listed)).then(|| key(name))
}

fn key(written: &str) -> Key {
    if written.starts_with(['"', '\'']) {
        return Key { name: None, label: written[1..written.len() - 1].trim().to_owned() };
    }
    let plain: String = written.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect();
    let known = KEYS.iter().find(|(name, _, aliases)| is_spelled(name, &plain) || aliases.contains(&plain.as_str()));
    if let Some((name, label, _)) = known {
        return Key { name: Some((*name).to_owned()), label: (*label).to_owned() };
    }
    let number =
        plain.strip_prefix("num").filter(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    let label = match number {
        Some(digit) => format!("Num {digit}"),
        None => capitalised(written),
    };
    Key { name: Some(written.to_lowercase()), label }
}

/// Whether a name is `plain`, its hyphens aside.
fn is_spelled(name: &str, plain: &str) -> bool {
    name.bytes().filter(|byte| *byte != b'-').eq(plain.bytes())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Name, label, and other names without hyphens.
#[rustfmt::skip]
const KEYS: &[(&str, &str, &[&str])] = &[
    ("alt", "Alt", &[]), ("left-alt", "Left Alt", &["lalt"]), ("right-alt", "Right Alt", &["ralt"]),
    ("alt-graph", "AltGr", &["altgr"]),
    ("control", "Ctrl", &["ctrl"]), ("left-control", "Left Ctrl", &["lctrl", "leftctrl", "lcontrol"]),
    ("right-control", "Right Ctrl", &["rctrl", "rightctrl", "rcontrol"]),
    ("shift", "Shift", &[]), ("left-shift", "Left Shift", &["lshift"]), ("right-shift", "Right Shift", &["rshift"]),
    ("command", "Cmd", &["cmd"]), ("left-command", "Left Command", &["lcmd", "lcommand", "leftcmd"]),
    ("right-command", "Right Command", &["rcmd", "rcommand", "rightcmd"]),
    ("option", "Option", &["opt"]), ("left-option", "Left Option", &["lopt", "loption", "leftopt"]),
    ("right-option", "Right Option", &["ropt", "roption", "rightopt"]),
    ("windows", "Win", &["win"]), ("left-windows", "Left Win", &["lwin", "lwindows", "leftwin"]),
    ("right-windows", "Right Win", &["rwin", "rwindows", "rightwin"]),
    ("meta", "Meta", &[]), ("left-meta", "Left Meta", &["lmeta"]), ("right-meta", "Right Meta", &["rmeta"]),
    ("super", "Super", &[]), ("left-super", "Left Super", &["lsuper"]), ("right-super", "Right Super", &["rsuper"]),
    ("hyper", "Hyper", &[]), ("left-hyper", "Left Hyper", &["lhyper"]), ("right-hyper", "Right Hyper", &["rhyper"]),
    ("function", "Fn", &["fn"]), ("globe", "Globe", &[]), ("context-menu", "Menu", &["apps", "menu"]),
    ("enter", "Enter", &["return"]), ("tab", "Tab", &["tabulator"]), ("backtab", "Back Tab", &["bktab"]),
    ("space", "Space", &["spc", "spacebar"]), ("backspace", "Backspace", &["back", "bksp"]),
    ("delete", "Del", &["del"]), ("insert", "Ins", &["ins"]), ("escape", "Esc", &["esc"]),
    ("home", "Home", &[]), ("end", "End", &[]),
    ("page-up", "Page Up", &["pgup", "prior"]), ("page-down", "Page Down", &["pgdn", "pagedn", "next"]),
    ("arrow-up", "Up", &["up"]), ("arrow-down", "Down", &["down"]),
    ("arrow-left", "Left", &["left"]), ("arrow-right", "Right", &["right"]),
    ("caps-lock", "Caps Lock", &["capital", "cplk"]), ("num-lock", "Num Lock", &["numlk"]),
    ("scroll-lock", "Scroll Lock", &["scroll", "scrlk"]), ("print-screen", "Print Screen", &["prtsc", "prtscr", "print"]),
    ("pause", "Pause", &[]), ("break", "Break", &["cancel"]), ("clear", "Clear", &["clr"]), ("eject", "Eject", &[]), ("copy", "Copy", &[]), ("reset", "Reset", &[]), ("select", "Select", &[]), ("fingerprint", "Fingerprint", &[]),
    ("power", "Power", &[]), ("sleep", "Sleep", &[]), ("help", "Help", &[]), ("find", "Find", &[]), ("zoom", "Zoom", &[]),
    ("brightness-up", "Brightness Up", &[]), ("brightness-down", "Brightness Down", &[]),
    ("num-plus", "Num +", &["add"]), ("num-minus", "Num -", &["subtract"]), ("num-asterisk", "Num *", &["multiply"]),
    ("num-slash", "Num /", &["divide"]), ("num-separator", "Num .", &["decimal", "separator"]),
    ("num-clear", "Num Clear", &[]), ("num-equal", "Num =", &[]), ("num-delete", "Num Del", &["numdel"]), ("num-enter", "Num Enter", &[]),
    ("volume-mute", "Mute", &["mute", "volmute"]), ("volume-up", "Volume Up", &["volup"]), ("volume-down", "Volume Down", &["voldn", "voldown"]),
    ("media-play-pause", "Play/Pause", &["playpause"]), ("media-play", "Play", &["play"]), ("media-stop", "Stop", &["stop"]),
    ("media-next-track", "Next Track", &["nexttrack", "medianext"]),
    ("media-prev-track", "Previous Track", &["prevtrack", "mediaprev"]),
    ("launch-mail", "Mail", &["mail", "email"]), ("launch-media", "Media", &["media"]),
    ("browser-back", "Browser Back", &[]), ("browser-forward", "Browser Forward", &["forward"]),
    ("browser-home", "Browser Home", &[]), ("browser-refresh", "Browser Refresh", &["refresh"]),
    ("browser-search", "Browser Search", &["search"]), ("browser-stop", "Browser Stop", &[]),
    ("browser-favorites", "Browser Favorites", &["favorites"]),
    ("left-button", "Left Button", &["lbutton"]), ("right-button", "Right Button", &["rbutton"]),
    ("middle-button", "Middle Button", &["mbutton"]), ("x-button1", "X Button 1", &[]), ("x-button2", "X Button 2", &[]),
    ("ampersand", "&", &["amp"]), ("asterisk", "*", &["star"]), ("at", "@", &[]), ("backslash", "\\", &[]),
    ("bar", "|", &["pipe", "vrbar", "verbar"]), ("brace-left", "{", &["lbrace", "openbrace", "bracel"]),
    ("brace-right", "}", &["rbrace", "closebrace", "bracer"]),
    ("bracket-left", "[", &["lbrack", "lbracket", "openbracket", "brackl"]),
    ("bracket-right", "]", &["rbrack", "rbracket", "closebracket", "brackr"]),
    ("caret", "^", &[]), ("colon", ":", &[]), ("comma", ",", &[]), ("dollar", "$", &[]),
    ("double-quote", "\"", &["dblquote"]), ("single-quote", "'", &["apostrophe", "quote"]),
    ("equal", "=", &[]), ("exclam", "!", &["exclamation"]), ("grave", "`", &["backtick", "graveaccent"]), ("greater", ">", &["gt", "greaterthan"]),
    ("less", "<", &["lt", "lessthan"]), ("minus", "-", &["hyphen"]), ("paren-left", "(", &[]), ("paren-right", ")", &[]),
    ("percent", "%", &[]), ("period", ".", &[]), ("plus", "+", &[]), ("pound", "#", &["hash"]),
    ("question", "?", &["questionmark"]), ("semicolon", ";", &[]), ("slash", "/", &[]), ("tilde", "~", &[]),
    ("underscore", "_", &[]),
];

#[cfg(test)]
mod tests {
    use super::{KEYS, keys, read, words};

    #[test]
    fn keys_are_shown_by_their_names() {
        for (chord, wanted) in [
            ("ctrl+alt+del", "Ctrl+Alt+Del"),
            ("cmd+shift+s", "Cmd+Shift+S"),
            ("ArrowUp+arrow-left+pg-dn", "Up+Left+Page Down"),
            ("num5+f12+ä", "Num 5+F12+Ä"),
            ("\"Any key\"+'+'", "Any key++"),
            ("myKey", "MyKey"),
        ] {
            assert_eq!(words(chord), wanted, "{chord}");
        }
        let names: Vec<Option<String>> = keys("Ctrl+\"x\"+Foo").into_iter().map(|key| key.name).collect();
        assert_eq!(names, [Some("control".to_owned()), None, Some("foo".to_owned())]);
    }

    #[test]
    fn a_chord_is_read_to_its_end() {
        let end = |text: &str| read(text, |_| false);
        assert_eq!(end("++a++ b"), Some(5));
        assert_eq!(end("++ctrl+\"a b\"++"), Some(14));
        for text in ["++", "++ a ++", "++a+", "++a b++", "+a++", "++\"\"++", "++\"a++", "++/D++"] {
            assert_eq!(end(text), None, "{text}");
        }
        assert_eq!(read("++a++", |at| at == 3), None);
    }

    #[test]
    fn no_name_is_given_twice() {
        let plain = KEYS.iter().map(|(name, ..)| name.replace('-', ""));
        let mut names: Vec<String> =
            plain.chain(KEYS.iter().flat_map(|(.., all)| all.iter().map(ToString::to_string))).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{names:?}");
    }
}
