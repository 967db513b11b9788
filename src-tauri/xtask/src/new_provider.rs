//! Begins the folder of one more provider, which compiles and believes nothing, and adds its line to the list of all.

use std::fs;
use std::path::Path;

use crate::fmt;
use crate::place::Place;
use crate::shell::Outcome;

/// The files of a folder, with `{{slug}}` and `{{Type}}` where the provider's own names go.
const FILES: [(&str, &str); 6] = [
    ("mod.rs", include_str!("provider/mod.rs.template")),
    ("wire.rs", include_str!("provider/wire.rs.template")),
    ("vocabulary.csv", include_str!("provider/vocabulary.csv.template")),
    ("tests.rs", include_str!("provider/tests.rs.template")),
    ("catalogue.csv", include_str!("provider/catalogue.csv.template")),
    ("printed.csv", include_str!("provider/printed.csv.template")),
];

const SHORTEST: usize = 3;
const LONGEST: usize = 20;

/// Words that Rust keeps for itself, of the lengths a slug may have.
const KEPT: [&str; 44] = [
    "abstract", "async", "await", "become", "box", "break", "const", "continue", "core", "crate", "dyn", "else",
    "enum", "extern", "false", "final", "for", "gen", "impl", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "self", "static", "std", "struct", "super", "test", "trait", "true",
    "try", "type", "unsafe", "use", "where",
];

/// Writes the folder and the line, and says what is to be done next.
pub fn run(place: &Place, args: &[String]) -> Outcome {
    let [slug] = args else { return Err("name the slug of the provider, and nothing else.".into()) };
    check(slug)?;
    let source = place.root.join("src-tauri/crates/providers/src");
    let folder = source.join(slug);
    if folder.exists() || source.join(format!("{slug}.rs")).exists() {
        return Err(format!("{slug} is taken."));
    }
    let lib = source.join("lib.rs");
    let text = fs::read_to_string(&lib).map_err(|e| format!("{} could not be read: {e}", lib.display()))?;
    let text = with_provider(&text, slug)?;
    fs::create_dir_all(folder.join("fixtures/wire"))
        .map_err(|e| format!("{} could not be made: {e}", folder.display()))?;
    for (name, template) in FILES {
        write(&folder.join(name), &rendered(template, slug))?;
    }
    write(&lib, &text)?;
    fmt::company(place, slug)?;
    print!("{}", next(slug));
    Ok(())
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|e| format!("{} could not be written: {e}", file.display()))
}

/// A slug is folder, module, keychain key and catalogue id in one.
fn check(slug: &str) -> Outcome {
    let plain = slug.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit());
    if !plain || !slug.starts_with(|sign: char| sign.is_ascii_lowercase()) {
        return Err(format!("'{slug}' is no slug: small letters and digits, the first a letter."));
    }
    if !(SHORTEST..=LONGEST).contains(&slug.len()) {
        return Err(format!("'{slug}' is no slug: {SHORTEST} to {LONGEST} signs."));
    }
    if KEPT.contains(&slug) {
        return Err(format!("'{slug}' is a word of Rust's own."));
    }
    Ok(())
}

/// The type of the provider: the slug with a capital.
fn type_name(slug: &str) -> String {
    let (first, rest) = slug.split_at(1);
    first.to_uppercase() + rest
}

fn rendered(template: &str, slug: &str) -> String {
    template.replace("{{slug}}", slug).replace("{{Type}}", &type_name(slug))
}

/// `lib.rs` with the provider at the end of the sellers.
fn with_provider(lib: &str, slug: &str) -> Result<String, String> {
    let module = |line: &str| line.trim().trim_start_matches("pub ") == format!("mod {slug};");
    let listed = |line: &str| line.trim().starts_with(&format!("{slug}::"));
    if lib.lines().any(|line| module(line) || listed(line)) {
        return Err(format!("{slug} is taken."));
    }
    let missing = || "lib.rs has no list of sellers any more; add the line by hand.".to_owned();
    let start = lib.find("sellers {\n").ok_or_else(missing)?;
    let end = start + lib[start..].find('}').ok_or_else(missing)?;
    let (head, tail) = lib.split_at(end);
    let (head, indent) = head.rsplit_once('\n').ok_or_else(missing)?;
    Ok(format!("{head}\n{indent}    {slug}::{},\n{indent}{tail}", type_name(slug)))
}

fn next(slug: &str) -> String {
    format!(
        "
{slug} compiles, can send nothing and believes nothing. Its tests fail until it is written:

  1. src-tauri/crates/providers/src/{slug}/   descriptor, calls, readers, vocabulary.csv, catalogue.csv as the paper has them;
     fixtures/ with an answer of each kind (made-up numbers and names), fixtures/wire/ by GALLA_WRITE_GOLDEN=1.
     printed.csv: how many rows of each service the paper prints.
  2. src-tauri/crates/providers/tests/line/dialects/{slug}.rs   the table of raw answers, at least forty. What the dialect cannot
     do: tests/line/manners.rs, with the place in the paper.
  3. src-tauri/crates/simulator/src/dialect/{slug}.rs   its language and its practice login; its line in `dialects!` of mod.rs there.
  4. tests/torture/src/mouth/{slug}.rs and tests/torture/src/parsers/oracle/{slug}.rs   how the proof speaks it and how it reads it.
  5. operators.csv of domain for companies that are not in it yet; docs/calls.md, every call of its paper; README.

  cargo test -p providers    says what is missing.
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str = include_str!("../../crates/providers/src/lib.rs");

    #[test]
    fn the_templates_are_filled_in() {
        for (name, template) in FILES {
            let text = rendered(template, "sixth");
            assert!(
                !text.contains("{{slug") && !text.contains("{{Type") && !text.contains("}}.read"),
                "{name}: {text}"
            );
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
            assert!(!text.contains("Succeeded") && !text.contains("Accepted") && !text.contains("Rejected"), "{name}");
        }
        let code = rendered(FILES[0].1, "sixth");
        assert!(code.contains("pub(crate) struct Sixth;") && code.contains("slug: \"sixth\""), "{code}");
        assert_eq!(
            rendered(FILES[4].1, "sixth").lines().count(),
            1,
            "an operator that nobody has looked up is not sold"
        );
    }

    /// A type that moved in the crate, and not in the template, would be found by whoever begins the next provider.
    #[test]
    fn the_template_takes_each_type_from_where_the_providers_take_it() {
        let imports = |text: &str| -> std::collections::BTreeSet<String> {
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let groups =
                flat.split("use crate::").skip(1).filter_map(|line| line.split_once(';')).map(|(line, _)| line);
            let named = groups.flat_map(|line| {
                let (module, names) = line.split_once('{').unwrap_or(("", line));
                let names = names.trim_end_matches('}').split(',').map(str::trim).filter(|name| !name.is_empty());
                names.map(|name| format!("{module}{name}")).collect::<Vec<_>>()
            });
            named.collect()
        };
        let known: std::collections::BTreeSet<String> = [
            include_str!("../../crates/providers/src/inspay/mod.rs"),
            include_str!("../../crates/providers/src/paygrt/mod.rs"),
        ]
        .into_iter()
        .flat_map(imports)
        .collect();
        let template = imports(FILES[0].1);
        assert!(template.len() > 10 && template.contains("access::Access"), "{template:?}");
        assert_eq!(template.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn the_template_declares_and_does_everything_that_a_provider_must() {
        let template = FILES[0].1;
        let descriptor = include_str!("../../crates/providers/src/descriptor.rs");
        let own = descriptor.split_once("pub struct Descriptor {").unwrap().1.split_once("\n}").unwrap().0;
        let fields: Vec<String> = own
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'))
            .map(|(name, _)| format!("    {name}: "))
            .collect();
        let traits = include_str!("../../crates/providers/src/provider.rs").split_once("pub trait Company").unwrap().1;
        let methods: Vec<String> = traits
            .lines()
            .filter_map(|line| line.trim().strip_prefix("fn ")?.split_once('('))
            .map(|(name, _)| format!("    fn {name}("))
            .collect();
        assert!(fields.len() > 8 && methods.len() > 10, "{fields:?} {methods:?}");
        let missing: Vec<_> = fields.iter().chain(&methods).filter(|what| !template.contains(what.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn one_line_is_added_to_the_real_file() {
        for slug in ["aaa", "sixth", "zzz"] {
            let text = with_provider(LIB, slug).unwrap();
            let own = format!("{slug}::{},", type_name(slug));
            let added: Vec<&str> = text.lines().filter(|line| line.trim() == own).collect();
            assert_eq!(added.len(), 1, "{text}");
            assert_eq!(text.replace(&format!("{}\n", added[0]), ""), LIB, "nobody is lost");
            let sellers = text.split_once("sellers {\n").unwrap().1.split_once('}').unwrap().0;
            assert!(sellers.trim_end().ends_with(&own), "{sellers}");
        }
    }

    #[test]
    fn a_bad_or_taken_slug_is_refused() {
        for slug in [
            "",
            "a",
            "ab",
            "Sixth",
            "six-th",
            "six_th",
            "6th",
            "sixth ",
            "../x",
            "match",
            "test",
            "sixthandtheseventhtoo",
        ] {
            assert!(check(slug).is_err(), "{slug:?}");
        }
        assert!(check("sixth").is_ok() && check("pay2go").is_ok());
        for slug in ["inspay", "agent", "request"] {
            assert_eq!(with_provider(LIB, slug), Err(format!("{slug} is taken.")));
        }
        assert!(with_provider("", "sixth").is_err());
    }
}
