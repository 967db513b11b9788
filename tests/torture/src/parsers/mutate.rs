//! What may become of a good answer: one thing at a time, and sometimes many.

use super::case::{AADHAAR, ASKED, PAN, PIN, SECRET};
use super::dice::Dice;
use super::grammar::{Draft, Format, printed_amount};
use super::json::Node;
use super::odd::{AROUND, NAMES, VALUES};
use super::plain::SENTENCES;

/// Another text for this one: near it, or of another order.
pub fn twisted(text: &str, dice: &mut Dice) -> String {
    let signs: Vec<char> = text.chars().collect();
    let at = dice.below(signs.len());
    let with =
        |sign: char| signs.iter().enumerate().map(|(place, own)| if place == at { sign } else { *own }).collect();
    let asked = dice.of(&ASKED);
    match dice.below(24) {
        0 => text.to_lowercase(),
        1 => text.to_uppercase(),
        2 => format!(" {text}\t"),
        3 => format!("{text}0"),
        4 => format!("0{text}"),
        5 => signs.iter().take(at).collect(),
        6 => signs.iter().skip(at).collect(),
        7 => with((b'0' + dice.below(10) as u8) as char),
        8 => with((b'A' + dice.below(26) as u8) as char),
        9 => with(' '),
        10 => with(char::from_u32(0xff10 + dice.below(10) as u32).unwrap_or('0')),
        11 => format!("{text}{text}"),
        12 => format!("+91{text}"),
        13 => asked.order_id.to_owned(),
        14 => asked.number.to_owned(),
        15 => printed_amount(asked.amount, dice.once_in(2)),
        16 => asked.txn_id.unwrap_or(asked.load_id).to_owned(),
        17 => dice.of(SENTENCES).0.to_owned(),
        18 => (*dice.of(&[SECRET, PIN, PAN, AADHAAR])).to_owned(),
        19 => format!("{text}\u{0}"),
        20 => format!("{text} {}", dice.of(SENTENCES).0),
        21 => format!("{}{}", dice.of(VALUES), text),
        _ => (*dice.of(VALUES)).to_owned(),
    }
}

/// A value of another kind, or another one of its kind.
fn other_value(value: &Node, dice: &mut Dice) -> Node {
    let text = match value {
        Node::Text(text) | Node::Raw(text) | Node::Broken(text) => text.clone(),
        Node::Bool(yes) => yes.to_string(),
        Node::Null | Node::List(_) | Node::Object(_) => String::new(),
    };
    match dice.below(16) {
        0 => Node::Null,
        1 => Node::Bool(dice.once_in(2)),
        2 => Node::List(vec![value.clone()]),
        3 => Node::Object(vec![((*dice.of(NAMES)).to_owned(), value.clone())]),
        4 => Node::Object(Vec::new()),
        5 => Node::Raw(text),
        6 => Node::Raw((*dice.of(VALUES)).to_owned()),
        7 => Node::Text(value.print()),
        8 => Node::Broken(format!("{}\\ud83d", text.replace(['"', '\\'], ""))),
        9 | 10 => Node::Text((*dice.of(VALUES)).to_owned()),
        _ => Node::Text(twisted(&text, dice)),
    }
}

fn count_objects(node: &Node) -> usize {
    match node {
        Node::Object(fields) => 1 + fields.iter().map(|(_, value)| count_objects(value)).sum::<usize>(),
        Node::List(items) => items.iter().map(count_objects).sum(),
        _ => 0,
    }
}

/// The object with that number, counted from the outermost.
fn object<'a>(node: &'a mut Node, left: &mut usize) -> Option<&'a mut Vec<(String, Node)>> {
    match node {
        Node::Object(fields) => {
            if *left == 0 {
                return Some(fields);
            }
            *left -= 1;
            fields.iter_mut().find_map(|(_, value)| object(value, left))
        }
        Node::List(items) => items.iter_mut().find_map(|item| object(item, left)),
        _ => None,
    }
}

fn change_json(node: &mut Node, dice: &mut Dice) {
    if dice.once_in(25) {
        *node = match dice.below(3) {
            0 => Node::List(vec![node.clone()]),
            1 => Node::Text(node.print()),
            _ => Node::Object(vec![((*dice.of(NAMES)).to_owned(), node.clone())]),
        };
        return;
    }
    let mut left = dice.below(count_objects(node));
    let Some(fields) = object(node, &mut left) else { return };
    let at = dice.below(fields.len());
    if fields.is_empty() || dice.once_in(12) {
        let value = Node::Text(twisted("", dice));
        fields.insert(at, ((*dice.of(NAMES)).to_owned(), value));
        return;
    }
    match dice.below(12) {
        0 | 1 => drop(fields.remove(at)),
        2 => {
            let twin = fields[at].clone();
            let to = dice.below(fields.len() + 1);
            fields.insert(to, twin);
        }
        3 => {
            let twin = (fields[at].0.clone(), other_value(&fields[at].1, dice));
            let to = dice.below(fields.len() + 1);
            fields.insert(to, twin);
        }
        4 => fields[at].0 = twisted(&fields[at].0.clone(), dice),
        5 => fields[at].0 = (*dice.of(NAMES)).to_owned(),
        6 => {
            let to = dice.below(fields.len());
            let value = fields[to].1.clone();
            fields[at].1 = value;
        }
        7 => {
            let to = dice.below(fields.len());
            fields.swap(at, to);
        }
        _ => fields[at].1 = other_value(&fields[at].1.clone(), dice),
    }
}

fn change_fields(format: &mut Format, fields: &mut Vec<(String, String)>, dice: &mut Dice) {
    let at = dice.below(fields.len());
    if fields.is_empty() || dice.once_in(12) {
        let value = twisted("", dice);
        fields.insert(at, ((*dice.of(NAMES)).to_owned(), value));
        return;
    }
    match dice.below(12) {
        0 => drop(fields.remove(at)),
        1 => {
            let twin = fields[at].clone();
            fields.push(twin);
        }
        2 => {
            let twin = (fields[at].0.clone(), twisted(&fields[at].1.clone(), dice));
            let to = dice.below(fields.len() + 1);
            fields.insert(to, twin);
        }
        3 => fields[at].0 = twisted(&fields[at].0.clone(), dice),
        4 => {
            let to = dice.below(fields.len());
            fields.swap(at, to);
        }
        5 => *format = *dice.of(&[Format::Json, Format::Xml, Format::Csv, Format::Form]),
        6 => fields[at].1 = format!("\"{}\"", fields[at].1),
        7 => {
            let middle = dice.of(AROUND);
            let half = fields[at].1.chars().count() / 2;
            let (one, two): (String, String) =
                (fields[at].1.chars().take(half).collect(), fields[at].1.chars().skip(half).collect());
            fields[at].1 = format!("{one}{middle}{two}");
        }
        8 => fields[at].1.clear(),
        _ => fields[at].1 = twisted(&fields[at].1.clone(), dice),
    }
}

/// Changes one thing in an answer before it is printed.
pub fn change(draft: &mut Draft, dice: &mut Dice) {
    match draft {
        Draft::Json(node) => change_json(node, dice),
        Draft::Fields(format, fields) => change_fields(format, fields, dice),
        Draft::Text(text) => {
            let mut parts: Vec<String> = text.split('=').map(str::to_owned).collect();
            let at = dice.below(parts.len());
            match dice.below(6) {
                0 => drop(parts.remove(at)),
                1 => parts.insert(at, twisted("", dice)),
                _ => parts[at] = twisted(&parts[at].clone(), dice),
            }
            *text = parts.join("=");
        }
    }
}

/// Changes one thing in the bytes.
pub fn change_bytes(body: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(body.len() + 1);
    let to = (at + dice.below(16)).min(body.len());
    match dice.below(16) {
        0 => body.truncate(at),
        1 => drop(body.drain(..at)),
        2 => drop(body.drain(at..to)),
        3 if at < body.len() => body[at] ^= 1 << dice.below(8),
        4 if at < body.len() => body[at] = dice.next() as u8,
        5 => body.insert(at, dice.next() as u8),
        6 => {
            let twin = body[at..to].to_vec();
            body.splice(at..at, twin);
        }
        7 => body.extend_from_slice(other),
        8 => {
            let cut = dice.below(other.len() + 1);
            body.truncate(at);
            body.extend_from_slice(&other[cut..]);
        }
        9 => {
            let text = dice.of(AROUND).as_bytes().to_vec();
            body.splice(0..0, text);
        }
        10 => body.extend_from_slice(dice.of(AROUND).as_bytes()),
        11 => body[at..to].make_ascii_lowercase(),
        12 => body[at..to].make_ascii_uppercase(),
        13 => {
            let text = dice.of(VALUES).as_bytes().to_vec();
            body.splice(at..at, text);
        }
        14 if dice.once_in(40) => grow(body, at, dice),
        _ => {
            let text = dice.of(AROUND).as_bytes().to_vec();
            body.splice(at..at, text);
        }
    }
}

/// Makes it long, or deep.
fn grow(body: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let times = *dice.of(&[100, 130, 1_000, 5_000, 100_000]);
    let (open, close): (&str, &str) =
        *dice.of(&[("[", "]"), ("{\"a\":", "}"), ("<a>", "</a>"), ("[[", ""), (" ", " "), ("9", "")]);
    let deep = [open.repeat(times), close.repeat(times)].concat();
    body.splice(at..at, deep.into_bytes());
    body.truncate(256 * 1024);
}
