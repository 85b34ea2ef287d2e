//! What a run of delimiters may do, by the characters beside it.

use super::super::stash::{ETX, STX};
use super::delimiters::{Delimiter, Kin};
use super::is_word;

/// What a run may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Opens,
    Closes,
    Either,
}

/// A run with the characters before and behind it; none at the ends of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) length: usize,
    pub(super) before: Option<char>,
    pub(super) behind: Option<char>,
}

/// What a run may do, and how much of it; `None` where it is text.
pub(super) fn role(delimiter: &Delimiter, run: Run) -> Option<(Role, usize)> {
    match delimiter.kin {
        Kin::Core => core(delimiter, run).map(|role| (role, run.length)),
        Kin::PyMdown { has_punctuation, needs_no_space } => {
            let is_smart = delimiter.is_smart && (!needs_no_space || run.length == 2);
            let found = extended(delimiter, run, is_smart, has_punctuation);
            // Where two are smart and one is not, the first of two that may not close closes alone.
            let is_mixed = delimiter.is_smart && needs_no_space && run.length == 2;
            match found {
                None if is_mixed && is_plain(delimiter, run.before, has_punctuation) => Some((Role::Closes, 1)),
                found => found.map(|role| (role, run.length)),
            }
        }
    }
}

fn of(opens: bool, closes: bool) -> Option<Role> {
    match (opens, closes) {
        (true, true) => Some(Role::Either),
        (true, false) => Some(Role::Opens),
        (false, true) => Some(Role::Closes),
        (false, false) => None,
    }
}

fn core(delimiter: &Delimiter, run: Run) -> Option<Role> {
    let token = char::from(delimiter.token);
    let closes = run.before.is_some_and(|c| !c.is_whitespace() && c != token);
    let opens = run.behind.is_some_and(|c| !c.is_whitespace());
    let (may_open, may_close) = (may(delimiter, run.before), may(delimiter, run.behind));
    if closes && opens && may_open && may_close {
        Some(Role::Either)
    } else if closes && may_close {
        Some(Role::Closes)
    } else if opens && may_open {
        Some(Role::Opens)
    } else {
        None
    }
}

/// Whether a smart delimiter may stand beside a character.
fn may(delimiter: &Delimiter, beside: Option<char>) -> bool {
    let token = char::from(delimiter.token);
    !delimiter.is_smart || beside.is_none_or(|c| (token != '_' && c == '_') || !(is_word(c) || c == token))
}

fn extended(delimiter: &Delimiter, run: Run, is_smart: bool, has_punctuation: bool) -> Option<Role> {
    let token = char::from(delimiter.token);
    let Run { before, behind, .. } = run;
    let may = |beside| !is_smart || may(delimiter, beside);
    let plain_before = is_plain(delimiter, before, has_punctuation);
    let plain_behind = is_plain(delimiter, behind, has_punctuation);
    let is_first = before != Some(token);
    let mark_before = is_first && before.is_some_and(is_punctuation);
    let mark_behind = behind.is_some_and(is_punctuation);
    let is_space = |beside: Option<char>| beside.is_none_or(char::is_whitespace);
    let either = plain_before && may(before) && plain_behind && may(behind)
        || (mark_before || before == Some(ETX)) && (mark_behind || behind == Some(STX));
    let closes = plain_before && may(behind) || mark_before && (is_space(behind) || mark_behind || behind == Some(STX));
    let opens = may(before) && plain_behind
        || is_first && (is_space(before) || mark_before || before == Some(ETX)) && mark_behind;
    if either { Some(Role::Either) } else { of(opens && !closes, closes) }
}

/// Whether a character is neither space nor delimiter nor, where that counts, punctuation.
fn is_plain(delimiter: &Delimiter, beside: Option<char>, has_punctuation: bool) -> bool {
    let token = char::from(delimiter.token);
    beside.is_some_and(|c| !c.is_whitespace() && c != token && !(has_punctuation && is_punctuation(c)))
}

/// Whether a character is punctuation or a symbol, as Unicode has it; marks that combine are neither.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let is_mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20f0}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !is_mark
}
