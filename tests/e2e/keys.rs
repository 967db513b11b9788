//! Keys are counted in the real window: so many as README promises, each count ending in a sale. The page counts them itself, and
//! counts only keys that came from the keyboard.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// A shop in which nothing is asked again within minutes, because a test does not wait until they are over, and which takes UPI.
const SETTINGS: &str = r#"{ "shop": { "language": "en", "mode": "practice", "shop_name": "Sharma Telecom", "shop_phone": "9876543210",
    "shop_address": "12 Station Road, Jaipur", "home_circle": "rajasthan", "repeat_minutes": 0, "upi_address": "verma@okaxis" } }"#;

/// Counts the keys that were pressed. The page may keep a *keydown* to itself until the form is ready for it, but each press ends with
/// a *keyup*.
const COUNT: &str = "
  window.pressed = [];
  window.addEventListener('keyup', (event) => { if (event.isTrusted) window.pressed.push(event.key); }, { capture: true });
  return 0";

/// What is sold to whom, and how it was paid.
type Sold = (String, i64, String);

/// The sales of the practice ledger, in their order.
fn ledger(data: &Path) -> Vec<Sold> {
    let connection = Connection::open_with_flags(data.join("practice.db"), OpenFlags::SQLITE_OPEN_READ_ONLY);
    let connection = connection.expect("the ledger opens");
    connection.busy_timeout(FIRST_WORD).expect("a ledger waits");
    let mut all =
        connection.prepare("SELECT number, amount_paise, payment FROM sale ORDER BY id").expect("it has its tables");
    let rows = all.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("the sales");
    rows.collect::<Result<_, _>>().expect("the sales")
}

/// A way to sell to somebody who was here before: its name, what is pressed up to the strip, and how many keys it takes in all.
struct Way {
    name: &'static str,
    to_strip: fn(&str) -> String,
    keys: usize,
}

const WAYS: [Way; 4] = [
    Way { name: "the last sale again", to_strip: |_| key::F4.to_owned(), keys: 2 },
    Way { name: "a recent number", to_strip: |_| format!("{}{}", key::F2, key::ENTER), keys: 3 },
    Way { name: "the last four digits", to_strip: |number| format!("{}{}", &number[6..], key::ENTER), keys: 6 },
    Way { name: "a whole number", to_strip: |number| format!("{number}{}", key::ENTER), keys: 12 },
];

/// How it is paid, and the key that says so; cash is what the strip begins with.
const PAID: [(&str, &str); 3] = [("cash", ""), ("upi", "u"), ("udhaar", "d")];

/// A shop in front of *Number*, and the books that it writes.
struct Counted<'a> {
    screen: Screen<'a>,
    data: &'a Path,
}

impl Counted<'_> {
    fn say(&self, key: &str) -> String {
        self.screen.words.say(key)
    }

    /// Waits until the books have one sale more, and gives it.
    fn one_more(&self, before: usize, what: &str) -> Sold {
        let mut sold = self.screen.wait(&format!("one sale more: {what}"), SETTLED, || {
            Some(ledger(self.data)).filter(|sold| sold.len() > before)
        });
        assert_eq!(sold.len(), before + 1, "{what}: {sold:?}");
        sold.pop().expect("a sale")
    }

    /// Nothing is under way any more, and the next customer can come.
    fn ended(&self, number: &str) {
        self.screen.wait_outcome(&format!("{} {}", &number[..5], &number[5..]), "outcome_done", SETTLED);
        self.screen.wait_cursor(&self.say("field_number"));
    }

    /// The customer was here before, and paid cash.
    fn was_here(&self, number: &str) {
        let before = ledger(self.data).len();
        self.screen.sell(Sale { number, operator: "Airtel", rupees: "99" });
        assert_eq!(self.one_more(before, number).2, "cash");
        self.ended(number);
        self.screen.keys(key::F8);
        self.screen.wait_cursor(&self.say("field_number"));
    }

    fn pressed(&self) -> Vec<String> {
        let keys = self.screen.page.script("return window.pressed.splice(0)", &[]).unwrap_or_default();
        keys.as_array().into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned)).collect()
    }

    /// Sells in that way with that payment, and gives the keys that were pressed for it.
    fn sell(&self, way: &Way, number: &str, (payment, chooses): (&str, &str)) -> Vec<String> {
        let before = ledger(self.data).len();
        let button = self.screen.words.fill("recharge_button", &[("amount", "₹ 99")]);
        self.pressed();
        self.screen.keys(&(way.to_strip)(number));
        self.screen.wait_cursor(&button);
        if !chooses.is_empty() {
            self.screen.keys(chooses);
            let named = match payment {
                "upi" => self.screen.words.fill("upi_send", &[("amount", "₹ 99")]),
                _ => self.screen.words.fill("udhaar_send", &[("button", &button)]),
            };
            self.screen.wait_cursor(&named);
        }
        self.screen.wait_read();
        self.screen.keys(key::ENTER);
        let sold = self.one_more(before, way.name);
        assert_eq!(sold, (number.to_owned(), 9_900, payment.to_owned()), "{}", way.name);
        self.ended(number);
        self.pressed()
    }

    /// Somebody with all these numbers, who may owe.
    fn add_customer(&self, numbers: &[String]) {
        self.screen.keys(&format!("{}{}", key::F8, numbers[0]));
        self.screen.press(&self.say("known_add"));
        self.screen.wait_cursor(&self.say("customer_name"));
        self.screen.keys("Ramesh");
        self.screen.fill(&self.say("customer_numbers"), None, &numbers.join(", "));
        self.screen.fill(&self.say("customer_limit_field"), None, "5000");
        self.screen.fill(&self.say("customer_by"), None, "Anil");
        self.screen.keys(key::ENTER);
        self.screen.wait_text("Ramesh");
        self.screen.keys(key::F8);
        self.screen.wait_cursor(&self.say("field_number"));
    }
}

#[test]
fn a_sale_takes_as_many_keys_as_it_is_promised() {
    let data = tempfile::tempdir().expect("a folder");
    std::fs::write(data.path().join("settings.json"), SETTINGS).expect("the folder can be written to");
    let shop = Shop::open("keys", "en", data.path());
    let counted = Counted { screen: shop.screen(), data: data.path() };
    counted.screen.wait_cursor(&counted.say("field_number"));
    counted.screen.page.script(COUNT, &[]).unwrap_or_else(|fault| counted.screen.give_up(&fault.to_string()));
    // No two of them have the same last four digits.
    let number = |way: usize, paid: usize| format!("987654{}{}32", way + 1, paid + 1);
    let owing: Vec<String> = (0..WAYS.len()).map(|way| number(way, 2)).collect();
    counted.add_customer(&owing);
    let mut counts = Vec::new();
    for (at, way) in WAYS.iter().enumerate() {
        for (paid, payment) in PAID.into_iter().enumerate() {
            let number = number(at, paid);
            counted.was_here(&number);
            let keys = counted.sell(way, &number, payment);
            counts.push((way.name, payment.0, keys.len(), way.keys + payment.1.len()));
        }
    }
    let wrong: Vec<_> = counts.iter().filter(|(_, _, pressed, promised)| pressed != promised).collect();
    assert!(wrong.is_empty(), "way, payment, keys pressed, keys promised: {wrong:?}");
    // The counter counts: a key that no keyboard sent is none.
    let by_script = "window.dispatchEvent(new KeyboardEvent('keyup', { key: 'a' })); return window.pressed.length";
    assert_eq!(counted.screen.page.script(by_script, &[]).expect("a page"), json!(0));
}
