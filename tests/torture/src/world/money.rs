//! What the shopkeeper does with money beside selling. Every deed is done in the world first, and then written down.

use domain::{Payment, VoucherKind};
use till::{Mode, MoneyBackWhat, PaidInput, VoucherDoubt, VoucherInput};

use super::keeper::{KNOWN, Keeper};
use super::state::Moved;
use crate::mouth::SLUGS;

/// Whatever the till may ask about a voucher, the shopkeeper is sure of it.
fn sure_of_all() -> Vec<VoucherDoubt> {
    vec![VoucherDoubt::LikeIt, VoucherDoubt::DrawerHasLess, VoucherDoubt::LoadedAtDesk]
}

impl Keeper {
    /// Loads a wallet, moves cash, or takes a customer's payment.
    pub fn move_money(&mut self) {
        let rupees = self.chance.between(1, 900);
        match self.chance.below(14) {
            0..4 => {
                let place = self.chance.below(SLUGS.len() as i64) as usize;
                let (slug, wallet) = (SLUGS[place], format!("wallet:{}", SLUGS[place]));
                self.world.lock().firms[place].wallet_paise += rupees * 100;
                let credit = format!("credit:{slug}");
                let from = *self.chance.pick(&["bank", "upi", credit.as_str()]);
                self.voucher(VoucherKind::WalletLoaded, from, &wallet, rupees);
            }
            4 => self.voucher(VoucherKind::CashIn, "owner", "cash", rupees),
            5 => self.voucher(VoucherKind::CashOut, "cash", "spent", rupees),
            6 => self.voucher(VoucherKind::Banked, "cash", "bank", rupees),
            7..10 => self.take_udhaar(rupees),
            _ => self.settle(),
        }
    }

    /// An act that is about to be written.
    fn moving(&self, from: &str, to: &str, rupees: i64) -> String {
        let mut state = self.world.lock();
        let intent = format!("money-{}", state.serial());
        let (from, to) = (from.to_owned(), to.to_owned());
        state.moved.push(Moved { intent: intent.clone(), from, to, paise: rupees * 100, is_sure: false });
        intent
    }

    /// The till has said that an act is written.
    fn moved(&self, intent: &str, is_told: bool) {
        let is_sure = is_told && !self.disk.is_off();
        let mut state = self.world.lock();
        if let Some(moved) = state.moved.iter_mut().rfind(|moved| moved.intent == intent).filter(|_| is_sure) {
            moved.is_sure = true;
            state.count.moved += 1;
        }
    }

    /// A voucher: typed, asked about, and perhaps delivered twice.
    fn voucher(&mut self, kind: VoucherKind, from: &str, to: &str, rupees: i64) {
        let intent = self.moving(from, to, rupees);
        let mut input = VoucherInput {
            kind,
            from: from.to_owned(),
            to: to.to_owned(),
            amount: rupees.to_string(),
            reason: "as always".to_owned(),
            reference: String::new(),
            by: "Verma".to_owned(),
            intent: intent.clone(),
            sure_of: Vec::new(),
        };
        let first = self.till.write_voucher(&input);
        let is_asked = first.is_err();
        self.moved(&intent, first.is_ok());
        if is_asked || self.chance.permille(400) {
            input.sure_of = sure_of_all();
            let again = self.till.write_voucher(&input);
            self.moved(&intent, again.is_ok());
        }
        self.world.note(format_args!("{intent}: ₹{rupees} from {from} to {to}, asked {is_asked}"));
    }

    /// A customer pays something of what is written down.
    fn take_udhaar(&mut self, rupees: i64) {
        let customer = self.chance.below(KNOWN) + 1;
        let payment = *self.chance.pick(&[Payment::Cash, Payment::Upi]);
        let to = if payment == Payment::Upi { "upi" } else { "cash" };
        let intent = self.moving(&format!("customer:{customer}"), to, rupees);
        let mut input = PaidInput {
            by: String::new(),
            intent: intent.clone(),
            mode: Mode::Real,
            customer,
            amount: rupees.to_string(),
            payment,
            gives_back: false,
            repeat_confirmed: false,
        };
        let first = self.till.pay_udhaar(&input);
        self.moved(&intent, first.is_ok());
        if first.is_err() || self.chance.permille(300) {
            input.repeat_confirmed = true;
            let again = self.till.pay_udhaar(&input);
            self.moved(&intent, again.is_ok());
        }
        self.world.note(format_args!("{intent}: customer {customer} pays ₹{rupees} into {to}"));
    }

    /// How a customer pays: those who are known often later.
    pub fn payment(&mut self, customer: i64) -> Payment {
        match self.chance.below(1_000) {
            0..550 if customer < KNOWN => Payment::Udhaar,
            0..250 => Payment::Upi,
            _ => Payment::Cash,
        }
    }

    /// Gives customers' money back, turns it into credit, or says that it was not given back. Some of it is refused.
    fn settle(&mut self) {
        for _ in 0..4 {
            let Some(sold) = self.recent() else { return };
            let Ok(detail) = self.till.sale(sold.sale_id) else { return };
            let (given_back, collected) = match detail.sale.payment {
                Payment::Upi => (MoneyBackWhat::GivenBackUpi, MoneyBackWhat::CollectedUpi),
                Payment::Cash | Payment::Udhaar => (MoneyBackWhat::GivenBackCash, MoneyBackWhat::CollectedCash),
            };
            let all = [given_back, MoneyBackWhat::StillOwed, MoneyBackWhat::Credited, collected];
            let what = *self.chance.pick(&all);
            let ended = self.till.settle_money(sold.sale_id, what, "", None);
            self.world.lock().count.settled += u64::from(ended.is_ok());
            self.world.note(format_args!("the money of sale {}: {what:?}: {ended:?}", sold.sale_id));
        }
    }
}
