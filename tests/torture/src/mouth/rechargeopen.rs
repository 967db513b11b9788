//! The packed dialect of the Recharge Open API: a message of parts, and answers of one line.

use super::{Ask, Facts, Field, Mouth, Say, Want, Wish, rupees};
use crate::parsers::Call;

pub const MOUTH: &dyn Mouth = &Packed;

struct Packed;

impl Mouth for Packed {
    fn wants(&self, line: &str) -> Option<Want> {
        let (_, message) = line.split_once("Message=")?;
        Some(match () {
            () if message.starts_with("STATUS") => Want::Enquiry,
            () if message.starts_with("BAL") => Want::Other,
            () => Want::Begin,
        })
    }

    fn heard(&self, path: &[&str], field: Field<'_>) -> Option<Ask> {
        let [.., "Admin", "RechargeAPI.aspx"] = path else { return None };
        let message = field("Message")?;
        let own = |text: &str| text.to_owned();
        match message.split('$').collect::<Vec<_>>().as_slice() {
            ["BAL", _] => Some(Ask::Balance),
            ["STATUS", order_id, _] => Some(Ask::Enquiry { order_id: own(order_id), on: None }),
            [_, number, amount, _, _, order_id] => {
                Some(Ask::Recharge(Wish { order_id: own(order_id), number: own(number), amount: own(amount) }))
            }
            _ => None,
        }
    }

    /// The paper wants digits only.
    fn order_id_length(&self) -> usize {
        15
    }

    fn names_no_order(&self) -> bool {
        true
    }

    fn recharge(&self, facts: &Facts, say: Say) -> String {
        packed(facts, say, false)
    }

    fn enquiry(&self, facts: &Facts, say: Say) -> String {
        packed(facts, say, true)
    }

    fn balance(&self, facts: &Facts) -> String {
        format!("0={}", rupees(facts.balance_paise))
    }

    fn refusal(&self, _facts: &Facts, words: &str) -> String {
        format!("9003={words}")
    }

    fn callback(&self, order_id: &str, good_news: bool) -> String {
        let (code, words) = if good_news { (1, "Success") } else { (2, "Failed") };
        format!("ID=S&TNO={order_id}&ST={code}&STMSG={words}&TID=61&OPRTID=GJ1&PRB=0&POB=0&DP=0&DR=0")
    }

    fn forms(&self, call: Call) -> &'static [&'static str] {
        match call {
            Call::Callback => {
                &["ID=GAL|TNO=@ORDER|ST=@ST|STMSG=@SAY|TID=7304|OPRTID=@ID|PRB=@MONEY|POB=@MONEY|DP=@RATE|DR=@MONEY"]
            }
            Call::Recharge => {
                &["0=Success", "@ERR", "@ERR", "@CODE=@ANY", "9009=@ANY", "9001=@ANY", "2=@ANY=0", "@ANY"]
            }
            Call::Balance => &["0=@MONEY", "@ERR", "@MONEY"],
            _ => &[
                "@STATE=7304=@ID",
                "@STATE=7304=",
                "@ST=@SAY=7304=@ID",
                "@ERR",
                "9008=@ANY",
                "3=@ANY=0=",
                "2=@ANY=7304",
            ],
        }
    }
}

fn packed(facts: &Facts, say: Say, asked: bool) -> String {
    let standing =
        |code: u8, words: &str, operator: &str| format!("{code}={words}={}={operator}", 60_000 + facts.serial);
    match (say, asked) {
        (Say::Done | Say::Pending, false) => "0=Success".to_owned(),
        (Say::Failed | Say::Refunded, false) => "9006=Invalid Transaction Format".to_owned(),
        (Say::Done, true) => standing(1, "Success", &format!("GJ{:05}", facts.serial)),
        (Say::Pending, true) => standing(if facts.serial.is_multiple_of(2) { 4 } else { 6 }, "Hold", ""),
        (Say::Failed, true) => standing(if facts.serial.is_multiple_of(2) { 2 } else { 3 }, "Failed", ""),
        (Say::Refunded, true) => standing(5, "Refunded", ""),
        (Say::Duplicate, _) => "9009=Duplicate Transaction Reference Number".to_owned(),
        (Say::LostTrack, false) => "2=Request timeout=0".to_owned(),
        (Say::LostTrack, true) => standing(3, "Request Timeout", ""),
        (Say::NoRecord, _) if facts.habits.odd_no_record => {
            if facts.serial.is_multiple_of(2) { "3=Record not found=0=" } else { "2=Transaction not found=0" }
                .to_owned()
        }
        (Say::NoRecord, _) => "9008=Invalid Transaction Reference Number".to_owned(),
        (Say::Strange, _) => "7=Flarp".to_owned(),
        (_, false) => "9998=Internal Error".to_owned(),
        (_, true) => "9007=Invalid User ID or Password".to_owned(),
    }
}
