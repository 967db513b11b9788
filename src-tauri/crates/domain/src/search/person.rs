//! Finding a person by a name that may be written in the other script: Ramesh, रमेश.

use super::fold::words;

/// Vowels of Latin names.
const VOWELS: &str = "aeiou";

/// What stands for every vowel at the beginning of a word.
const VOWEL: char = 'a';

/// The consonant that a Devanagari letter sounds like, as Latin names write it. A breath after a consonant is left out, because
/// people leave it out.
fn sound_of(letter: char) -> Option<&'static str> {
    Some(match letter {
        'क' | 'ख' => "k",
        'ग' | 'घ' => "g",
        'च' | 'छ' => "c",
        'ज' | 'झ' => "j",
        'ट' | 'ठ' | 'त' | 'थ' => "t",
        'ड' | 'ढ' | 'द' | 'ध' => "d",
        'न' | 'ङ' | 'ञ' | 'ण' | '\u{902}' => "n",
        'प' => "p",
        'फ' => "f",
        'ब' | 'भ' => "b",
        'म' => "m",
        'य' => "y",
        'र' | 'ऋ' | '\u{943}' => "r",
        'ल' | 'ळ' => "l",
        'व' => "v",
        'श' | 'स' => "s",
        'ह' => "h",
        _ => return None,
    })
}

fn is_devanagari(letter: char) -> bool {
    matches!(letter, '\u{900}'..='\u{97f}')
}

/// A word of a name: as it is spelt, folded, and as it sounds in either script.
struct Name {
    letters: Vec<char>,
    sound: String,
}

impl Name {
    fn read(letters: Vec<char>) -> Name {
        let sound = if letters.iter().any(|letter| is_devanagari(*letter)) { hindi(&letters) } else { latin(&letters) };
        Name { letters, sound }
    }

    fn is_hindi(&self) -> bool {
        self.letters.iter().any(|letter| is_devanagari(*letter))
    }

    /// Whether this is the beginning of a word of a name, or sounds like one.
    fn begins(&self, whole: &Name) -> bool {
        if whole.letters.starts_with(&self.letters) {
            return true;
        }
        match self.is_hindi() == whole.is_hindi() {
            // Deepak and Dipak. A part of a word sounds like too many.
            true => self.sound.len() > 1 && self.sound == whole.sound,
            // One consonant of a longer word is not enough: Jio would be every जैन.
            false if self.sound.len() == 1 && self.letters.len() > 2 => self.sound == whole.sound,
            false => !self.sound.is_empty() && whole.sound.starts_with(&self.sound),
        }
    }
}

/// Adds a consonant. One that is doubled counts once, as folding has it.
fn add(sound: &mut String, consonant: char) {
    if !sound.ends_with(consonant) {
        sound.push(consonant);
    }
}

fn hindi(letters: &[char]) -> String {
    let mut sound = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let consonants = match (*letter, next) {
            // सिंह is Singh, अंबा is Amba, ज्ञान is Gyan. The virama was folded away.
            ('\u{902}', Some('ह')) => "ng",
            ('\u{902}', Some('ब' | 'भ' | 'प' | 'फ')) => "m",
            ('ह', _) if at > 0 && letters.get(at - 1) == Some(&'\u{902}') => "",
            ('ज', Some('ञ')) => "gy",
            ('ञ', _) if at > 0 && letters.get(at - 1) == Some(&'ज') => "",
            (other, _) => sound_of(other).unwrap_or_default(),
        };
        if consonants.is_empty() && at == 0 {
            sound.push(VOWEL);
        }
        consonants.chars().for_each(|consonant| add(&mut sound, consonant));
    }
    sound
}

fn latin(letters: &[char]) -> String {
    let mut sound = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let (before, next) = (at.checked_sub(1).and_then(|at| letters.get(at)), letters.get(at + 1));
        let is_vowel = |sign: Option<&char>| sign.is_some_and(|sign| VOWELS.contains(*sign));
        match *letter {
            vowel if VOWELS.contains(vowel) => {
                if at == 0 {
                    sound.push(VOWEL);
                }
            }
            // Bh, kh, th, sh: the breath is left out. Ph is f, ch is no k.
            'h' if before.is_some() && !is_vowel(before) => {
                if before == Some(&'p') {
                    sound.pop();
                    add(&mut sound, 'f');
                }
            }
            'c' if next == Some(&'h') => add(&mut sound, 'c'),
            'c' | 'q' => add(&mut sound, 'k'),
            'w' => add(&mut sound, 'v'),
            'z' => add(&mut sound, 'j'),
            'x' => "ks".chars().for_each(|consonant| add(&mut sound, consonant)),
            // At the end, or before another consonant, it is a vowel: Reddy.
            'y' if at > 0 && !is_vowel(next) => {}
            other => add(&mut sound, other),
        }
    }
    sound
}

fn names(text: &str) -> Vec<Name> {
    words(text).into_iter().map(|word| Name::read(word.letters)).collect()
}

/// Whether a person of that name is meant: each word of the query begins a word of the name, in either script.
pub fn is_named(name: &str, query: &str) -> bool {
    let (known, asked) = (names(name), names(query));
    !asked.is_empty() && asked.iter().all(|asked| known.iter().any(|known| asked.begins(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_either_script_and_by_its_beginning() {
        for (name, query) in [
            ("Ramesh Kumar", "रमेश"),
            ("रमेश कुमार", "ramesh k"),
            ("रमेश कुमार", "Ramesh Kumar"),
            ("Sunita Devi", "सुनीता"),
            ("सुनीता देवी", "sunita"),
            ("Harpreet Singh", "सिंह"),
            ("हरप्रीत सिंह", "singh harpreet"),
            ("Mohd. Iqbal Khan", "इक़बाल खान"),
            ("मोहम्मद इक़बाल", "iqbal"),
            ("Krishna Reddy", "कृष्ण रेड्डी"),
            ("कृष्णा", "krish"),
            ("Jyoti", "ज्योति"),
            ("Dnyaneshwar Gyan", "ज्ञान"),
            ("Amba Prasad", "अंबा"),
            ("फिरोज़", "phiroz"),
            ("Feroz", "फिरोज"),
            ("विकास", "Wikas"),
            ("Deepak", "dipak"),
            ("लक्ष्मी", "laxmi"),
            ("Anil", "अनि"),
            ("O'Brien", "obri"),
        ] {
            assert!(is_named(name, query), "{name} {query}");
        }
    }

    #[test]
    fn another_person_is_not_found() {
        for (name, query) in [
            ("Ramesh Kumar", "सुरेश"),
            ("रमेश कुमार", "mahesh"),
            ("Ramesh Kumar", "kumar singh"),
            ("Anil", "नील"),
            ("Ramesh", "romesh kumar"),
            ("Ramesh", ""),
            ("", "ramesh"),
            ("रमेश", "…"),
        ] {
            assert!(!is_named(name, query), "{name} {query}");
        }
    }
}
