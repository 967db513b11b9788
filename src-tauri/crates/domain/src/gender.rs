//! A person's gender, as a company tells it.

use serde::Serialize;

/// A gender. Whoever shows it says it in the language of the screen or of the slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum Gender {
    Female,
    Male,
    Transgender,
    /// What the company wrote is none of these. Empty: it told none.
    Other {
        words: String,
    },
}

impl Gender {
    /// Reads a company's word. None of the papers lists its words, so only those are known that nobody can take for another.
    pub fn read(told: &str) -> Gender {
        let told = told.trim();
        match told.to_lowercase().as_str() {
            "f" | "female" => Gender::Female,
            "m" | "male" => Gender::Male,
            "t" | "transgender" => Gender::Transgender,
            _ => Gender::Other { words: told.to_owned() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gender_is_read_however_its_word_is_written_and_another_word_stays() {
        for (gender, words) in [
            (Gender::Female, ["Female", "f", " FEMALE "]),
            (Gender::Male, ["male", "M", "Male\n"]),
            (Gender::Transgender, ["T", "transgender", "TRANSGENDER"]),
        ] {
            words.iter().for_each(|told| assert_eq!(Gender::read(told), gender, "{told}"));
        }
        for (told, words) in [("Fem", "Fem"), (" not told ", "not told"), ("  ", ""), ("", "")] {
            assert_eq!(Gender::read(told), Gender::Other { words: words.to_owned() });
        }
    }
}
