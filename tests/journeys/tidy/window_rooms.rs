//! The rooms of the window: each stands on a floor, and a file imports only from its own room and from floors below.

use super::imports::{Import, circles};
use super::{Source, about, none};

const SRC: &str = "ui/src/";

/// The rooms of `ui/src`, from the top. A room is a folder or one file; rooms of one floor do not know each other.
const WINDOW: &[&[&str]] = &[
    &["main.ts"],
    &["App.svelte"],
    &["shell"],
    &["first-start", "settings"],
    &["backup"],
    &["day-book", "pending", "reports", "sell", "services"],
    &["close", "complaints", "customers", "due-again", "pay", "slip-check"],
    &["help", "word"],
    &["customer-screen", "export", "receipt", "voice"],
    &["shared/parts"],
    &["shared/words"],
    &["shared/state"],
    &["shared/bars.ts", "shared/keys.ts", "shared/look.ts", "shared/window-keys.ts"],
    &["platform"],
    &["bindings.ts"],
];

/// What stands between a word that imports and the quote around what is imported.
const IMPORTING: &[&str] = &["from", "import", "import("];

/// The floor of a file, counted from the top, and its room there.
fn place<'a>(floors: &[&[&'a str]], file: &str) -> Option<(usize, &'a str)> {
    let holds = |room: &str| file.strip_prefix(room).is_some_and(|inside| inside.is_empty() || inside.starts_with('/'));
    floors.iter().enumerate().find_map(|(floor, rooms)| Some((floor, *rooms.iter().find(|room| holds(room))?)))
}

/// A test may look where it likes.
fn is_shipped(file: &Source) -> bool {
    file.is_within(&[SRC]) && file.has_ending(&[".ts", ".svelte"]) && !file.has_ending(&[".test.ts"])
}

/// Every path that begins with a dot and is imported, whether as a value, as a type or later.
fn named(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for quote in ['"', '\''] {
        let parts: Vec<&str> = text.split(quote).collect();
        for pair in parts.windows(2) {
            let is_imported = IMPORTING.iter().any(|word| ends_with_word(pair[0].trim_end(), word));
            if is_imported && pair[1].starts_with('.') {
                found.push(pair[1]);
            }
        }
    }
    found
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| !before.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_'))
}

/// The path that a dotted one leads to, seen from a file; `None` for one that leads out of `ui/src`.
fn resolved(from: &str, dotted: &str) -> Option<String> {
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for part in dotted.split('/') {
        match part {
            "." => {}
            ".." => {
                path.pop()?;
            }
            name => path.push(name),
        }
    }
    Some(path.join("/"))
}

/// All imports between our files. What is no code of ours (words that are built, a style, a table) is in no room.
fn imports(files: &[Source]) -> Vec<Import> {
    let inside: Vec<(&str, &Source)> =
        files.iter().filter_map(|file| Some((file.path.strip_prefix(SRC)?, file))).collect();
    let mut found = Vec::new();
    for (from, file) in &inside {
        for name in named(&file.text) {
            let path = resolved(from, name);
            let is_it = |known: &str| {
                path.as_deref().is_some_and(|path| known == path || known.strip_suffix(".ts") == Some(path))
            };
            found.extend(inside.iter().filter(|(known, _)| is_it(known)).map(|(known, _)| Import {
                from: (*from).to_owned(),
                to: (*known).to_owned(),
                name: name.to_owned(),
            }));
        }
    }
    found
}

fn homeless(floors: &[&[&str]], files: &[Source]) -> Vec<String> {
    let inside = files.iter().filter_map(|file| file.path.strip_prefix(SRC));
    inside.filter(|file| place(floors, file).is_none()).map(str::to_owned).collect()
}

fn climbing(floors: &[&[&str]], imports: &[Import]) -> Vec<String> {
    let climbs = |import: &&Import| match (place(floors, &import.from), place(floors, &import.to)) {
        (Some(from), Some(to)) => from != to && from.0 >= to.0,
        // The rule about homeless files tells of it.
        (None, _) | (_, None) => false,
    };
    imports
        .iter()
        .filter(climbs)
        .map(|import| format!("{} imports {}, which is not below", import.from, import.to))
        .collect()
}

fn in_circles(imports: &[Import]) -> Vec<String> {
    circles(imports).into_iter().map(|circle| circle.join(", ")).collect()
}

#[test]
fn rooms_of_the_window_know_only_what_is_below() {
    let files = about("the window's code", is_shipped);
    let imports = imports(&files);
    assert!(imports.len() > 500, "only {} imports", imports.len());
    none("every file of the window is in a room", homeless(WINDOW, &files));
    none("imports run only downwards inside the window", climbing(WINDOW, &imports));
    none("no circle of files in the window", in_circles(&imports));
}

#[test]
fn a_climbing_import_and_a_circle_of_the_window_are_found() {
    let file = |path: &str, text: &str| Source { path: format!("{SRC}{path}"), text: text.to_owned() };
    let house = [
        file(
            "shell/Shell.svelte",
            "import Sell from \"../sell/Sell.svelte\";\nimport { m } from \"../paraglide/m.js\";",
        ),
        file("sell/Sell.svelte", "import {\n  form,\n} from \"./here.svelte\";\nimport \"../style.css\";"),
        file(
            "sell/here.svelte.ts",
            "export { tabs } from './tabs';\nconst a = \"it came from\"; const b = \"./Sell.svelte\";",
        ),
        file(
            "sell/tabs.ts",
            "import type { Form } from \"./here.svelte\"; const later = () => import(\"../pending/list\");",
        ),
        file("pending/list.ts", "import \"../shared/house.svelte\";"),
        file("shared/house.svelte.ts", "import { help } from \"../shell/Shell.svelte\";"),
        file("attic/box.ts", ""),
        file("sell/tabs.test.ts", "import \"../shell/Shell.svelte\";"),
    ];
    let house: Vec<Source> = house.into_iter().filter(is_shipped).collect();
    let floors: &[&[&str]] = &[&["shell"], &["sell", "pending"], &["shared/house.svelte.ts"]];
    let imports = imports(&house);
    assert_eq!(
        climbing(floors, &imports),
        [
            "sell/tabs.ts imports pending/list.ts, which is not below",
            "shared/house.svelte.ts imports shell/Shell.svelte, which is not below",
        ]
    );
    assert_eq!(homeless(floors, &house), ["attic/box.ts"]);
    let within: Vec<Import> = imports.into_iter().filter(|import| import.from != "shared/house.svelte.ts").collect();
    assert_eq!(in_circles(&within), ["sell/here.svelte.ts, sell/tabs.ts"]);
    assert_eq!(within.len(), 6, "{within:?}");
}
