//! Filters and methods that templates for Jinja2 use and MiniJinja does not have.
//!
//! An environment → the same with these. Must never do other than Jinja2 and Python do with the same values.

use minijinja::value::{Kwargs, Rest, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State};

/// How many characters a text may be filled up to: more than any page is wide.
const WIDEST: usize = 10_000;

/// Gives an environment the filters and methods.
pub(super) fn prepare(environment: &mut Environment<'static>) {
    environment.add_filter("striptags", |text: &Value| striptags(&plain(text)));
    environment.add_filter("truncate", truncate);
    // Of what is not there nothing is the first, and that is no fault.
    environment.add_filter("first", |list: &Value| {
        list.try_iter().ok().and_then(|mut all| all.next()).unwrap_or(Value::UNDEFINED)
    });
    environment
        .add_filter("last", |list: &Value| list.try_iter().ok().and_then(Iterator::last).unwrap_or(Value::UNDEFINED));
    environment.add_filter("wordcount", |text: &Value| plain(text).split_whitespace().count());
    environment.add_filter("forceescape", |text: &Value| {
        let mut escaped = String::new();
        crate::render::escape::attribute(&mut escaped, &plain(text));
        Value::from_safe_string(escaped)
    });
    environment.add_filter("center", |text: &Value, width: Option<usize>| {
        format!("{:^width$}", plain(text), width = width.unwrap_or(80).min(WIDEST))
    });
    environment.set_unknown_method_callback(|_, value, method, arguments| match value.kind() {
        ValueKind::String => of_text(&plain(value), method, arguments),
        ValueKind::Map => of_map(value, method, arguments),
        ValueKind::Seq => of_list(value, method, arguments),
        _ => Err(ErrorKind::UnknownMethod.into()),
    });
}

/// A value as text, without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(
        || if value.is_undefined() || value.is_none() { String::new() } else { value.to_string() },
        str::to_owned,
    )
}

/// The words of HTML, with single blanks between them.
fn striptags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = if rest[at..].starts_with("<!--") {
            rest[at..].find("-->").map(|end| end + 2)
        } else {
            rest[at..].find('>')
        };
        rest = &rest[at..];
        let Some(end) = end else { break };
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `truncate(length=255, killwords=False, end="...", leeway=5)`.
#[expect(clippy::needless_pass_by_value, reason = "the engine hands over arguments by value")]
fn truncate(_: &State<'_, '_>, text: &Value, given: Rest<Value>, named: Kwargs) -> Result<String, Error> {
    let text = plain(text);
    let number = |at: usize, name: &str, usual: usize| -> Result<usize, Error> {
        let by_name: Option<usize> = named.get(name)?;
        Ok(by_name.or_else(|| given.get(at)?.as_usize()).unwrap_or(usual))
    };
    let (length, leeway) = (number(0, "length", 255)?, number(3, "leeway", 5)?);
    let by_name: Option<bool> = named.get("killwords")?;
    let kills = by_name.unwrap_or_else(|| given.get(1).is_some_and(Value::is_true));
    let by_name: Option<String> = named.get("end")?;
    let end = by_name.unwrap_or_else(|| given.get(2).map_or_else(|| "...".to_owned(), plain));
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= length.saturating_add(leeway) {
        return Ok(text);
    }
    let kept: String = letters.iter().take(length.saturating_sub(end.chars().count())).collect();
    let kept = if kills { kept.as_str() } else { kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words) };
    Ok(format!("{kept}{end}"))
}

fn of_text(text: &str, method: &str, arguments: &[Value]) -> Result<Value, Error> {
    let argument = |at: usize| arguments.get(at).map(plain);
    let first = argument(0);
    let is_of = |test: fn(&str, &str) -> bool| match arguments.first() {
        // Python takes several as well.
        Some(several) if several.kind() == ValueKind::Seq => {
            several.try_iter().is_ok_and(|mut all| all.any(|one| test(text, &plain(&one))))
        }
        _ => test(text, first.as_deref().unwrap_or_default()),
    };
    let signs = |c: char| first.as_deref().map_or(c.is_whitespace(), |signs| signs.contains(c));
    Ok(match method {
        "split" | "rsplit" => {
            split(text, first.as_deref(), arguments.get(1).and_then(Value::as_usize), method == "rsplit")
        }
        "splitlines" => text.lines().collect(),
        "startswith" => is_of(|text, part| text.starts_with(part)).into(),
        "endswith" => is_of(|text, part| text.ends_with(part)).into(),
        "replace" => text.replace(&first.clone().unwrap_or_default(), &argument(1).unwrap_or_default()).into(),
        "strip" => text.trim_matches(signs).into(),
        "lstrip" => text.trim_start_matches(signs).into(),
        "rstrip" => text.trim_end_matches(signs).into(),
        "removeprefix" => text.strip_prefix(first.as_deref().unwrap_or_default()).unwrap_or(text).into(),
        "removesuffix" => text.strip_suffix(first.as_deref().unwrap_or_default()).unwrap_or(text).into(),
        "lower" => text.to_lowercase().into(),
        "upper" => text.to_uppercase().into(),
        "title" => title(text).into(),
        "capitalize" => capitalized(text).into(),
        "find" => match text.find(first.as_deref().unwrap_or_default()) {
            Some(at) => text[..at].chars().count().into(),
            None => Value::from(-1),
        },
        "count" => text.matches(first.as_deref().unwrap_or_default()).count().into(),
        "isdigit" => (!text.is_empty() && text.chars().all(|c| c.is_ascii_digit())).into(),
        "join" => {
            let parts = arguments.first().map(Value::try_iter).transpose()?.into_iter().flatten();
            parts.map(|part| plain(&part)).collect::<Vec<_>>().join(text).into()
        }
        _ => return Err(ErrorKind::UnknownMethod.into()),
    })
}

fn split(text: &str, separator: Option<&str>, most: Option<usize>, from_end: bool) -> Value {
    let most = most.map_or(usize::MAX, |most| most.saturating_add(1));
    match separator.filter(|separator| !separator.is_empty()) {
        None => text.split_whitespace().collect(),
        Some(separator) if from_end => {
            let mut parts: Vec<&str> = text.rsplitn(most, separator).collect();
            parts.reverse();
            parts.into_iter().collect()
        }
        Some(separator) => text.splitn(most, separator).collect(),
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
}

fn title(text: &str) -> String {
    text.split_inclusive(|c: char| !c.is_alphabetic()).map(capitalized).collect()
}

fn of_map(map: &Value, method: &str, arguments: &[Value]) -> Result<Value, Error> {
    let pairs = || -> Result<Vec<(Value, Value)>, Error> {
        map.try_iter()?.map(|key| map.get_item(&key).map(|value| (key, value))).collect()
    };
    match (method, arguments) {
        ("get", [key, rest @ ..]) => {
            let found = map.get_item(key)?;
            Ok(if found.is_undefined() { rest.first().cloned().unwrap_or(Value::from(())) } else { found })
        }
        ("items", []) => Ok(pairs()?.into_iter().map(|(key, value)| Value::from(vec![key, value])).collect()),
        ("keys", []) => Ok(pairs()?.into_iter().map(|(key, _)| key).collect()),
        ("values", []) => Ok(pairs()?.into_iter().map(|(_, value)| value).collect()),
        _ => Err(ErrorKind::UnknownMethod.into()),
    }
}

fn of_list(list: &Value, method: &str, arguments: &[Value]) -> Result<Value, Error> {
    let (count, index) = (
        |wanted: &Value| -> Result<usize, Error> { Ok(list.try_iter()?.filter(|one| one == wanted).count()) },
        |wanted: &Value| -> Result<Option<usize>, Error> { Ok(list.try_iter()?.position(|one| one == *wanted)) },
    );
    match (method, arguments) {
        ("count", [wanted]) => Ok(count(wanted)?.into()),
        ("index", [wanted]) => Ok(index(wanted)?.map_or_else(|| Value::from(-1), Value::from)),
        _ => Err(ErrorKind::UnknownMethod.into()),
    }
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, context};

    #[test]
    fn filters_and_methods_do_what_those_of_jinja2_and_python_do() {
        let mut environment = Environment::new();
        super::prepare(&mut environment);
        for (source, expected) in [
            ("{{ '<b>a</b>  <i>b</i> <!-- c > d -->e' | striptags }}", "a b e"),
            ("{{ 'one two three four' | truncate(12) }}", "one two..."),
            ("{{ 'one two three four' | truncate(12, true, '…', leeway=0) }}", "one two thr…"),
            ("{{ 'a < b' | striptags }}", "a < b"),
            ("{{ 'short' | truncate(3) }} {{ 'a b  c' | wordcount }}", "short 3"),
            (
                "{{ 'a/b/c'.split('/') | last }} {{ 'a/b/c'.split('/', 1)[1] }} {{ ' a b '.split() | length }}",
                "c b/c 2",
            ),
            ("{{ 'blog/x'.startswith('blog/') }} {{ 'x.md'.endswith(('.md', '.html')) }}", "True True"),
            (
                "{{ ' ab '.strip() }}{{ 'a-b'.replace('-', '+') }} {{ 'ab cd'.title() }} {{ ', '.join(['x', 'y']) }}",
                "aba+b Ab Cd x, y",
            ),
            (
                "{{ map.get('a') }} {{ map.get('b', 2) }} {% for key, value in map.items() %}{{ key }}={{ value }}{% endfor %}",
                "1 2 a=1",
            ),
        ] {
            let found = environment.render_str(source, context! { map => context! { a => 1 } });
            assert_eq!(found.expect(source), expected, "{source}");
        }
        assert!(environment.render_str("{{ 'a'.nope() }}", ()).is_err());
    }
}
