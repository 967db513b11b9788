//! `application/x-www-form-urlencoded`, as it comes in a query or a body.

/// The fields of a call in the order they were sent.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Adds the fields of one encoded text.
    pub(crate) fn read(&mut self, encoded: &[u8]) {
        for pair in encoded.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
            let middle = pair.iter().position(|b| *b == b'=');
            let (name, value) = match middle {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &pair[pair.len()..]),
            };
            self.0.push((decode(name), decode(value)));
        }
    }

    /// The first field of this name, or nothing as an empty text.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// Undoes percent signs and plus signs. A percent sign without two hexadecimal digits stands for itself.
pub(crate) fn decode(encoded: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let [first, tail @ ..] = rest {
        let (byte, after) = match (first, tail) {
            (b'+', _) => (b' ', tail),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, after),
                (Some(_) | None, _) => (b'%', tail),
            },
            (plain, _) => (*plain, tail),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Writes a value for a query or a form body.
pub(crate) fn encode(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => text.push(char::from(byte)),
            b' ' => text.push('+'),
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded() {
        let mut form = Form::default();
        form.read(b"name=A+B%26C&empty=&bare&hindi=%E0%A4%97&odd=100%&bad=%zz");
        assert_eq!(form.field("name"), "A B&C");
        assert_eq!(form.field("empty"), "");
        assert_eq!(form.field("bare"), "");
        assert_eq!(form.field("hindi"), "ग");
        assert_eq!(form.field("odd"), "100%");
        assert_eq!(form.field("bad"), "%zz");
        assert_eq!(form.field("missing"), "");
    }

    #[test]
    fn what_is_encoded_comes_back() {
        for value in ["", "A B&C=%+", "ग₹", "G-1_2.3~4", "\r\n"] {
            assert_eq!(decode(encode(value).as_bytes()), value);
        }
    }

    #[test]
    fn first_field_of_a_name_counts() {
        let mut form = Form::default();
        form.read(b"a=1");
        form.read(b"a=2");
        assert_eq!(form.field("a"), "1");
    }
}
