//! A hostile network: every fault that a line or a server can have, before the whole till.
//!
//! The work is done by children of this program, because what is looked at belongs to a whole process: which certificates
//! it believes, which proxies its surroundings name, and how much memory it takes.

mod cell;
mod column;
mod controls;
mod doors;
mod fault;
mod faults;
mod gate;
mod judge;
mod memory;
mod proxied;
mod stall;
mod stream;
mod table;
mod tls;
mod wire;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Verdict;
use crate::args::{Args, Span};
use proxied::Proxy;
use tls::Authority;

/// Which child this is, and the folder that was made for it.
const ROLE: &str = "GALLA_TORTURE_NET";
const FOLDER: &str = "GALLA_TORTURE_NET_FOLDER";
/// Before a child's verdict.
const VERDICT: &str = "net-verdict ";
/// What a child may find in its surroundings that leads it astray.
const PROXIES: [&str; 8] =
    ["http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

/// One child's work.
type Role = (&'static str, fn(&Args, &Path) -> Verdict);

const ROLES: &[Role] = &[("table", run_table), (PROXIED, proxied::run), ("door", doors::run)];
/// The child that has a proxy in its surroundings.
const PROXIED: &str = "proxied";

/// Runs the part.
pub fn run(args: &Args) -> Verdict {
    if let (Ok(role), Ok(folder)) = (std::env::var(ROLE), std::env::var(FOLDER)) {
        let role = ROLES.iter().find(|(name, _)| *name == role).ok_or("no such role")?;
        let verdict = role.1(args, &PathBuf::from(folder));
        let (word, text) = match &verdict {
            Ok(text) => ("ok", text),
            Err(text) => ("failed", text),
        };
        println!("{VERDICT}{word} {}", text.replace('\n', "\u{1}"));
        return verdict;
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let written = Authority::new().and_then(|authority| authority.write(folder.path()));
    let authority = written.map_err(|error| error.to_string())?;
    let told: Result<Vec<_>, _> =
        ROLES.iter().map(|(role, _)| run_child(args, role, folder.path(), &authority)).collect();
    told.map(|told| told.join("; "))
}

fn run_table(args: &Args, folder: &Path) -> Verdict {
    let (table, _) = table::play(args, folder)?;
    if args.replay {
        table.print();
    }
    Ok(format!("{}; {}", table.figures()?, controls::run(folder)?))
}

/// This program again, in surroundings of its own.
fn run_child(args: &Args, role: &str, folder: &Path, authority: &Path) -> Verdict {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.args(["--part", "net", "--seed", &args.seed.to_string()]);
    match args.span {
        Span::Short => drop(command.arg("--short")),
        Span::Usual => {}
        Span::For(span) => drop(command.args(["--for", &format!("{}s", span.as_secs())])),
    }
    if args.replay {
        command.arg("--replay");
    }
    let proxy = if role == PROXIED { Some(Proxy::start().map_err(|error| error.to_string())?) } else { None };
    for name in PROXIES {
        match &proxy {
            Some(proxy) if !name.eq_ignore_ascii_case("no_proxy") => command.env(name, proxy.address()),
            _ => command.env_remove(name),
        };
    }
    command.env(ROLE, role).env(FOLDER, folder).env("SSL_CERT_FILE", authority).env_remove("SSL_CERT_DIR");
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut verdict = Err(format!("the {role} ended without a verdict: {}", output.status));
    for line in text.lines() {
        match line.strip_prefix(VERDICT).map(|line| line.replace('\u{1}', "\n")) {
            Some(line) => {
                let (word, text) = line.split_once(' ').unwrap_or_default();
                verdict = if word == "ok" { Ok(text.to_owned()) } else { Err(text.to_owned()) };
            }
            None if args.replay && line.starts_with("    ") => println!("{line}"),
            None => {}
        }
    }
    match (proxy, verdict) {
        (Some(proxy), Ok(text)) => {
            Ok(format!("{text}, which was asked {} times, and for nothing here", proxy.was_asked()?))
        }
        (_, verdict) => verdict,
    }
}
