//! What the books refuse is heard: no error of a read or a write of the ledger ends in an empty list, a `false`, or nowhere.

use syn::visit::Visit;
use syn::{Expr, Pat};

use super::{about, none};

/// Where the screens' answers and the till's own tasks are made.
const ROOMS: &[&str] = &["src-tauri/crates/till/src/", "src-tauri/src/"];

/// Methods that go on without the error of what they are called on.
const DEAF: &[&str] = &[
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "ok",
    "is_ok",
    "is_ok_and",
    "is_err",
    "map_or",
    "map_or_else",
    "iter",
    "into_iter",
];

/// What the ledger tells without looking into its file.
const NO_READ: &[&str] = &["path", "kind"];

/// Where the error is heard all the same: by file and method of the ledger.
const KNOWN: &[(&str, &str)] = &[
    // What cannot be written with the next attempt is written without it, and that says why not.
    ("src-tauri/crates/till/src/sale/retry.rs", "record_and_try"),
];

struct Finder<'a> {
    file: &'a str,
    found: Vec<String>,
}

/// The method of the ledger whose result an expression still is: called on something named `ledger`, with its error neither
/// handed on by `?` nor given to somebody who hears it.
fn asked(expression: &Expr) -> Option<String> {
    let Expr::MethodCall(call) = expression else { return None };
    let is_ledger = match &*call.receiver {
        Expr::Field(field) => matches!(&field.member, syn::Member::Named(name) if name == "ledger"),
        Expr::Path(path) => path.path.is_ident("ledger"),
        _ => false,
    };
    if is_ledger {
        return Some(call.method.to_string()).filter(|method| !NO_READ.contains(&method.as_str()));
    }
    asked(&call.receiver)
}

/// Whether a pattern takes what went well and leaves the rest.
fn takes_ok(pattern: &Pat) -> bool {
    matches!(pattern, Pat::TupleStruct(one) if one.path.is_ident("Ok"))
}

impl Finder<'_> {
    fn find(&mut self, expression: &Expr, by: &str) {
        let Some(method) = asked(expression) else { return };
        if !KNOWN.contains(&(self.file, method.as_str())) {
            self.found.push(format!("{}: `{method}` of the ledger, and its error ends in `{by}`", self.file));
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if DEAF.iter().any(|deaf| call.method == deaf) {
            self.find(&call.receiver, &call.method.to_string());
        }
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            let is_left = init.diverge.is_some() && takes_ok(&local.pat);
            if is_left || matches!(local.pat, Pat::Wild(_)) {
                self.find(&init.expr, "let");
            }
        }
        syn::visit::visit_local(self, local);
    }

    fn visit_expr_let(&mut self, condition: &'ast syn::ExprLet) {
        if takes_ok(&condition.pat) {
            self.find(&condition.expr, "if let Ok");
        }
        syn::visit::visit_expr_let(self, condition);
    }
}

fn unheard(file: &str, text: &str) -> Vec<String> {
    let code = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut finder = Finder { file, found: Vec::new() };
    finder.visit_file(&code);
    finder.found
}

#[test]
fn no_error_of_the_books_is_swallowed_on_its_way_to_the_screen() {
    let is_ours = |source: &super::Source| {
        source.is_rust() && source.is_within(ROOMS) && source.stem() != "tests" && source.stem() != "main"
    };
    let files = about("what the till and the shell do with the books", is_ours);
    let asking = files.iter().filter(|file| file.text.contains("ledger.")).count();
    assert!(asking > 20, "only {asking} files ask the ledger");
    let found = files.iter().flat_map(|file| unheard(&file.path, &file.text)).collect();
    none("hand the error on with `?`, or give it to `heed_books`", found);
}

#[test]
fn a_planted_silence_is_found() {
    let sins = [
        "self.ledger.events(sale_id).unwrap_or_default()",
        "till.ledger.count_sales().ok()",
        "self.ledger.sale(1).map(view).ok().flatten()",
        "self.ledger.is_due(1, 2).unwrap_or(false)",
        "self.ledger.sale(1).is_ok_and(|sale| sale.is_open())",
        "{ let _ = self.till.ledger.record_only(&step); }",
        "{ let Ok(sale) = self.ledger.sale(1) else { return }; }",
        "if let Ok(sale) = ledger.sale(1) { show(sale) }",
        "for sale in self.ledger.open_sales().into_iter().flatten() {}",
        "show(|| self.ledger.events(1).unwrap_or_default())",
    ];
    for sin in sins {
        let found = unheard("planted.rs", &format!("fn planted() {{ {sin}; }}"));
        assert_eq!(found.len(), 1, "{sin}: {found:?}");
    }
    let fine = [
        "self.ledger.events(sale_id)?.last().map_or(0, |event| event.at_ms)",
        "self.heed_books(self.ledger.due_attempts(1)).unwrap_or_default()",
        "self.ledger.commission().map_err(Problem::from)",
        "self.ledger.path().parent().unwrap_or(root)",
        "{ let Some(row) = self.ledger.row(1)? else { return }; }",
        "match self.ledger.sale(1) { Ok(sale) => show(sale), Err(error) => tell(error) }",
    ];
    for line in fine {
        assert_eq!(unheard("planted.rs", &format!("fn planted() {{ {line}; }}")), Vec::<String>::new(), "{line}");
    }
}
