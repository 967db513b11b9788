//! Every mistake that the facts of a day make possible in an account.

use super::facts::{DayFacts, SaleFact, VoucherFact};
use super::suspect::{Mistake, Subject, Suspect};
use crate::{Account, Counted, Face, Paise, Payment, VoucherKind, faces};

/// Suspects of one account, as they are found.
struct Found(Vec<Suspect>);

impl Found {
    /// Adds a suspect. One whose effect does not fit is none.
    fn add(&mut self, mistake: Mistake, subject: &Subject, effect: Option<i64>, weight: u32) {
        if let Some(effect) = effect {
            self.0.push(Suspect { mistake, subject: subject.clone(), effect_paise: Paise::new(effect), weight });
        }
    }
}

/// Numbers that may have been meant where this one was typed.
fn meant(typed: i64) -> Vec<(Mistake, i64)> {
    let digits = typed.to_string().into_bytes();
    let mut meant = Vec::new();
    for place in 1..digits.len() {
        let mut swapped = digits.clone();
        swapped.swap(place - 1, place);
        let number = String::from_utf8(swapped).ok().and_then(|text| text.parse().ok());
        meant.extend(number.filter(|number| *number != typed).map(|number| (Mistake::DigitsSwapped, number)));
    }
    if typed % 10 == 0 {
        meant.push((Mistake::ZeroTooMany, typed / 10));
    }
    meant.extend(typed.checked_mul(10).map(|number| (Mistake::ZeroTooFew, number)));
    meant
}

/// Amounts in paise that may have been meant. Amounts are typed in rupees, and digits are swapped in those.
fn meant_amounts(typed: i64) -> Vec<(Mistake, i64)> {
    let (rupees, rest) = (typed / 100, typed % 100);
    let is_amount = |(mistake, rupees): (Mistake, i64)| Some((mistake, rupees.checked_mul(100)?.checked_add(rest)?));
    if rest == 0 { meant(rupees).into_iter().filter_map(is_amount).collect() } else { Vec::new() }
}

/// All mistakes that may have put an account beside what was counted or read.
pub fn suspects(account: &Account, facts: &DayFacts) -> Vec<Suspect> {
    let mut found = Found(Vec::new());
    let wallet = if let Account::Wallet(slug) = account { Some(slug) } else { None };
    for sale in &facts.sales {
        if *account == Account::Cash {
            sale_in_drawer(&mut found, sale);
        } else if wallet == Some(&sale.provider) {
            sale_in_wallet(&mut found, sale);
        }
    }
    for (place, voucher) in facts.vouchers.iter().enumerate() {
        let is_again = facts.vouchers.iter().take(place).any(|before| is_same(before, voucher));
        of_voucher(&mut found, account, voucher, is_again);
    }
    for unopened in facts.unopened.iter().filter(|one| one.account == *account && one.more > Paise::ZERO) {
        let subject = Subject::Opening { account: account.to_string() };
        found.add(Mistake::OpeningNotEntered, &subject, Some(unopened.more.get()), 9);
    }
    if *account == Account::Cash {
        beside_drawer(&mut found, facts);
    }
    found.0
}

fn sale_in_drawer(found: &mut Found, sale: &SaleFact) {
    let subject = Subject::Sale { sale_id: sale.sale_id };
    let (total, owed, lost, back) = (sale.total.get(), sale.owed.get(), sale.lost.get(), sale.given_back.get());
    let is_usual = |payment| sale.usual == Some(payment);
    if owed > 0 && sale.is_failed && sale.payment == Payment::Cash {
        found.add(Mistake::BackNotEntered, &subject, owed.checked_neg(), 10);
    }
    if back > 0 {
        found.add(Mistake::NotGivenBack, &subject, Some(back), 22);
        found.add(Mistake::GivenBackTwice, &subject, back.checked_neg(), 45);
    }
    if lost > 0 {
        found.add(Mistake::LostIsHere, &subject, Some(lost), 20);
    }
    if sale.is_failed {
        return;
    }
    match sale.payment {
        Payment::Cash => {
            if sale.is_again {
                found.add(Mistake::SoldTwice, &subject, total.checked_neg(), 15);
            }
            let weight = if is_usual(Payment::Upi) { 18 } else { 30 };
            found.add(Mistake::NotPaidInCash, &subject, total.checked_neg(), weight);
            found.add(Mistake::GivenBackTwice, &subject, total.checked_mul(-2), 48);
        }
        Payment::Upi | Payment::Udhaar => {
            let weight = if is_usual(Payment::Cash) { 18 } else { 32 };
            found.add(Mistake::PaidInCash, &subject, Some(total), weight);
        }
    }
}

fn sale_in_wallet(found: &mut Found, sale: &SaleFact) {
    let subject = Subject::Sale { sale_id: sale.sale_id };
    if sale.is_done {
        found.add(Mistake::ReversalNotHeard, &subject, Some(sale.cost.get()), 20);
        found.add(Mistake::OtherCommission, &subject, Some(sale.told_more.get()), 8);
    }
    if sale.is_failed {
        found.add(Mistake::FailedIsCharged, &subject, sale.cost.get().checked_neg(), 15);
    }
}

fn is_same(one: &VoucherFact, other: &VoucherFact) -> bool {
    (one.kind, &one.from, &one.to, one.amount) == (other.kind, &other.from, &other.to, other.amount)
}

/// What a voucher moves in an account; `None` where it moves nothing there.
fn moved_in(account: &Account, voucher: &VoucherFact, amount: i64) -> Option<i64> {
    match (voucher.to == *account, voucher.from == *account) {
        (true, false) => Some(amount),
        (false, true) => amount.checked_neg(),
        (true, true) | (false, false) => None,
    }
}

fn of_voucher(found: &mut Found, account: &Account, voucher: &VoucherFact, is_again: bool) {
    // What was counted is looked at as a count.
    if matches!(voucher.kind, VoucherKind::Opening | VoucherKind::Difference) {
        return;
    }
    let subject = Subject::Voucher { seq: voucher.seq };
    let amount = voucher.amount.get();
    let is_load = voucher.kind == VoucherKind::WalletLoaded;
    if *account == Account::Cash && is_load && voucher.from != Account::Cash {
        found.add(Mistake::OtherPocket, &subject, amount.checked_neg(), 26);
    }
    let Some(moved) = moved_in(account, voucher, amount) else { return };
    if is_again {
        found.add(Mistake::EnteredTwice, &subject, moved.checked_neg(), 12);
    }
    if *account == Account::Cash && is_load {
        found.add(Mistake::OtherPocket, &subject, moved.checked_neg(), 26);
    }
    found.add(Mistake::NeverHappened, &subject, moved.checked_neg(), 60);
    found.add(Mistake::WrongWay, &subject, moved.checked_mul(-2), 40);
    for (mistake, meant) in meant_amounts(amount) {
        let really = moved_in(account, voucher, meant);
        found.add(mistake, &subject, really.and_then(|really| really.checked_sub(moved)), 34);
    }
}

fn beside_drawer(found: &mut Found, facts: &DayFacts) {
    for wallet in facts.wallets.iter().filter(|wallet| wallet.differs > Paise::ZERO) {
        let subject = Subject::Wallet { provider: wallet.provider.clone() };
        found.add(Mistake::LoadNotEntered, &subject, wallet.differs.get().checked_neg(), 5);
    }
    for due in facts.dues.iter().filter(|due| due.paise > Paise::ZERO) {
        found.add(Mistake::UdhaarNotEntered, &Subject::Customer { id: due.customer }, Some(due.paise.get()), 38);
    }
    for (counted, opening) in [(&facts.count, false), (&facts.opening, true)] {
        if let Some(counted) = counted {
            of_count(found, counted, opening);
        }
    }
}

/// A count that is wrong now puts it above the books; one that was wrong at the opening put the books above it.
fn of_count(found: &mut Found, counted: &Counted, opening: bool) {
    let sign = if opening { -1 } else { 1 };
    // A wrong opening is seldom: the evening before was counted, too.
    let later = if opening { 8 } else { 0 };
    let mut add = |mistake, subject: &Subject, too_much: Option<i64>, weight: u32| {
        found.add(mistake, subject, too_much.and_then(|paise| paise.checked_mul(sign)), weight + later);
    };
    if counted.pieces.is_empty() {
        let sum = counted.sum_paise.get();
        for (mistake, meant) in meant_amounts(sum) {
            add(mistake, &Subject::Sum { opening }, sum.checked_sub(meant), 33);
        }
    }
    for line in &counted.pieces {
        let Face { paise, coin } = line.face;
        let subject = Subject::Pieces { paise, coin, opening };
        let (worth, count) = (paise.get(), i64::from(line.count));
        let off = |by: i64| worth.checked_mul(by);
        for (mistake, meant) in meant(count) {
            add(mistake, &subject, off(count - meant), 33);
        }
        add(Mistake::OnePiece, &subject, off(1), 52);
        add(Mistake::OnePiece, &subject, off(-1), 52);
        let is_beside = |(place, _): &(usize, &Face)| {
            let own = faces().iter().position(|face| *face == line.face);
            own.is_some_and(|own| own.abs_diff(*place) == 1)
        };
        for (_, other) in faces().iter().enumerate().filter(is_beside) {
            let too_much = worth.checked_sub(other.paise.get()).and_then(|each| each.checked_mul(count));
            add(Mistake::OtherFace, &subject, too_much, 36);
        }
    }
}
