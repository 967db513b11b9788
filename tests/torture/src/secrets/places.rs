//! Everything a round leaves behind. Leaks are put in on purpose, so that a control sees them found.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::canary::Canaries;
use super::live::Facts;
use super::{CHILD, LEAK, PATIENCE, search};

/// Where a leak is put in on purpose.
pub const LEAKS: [&str; 10] = [
    "file",
    "row",
    "log of the database",
    "shown",
    "stderr",
    "stdout",
    "temporary file",
    "panic",
    "arguments",
    "environment",
];

/// What a round left behind.
pub struct Left {
    /// What it tells of itself.
    pub facts: Facts,
    /// Bytes by place.
    pub places: Vec<(String, Vec<u8>)>,
}

impl Left {
    /// The first secret found, and its place.
    pub fn find(&self, canaries: &Canaries) -> Option<(String, String)> {
        self.places.iter().find_map(|(place, bytes)| Some((place.clone(), search::find(bytes, canaries)?)))
    }

    /// The bytes of a place by the end of its name.
    pub fn place(&self, name: &str) -> Option<&[u8]> {
        self.places.iter().find(|(place, _)| place.ends_with(name)).map(|(_, bytes)| bytes.as_slice())
    }
}

fn words<E: std::fmt::Display>(error: E) -> String {
    error.to_string()
}

/// Runs a child and gathers what it leaves behind.
pub fn live(seed: u64, leak: Option<&str>) -> Result<Left, String> {
    let folder = tempfile::tempdir().map_err(words)?;
    let at = folder.path();
    for name in ["data", "out", "tmp"] {
        std::fs::create_dir(at.join(name)).map_err(words)?;
    }
    let mut command = Command::new(std::env::current_exe().map_err(words)?);
    command
        .args(["--part", "secrets", "--replay", "--seed", &seed.to_string()])
        .env(CHILD, at)
        .env("TMPDIR", at.join("tmp"));
    // Whatever could be made to talk shall.
    command.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
    if let Some(leak) = leak {
        command.env(LEAK, leak);
        let secret = Canaries::draw(seed).get("inexopay/api_key").to_owned();
        match leak {
            "environment" => drop(command.env("GALLA_TOKEN", secret)),
            "arguments" => drop(command.arg0(secret)),
            _ => {}
        }
    }
    let output = |name: &str| File::create(at.join("out").join(name)).map_err(words);
    command.stdin(Stdio::piped()).stdout(output("stdout")?).stderr(output("stderr")?);
    let mut places = Vec::new();
    let status = watch(command, &mut places)?;
    gather(at, at, &mut places)?;
    rows(at, &mut places)?;
    let told = places.iter().find(|(place, _)| place.ends_with("facts.json")).map(|(_, bytes)| bytes.clone());
    if leak.is_none() && (!status.success() || told.is_none()) {
        let text = |name: &str| std::fs::read_to_string(at.join("out").join(name)).unwrap_or_default();
        return Err(format!("the child ended with {status}: {} {}", text("stdout"), text("stderr")));
    }
    let facts = told.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    Ok(Left { facts, places })
}

/// Waits for the child, and reads what any other program may read of it.
fn watch(mut command: Command, places: &mut Vec<(String, Vec<u8>)>) -> Result<ExitStatus, String> {
    let mut child = command.spawn().map_err(words)?;
    let (began, mut looks) = (Instant::now(), 0);
    loop {
        for name in ["cmdline", "environ"] {
            // It may have ended; until it is waited for its folder is there, and empty.
            let bytes = std::fs::read(format!("/proc/{}/{name}", child.id())).unwrap_or_default();
            let known = places.iter().any(|(place, known)| place == name && *known == bytes);
            if !known && !bytes.is_empty() {
                places.push((name.to_owned(), bytes));
            }
        }
        looks += 1;
        let is_seen = |name: &str| places.iter().any(|(place, _)| place == name);
        // It does not end before it was looked at, and it cannot be in its first moments.
        if is_seen("cmdline") && is_seen("environ") {
            drop(child.stdin.take());
        }
        if let Some(status) = child.try_wait().map_err(words)? {
            return if is_seen("environ") {
                Ok(status)
            } else {
                Err(format!("the child was gone after {looks} looks"))
            };
        }
        if began.elapsed() > PATIENCE {
            child.kill().map_err(words)?;
            return Err(format!("a round takes longer than {} s", PATIENCE.as_secs()));
        }
        // Not a wait for anything: how often a passer-by looks.
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// Every file below a folder.
fn gather(root: &Path, folder: &Path, places: &mut Vec<(String, Vec<u8>)>) -> Result<(), String> {
    for entry in std::fs::read_dir(folder).map_err(words)? {
        let path = entry.map_err(words)?.path();
        if path.is_dir() {
            gather(root, &path, places)?;
        } else {
            let name = path.strip_prefix(root).map_err(words)?.display().to_string();
            places.push((name, std::fs::read(&path).map_err(words)?));
        }
    }
    Ok(())
}

/// How every database file begins.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// The databases value by value, backups too: a long text lies in pieces in the file. They are copied first, since opening
/// one tidies up its log.
fn rows(root: &Path, places: &mut Vec<(String, Vec<u8>)>) -> Result<(), String> {
    let copies = tempfile::tempdir().map_err(words)?;
    let named = |(name, bytes): &(String, Vec<u8>)| bytes.starts_with(DATABASE).then(|| name.clone());
    let names: Vec<String> = places.iter().filter_map(named).collect();
    for (count, name) in names.into_iter().enumerate() {
        let copy = copies.path().join(count.to_string());
        for end in ["", "-wal"] {
            let (from, to) = (root.join(format!("{name}{end}")), copies.path().join(format!("{count}{end}")));
            if from.is_file() {
                std::fs::copy(from, to).map_err(words)?;
            }
        }
        let text = dump(&copy).map_err(|error| format!("{name}: {error}"))?;
        places.push((format!("rows of {name}"), text));
    }
    Ok(())
}

fn dump(path: &Path) -> rusqlite::Result<Vec<u8>> {
    let base = Connection::open(path)?;
    let mut names = base.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut text = Vec::new();
    for name in names {
        let mut all = base.prepare(&format!("SELECT * FROM \"{name}\""))?;
        let columns = all.column_count();
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => text.extend_from_slice(bytes),
                    ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {}
                }
                text.push(b'\n');
            }
        }
    }
    Ok(text)
}

/// The control: a secret that is let out in this place is found in it.
pub fn is_found(leak: &str, seed: u64) -> Result<(), String> {
    let left = live(seed, Some(leak))?;
    let expected = match leak {
        "file" => "settings.json.new",
        "row" => "rows of data/ledger.db",
        "log of the database" => "ledger.db-wal",
        "shown" => "shown.txt",
        "temporary file" => "tmp/",
        "arguments" => "cmdline",
        "environment" => "environ",
        "stdout" => "stdout",
        _ => "stderr",
    };
    let canaries = Canaries::draw(seed);
    let is_there = |(place, bytes): &(String, Vec<u8>)| {
        (place.ends_with(expected) || place.starts_with(expected)) && search::find(bytes, &canaries).is_some()
    };
    if left.places.iter().any(is_there) {
        return Ok(());
    }
    let places: Vec<&String> = left.places.iter().map(|(place, _)| place).collect();
    Err(format!("a secret let out on purpose ({leak}) is not found in {expected}; looked at: {places:?}"))
}

/// In a child: lets a secret out.
pub fn leak(place: &str, seed: u64, folder: &Path) -> Result<(), String> {
    let canaries = Canaries::draw(seed);
    let secret = canaries.get("inexopay/api_key").to_owned();
    let base = || Connection::open(folder.join("data/ledger.db")).map_err(words);
    let put =
        "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS leak (text TEXT); PRAGMA wal_checkpoint(TRUNCATE);";
    match place {
        "file" => {
            std::fs::write(folder.join("data/settings.json.new"), format!("{{\"key\":\"{secret}\"}}")).map_err(words)
        }
        "shown" => std::fs::write(folder.join("out/shown.txt"), &secret).map_err(words),
        "temporary file" => std::fs::write(std::env::temp_dir().join("etilqs_1"), &secret).map_err(words),
        "row" => {
            // Long enough to lie in pieces, one of which ends inside of the secret.
            let text = format!("{}{secret}", "x".repeat(4_050));
            let base = base()?;
            base.execute_batch(put)
                .and_then(|()| base.execute("INSERT INTO leak VALUES (?1)", [text]).map(drop))
                .map_err(words)
        }
        "log of the database" => {
            let base = base()?;
            base.execute_batch(put)
                .and_then(|()| base.execute("INSERT INTO leak VALUES (?1)", [secret]).map(drop))
                .map_err(words)?;
            std::mem::forget(base);
            Ok(())
        }
        "stdout" => {
            println!("{secret}");
            Ok(())
        }
        "stderr" => {
            eprintln!("{secret}");
            Ok(())
        }
        "panic" => {
            // Without the till's own way to tell of a panic.
            let _ = std::panic::catch_unwind(|| panic!("a fault with {secret}"));
            Ok(())
        }
        // The parent did it.
        _ => Ok(()),
    }
}
