//! What the program is asked to do.

use std::time::Duration;

/// How long, which parts, from which seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Args {
    /// The parts asked for; none: all.
    parts: Vec<String>,
    /// How much of each part is done.
    pub span: Span,
    /// Where chance begins. Drawn by the clock unless it is given.
    pub seed: u64,
    /// Do only what this seed says, once, and tell all about it.
    pub replay: bool,
}

/// How much of a part is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// What every test run can afford: each part ends within about a minute or two.
    Short,
    /// What is done when nothing is said: minutes.
    Usual,
    /// Each part that never comes to an end by itself goes on for so long.
    For(Duration),
}

const USAGE: &str = "torture [--part NAME]… [--short | --for 90s|20m|3h] [--seed N [--replay]]";

impl Args {
    /// Reads the words of the command line.
    pub fn read(words: impl Iterator<Item = String>, known: &[&str]) -> Result<Args, String> {
        let usage = || format!("{USAGE}\nparts: {}", known.join(", "));
        let mut args = Args { parts: Vec::new(), span: Span::Usual, seed: seed_of_the_clock(), replay: false };
        let mut words = words;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(usage);
            match word.as_str() {
                "--part" => {
                    let part = value()?;
                    if !known.contains(&part.as_str()) {
                        return Err(usage());
                    }
                    args.parts.push(part);
                }
                "--short" => args.span = Span::Short,
                "--for" => args.span = Span::For(duration(&value()?).ok_or_else(usage)?),
                "--seed" => args.seed = value()?.parse().map_err(|_| usage())?,
                "--replay" => args.replay = true,
                _ => return Err(usage()),
            }
        }
        Ok(args)
    }

    /// Whether a part is to be run.
    pub fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }
}

fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at(text.len().checked_sub(1)?);
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => return None,
    };
    Some(Duration::from_secs(number.parse::<u64>().ok().filter(|n| *n > 0)?.checked_mul(seconds)?))
}

fn seed_of_the_clock() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    since.as_micros() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Args, String> {
        Args::read(text.split_whitespace().map(str::to_owned), &["shop", "net"])
    }

    #[test]
    fn the_words_are_read() {
        let args = read("--part net --for 20m --seed 7 --replay").unwrap();
        assert_eq!((args.span, args.seed, args.replay), (Span::For(Duration::from_secs(1_200)), 7, true));
        assert!(args.wants("net") && !args.wants("shop"));
        assert!(read("").unwrap().wants("shop"));
        for wrong in ["--part attic", "--for", "--for 0m", "--for 3", "--for h", "--seed x", "more"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
