//! Which file of a crate imports which, read from its source.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use syn::{Item, UseTree, Visibility};

use super::Source;

/// An import: from one file to another, both relative to the crate's `src/`, with the name that is imported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    pub from: String,
    pub to: String,
    pub name: String,
}

/// A module that has a file of its own.
#[derive(Default)]
struct Module {
    file: String,
    /// Paths from the crate's root that its code names.
    named: Vec<Vec<String>>,
    /// Names that it hands on from elsewhere, and from where. A face that only hands names on imports nothing.
    handed_on: BTreeMap<String, Vec<String>>,
}

struct Crate {
    modules: BTreeMap<Vec<String>, Module>,
}

/// All imports within one crate. `src` is the path of its `src/`; tests are left out, because they may look where they like.
pub fn imports(files: &[Source], src: &str) -> Vec<Import> {
    let mut known = Crate { modules: BTreeMap::new() };
    for (path, file) in modules(files, src) {
        known.modules.insert(path, Module { file, ..Module::default() });
    }
    for file in files {
        let Some(path) = file.path.strip_prefix(src).and_then(module_path) else { continue };
        let code = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        let mut reader = Reader { at: path.clone(), known: &known, named: Vec::new(), handed_on: BTreeMap::new() };
        reader.visit_file(&code);
        let Reader { named, handed_on, .. } = reader;
        if let Some(module) = known.modules.get_mut(&path) {
            (module.named, module.handed_on) = (named, handed_on);
        }
    }
    known.imports()
}

/// The files that import each other in a circle: one list a circle.
pub fn circles(imports: &[Import]) -> Vec<Vec<String>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        next.entry(&import.from).or_default().insert(&import.to);
    }
    let reach: BTreeMap<&str, BTreeSet<&str>> = next.keys().map(|from| (*from, reached(&next, from))).collect();
    let meet = |a: &str, b: &str| reach[a].contains(b) && reach.get(b).is_some_and(|from_b| from_b.contains(a));
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for from in next.keys() {
        let circle: Vec<String> = next.keys().filter(|to| meet(from, to)).map(|to| (*to).to_owned()).collect();
        found.extend((!circle.is_empty()).then_some(circle));
    }
    found.into_iter().collect()
}

fn reached<'a>(next: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str) -> BTreeSet<&'a str> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(at) = open.pop() {
        open.extend(next.get(at).into_iter().flatten().filter(|to| found.insert(**to)));
    }
    found
}

fn modules<'a>(files: &'a [Source], src: &'a str) -> impl Iterator<Item = (Vec<String>, String)> + 'a {
    files.iter().filter_map(move |file| {
        let inside = file.path.strip_prefix(src)?;
        Some((module_path(inside)?, inside.to_owned()))
    })
}

/// `a/b.rs` and `a/b/mod.rs` are `a::b`. A file of tests is no module of what is shipped.
fn module_path(inside: &str) -> Option<Vec<String>> {
    let mut path: Vec<String> = inside.strip_suffix(".rs")?.split('/').map(str::to_owned).collect();
    if path.iter().any(|part| part == "tests" || part.ends_with("_tests")) {
        return None;
    }
    if path.last().is_some_and(|last| last == "mod" || last == "lib" || last == "main") {
        path.pop();
    }
    Some(path)
}

struct Reader<'a> {
    at: Vec<String>,
    known: &'a Crate,
    named: Vec<Vec<String>>,
    handed_on: BTreeMap<String, Vec<String>>,
}

impl Reader<'_> {
    /// The path from the crate's root; `None` for one that leads out of the crate.
    fn rooted(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([&self.at[..], rest].concat()),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let base = self.at.len().checked_sub(ups)?;
                Some([&self.at[..base], &path[ups..]].concat())
            }
            child => {
                let below = [&self.at[..], &[child.to_owned()]].concat();
                self.known.modules.contains_key(&below).then(|| [&self.at[..], path].concat())
            }
        }
    }

    fn read_use(&mut self, tree: &UseTree, before: &[String], hands_on: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        let (path, name) = match tree {
            UseTree::Path(path) => return self.read_use(&path.tree, &with(&path.ident), hands_on),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.read_use(tree, before, hands_on));
            }
            UseTree::Name(name) if name.ident == "self" => (before.to_vec(), String::new()),
            UseTree::Name(name) => (with(&name.ident), name.ident.to_string()),
            UseTree::Rename(renamed) => (with(&renamed.ident), renamed.rename.to_string()),
            UseTree::Glob(_) => (before.to_vec(), "*".to_owned()),
        };
        let Some(path) = self.rooted(&path) else { return };
        if hands_on {
            self.handed_on.insert(name, path);
        } else {
            self.named.push(path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Use(item) => {
                self.read_use(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
            }
            Item::Mod(inside) if is_of_tests(&inside.attrs) => {}
            other => syn::visit::visit_item(self, other),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        // A single word is a name of this file, or the `super` of `pub(super)`.
        self.named.extend(self.rooted(&parts).filter(|_| parts.len() > 1));
        syn::visit::visit_path(self, path);
    }
}

fn is_of_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string().contains("test"))
    })
}

impl Crate {
    /// The module in which a path's name is defined, and the name; it follows those that hand the name on.
    fn resolve(&self, path: &[String], steps: u8) -> Option<(&Module, String)> {
        let mut at = Vec::new();
        for (place, part) in path.iter().enumerate() {
            at.push(part.clone());
            if self.modules.contains_key(&at) {
                continue;
            }
            at.pop();
            let module = self.modules.get(&at)?;
            return match module.handed_on.get(part).filter(|_| steps > 0) {
                Some(from) => self.resolve(&[&from[..], &path[place + 1..]].concat(), steps - 1),
                None => Some((module, part.clone())),
            };
        }
        Some((self.modules.get(&at)?, String::new()))
    }

    fn imports(&self) -> Vec<Import> {
        let mut found = BTreeSet::new();
        for (path, module) in self.modules.iter().filter(|(path, _)| !path.is_empty()) {
            for (to, name) in module.named.iter().filter_map(|named| self.resolve(named, 8)) {
                let is_root = to.file == "lib.rs" || to.file == "main.rs";
                if to.file != module.file && !is_root && !path.is_empty() {
                    found.insert(Import { from: module.file.clone(), to: to.file.clone(), name });
                }
            }
        }
        found.into_iter().collect()
    }
}
