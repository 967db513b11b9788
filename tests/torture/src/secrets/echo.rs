//! How a company repeats what it was told.

/// A writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// As it stands.
    Plain,
    /// As an address carries it.
    Percent,
    /// The same in small letters, and twice over.
    PercentTwice,
    /// As JSON may carry it, all of it escaped.
    Unicode,
    /// As HTML carries it.
    Html,
    /// Every sign by its number.
    Entities,
    /// Base64 of the whole.
    Base64,
    /// Capitals.
    Upper,
    /// Small letters.
    Lower,
}

/// Every writing.
pub const ALL: [Writing; 9] = [
    Writing::Plain,
    Writing::Percent,
    Writing::PercentTwice,
    Writing::Unicode,
    Writing::Html,
    Writing::Entities,
    Writing::Base64,
    Writing::Upper,
    Writing::Lower,
];

fn percent(text: &str) -> String {
    let open = |byte: &u8| byte.is_ascii_alphanumeric();
    text.bytes().map(|byte| if open(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn base64(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let three = |bytes: &[u8]| {
        let group = (0..3).fold(0_u32, |group, place| group << 8 | u32::from(*bytes.get(place).unwrap_or(&0)));
        let sign = |place: usize| {
            if place > bytes.len() { '=' } else { char::from(SIGNS[(group >> (18 - 6 * place) & 63) as usize]) }
        };
        (0..4).map(sign).collect::<String>()
    };
    text.as_bytes().chunks(3).map(three).collect()
}

impl Writing {
    /// The text in this writing, as it stands inside of a JSON string.
    pub fn in_json(self, text: &str) -> String {
        match self {
            Writing::Unicode => text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect(),
            _ => {
                let quoted = serde_json::Value::from(self.of(text)).to_string();
                quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default().to_owned()
            }
        }
    }

    /// The text in this writing.
    pub fn of(self, text: &str) -> String {
        match self {
            Writing::Plain => text.to_owned(),
            Writing::Unicode => self.in_json(text),
            Writing::Percent => percent(text),
            Writing::PercentTwice => percent(&percent(text).to_lowercase()),
            Writing::Html => {
                text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&#039;")
            }
            Writing::Entities => text.chars().map(|sign| format!("&#{};", u32::from(sign))).collect(),
            Writing::Base64 => base64(text),
            Writing::Upper => text.to_uppercase(),
            Writing::Lower => text.to_lowercase(),
        }
    }
}
