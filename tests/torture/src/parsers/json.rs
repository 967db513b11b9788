//! A reader of JSON of our own, so that a mistake of the readers' library is not made twice. It keeps what others throw
//! away: fields that stand twice, their order, and numbers as they are printed.

use std::fmt::Write;

/// Objects and lists inside of each other, at most: deeper ones are not judged.
const DEEPEST: usize = 400;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    Null,
    Bool(bool),
    /// A number as printed. Mutations put here whatever shall stand without quotes.
    Raw(String),
    Text(String),
    /// A string with half of a surrogate pair, as printed between its quotes: no text.
    Broken(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NotJson,
    TooDeep,
}

impl Node {
    /// Reads exactly one value with nothing but blanks around it.
    pub fn read(text: &str) -> Result<Node, Fault> {
        let mut reader = Reader { rest: text };
        let node = reader.value(0)?;
        reader.blanks();
        if reader.rest.is_empty() { Ok(node) } else { Err(Fault::NotJson) }
    }

    /// The value that a text begins with, and what follows it.
    pub fn read_first(text: &str) -> Result<(Node, &str), Fault> {
        let mut reader = Reader { rest: text };
        let node = reader.value(0)?;
        Ok((node, reader.rest))
    }

    /// Every field of that name, in the order in which they stand; none of what is no object.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        let fields: &[(String, Node)] = if let Node::Object(fields) = self { fields } else { &[] };
        fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value)
    }

    /// Whether none of these fields stands twice.
    pub fn once(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.all(name).count() < 2)
    }

    /// The only field of that name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        let fields: &[(String, Node)] = if let Node::Object(fields) = self { fields } else { &[] };
        let mut found = fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value);
        found.next().filter(|_| found.next().is_none())
    }

    /// As JSON without blanks.
    pub fn print(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Node::Null => out.push_str("null"),
            Node::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Node::Raw(raw) => out.push_str(raw),
            Node::Text(text) => quote(text, out),
            Node::Broken(text) => {
                let _ = write!(out, "\"{text}\"");
            }
            Node::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    item.write(out);
                }
                out.push(']');
            }
            Node::Object(fields) => {
                out.push('{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    quote(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            sign if (sign as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", sign as u32);
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn take(&mut self, wanted: &str) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Fault> {
        if depth > DEEPEST {
            return Err(Fault::TooDeep);
        }
        self.blanks();
        match self.rest.as_bytes().first().ok_or(Fault::NotJson)? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string(),
            b'n' if self.take("null") => Ok(Node::Null),
            b't' if self.take("true") => Ok(Node::Bool(true)),
            b'f' if self.take("false") => Ok(Node::Bool(false)),
            b'-' | b'0'..=b'9' => self.number(),
            _ => Err(Fault::NotJson),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Node, Fault> {
        self.take("{");
        let mut fields = Vec::new();
        self.blanks();
        if self.take("}") {
            return Ok(Node::Object(fields));
        }
        loop {
            self.blanks();
            let name = match self.string()? {
                Node::Text(name) => name,
                // A field that nobody asks for may have a name that is no text.
                broken => broken.print(),
            };
            self.blanks();
            if !self.take(":") {
                return Err(Fault::NotJson);
            }
            fields.push((name, self.value(depth + 1)?));
            self.blanks();
            if self.take("}") {
                return Ok(Node::Object(fields));
            }
            if !self.take(",") {
                return Err(Fault::NotJson);
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node, Fault> {
        self.take("[");
        let mut items = Vec::new();
        self.blanks();
        if self.take("]") {
            return Ok(Node::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.take("]") {
                return Ok(Node::List(items));
            }
            if !self.take(",") {
                return Err(Fault::NotJson);
            }
        }
    }

    fn number(&mut self) -> Result<Node, Fault> {
        let end = self.rest.find(|sign: char| !"+-.eE0123456789".contains(sign)).unwrap_or(self.rest.len());
        let (raw, rest) = self.rest.split_at(end);
        self.rest = rest;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = raw.strip_prefix('-').unwrap_or(raw);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
        let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
        let good = digits(whole)
            && (whole == "0" || !whole.starts_with('0'))
            && fraction.is_none_or(digits)
            && exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)));
        if good { Ok(Node::Raw(raw.to_owned())) } else { Err(Fault::NotJson) }
    }

    fn string(&mut self) -> Result<Node, Fault> {
        if !self.take("\"") {
            return Err(Fault::NotJson);
        }
        let (whole, mut text, mut broken) = (self.rest, String::new(), false);
        loop {
            let before = self.rest;
            match self.sign()? {
                '"' if broken => return Ok(Node::Broken(whole[..whole.len() - before.len()].to_owned())),
                '"' => return Ok(Node::Text(text)),
                '\\' => {
                    let escaped = self.escape()?;
                    broken |= escaped.is_none();
                    text.extend(escaped);
                }
                sign if (sign as u32) < 0x20 => return Err(Fault::NotJson),
                sign => text.push(sign),
            }
        }
    }

    fn sign(&mut self) -> Result<char, Fault> {
        let sign = self.rest.chars().next().ok_or(Fault::NotJson)?;
        self.rest = &self.rest[sign.len_utf8()..];
        Ok(sign)
    }

    /// What follows a backslash; none where it is half of a pair.
    fn escape(&mut self) -> Result<Option<char>, Fault> {
        Ok(Some(match self.sign()? {
            sign @ ('"' | '\\' | '/') => sign,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = self.hex()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return Ok(char::from_u32(first));
                }
                let before = self.rest;
                if self.take("\\u") {
                    let second = self.hex()?;
                    if (0xdc00..0xe000).contains(&second) {
                        return Ok(char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)));
                    }
                    self.rest = before;
                }
                return Ok(None);
            }
            _ => return Err(Fault::NotJson),
        }))
    }

    fn hex(&mut self) -> Result<u32, Fault> {
        let digits = self.rest.get(..4).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = digits.and_then(|text| u32::from_str_radix(text, 16).ok()).ok_or(Fault::NotJson)?;
        self.rest = &self.rest[4..];
        Ok(code)
    }
}
