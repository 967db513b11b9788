//! What is to be said in one language: each clip with its words, and which clips make an operator's name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::place::Place;
use crate::shell::Outcome;

/// A word that so many names share is a clip of its own, so that it is kept once.
const SHARED_BY: usize = 2;

/// One clip before it is sound.
pub struct Line {
    /// The words as they are written on the screen.
    pub written: String,
    /// The words as the voice has to read them.
    pub spoken: String,
    /// True for what ends a sentence. Everything else is followed by another clip, and the voice stays up.
    pub ends: bool,
}

/// All clips of a language. What refers to one gives its place in `lines`.
pub struct Script {
    /// The clips.
    pub lines: Vec<Line>,
    /// The numbers and what becomes of a sale, by the key that the window knows.
    pub words: Vec<(String, usize)>,
    /// The names of the operators, by operator.
    pub names: Vec<(String, Vec<usize>)>,
}

/// Reads it from the words in `ui/voice` and from the list of operators.
pub fn script(place: &Place, language: &str) -> Outcome<Script> {
    let folder = place.ui().join("voice");
    let spoken = respelled(&table(&folder.join("spoken.csv"))?, language)?;
    let mut script = Script { lines: Vec::new(), words: Vec::new(), names: Vec::new() };
    for row in table(&folder.join(format!("{language}.csv")))? {
        let (key, text) = (cell(&row, "key")?, cell(&row, "text")?);
        script.words.push((key.clone(), script.lines.len()));
        script.lines.push(Line { written: text.clone(), spoken: text, ends: is_outcome(&key) });
    }
    let operators = table(&place.root.join("src-tauri/crates/domain/data/operators.csv"))?;
    add_names(&mut script, &operators, language, &spoken)?;
    Ok(script)
}

/// The numbers and what they count are followed by the operator's name.
fn is_outcome(key: &str) -> bool {
    let counts = ["thousand", "lakh", "rupees", "paise"];
    !counts.contains(&key) && !key.bytes().all(|sign| sign.is_ascii_digit())
}

type Row = BTreeMap<String, String>;

fn add_names(script: &mut Script, operators: &[Row], language: &str, spoken: &Row) -> Outcome {
    let mut names = Vec::new();
    for row in operators {
        names.push((cell(row, "id")?, said(&cell(row, &format!("name_{language}"))?)));
    }
    let shared = shared(names.iter().map(|(_, words)| words));
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (id, words) in names {
        let mut clips = Vec::new();
        for piece in pieces(&words, &shared) {
            let next = script.lines.len();
            let clip = *places.entry(piece.join(" ")).or_insert(next);
            if clip == next {
                let aloud = piece.iter().map(|word| spoken.get(word).unwrap_or(word).as_str());
                let aloud = aloud.collect::<Vec<_>>().join(" ");
                script.lines.push(Line { written: piece.join(" "), spoken: aloud, ends: false });
            }
            clips.push(clip);
        }
        script.names.push((id, clips));
    }
    Ok(())
}

/// The words of a name that are said. What stands in brackets tells two entries of a list apart, and no customer says it.
fn said(name: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let outside = name.chars().filter(|sign| match sign {
        '(' => {
            depth += 1;
            false
        }
        ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    outside.collect::<String>().replace(',', "").split_whitespace().map(str::to_owned).collect()
}

fn shared<'a>(names: impl Iterator<Item = &'a Vec<String>>) -> BTreeSet<String> {
    let apart: BTreeSet<&Vec<String>> = names.collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in apart {
        for word in name.iter().collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= SHARED_BY).map(|(word, _)| word.to_owned()).collect()
}

/// Shared words by themselves, and what stands between them in one piece.
fn pieces(words: &[String], shared: &BTreeSet<String>) -> Vec<Vec<String>> {
    let parts = words.chunk_by(|before, after| !shared.contains(before) && !shared.contains(after));
    parts.map(<[String]>::to_vec).collect()
}

fn respelled(rows: &[Row], language: &str) -> Outcome<Row> {
    let mut spoken = Row::new();
    for row in rows {
        if cell(row, "language")? == language {
            spoken.insert(cell(row, "written")?, cell(row, "spoken")?);
        }
    }
    Ok(spoken)
}

fn cell(row: &Row, column: &str) -> Outcome<String> {
    row.get(column).filter(|text| !text.is_empty()).cloned().ok_or_else(|| format!("a row has no {column}: {row:?}"))
}

fn table(file: &Path) -> Outcome<Vec<Row>> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{} could not be read: {e}", file.display()))?;
    let mut lines = text.lines().map(cells);
    let head = lines.next().unwrap_or_default();
    Ok(lines.map(|row| head.iter().cloned().zip(row).collect()).collect())
}

/// The cells of a line of a CSV. No cell of ours has a line's end or a quote in it.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().into_iter().for_each(|cell| cell.push(sign)),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real(language: &str) -> Script {
        script(&Place::find().expect("the workspace"), language).expect("its words")
    }

    #[test]
    fn brackets_are_not_said_and_shared_words_stand_alone() {
        assert_eq!(said("Torrent Power Shil, Mumbra (old, code)"), ["Torrent", "Power", "Shil", "Mumbra"]);
        let shared = BTreeSet::from(["Bank".to_owned(), "of".to_owned()]);
        let name = said("Union Trust Bank of New India");
        assert_eq!(
            pieces(&name, &shared).iter().map(|piece| piece.join(" ")).collect::<Vec<_>>(),
            ["Union Trust", "Bank", "of", "New India"]
        );
        assert_eq!(cells("a,\"b, c\",,d"), ["a", "b, c", "", "d"]);
    }

    #[test]
    fn a_word_that_two_names_have_is_shared() {
        let names = ["A Gas", "B Gas", "C Oil", "C Oil", "D Plus"].map(said);
        assert_eq!(shared(names.iter()), BTreeSet::from(["Gas".to_owned()]));
    }

    #[test]
    fn both_languages_say_the_same_keys_and_every_operator() {
        let (en, hi) = (real("en"), real("hi"));
        let keys = |script: &Script| script.words.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&en), keys(&hi));
        let numbers = (1..=99).chain((1..=9).map(|hundreds| hundreds * 100)).map(|number: u32| number.to_string());
        for key in numbers {
            assert!(keys(&en).contains(&key), "{key}");
        }
        for script in [&en, &hi] {
            assert!(script.names.len() > 200 && script.names.iter().all(|(_, clips)| !clips.is_empty()));
            assert_eq!(script.lines.iter().filter(|line| line.ends).count(), 7);
        }
    }

    /// The Hindi voice reads Latin letters and figures by the rules of another voice, or not at all.
    #[test]
    fn hindi_is_spoken_from_its_own_letters() {
        let own = |sign: char| ('\u{900}'..='\u{97f}').contains(&sign) || " ,".contains(sign);
        for line in real("hi").lines {
            assert!(line.spoken.chars().all(own), "{} is said as {}", line.written, line.spoken);
        }
    }

    /// Where letters can be read as a word, the voice does so, and nobody knows the company by it.
    #[test]
    fn english_capitals_are_spelled_or_known_to_be_words() {
        let words = ["BEST", "FIRST", "GIFT", "UCO"];
        let read_as_letters = ["CDMA"];
        let is_name = |word: &&str| word.len() > 1 && word.chars().all(|sign| sign.is_ascii_uppercase());
        let vowels = |word: &&str| word.contains(['A', 'E', 'I', 'O', 'U']);
        for line in real("en").lines {
            for word in line.spoken.split([' ', '-']).filter(is_name).filter(vowels) {
                assert!(
                    words.contains(&word) || read_as_letters.contains(&word),
                    "{} is said as {}",
                    line.written,
                    line.spoken
                );
            }
        }
    }
}
