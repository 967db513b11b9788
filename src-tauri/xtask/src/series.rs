//! Makes the counter's table of Indian mobile number series out of libphonenumber's carrier table.
//!
//! The input is the folder `phonenumbers/carrierdata` of the Python package `phonenumbers`, whose files hold lines such as
//! `'919868':{'en': 'MTNL'},`. The output is the text of `domain/data/series.txt`: sorted ranges of the first five digits, each
//! with an operator's id, or `-` where the carrier has closed and nobody can say who has its customers now.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A range names this many leading digits of the ten.
const DIGITS: usize = 5;
const PREFIXES: usize = 100_000;
const COUNTRY: &str = "91";

const HEAD: &str = "\
# First five digits of Indian mobile numbers, and who was given them; `-`: a carrier that has closed without a certain heir.
# Derived from the carrier table of libphonenumber, Copyright The Libphonenumber Authors, Apache License 2.0. Changed: reduced to
# +91, carriers replaced by the ids of operators.csv, prefixes flattened to five digits and merged into ranges.
# Generated: cargo xtask series FOLDER. Do not edit by hand.
";

/// Reads every `data*.py` in `carrierdata_folder` and returns the whole text of `series.txt`.
///
/// # Errors
/// Says in words what could not be read, which line was not understood, or which carrier has no place in the counter's list yet:
/// a carrier nobody has decided about must stop the generator rather than be guessed.
pub fn generate(carrierdata_folder: &Path) -> Result<String, String> {
    let mut prefixes = BTreeMap::new();
    for text in data_files(carrierdata_folder)? {
        read_prefixes(&text, &mut prefixes)?;
    }
    if prefixes.is_empty() {
        return Err(format!("{}: no prefix of +{COUNTRY} found", carrierdata_folder.display()));
    }
    Ok(write_ranges(&flatten(&prefixes)))
}

fn data_files(folder: &Path) -> Result<Vec<String>, String> {
    let listing = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut texts = Vec::new();
    for entry in listing {
        let path = entry.map_err(|e| format!("{}: {e}", folder.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("data") && name.ends_with(".py") {
            texts.push(fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?);
        }
    }
    Ok(texts)
}

/// Adds the Indian lines of one data file, as national digits (without 91) and operator id.
fn read_prefixes(text: &str, prefixes: &mut BTreeMap<String, &'static str>) -> Result<(), String> {
    for line in text.lines().map(str::trim) {
        let Some(rest) = line.strip_prefix('\'').and_then(|l| l.strip_prefix(COUNTRY)) else {
            continue;
        };
        let (digits, carriers) = rest.split_once('\'').ok_or_else(|| format!("not understood: {line}"))?;
        let carrier = carriers
            .split_once("'en': '")
            .and_then(|(_, name)| name.split('\'').next())
            .ok_or_else(|| format!("no English name: {line}"))?;
        let is_series = !digits.is_empty() && digits.len() <= DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_series {
            return Err(format!("not one to {DIGITS} digits: {line}"));
        }
        prefixes.insert(digits.to_owned(), heir(carrier)?);
    }
    Ok(())
}

/// The operator that serves a carrier's numbers today.
fn heir(carrier: &str) -> Result<&'static str, String> {
    match carrier {
        "Airtel" | "Tata Docomo" | "Telenor" | "Telewings" | "Uninor" => Ok("airtel"),
        "Reliance Jio" => Ok("jio"),
        "Vodafone" | "Idea" | "Vi" => Ok("vi"),
        "BSNL MOBILE" | "BSNL" => Ok("bsnl"),
        "MTNL" => Ok("mtnl"),
        "Aircel" | "S TEL" | "Reliance" | "MTS" | "Videocon" | "Loop" => Ok("-"),
        other => Err(format!("the carrier {other:?} is new: decide who serves its numbers today")),
    }
}

/// Lays shorter prefixes down first and longer ones over them, so that each five digits end with their longest prefix.
fn flatten(prefixes: &BTreeMap<String, &'static str>) -> Vec<Option<&'static str>> {
    let mut table = vec![None; PREFIXES];
    for length in 1..=DIGITS {
        for (digits, operator) in prefixes.iter().filter(|(d, _)| d.len() == length) {
            let width = 10_usize.pow(u32::try_from(DIGITS - length).unwrap_or(0));
            let first = digits.parse::<usize>().unwrap_or(0) * width;
            table[first..first + width].fill(Some(*operator));
        }
    }
    table
}

fn write_ranges(table: &[Option<&'static str>]) -> String {
    let mut text = HEAD.to_owned();
    let mut first = 0;
    for run in table.chunk_by(|a, b| a == b) {
        if let Some(operator) = run[0] {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{first:05}-{:05} {operator}", first + run.len() - 1);
        }
        first += run.len();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(lines: &str) -> String {
        let mut prefixes = BTreeMap::new();
        read_prefixes(lines, &mut prefixes).unwrap();
        write_ranges(&flatten(&prefixes)).replace(HEAD, "")
    }

    #[test]
    fn longer_prefix_wins_and_neighbours_merge() {
        let text = ranges(
            " '91620':{'en': 'Reliance Jio'},\n '916208':{'en': 'Vodafone'},\n '916209':{'en': 'Idea'},\n '9162095':{'en': 'Aircel'},\n",
        );
        assert_eq!(text, "62000-62079 jio\n62080-62094 vi\n62095-62095 -\n62096-62099 vi\n");
    }

    #[test]
    fn other_countries_are_left_out() {
        assert_eq!(ranges(" '90572':{'en': 'Turkcell'},\n"), "");
    }

    #[test]
    fn unknown_carrier_stops_the_generator() {
        let mut prefixes = BTreeMap::new();
        let error = read_prefixes(" '91999':{'en': 'Brand New'},", &mut prefixes).unwrap_err();
        assert!(error.contains("Brand New"), "{error}");
    }
}
