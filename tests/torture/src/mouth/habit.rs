//! What a company's own programs add to its answers, change in them or leave out, as reports of shopkeepers tell. It lasts
//! as long as the company; nothing of it says another thing of an order, but for `loses_track`.

use serde_json::{Value, json};

use crate::world::chance::Chance;

const WARNING: &str =
    "<br />\n<b>Warning</b>:  Undefined array key \"opcode\" in <b>/var/www/api.php</b> on line <b>41</b><br />\n";
const BEHIND: &str =
    "\r\n\r\n<!DOCTYPE html>\r\n<html><head><title></title></head><body><form method=\"post\"></form></body></html>";

/// So many shops of a thousand have companies with habits.
const ODD_SHOPS: i64 = 200;

/// How a number is repeated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Echo {
    #[default]
    AsSent,
    WithCountry,
    Separated,
}

/// A company's habits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Habits {
    /// A warning of its language stands before the answer.
    pub warns: bool,
    /// A page stands behind it.
    pub page_behind: bool,
    pub echo: Echo,
    /// Leaves that are numbers and not texts.
    pub has_numbers: bool,
    /// "No record" in other words, or under the code of a failure.
    pub odd_no_record: bool,
    /// It says "failure" where its own program has lost track of the operator's.
    pub loses_track: bool,
}

impl Habits {
    /// Those of all companies of a shop.
    pub fn draw<const COMPANIES: usize>(chance: &mut Chance) -> [Habits; COMPANIES] {
        let is_odd = chance.permille(ODD_SHOPS);
        std::array::from_fn(|_| if is_odd { Habits::of_one(chance) } else { Habits::default() })
    }

    fn of_one(chance: &mut Chance) -> Habits {
        Habits {
            warns: chance.permille(250),
            page_behind: chance.permille(200),
            echo: *chance.pick(&[Echo::AsSent, Echo::AsSent, Echo::WithCountry, Echo::Separated]),
            has_numbers: chance.permille(300),
            odd_no_record: chance.permille(400),
            loses_track: chance.permille(400),
        }
    }

    /// A number as it is repeated.
    pub fn number(&self, number: &str) -> Value {
        match self.echo {
            Echo::AsSent if self.has_numbers => number.parse::<u64>().map_or_else(|_| json!(number), Value::from),
            Echo::AsSent => json!(number),
            Echo::WithCountry => json!(format!("91{number}")),
            Echo::Separated => json!(format!("+91-{number}")),
        }
    }

    /// An amount of whole rupees as it is repeated.
    pub fn amount(&self, amount: &str) -> Value {
        match amount.parse::<f64>() {
            Ok(rupees) if self.has_numbers => json!(rupees),
            _ => json!(amount),
        }
    }

    /// The whole answer. `is_php`: its program is one that warns so.
    pub fn around(&self, answer: String, is_php: bool) -> String {
        let before = if self.warns && is_php { WARNING } else { "" };
        let behind = if self.page_behind { BEHIND } else { "" };
        format!("{before}{answer}{behind}")
    }
}
