//! A reader of XML of our own, as far as answers go: one element with leaves in it.

/// An element by its local name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub inside: Vec<Piece>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A comment or an instruction.
    Aside,
    Element(Element),
}

/// Elements inside of each other, at most.
const DEEPEST: usize = 100;

struct Reader<'a> {
    rest: &'a str,
}

/// Reads a document; `None` for what is none, and for one with a DTD.
pub fn read(text: &str) -> Option<Element> {
    // A carriage return is an end of line there.
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = Reader { rest: &lines };
    reader.asides()?;
    let root = reader.element(0)?;
    reader.asides()?;
    reader.rest.is_empty().then_some(root)
}

/// The text with its entities; `None` where one is not known.
fn decoded(text: &str) -> Option<String> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (entity, after) = after.split_once(';')?;
        out.push(match entity {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => {
                let number = entity.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
        });
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

impl Reader<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Past one that begins with `open`; whether there was one.
    fn past(&mut self, open: &str, close: &str) -> Option<bool> {
        let Some(inside) = self.rest.strip_prefix(open) else { return Some(false) };
        self.rest = inside.split_once(close)?.1;
        Some(true)
    }

    /// Past blanks, comments and instructions.
    fn asides(&mut self) -> Option<()> {
        loop {
            self.blanks();
            if !self.past("<!--", "-->")? && !self.past("<?", "?>")? {
                return Some(());
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        let ends = |sign: char| sign.is_whitespace() || "<>/=\"'&".contains(sign);
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
        let begins = |sign: char| sign.is_alphabetic() || sign == '_' || !sign.is_ascii();
        local.starts_with(begins).then(|| local.to_owned())
    }

    fn element(&mut self, depth: usize) -> Option<Element> {
        self.rest = self.rest.strip_prefix('<').filter(|_| depth < DEEPEST)?;
        let before = self.rest;
        let name = self.name()?;
        let whole = &before[..before.len() - self.rest.len()];
        loop {
            self.blanks();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                return Some(Element { name, inside: Vec::new() });
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                break;
            }
            self.name()?;
            self.blanks();
            self.rest = self.rest.strip_prefix('=')?;
            self.blanks();
            let quote = self.rest.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
            let (value, rest) = self.rest[1..].split_once(quote)?;
            decoded(value).filter(|_| !value.contains('<'))?;
            self.rest = rest;
        }
        let mut inside = Vec::new();
        loop {
            if let Some(rest) = self.rest.strip_prefix("</") {
                self.rest = rest.strip_prefix(whole)?;
                self.blanks();
                self.rest = self.rest.strip_prefix('>')?;
                return Some(Element { name, inside });
            }
            if let Some(rest) = self.rest.strip_prefix("<![CDATA[") {
                let (text, rest) = rest.split_once("]]>")?;
                inside.push(Piece::Text(text.to_owned()));
                self.rest = rest;
            } else if self.past("<!--", "-->")? || self.past("<?", "?>")? {
                inside.push(Piece::Aside);
            } else if self.rest.starts_with('<') {
                inside.push(Piece::Element(self.element(depth + 1)?));
            } else {
                let end = self.rest.find('<')?;
                let (text, rest) = self.rest.split_at(end);
                inside.push(Piece::Text(decoded(text)?));
                self.rest = rest;
            }
        }
    }
}

impl Element {
    /// The texts of its children of that name. One that holds anything but text is `None`.
    pub fn leaves(&self, name: &str) -> Vec<Option<String>> {
        let children = self.inside.iter().filter_map(|piece| match piece {
            Piece::Element(child) if child.name == name => Some(child),
            _ => None,
        });
        children.map(Element::text).collect()
    }

    fn text(&self) -> Option<String> {
        let mut whole = String::new();
        for piece in &self.inside {
            let Piece::Text(text) = piece else { return None };
            whole.push_str(text);
        }
        Some(whole)
    }
}
