//! The secrets of one run, drawn from its seed: plain ones, and such as a shopkeeper may well have.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use providers::{Access, Company};
use simulator::PRACTICE_CREDENTIALS;
use url::form_urlencoded;

/// Chance from a seed, the same in the parent and in the child.
pub struct Draw(u64);

impl Draw {
    /// Chance that begins at a seed.
    pub fn new(seed: u64) -> Draw {
        Draw(seed)
    }

    /// The next 64 bits, by SplitMix64 (Steele, Lea, Flood 2014).
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// One of so many.
    pub fn below(&mut self, count: usize) -> usize {
        (self.bits() % count as u64) as usize
    }

    fn signs(&mut self, alphabet: &str, count: usize) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..count).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }
}

/// How a secret is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anywhere, in any case and writing.
    Text,
    /// Digits, also in groups.
    Number,
    /// Four to six digits: where they stand alone. Inside of a longer number they stand by chance.
    Pin,
}

/// One secret.
#[derive(Debug, Clone)]
pub struct Canary {
    /// What it is.
    pub name: String,
    /// The secret.
    pub text: String,
    /// How it is looked for.
    pub kind: Kind,
}

/// All secrets of one run.
pub struct Canaries {
    /// Each.
    pub all: Vec<Canary>,
}

const LETTERS: &str = "abcdefghjkmnpqrtuvwxyz";
const CAPITALS: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";

/// A password. Its core is random, so that it stands nowhere by chance; around it are the signs that dialects, forms and
/// JSON write in ways of their own. `plain`: it goes into a header or a text with separators.
fn password(draw: &mut Draw, plain: bool) -> String {
    let core = format!("{}{}", draw.signs(LETTERS, 5), draw.signs(DIGITS, 3));
    let tail = draw.signs(CAPITALS, 4);
    match draw.below(if plain { 3 } else { 7 }) {
        0 => format!("{core}{tail}"),
        1 => format!("{core}-{tail}_{}", draw.signs(LETTERS, 12)),
        // As short as one can be and still not stand in an order id by chance.
        2 => format!("{}{}", draw.signs(LETTERS, 3), draw.signs("2345679", 3)),
        3 => format!("\"{core}'\\/{tail}"),
        4 => format!("{core}+ & ={tail}; %"),
        5 => format!("{core}é ü₹ हि{tail}😀"),
        _ => format!("<{core}>?#{tail}~*!(x)"),
    }
}

/// A PAN as there may be one: the fourth letter is a person's.
fn pan(draw: &mut Draw) -> String {
    format!(
        "ZZ{}P{}{}{}",
        draw.signs("XYZ", 1),
        draw.signs(CAPITALS, 1),
        draw.signs(DIGITS, 4),
        draw.signs(CAPITALS, 1)
    )
}

/// A made-up Aadhaar number with the right check digit, and none of those that choose an outcome.
fn aadhaar(draw: &mut Draw) -> String {
    loop {
        let eleven = format!("{}{}", draw.signs("2345678", 1), draw.signs(DIGITS, 10));
        let right = (0..10).map(|last| format!("{eleven}{last}")).find(|number| domain::Aadhaar::parse(number).is_ok());
        if let Some(number) = right {
            return number;
        }
    }
}

/// How a company's call carries a secret, which says what it can hold.
enum Carried {
    /// As a parameter of its own.
    Alone,
    /// In a header, or in a text with separators.
    AmongOthers,
    /// It is a PIN.
    Digits,
}

/// A secret that a company declares, `paygrt/api_key`.
struct Secret {
    name: String,
    carried: Carried,
}

/// The secrets of all companies.
static SECRETS: LazyLock<Vec<Secret>> = LazyLock::new(|| providers::registry().into_iter().flat_map(secrets).collect());

/// The secrets of one company, as its practice account's balance call carries them.
fn secrets(company: &'static dyn Company) -> Vec<Secret> {
    let declared = company.descriptor();
    let login =
        PRACTICE_CREDENTIALS.iter().find(|(slug, _)| *slug == declared.slug).map_or(&[][..], |(_, login)| *login);
    let held: BTreeMap<&str, &str> = login.iter().copied().collect();
    let credentials = login.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    let request = Access::new(declared, "https://provider.invalid", false, credentials)
        .ok()
        .and_then(|access| company.balance_request(&access).ok());
    let request = request.expect("the practice account asks for its balance");
    let form = request.exposed_form();
    let alone = |value: &str| {
        let is_in_header = request.exposed_headers().any(|(_, header)| header.contains(value));
        !is_in_header && form_urlencoded::parse(form.as_bytes()).any(|(_, parameter)| parameter == value)
    };
    let carried = |value: &str| match () {
        () if value.bytes().all(|sign| sign.is_ascii_digit()) => Carried::Digits,
        () if alone(value) => Carried::Alone,
        () => Carried::AmongOthers,
    };
    let secret = declared.credentials.iter().filter(|field| field.secret);
    secret
        .map(|field| {
            let value = held.get(field.key).expect("the practice account has every field");
            Secret { name: format!("{}/{}", declared.slug, field.key), carried: carried(value) }
        })
        .collect()
}

impl Canaries {
    /// Draws them.
    pub fn draw(seed: u64) -> Canaries {
        let mut draw = Draw::new(seed);
        let mut all = Vec::new();
        for secret in SECRETS.iter() {
            let (text, kind) = match secret.carried {
                Carried::Alone => (password(&mut draw, false), Kind::Text),
                Carried::AmongOthers => (password(&mut draw, true), Kind::Text),
                // Money ends in a nought here, and years are no PINs.
                Carried::Digits => {
                    let ends = (draw.signs("3456789", 1), draw.signs(DIGITS, 2), draw.signs("1379", 1));
                    (format!("{}{}{}", ends.0, ends.1, ends.2), Kind::Pin)
                }
            };
            all.push(Canary { name: secret.name.clone(), text, kind });
        }
        let mut add = |name: &str, text, kind| all.push(Canary { name: name.to_owned(), text, kind });
        add("agent's PAN", pan(&mut draw), Kind::Text);
        add("customer's PAN", pan(&mut draw), Kind::Text);
        add("Aadhaar", aadhaar(&mut draw), Kind::Number);
        add("OTP", format!("{}{}", draw.signs("6789", 1), draw.signs("123456789", 5)), Kind::Pin);
        add("journal key", draw.signs("0123456789abcdef", 64), Kind::Text);
        Canaries { all }
    }

    /// One of them.
    pub fn get(&self, name: &str) -> &str {
        self.all.iter().find(|canary| canary.name == name).map_or("", |canary| canary.text.as_str())
    }
}
