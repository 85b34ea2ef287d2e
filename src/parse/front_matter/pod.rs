//! The form in which values keep their places on the way through gray_matter.
//!
//! gray_matter's engines hand over a [`Pod`], which knows neither places nor the order of keys, nor how a number was
//! spelled. So ours write every value as the list `[start, end, kind, payload]`, keys as `[key, start, end, value]`,
//! and [`decode`] makes [`Value`]s of that. Both sides stand here; nobody else knows the form. The depth of a value
//! is bounded by the engines, so both may recurse.

use std::collections::BTreeMap;

use gray_matter::Pod;

use super::{Field, Value, ValueKind};
use crate::text::Span;
use crate::yaml::{YamlError, YamlKind, YamlNode, YamlPair};

const NULL: i64 = 0;
const PLAIN: i64 = 1;
const QUOTED: i64 = 2;
const LIST: i64 = 3;
const MAP: i64 = 4;

/// Something wrong inside of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl From<YamlError> for Fault {
    fn from(error: YamlError) -> Self {
        Self { span: error.span, message: error.message, hint: error.hint }
    }
}

/// A key that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duplicate {
    pub(super) key: String,
    pub(super) span: Span,
    /// Where the key stands first, if the engine can tell.
    pub(super) first: Option<Span>,
}

/// What is in a block. Guarantees: keys of one map are unique.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) fields: Vec<Field>,
    /// The value that stands in place of a map of keys.
    pub(super) misfit: Option<Value>,
    pub(super) fault: Option<Fault>,
    pub(super) duplicates: Vec<Duplicate>,
}

fn int(offset: usize) -> Pod {
    Pod::Integer(i64::try_from(offset).unwrap_or(i64::MAX))
}

fn placed(span: Span, kind: i64, payload: Pod) -> Pod {
    Pod::Array(vec![int(span.start), int(span.end), Pod::Integer(kind), payload])
}

pub(super) fn null(span: Span) -> Pod {
    placed(span, NULL, Pod::Null)
}

pub(super) fn plain(span: Span, text: String) -> Pod {
    placed(span, PLAIN, Pod::String(text))
}

pub(super) fn quoted(span: Span, text: String) -> Pod {
    placed(span, QUOTED, Pod::String(text))
}

pub(super) fn list(span: Span, items: Vec<Pod>) -> Pod {
    placed(span, LIST, Pod::Array(items))
}

pub(super) fn map(span: Span, pairs: Vec<Pod>) -> Pod {
    placed(span, MAP, Pod::Array(pairs))
}

pub(super) fn pair(key: String, span: Span, value: Pod) -> Pod {
    Pod::Array(vec![Pod::String(key), int(span.start), int(span.end), value])
}

/// The whole of what an engine found.
pub(super) fn reading(root: Pod, fault: Option<Fault>, duplicates: Vec<Duplicate>) -> Pod {
    let fault = fault.map_or(Pod::Null, |fault| {
        let hint = fault.hint.map_or(Pod::Null, Pod::String);
        Pod::Array(vec![int(fault.span.start), int(fault.span.end), Pod::String(fault.message), hint])
    });
    let duplicates = duplicates.into_iter().map(|duplicate| {
        let first = duplicate.first.map_or(Pod::Null, null);
        pair(duplicate.key, duplicate.span, first)
    });
    let duplicates = duplicates.collect();
    Pod::Array(vec![root, fault, Pod::Array(duplicates)])
}

pub(super) fn node(node: YamlNode) -> Pod {
    match node.kind {
        YamlKind::Null => null(node.span),
        YamlKind::Scalar { text, is_quoted: true } => quoted(node.span, text),
        YamlKind::Scalar { text, is_quoted: false } => plain(node.span, text),
        YamlKind::List(items) => list(node.span, items.into_iter().map(self::node).collect()),
        YamlKind::Map(pairs) => yaml_pairs(node.span, pairs),
    }
}

pub(super) fn yaml_pairs(span: Span, pairs: Vec<YamlPair>) -> Pod {
    map(span, pairs.into_iter().map(|found| pair(found.key, found.key_span, node(found.value))).collect())
}

/// Reads what [`reading`] wrote; `place` turns an offset of the engine into one of the file.
pub(super) fn decode(pod: Pod, place: &dyn Fn(usize) -> usize) -> Decoded {
    let mut decoder = Decoder { place, duplicates: Vec::new() };
    let Some([root, fault, duplicates]) = array(pod) else { return Decoded::default() };
    let fault = array(fault).and_then(|[start, end, message, hint]| {
        let Pod::String(message) = message else { return None };
        let hint = if let Pod::String(hint) = hint { Some(hint) } else { None };
        Some(Fault { span: decoder.span(&start, &end), message, hint })
    });
    if let Pod::Array(duplicates) = duplicates {
        for duplicate in duplicates.into_iter().filter_map(array) {
            let [Pod::String(key), start, end, first] = duplicate else { continue };
            let first = array(first).map(|[start, end, _, _]| decoder.span(&start, &end));
            let span = decoder.span(&start, &end);
            decoder.duplicates.push(Duplicate { key, span, first });
        }
    }
    let (fields, misfit) = match array(root) {
        Some([_, _, Pod::Integer(MAP), Pod::Array(pairs)]) => (decoder.fields(pairs), None),
        None | Some([_, _, Pod::Integer(NULL), _]) => (Vec::new(), None),
        Some(other) => (Vec::new(), Some(decoder.value(Pod::Array(other.into())))),
    };
    Decoded { fields, misfit, fault, duplicates: decoder.duplicates }
}

fn array<const N: usize>(pod: Pod) -> Option<[Pod; N]> {
    if let Pod::Array(items) = pod { items.try_into().ok() } else { None }
}

struct Decoder<'p> {
    place: &'p dyn Fn(usize) -> usize,
    duplicates: Vec<Duplicate>,
}

impl Decoder<'_> {
    fn span(&self, start: &Pod, end: &Pod) -> Span {
        let offset = |pod: &Pod| pod.as_i64().ok().and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0);
        let (start, end) = ((self.place)(offset(start)), (self.place)(offset(end)));
        Span::new(start, end.max(start))
    }

    fn value(&mut self, pod: Pod) -> Value {
        let Some([start, end, kind, payload]) = array(pod) else {
            return Value { kind: ValueKind::Null, span: Span::at(0) };
        };
        let kind = match (kind, payload) {
            (Pod::Integer(PLAIN), Pod::String(text)) => ValueKind::Scalar { text, is_quoted: false },
            (Pod::Integer(QUOTED), Pod::String(text)) => ValueKind::Scalar { text, is_quoted: true },
            (Pod::Integer(LIST), Pod::Array(items)) => {
                ValueKind::List(items.into_iter().map(|item| self.value(item)).collect())
            }
            (Pod::Integer(MAP), Pod::Array(pairs)) => {
                ValueKind::Map(self.fields(pairs).into_iter().map(|field| (field.key, field.value)).collect())
            }
            _ => ValueKind::Null,
        };
        Value { kind, span: self.span(&start, &end) }
    }

    /// Of keys that repeat, the first stays.
    fn fields(&mut self, pairs: Vec<Pod>) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::with_capacity(pairs.len());
        let mut firsts: BTreeMap<String, Span> = BTreeMap::new();
        for pair in pairs {
            let Some([Pod::String(key), start, end, value]) = array(pair) else { continue };
            let key_span = self.span(&start, &end);
            if let Some(first) = firsts.get(&key) {
                self.duplicates.push(Duplicate { key, span: key_span, first: Some(*first) });
                continue;
            }
            firsts.insert(key.clone(), key_span);
            fields.push(Field { key, key_span, value: self.value(value) });
        }
        fields
    }
}
