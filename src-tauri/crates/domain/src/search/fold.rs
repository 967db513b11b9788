//! Folding: makes the same word of two spellings that a shopkeeper would call the same.

/// A folded word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Word {
    /// Its letters and digits.
    pub(crate) letters: Vec<char>,
    /// A bit for each letter it holds; several letters may share a bit. It alone tells most words apart.
    pub(crate) mask: u64,
}

impl Word {
    fn new(letters: Vec<char>) -> Word {
        let mask = letters.iter().fold(0, |mask, letter| mask | 1 << (u32::from(*letter) % 64));
        Word { letters, mask }
    }

    /// The words without the blanks between them.
    pub(crate) fn joined<'a>(words: impl IntoIterator<Item = &'a Word>) -> Word {
        Word::new(words.into_iter().flat_map(|word| word.letters.iter().copied()).collect())
    }

    /// Whether it is `and`. People leave it out as often as they write it.
    pub(crate) fn is_and(&self) -> bool {
        self.letters == ['a', 'n', 'd']
    }
}

/// The words of a text, folded: in small letters, without doubled letters, without the marks of Hindi that are often left
/// out. Single letters one after another are one word: `b.s.n.l.`, `d 2 h`.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut was_alone = false;
    for word in split(text) {
        let is_alone = word.letters.len() == 1;
        match found.last_mut().filter(|_| is_alone && was_alone) {
            Some(last) => *last = Word::new(last.letters.iter().chain(&word.letters).copied().collect()),
            None => found.push(word),
        }
        was_alone = is_alone;
    }
    found
}

fn split(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut letters: Vec<char> = Vec::new();
    let mut finish = |letters: &mut Vec<char>| {
        if !letters.is_empty() {
            found.push(Word::new(std::mem::take(letters)));
        }
    };
    let signs: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    for (at, sign) in signs.iter().enumerate() {
        match read(*sign, signs.get(at + 1).copied()) {
            Read::Letter(letter) if letters.last() == Some(&letter) && !letter.is_ascii_digit() => {}
            Read::Letter(letter) => letters.push(letter),
            Read::Nothing => {}
            Read::Gap => finish(&mut letters),
            Read::Spoken(word) => {
                finish(&mut letters);
                finish(&mut word.chars().collect());
            }
        }
    }
    finish(&mut letters);
    found
}

/// The letters and digits of a text as they are spelt, in small letters. They keep `UPPCL` and `UPCL` apart, which are the
/// same when folded.
pub(crate) fn spelling(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace() && !sign.is_ascii_punctuation())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A text folded into one word without `and`, to compare names that must be equal.
pub(crate) fn folded(text: &str) -> String {
    Word::joined(words(text).iter().filter(|word| !word.is_and())).letters.into_iter().collect()
}

enum Read {
    Letter(char),
    Nothing,
    Gap,
    /// A sign that people say as a word.
    Spoken(&'static str),
}

/// Virama. It says that the vowel of a Devanagari letter is not spoken.
const VIRAMA: char = '\u{94d}';

fn read(sign: char, next: Option<char>) -> Read {
    let letter = match sign {
        '&' => return Read::Spoken("and"),
        '+' => return Read::Spoken("plus"),
        // Apostrophes, joiners, nukta, virama, visarga, the invisible marks of a pasted text.
        '\'' | '\u{2019}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            return Read::Nothing;
        }
        '\u{93c}' | VIRAMA | '\u{903}' => return Read::Nothing,
        // Half a nasal before another letter is often written as a dot: मुम्बई, मुंबई.
        'ङ' | 'ञ' | 'ण' | 'न' | 'म' if next == Some(VIRAMA) => '\u{902}',
        '\u{901}' => '\u{902}',
        // Long vowels become short ones. So do the vowels that English words are spelt with.
        'ई' => 'इ',
        'ऊ' => 'उ',
        'ऐ' | 'ऍ' | 'ऎ' => 'ए',
        'औ' | 'ऑ' | 'ऒ' => 'ओ',
        '\u{940}' => '\u{93f}',
        '\u{942}' => '\u{941}',
        '\u{948}' | '\u{945}' | '\u{946}' => '\u{947}',
        '\u{94c}' | '\u{949}' | '\u{94a}' => '\u{94b}',
        // Letters that have a nukta built in.
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95a}' => 'ग',
        '\u{95b}' => 'ज',
        '\u{95c}' => 'ड',
        '\u{95d}' => 'ढ',
        '\u{95e}' => 'फ',
        '\u{95f}' => 'य',
        'ष' => 'श',
        'ण' => 'न',
        '०'..='९' => char::from(b'0' + (u32::from(sign) - u32::from('०')) as u8),
        other => other,
    };
    let is_mark = matches!(letter, '\u{900}'..='\u{963}');
    if letter.is_alphanumeric() || is_mark { Read::Letter(letter) } else { Read::Gap }
}
