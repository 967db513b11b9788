//! The secrets of one run, drawn from its seed: plain ones, and such as a shopkeeper may well have.

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
    pub name: &'static str,
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

impl Canaries {
    /// Draws them.
    pub fn draw(seed: u64) -> Canaries {
        let mut draw = Draw::new(seed);
        let mut all = Vec::new();
        let mut add = |name, text, kind| all.push(Canary { name, text, kind });
        add("inspay/token", password(&mut draw, false), Kind::Text);
        add("a1topup/pwd", password(&mut draw, false), Kind::Text);
        add("rechargeopen/password", password(&mut draw, true), Kind::Text);
        // Money ends in a nought here, and years are no PINs.
        let pin = format!("{}{}{}", draw.signs("3456789", 1), draw.signs(DIGITS, 2), draw.signs("1379", 1));
        add("rechargeopen/sms_pin", pin, Kind::Pin);
        add("paygrt/api_key", password(&mut draw, true), Kind::Text);
        add("inexopay/api_key", password(&mut draw, true), Kind::Text);
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
