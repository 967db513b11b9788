//! What the shopkeeper does with money beside selling. Every deed is done in the world first, and then written down.

use domain::{Payment, SaleState, VoucherKind};
use till::{Mode, MoneyBackWhat, PaidInput, SaleDetail, SaleView, VoucherDoubt, VoucherInput};

use super::keeper::{KNOWN, Keeper, number};
use super::state::{Moved, Settled};
use crate::mouth::SLUGS;

/// Whatever the till may ask about a voucher, the shopkeeper is sure of it.
fn sure_of_all() -> Vec<VoucherDoubt> {
    vec![VoucherDoubt::LikeIt, VoucherDoubt::DrawerHasLess, VoucherDoubt::LoadedAtDesk]
}

/// Every way in which a customer's money can end. None is asked for more often because the customer paid that way.
const MONEY_BACK: [MoneyBackWhat; 6] = [
    MoneyBackWhat::GivenBackCash,
    MoneyBackWhat::GivenBackUpi,
    MoneyBackWhat::StillOwed,
    MoneyBackWhat::Credited,
    MoneyBackWhat::CollectedCash,
    MoneyBackWhat::CollectedUpi,
];

/// A sum as it is typed.
fn typed(paise: i64) -> String {
    format!("{}.{:02}", paise / 100, paise % 100)
}

impl Keeper {
    /// Loads a wallet, moves cash, takes a customer's payment, or mends what was wrong.
    pub fn move_money(&mut self) {
        let rupees = self.chance.between(1, 900);
        match self.chance.below(20) {
            0..4 => {
                let place = self.chance.below(SLUGS.len() as i64) as usize;
                let (slug, wallet) = (SLUGS[place], format!("wallet:{}", SLUGS[place]));
                self.world.lock().move_wallet(&wallet, rupees * 100);
                let credit = format!("credit:{slug}");
                let from = *self.chance.pick(&["bank", "upi", credit.as_str()]);
                self.voucher(VoucherKind::WalletLoaded, from, &wallet, rupees);
            }
            4 => self.voucher(VoucherKind::CashIn, "owner", "cash", rupees),
            5 => self.voucher(VoucherKind::CashOut, "cash", "spent", rupees),
            6 => self.voucher(VoucherKind::Banked, "cash", "bank", rupees),
            7..10 => self.take_udhaar(rupees),
            10..15 => self.settle(),
            _ => self.mend(),
        }
    }

    /// An act that is about to be written. `mends`: the act that it takes back.
    pub fn moving(&self, from: &str, to: &str, paise: i64, mends: Option<&str>) -> String {
        let mut state = self.world.lock();
        let intent = format!("money-{}", state.serial());
        let (from, to, mends) = (from.to_owned(), to.to_owned(), mends.map(str::to_owned));
        state.moved.push(Moved { intent: intent.clone(), from, to, paise, mends, seq: None, is_sure: false });
        intent
    }

    /// The till has said that an act is written, at that place of the journal.
    pub fn moved(&self, intent: &str, seq: Option<i64>) {
        let is_sure = seq.is_some() && !self.disk.is_off();
        let mut state = self.world.lock();
        if let Some(moved) = state.moved.iter_mut().rfind(|moved| moved.intent == intent).filter(|_| is_sure) {
            (moved.is_sure, moved.seq) = (true, seq);
            state.count.moved += 1;
        }
    }

    /// A voucher: typed, asked about, and perhaps delivered twice.
    fn voucher(&mut self, kind: VoucherKind, from: &str, to: &str, rupees: i64) {
        let intent = self.moving(from, to, rupees * 100, None);
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
        self.moved(&intent, first.ok().map(|view| view.seq));
        if is_asked || self.chance.permille(400) {
            input.sure_of = sure_of_all();
            let again = self.till.write_voucher(&input);
            self.moved(&intent, again.ok().map(|view| view.seq));
        }
        self.world.note(format_args!("{intent}: ₹{rupees} from {from} to {to}, asked {is_asked}"));
    }

    /// A customer pays something of what is written down.
    fn take_udhaar(&mut self, rupees: i64) {
        let customer = self.chance.below(KNOWN);
        let payment = *self.chance.pick(&[Payment::Cash, Payment::Upi]);
        // One who was forgotten has no account to pay into.
        if let Ok(Some(known)) = self.till.customer_of_number(&number(customer)) {
            self.pay(known.id, rupees * 100, payment, false);
        }
    }

    /// A customer pays; or the shop pays, where it owes the customer.
    pub fn pay(&mut self, customer: i64, paise: i64, payment: Payment, gives_back: bool) {
        let (theirs, shops) =
            (format!("customer:{customer}"), if payment == Payment::Upi { "upi" } else { "cash" }.to_owned());
        let (from, to) = if gives_back { (shops, theirs) } else { (theirs, shops) };
        let intent = self.moving(&from, &to, paise, None);
        let mut input = PaidInput {
            by: String::new(),
            intent: intent.clone(),
            mode: Mode::Real,
            customer,
            amount: typed(paise),
            payment,
            gives_back,
            repeat_confirmed: false,
        };
        let first = self.till.pay_udhaar(&input);
        let mut is_paid = first.is_ok();
        if first.is_err() || self.chance.permille(300) {
            input.repeat_confirmed = true;
            is_paid |= self.till.pay_udhaar(&input).is_ok();
        }
        let seq = self.place_of(&intent).filter(|_| is_paid);
        self.moved(&intent, seq);
        self.world.note(format_args!("{intent}: {paise} from {from} to {to}: {is_paid}"));
    }

    /// Where the newest voucher stands, which is the one that was just written.
    fn place_of(&self, intent: &str) -> Option<i64> {
        let page = self.till.vouchers(None).ok()?;
        let known = self.world.lock().moved.iter().find(|moved| moved.intent == intent).cloned()?;
        let is_it = |view: &&till::VoucherView| {
            (&view.from, &view.to, view.amount_paise) == (&known.from, &known.to, known.paise)
        };
        page.rows.iter().find(is_it).map(|view| view.seq)
    }

    /// How a customer pays: those who are known often later.
    pub fn payment(&mut self, customer: i64) -> Payment {
        match self.chance.below(1_000) {
            0..550 if customer < KNOWN => Payment::Udhaar,
            0..250 => Payment::Upi,
            _ => Payment::Cash,
        }
    }

    /// Gives customers' money back, turns it into credit, or says that it was not given back. Most of it is refused.
    fn settle(&mut self) {
        let newest: Vec<i64> = self.world.lock().sold.iter().rev().take(40).map(|sold| sold.sale_id).collect();
        let details = newest.iter().filter_map(|sale_id| self.till.sale(*sale_id).ok());
        let ended = details.filter(|detail| !detail.sale.state.is_open());
        let has_money = |detail: &SaleDetail| {
            detail.sale.owed_paise > 0 || detail.lost_paise > 0 || detail.sale.state != SaleState::Succeeded
        };
        let failed: Vec<SaleView> = ended.filter(has_money).map(|detail| detail.sale).collect();
        for _ in 0..4 {
            if failed.is_empty() {
                return;
            }
            let sale = self.chance.pick(&failed);
            let what = *self.chance.pick(&MONEY_BACK);
            self.settle_one(sale.id, &sale.order_id, &sale.number, what);
        }
    }

    fn settle_one(&self, sale_id: i64, order_id: &str, number: &str, what: MoneyBackWhat) {
        let known = self.till.customer_of_number(number).ok().flatten();
        let settled =
            Settled { order_id: order_id.to_owned(), what, customer: known.map(|known| known.id), is_sure: false };
        self.world.lock().settled.push(settled);
        let ended = self.till.settle_money(sale_id, what, "", None);
        self.world.note(format_args!("the money of sale {sale_id}: {what:?}: {ended:?}"));
        let is_off = self.disk.is_off();
        let mut state = self.world.lock();
        if is_off {
            return;
        }
        let Some(mut settled) = state.settled.pop().filter(|_| ended.is_ok()) else { return };
        settled.is_sure = true;
        state.settled.push(settled);
        state.count.settled += 1;
    }
}
