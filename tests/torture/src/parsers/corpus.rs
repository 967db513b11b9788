//! Inputs that are kept: one line each, in a folder per dialect, so that a change of them can be read.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use super::case::{Call, Dialect, Input};

/// Where what was found is kept beside the rest, until it is mended and for good.
const FOUND: &str = "found.txt";

fn folder(dialect: Dialect) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(dialect.slug())
}

/// An input as a line: call, which order was asked about, HTTP status, body.
pub fn line(input: &Input) -> String {
    let mut line = format!("{} {} {} ", input.call.name(), input.asked, input.status);
    for byte in &input.body {
        match byte {
            b'\\' => line.push_str("\\\\"),
            b'\n' => line.push_str("\\n"),
            0x20..0x7f => line.push(*byte as char),
            byte => {
                let _ = write!(line, "\\x{byte:02x}");
            }
        }
    }
    line
}

/// The input of a line.
pub fn read(line: &str) -> Option<Input> {
    let mut parts = line.splitn(4, ' ');
    let call = Call::named(parts.next()?)?;
    let asked = parts.next()?.parse().ok().filter(|asked| *asked < super::case::ASKED.len())?;
    let status = parts.next()?.parse().ok()?;
    let (mut body, mut bytes) = (Vec::new(), parts.next()?.bytes());
    while let Some(byte) = bytes.next() {
        body.push(match byte {
            b'\\' => match bytes.next()? {
                b'n' => b'\n',
                b'x' => {
                    let digits = [bytes.next()?, bytes.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
                }
                other => other,
            },
            byte => byte,
        });
    }
    Some(Input { call, asked, status, body })
}

/// Everything that is kept of a dialect, and the samples of its papers as the readers' own tests have them.
pub fn load(dialect: Dialect) -> Result<Vec<Input>, String> {
    let mut inputs = samples(dialect);
    let Ok(entries) = std::fs::read_dir(folder(dialect)) else { return Ok(inputs) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for (at, kept) in text.lines().enumerate().filter(|(_, kept)| !kept.is_empty()) {
            let input = read(kept).filter(|input| dialect.calls().contains(&input.call));
            inputs.push(input.ok_or_else(|| format!("{}:{}: no input", path.display(), at + 1))?);
        }
    }
    Ok(inputs)
}

fn samples(dialect: Dialect) -> Vec<Input> {
    let providers = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/crates/providers/src");
    let Ok(entries) = std::fs::read_dir(providers.join(dialect.slug()).join("fixtures")) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let bodies: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    let input = |call: &Call, body: &Vec<u8>| Input { call: *call, asked: 0, status: 200, body: body.clone() };
    dialect.calls().iter().flat_map(|call| bodies.iter().map(|body| input(call, body))).collect()
}

/// Keeps what was found, once.
pub fn keep_found(dialect: Dialect, input: &Input) -> std::io::Result<()> {
    let path = folder(dialect).join(FOUND);
    std::fs::create_dir_all(folder(dialect))?;
    let (kept, found) = (std::fs::read_to_string(&path).unwrap_or_default(), line(input));
    if kept.lines().any(|known| known == found) {
        return Ok(());
    }
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
    writeln!(file, "{found}")
}

/// Writes the corpus anew, a file for each call; what was found stays where it is.
pub fn write(dialect: Dialect, inputs: &[Input]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder(dialect))?;
    for call in dialect.calls() {
        let mut lines: Vec<String> = inputs.iter().filter(|input| input.call == *call).map(line).collect();
        lines.sort();
        lines.dedup();
        std::fs::write(folder(dialect).join(format!("{}.txt", call.name())), lines.join("\n") + "\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_read_as_it_was_written() {
        let body: Vec<u8> = (0..=255).chain(*b"\\x41\\n =").collect();
        let input = Input { call: Call::PanStatus, asked: 2, status: 403, body };
        assert_eq!(read(&line(&input)), Some(input));
        for wrong in ["", "recharge", "recharge 0 200", "attic 0 200 x", "recharge 9 200 x", "recharge 0 200 \\x4"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_corpus_of_every_dialect_can_be_read() {
        let mut kept = 0;
        for dialect in Dialect::ALL.iter().copied() {
            // A company that has just come has the samples of its paper only.
            let has_folder = folder(dialect).is_dir();
            let least = if has_folder { 50 } else { 2 * dialect.calls().len() };
            assert!(load(dialect).unwrap().len() > least, "{dialect:?}");
            kept += usize::from(has_folder);
        }
        assert!(kept >= 5, "what was kept of a dialect is gone");
    }
}
