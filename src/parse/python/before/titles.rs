//! Titles of code by its language: `auto_title` of `pymdownx.highlight`.
//!
//! The name of a language and the project's own titles → words. Must never guess at a language.

use serde_json::Value;

/// Languages by the names that authors use, as Pygments calls them; sorted by bytes.
const TITLES: [(&str, &str); 152] = [
    ("abnf", "ABNF"),
    ("ada", "Ada"),
    ("apacheconf", "ApacheConf"),
    ("asm", "GAS"),
    ("awk", "Awk"),
    ("bash", "Bash"),
    ("bat", "Batchfile"),
    ("batch", "Batchfile"),
    ("bib", "BibTeX"),
    ("bibtex", "BibTeX"),
    ("bnf", "BNF"),
    ("c", "C"),
    ("c#", "C#"),
    ("c++", "C++"),
    ("cfg", "INI"),
    ("clj", "Clojure"),
    ("clojure", "Clojure"),
    ("cmake", "CMake"),
    ("coffee-script", "CoffeeScript"),
    ("coffeescript", "CoffeeScript"),
    ("common-lisp", "Common Lisp"),
    ("console", "Bash Session"),
    ("cpp", "C++"),
    ("crystal", "Crystal"),
    ("cs", "C#"),
    ("csharp", "C#"),
    ("css", "CSS"),
    ("cucumber", "Gherkin"),
    ("d", "D"),
    ("dart", "Dart"),
    ("diff", "Diff"),
    ("docker", "Docker"),
    ("dockerfile", "Docker"),
    ("doscon", "MSDOS Session"),
    ("ebnf", "EBNF"),
    ("elixir", "Elixir"),
    ("elm", "Elm"),
    ("erlang", "Erlang"),
    ("ex", "Elixir"),
    ("fish", "Fish"),
    ("fortran", "Fortran"),
    ("fsharp", "F#"),
    ("gherkin", "Gherkin"),
    ("glsl", "GLSL"),
    ("go", "Go"),
    ("golang", "Go"),
    ("graphql", "GraphQL"),
    ("groovy", "Groovy"),
    ("haskell", "Haskell"),
    ("hcl", "Terraform"),
    ("hlsl", "HLSL"),
    ("hs", "Haskell"),
    ("html", "HTML"),
    ("html+jinja", "HTML+Django/Jinja"),
    ("http", "HTTP"),
    ("ini", "INI"),
    ("java", "Java"),
    ("javascript", "JavaScript"),
    ("jinja", "Django/Jinja"),
    ("jl", "Julia"),
    ("js", "JavaScript"),
    ("json", "JSON"),
    ("json5", "JSON5"),
    ("jsonld", "JSON-LD"),
    ("jsx", "JSX"),
    ("julia", "Julia"),
    ("kotlin", "Kotlin"),
    ("latex", "TeX"),
    ("less", "LessCss"),
    ("lisp", "Common Lisp"),
    ("llvm", "LLVM"),
    ("lua", "Lua"),
    ("make", "Makefile"),
    ("makefile", "Makefile"),
    ("markdown", "Markdown"),
    ("matlab", "Matlab"),
    ("md", "Markdown"),
    ("mysql", "MySQL"),
    ("nasm", "NASM"),
    ("nginx", "Nginx Configuration File"),
    ("nim", "Nimrod"),
    ("nix", "Nix"),
    ("objc", "Objective-C"),
    ("objective-c", "Objective-C"),
    ("ocaml", "OCaml"),
    ("output", "Text Output"),
    ("pascal", "Delphi"),
    ("perl", "Perl"),
    ("php", "PHP"),
    ("pl", "Perl"),
    ("po", "Gettext Catalog"),
    ("postgres", "PostgreSQL SQL Dialect"),
    ("postgresql", "PostgreSQL SQL Dialect"),
    ("pot", "Gettext Catalog"),
    ("powershell", "PowerShell"),
    ("prolog", "Prolog"),
    ("promql", "PromQL"),
    ("properties", "Properties"),
    ("proto", "Protocol Buffer"),
    ("protobuf", "Protocol Buffer"),
    ("ps1", "PowerShell"),
    ("puppet", "Puppet"),
    ("pwsh", "PowerShell"),
    ("py", "Python"),
    ("py3", "Python"),
    ("py3tb", "Python Traceback"),
    ("pycon", "Python Console Session"),
    ("pytb", "Python Traceback"),
    ("python", "Python"),
    ("python3", "Python"),
    ("qml", "QML"),
    ("r", "S"),
    ("rb", "Ruby"),
    ("rego", "Rego"),
    ("rest", "reStructuredText"),
    ("rs", "Rust"),
    ("rst", "reStructuredText"),
    ("ruby", "Ruby"),
    ("rust", "Rust"),
    ("sass", "Sass"),
    ("scala", "Scala"),
    ("scheme", "Scheme"),
    ("scss", "SCSS"),
    ("sh", "Bash"),
    ("shell", "Bash"),
    ("solidity", "Solidity"),
    ("sql", "SQL"),
    ("sqlite3", "Sqlite3Con"),
    ("swift", "Swift"),
    ("systemd", "Systemd"),
    ("tcl", "Tcl"),
    ("terraform", "Terraform"),
    ("tex", "TeX"),
    ("text", "Text Only"),
    ("tf", "Terraform"),
    ("toml", "TOML"),
    ("ts", "TypeScript"),
    ("tsx", "TSX"),
    ("twig", "Twig"),
    ("typescript", "TypeScript"),
    ("udiff", "Diff"),
    ("v", "Verilog"),
    ("vb.net", "VB.net"),
    ("verilog", "Verilog"),
    ("vhdl", "Vhdl"),
    ("vim", "VimL"),
    ("vue", "Vue"),
    ("xml", "XML"),
    ("yaml", "YAML"),
    ("yaml+jinja", "YAML+Jinja"),
    ("zig", "Zig"),
    ("zsh", "Bash"),
];

/// What code without a language, or of one that is not known, is called.
const PLAIN: &str = "Text Only";

/// The title of a language; `own` are the titles that the project has for these.
pub(super) fn of<'t>(language: &str, own: &'t Value) -> &'t str {
    let language = language.trim_start_matches('.').to_ascii_lowercase();
    let at = TITLES.binary_search_by(|(known, _)| (*known).cmp(&language));
    let usual = at.map_or(PLAIN, |at| TITLES[at].1);
    match own.get(usual) {
        Some(Value::Object(entry)) => entry.get("title").and_then(Value::as_str).unwrap_or_default(),
        Some(title) => title.as_str().unwrap_or(usual),
        None => usual,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{TITLES, of};

    #[test]
    fn titles_are_sorted_and_found() {
        assert!(TITLES.is_sorted_by(|a, b| a.0 < b.0));
        let own = json!({"Python": "Snake", "YAML": {"title": "Yet another"}});
        let cases = [("rs", "Rust"), ("py", "Snake"), ("yaml", "Yet another"), ("", "Text Only"), ("zz", "Text Only")];
        for (language, title) in cases {
            assert_eq!(of(language, &own), title, "{language}");
        }
    }
}
