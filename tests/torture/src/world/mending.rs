//! What the shopkeeper mends and changes: a wrong voucher, the day's start, commission that was booked wrongly, and a customer who
//! wants to be forgotten.

use domain::{DAY_MS, Payment, Service, india_day};
use till::{AgainInput, CommissionInput, CommissionSaved, CustomerInput, MendInput, PaysInput};

use super::keeper::{KNOWN, Keeper, LIMIT_RUPEES, OPERATORS, number};
use super::state::{Forgotten, Moved, Ruled, Rules};
use crate::mouth::SLUGS;

/// When a shop's day may start: midnight, early, late, and a minute before midnight.
const DAY_STARTS: [i64; 6] = [0, 240, 330, 720, 1_080, 1_439];
/// Of the newest vouchers one is mended.
const MENDED_OF: usize = 8;

/// A customer whom the shop knows.
pub fn customer_input(customer: i64) -> CustomerInput {
    CustomerInput {
        name: format!("Customer {customer}"),
        numbers: number(customer),
        note: "pays on Mondays".to_owned(),
        language: None,
        limit: LIMIT_RUPEES.to_string(),
        by: "Verma".to_owned(),
        below_confirmed: false,
    }
}

impl Keeper {
    /// Mends a voucher, changes a rule of money, or forgets a customer.
    pub fn mend(&mut self) {
        match self.chance.below(10) {
            0..4 => self.mend_voucher(),
            4..6 => self.set_day_start(),
            6..8 => self.set_commission(),
            _ => self.forget(),
        }
    }

    /// A voucher of those that stand, as far as the shopkeeper knows.
    fn wrong_voucher(&mut self) -> Option<(i64, Moved)> {
        let state = self.world.lock();
        let is_mended =
            |intent: &str| state.moved.iter().any(|other| other.is_sure && other.mends.as_deref() == Some(intent));
        let stands = |moved: &&Moved| moved.is_sure && moved.mends.is_none() && !is_mended(&moved.intent);
        let newest = state.moved.iter().rev().filter(stands).take(MENDED_OF);
        let newest: Vec<_> = newest.filter_map(|moved| Some((moved.seq?, moved.clone()))).collect();
        if newest.is_empty() { None } else { Some(self.chance.pick(&newest).clone()) }
    }

    /// Takes a voucher back. Now and then somebody at another window, who has not seen it, does so too.
    fn mend_voucher(&mut self) {
        let Some((seq, wrong)) = self.wrong_voucher() else { return };
        // Whoever got the money that was not meant for them gives it back, or gets what they gave.
        self.world.lock().move_wallet(&wrong.from, wrong.paise);
        self.world.lock().move_wallet(&wrong.to, -wrong.paise);
        if !self.take_back(seq, &wrong) {
            self.world.lock().move_wallet(&wrong.from, -wrong.paise);
            self.world.lock().move_wallet(&wrong.to, wrong.paise);
        }
        if self.chance.permille(400) {
            self.take_back(seq, &wrong);
        }
    }

    /// Writes the correction, perhaps twice. `false`: it was refused, because somebody had written one before.
    fn take_back(&mut self, seq: i64, wrong: &Moved) -> bool {
        let intent = self.moving(&wrong.to, &wrong.from, wrong.paise, Some(&wrong.intent));
        let input =
            MendInput { seq, reason: "typed by mistake".to_owned(), by: "Verma".to_owned(), intent: intent.clone() };
        let times = if self.chance.permille(300) { 2 } else { 1 };
        let mut is_refused = false;
        for _ in 0..times {
            let ended = self.till.mend_voucher(&input);
            is_refused = ended.is_err() && !self.disk.is_off();
            self.moved(&intent, ended.ok().map(|view| view.seq));
        }
        self.world.note(format_args!("{intent} takes {} back, refused {is_refused}", wrong.intent));
        let mut state = self.world.lock();
        if is_refused {
            state.moved.retain(|moved| moved.intent != intent);
        } else {
            state.count.corrected += 1;
        }
        !is_refused
    }

    /// A rule of money is about to be set. Gives the name by which its row is known again.
    fn ruling(&self, rules: Rules) -> String {
        let mut state = self.world.lock();
        let by = format!("Verma {}", state.serial());
        state.ruled.push(Ruled { by: by.clone(), rules, is_sure: false });
        by
    }

    /// What came of it: it is set, or it was refused.
    fn ruled(&self, by: &str, is_set: bool) {
        let is_off = self.disk.is_off();
        let mut state = self.world.lock();
        if !is_set && !is_off {
            state.ruled.retain(|ruled| ruled.by != by);
        } else if let Some(ruled) = state.ruled.iter_mut().find(|ruled| ruled.by == by).filter(|_| !is_off) {
            ruled.is_sure = true;
            state.count.ruled += 1;
        }
    }

    fn set_day_start(&mut self) {
        let minutes = *self.chance.pick(&DAY_STARTS);
        let by = self.ruling(Rules::DayStart(minutes));
        let typed = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let ended = self.till.save_day_start(&typed, &by);
        self.world.note(format_args!("{by}: the day starts at {typed}: {}", ended.is_ok()));
        self.ruled(&by, ended.is_ok());
    }

    /// Sets what a company pays, from some days ago on; the sales of those days are booked again, or they are not.
    fn set_commission(&mut self) {
        let (provider, operator) = (*self.chance.pick(&SLUGS), *self.chance.pick(&OPERATORS));
        let (percent, days) = (self.chance.below(7), self.chance.below(4));
        let from = india_day(self.world.time.now_ms() - days * DAY_MS);
        let rules = |books_again| Rules::Commission {
            provider: provider.to_owned(),
            operator: operator.to_owned(),
            percent,
            from: from.clone(),
            books_again,
        };
        let by = self.ruling(rules(true));
        let input = CommissionInput {
            provider: provider.to_owned(),
            operator: Some(operator.to_owned()),
            service: Service::Prepaid,
            pays: PaysInput::Percent(percent.to_string()),
            from: from.clone(),
            by: by.clone(),
        };
        let mut ended = self.till.save_commission(&input, &AgainInput::Unasked);
        if let Ok(CommissionSaved::Asks(asked)) = ended {
            let again = if self.chance.permille(700) { AgainInput::BookAgain(asked) } else { AgainInput::FromNowOn };
            let books_again = again != AgainInput::FromNowOn;
            if let Some(ruled) = self.world.lock().ruled.iter_mut().find(|ruled| ruled.by == by) {
                ruled.rules = rules(books_again);
            }
            ended = self.till.save_commission(&input, &again);
            let is_set = matches!(ended, Ok(CommissionSaved::Saved(_)));
            let words = format_args!("{by}: {asked:?}, books again {books_again}: {is_set}");
            self.world.note(words);
        }
        let is_set = matches!(ended, Ok(CommissionSaved::Saved(_)));
        self.world.note(format_args!("{by}: {provider} pays {percent} % of {operator} from {from}: {is_set}"));
        self.ruled(&by, is_set);
    }

    /// Forgets a customer, who perhaps pays before; or notes down again one who was forgotten.
    fn forget(&mut self) {
        let customer = self.chance.below(KNOWN);
        let Ok(known) = self.till.customer_of_number(&number(customer)) else { return };
        let Some(known) = known else {
            let saved = self.till.save_customer(None, &customer_input(customer)).map(|view| view.id);
            self.world.note(format_args!("customer {customer} is known again: {saved:?}"));
            return;
        };
        if self.chance.permille(700) && known.owed_paise != 0 {
            let paise = known.owed_paise;
            self.pay(known.id, paise.abs(), Payment::Cash, paise < 0);
        }
        self.world.lock().forgotten.push(Forgotten { id: known.id, is_sure: false });
        let ended = self.till.forget_customer(known.id, "");
        self.world.note(format_args!("customer {} is forgotten: {ended:?}", known.id));
        let is_off = self.disk.is_off();
        let mut state = self.world.lock();
        if is_off {
            return;
        }
        let Some(mut forgotten) = state.forgotten.pop().filter(|_| ended.is_ok()) else { return };
        forgotten.is_sure = true;
        state.forgotten.push(forgotten);
        state.count.forgotten += 1;
    }
}
