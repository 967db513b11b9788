//! The books that are photographed: made up, with the longest name that a customer can have and with large sums.

use std::path::Path;

use domain::{Account, DAY_MS, Language, Mode, Paise, Service, TerminalPrefix, Voucher, VoucherKind};
use journeys::earlier::{Earlier, earlier_folder};
use journeys::month::Month;
use ledger::{ChainKey, CustomerFacts, Ledger, Opening, PersonsWord};
use serde_json::Value;
use till::{Clock, SystemClock};

/// As long as a name may be.
pub const LONG_NAME: &str = "Ramchandra Vishwanath Lakshminarayanan Venkatasubramanian R.";
/// As long a one in Hindi.
const LONG_HINDI_NAME: &str = "श्रीमती महालक्ष्मी विश्वनाथ लक्ष्मीनारायणन वेंकटसुब्रमण्यम";
/// Whose number it is.
pub const NUMBER: &str = "98765 43210";
const SHOP: &str = "Shri Ganesh Mobile Recharge & Digital Seva Kendra, Sadar Bazar";
const BY: &str = "Meena";
/// ₹ 99,99,999.
const LARGE_RUPEES: i64 = 9_999_999;

/// Nothing: a shop on its first morning.
pub fn none(_: &Path, _: &'static str) {}

/// Numbers that come again: three of them today, and the dearest of a customer with a long name.
const COME_AGAIN: &[Earlier] = &[
    Earlier::airtel("9876500001", 299, &[112, 84, 56, 28]),
    Earlier::airtel("9876510001", LARGE_RUPEES, &[252, 168, 84]),
    Earlier::airtel("9876520001", 299, &[83, 55, 27]),
    Earlier::airtel("9876530001", 239, &[86, 58, 30]),
    Earlier::airtel("9876550001", 859, &[253, 169, 85]),
    Earlier { service: Service::Dth, operator: "tata-play", ..Earlier::airtel("3012345678", 300, &[90, 60, 30]) },
];

/// Nothing was sold yet by a shop with a long name.
pub fn described(folder: &Path, language: &'static str) {
    earlier(folder, language, &[], &[]);
}

/// Numbers that are likely due again.
pub fn due_again(folder: &Path, language: &'static str) {
    let names = [("9876510001", LONG_NAME), ("9876550001", LONG_HINDI_NAME)];
    earlier(folder, language, COME_AGAIN, &names);
}

fn earlier(folder: &Path, language: &'static str, sold: &[Earlier], names: &[(&str, &str)]) {
    let spoken = Language::of_code(language).expect("a language");
    earlier_folder(folder, spoken, SystemClock.now_ms(), sold, names).expect("earlier sales");
    describe_shop(folder);
}

/// A shop that sold with real money until yesterday, and practises today.
pub fn yesterday(folder: &Path, language: &'static str) {
    let yesterday_ms = SystemClock.now_ms() - DAY_MS;
    let month = Month::of_days(yesterday_ms, 2);
    let spoken = Language::of_code(language).expect("a language");
    month.make_practice_folder(folder, spoken).expect("a shop");
    describe_shop(folder);
    let key = ChainKey { id: "another".to_owned(), bytes: [3; 32] };
    let opening =
        Opening { mode: Mode::Real, key, prefix: TerminalPrefix::from_random(9), now_ms: yesterday_ms - 4 * DAY_MS };
    let real = Ledger::open(&folder.join("ledger.db"), opening).expect("real books");
    month.write(&real).expect("real sales");
    real.close();
}

/// A month of 6,000 sales, a customer who owes much, and nothing that is still to be told to anybody.
pub fn a_month(folder: &Path, language: &'static str) {
    let spoken = Language::of_code(language).expect("a language");
    Month::up_to(SystemClock.now_ms()).make_practice_folder(folder, spoken).expect("a month");
    describe_shop(folder);
    let ledger = reopen(folder);
    let now_ms = SystemClock.now_ms();
    let facts = CustomerFacts {
        name: LONG_NAME.to_owned(),
        note: "Pays on the first of the month".to_owned(),
        numbers: vec![NUMBER.replace(' ', "")],
        limit: Paise::from_rupees(2 * LARGE_RUPEES),
        ..CustomerFacts::default()
    };
    let customer = ledger.add_customer(&facts, BY, now_ms).expect("a customer");
    for account in [Account::Customer(customer.id), Account::Bank] {
        ledger.add_voucher(&opening(account), now_ms).expect("what was there before");
    }
    let person = PersonsWord { by: BY.to_owned(), ..PersonsWord::default() };
    for sale in ledger.sales_to_tell("2000-01-01", 10_000).expect("the sales") {
        ledger.note_customer_told(sale.sale_id, &person, now_ms).expect("a word");
    }
    ledger.close();
}

/// The same, and then the disk fails.
pub fn damaged(folder: &Path, language: &'static str) {
    a_month(folder, language);
    std::fs::write(folder.join("practice.db"), vec![0x5a; 64 * 1024]).expect("a ledger can be spoilt");
    for beside in ["practice.db-wal", "practice.db-shm"] {
        std::fs::remove_file(folder.join(beside)).ok();
    }
}

fn opening(to: Account) -> Voucher {
    let amount = Paise::from_rupees(LARGE_RUPEES).expect("an amount");
    let (by, reason, reference) = (BY.to_owned(), String::new(), String::new());
    Voucher { kind: VoucherKind::Opening, from: Account::Owner, to, amount, by, reason, reference }
}

fn reopen(folder: &Path) -> Ledger {
    let key = ChainKey { id: "practice".to_owned(), bytes: [0; 32] };
    let prefix = TerminalPrefix::from_random(7);
    let opening = Opening { mode: Mode::Practice, key, prefix, now_ms: SystemClock.now_ms() };
    Ledger::open(&folder.join("practice.db"), opening).expect("the books open")
}

/// A long name for the shop, and where it is paid by UPI.
fn describe_shop(folder: &Path) {
    let file = folder.join("settings.json");
    let text = std::fs::read_to_string(&file).expect("the settings");
    let mut settings: Value = serde_json::from_str(&text).expect("they are JSON");
    settings["shop"]["shop_name"] = SHOP.into();
    settings["shop"]["upi_address"] = "verma@okaxis".into();
    std::fs::write(&file, settings.to_string()).expect("the settings can be written");
}
