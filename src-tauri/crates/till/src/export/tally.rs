//! What was posted on some days as vouchers for Tally.
//!
//! Tally says what a voucher is by what it does to cash and bank: in is a receipt, out a payment, from one to another a contra, and
//! neither a journal. So every row of the journal has its kind by its entries, and rows of a kind and a day are one voucher. Debits
//! and credits are summed apart: so what was taken back on the same day is still seen in it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};

use domain::{Account, Days, Paise};
use ledger::EnteredRow;
use sheets::write::tally::{TallyFile, TallyLedger, TallyVoucher, VoucherType};

use super::words::Words;
use super::write::{Unwritten, go_on};
use crate::settings::tally::{TallyNames, is_money};
use crate::till::exports::Running;
use crate::{Mode, Problem};

/// Places of the journal that are looked at together.
const PART: i64 = 2_000;

/// The entries of a row by ledger: debits and credits.
type Sides = BTreeMap<String, (i64, i64)>;

/// Which voucher: the days rise, and a row's own place parts vouchers of a day.
type Key = (String, VoucherType, i64);

/// Vouchers that are made, and the ledgers that they need.
struct Maker<'a> {
    words: &'a Words<'a>,
    names: TallyNames,
    known: BTreeMap<Account, TallyLedger>,
    ledgers: BTreeSet<TallyLedger>,
    vouchers: BTreeMap<Key, (Sides, i64, String)>,
}

/// The kind of a row by what its entries do to cash and bank.
fn kind_of(entries: &[(TallyLedger, i64)]) -> VoucherType {
    let money = |sign: i64| entries.iter().any(|(ledger, paise)| is_money(&ledger.parent) && paise.signum() == sign);
    let is_all_money = entries.iter().all(|(ledger, _)| is_money(&ledger.parent));
    match (money(1), money(-1)) {
        (true, true) if is_all_money => VoucherType::Contra,
        (true, false) => VoucherType::Receipt,
        (false, true) => VoucherType::Payment,
        (true, true) | (false, false) => VoucherType::Journal,
    }
}

/// Adds to a side.
fn add(sides: &mut Sides, ledger: &str, paise: i64) -> Option<()> {
    let side = sides.entry(ledger.to_owned()).or_default();
    match paise >= 0 {
        true => side.0 = side.0.checked_add(paise)?,
        false => side.1 = side.1.checked_sub(paise)?,
    }
    Some(())
}

impl Maker<'_> {
    fn ledger(&mut self, account: &Account) -> Result<TallyLedger, Problem> {
        if let Some(known) = self.known.get(account) {
            return Ok(known.clone());
        }
        let ledger = self.names.ledger_of(account, &self.words.whose(account)?);
        self.known.insert(account.clone(), ledger.clone());
        Ok(ledger)
    }

    fn take(&mut self, row: &EnteredRow) -> Result<(), Problem> {
        let mut net: BTreeMap<TallyLedger, i64> = BTreeMap::new();
        for (account, amount) in &row.entries {
            let sum = net.entry(self.ledger(account)?).or_default();
            *sum = sum.checked_add(Paise::get(*amount)).ok_or(Problem::AmountTooLarge)?;
        }
        // From an account to another that has the same ledger: nothing moves in Tally.
        let entries: Vec<(TallyLedger, i64)> = net.into_iter().filter(|(_, paise)| *paise != 0).collect();
        if entries.is_empty() {
            return Ok(());
        }
        let kind = kind_of(&entries);
        let (place, narration) =
            if self.names.each_row { (row.seq, self.words.mover(&row.mover)) } else { (0, String::new()) };
        let voucher = self.vouchers.entry((row.day.clone(), kind, place)).or_default();
        (voucher.1, voucher.2) = (voucher.1 + 1, narration);
        for (ledger, paise) in entries {
            add(&mut voucher.0, &ledger.name, paise).ok_or(Problem::AmountTooLarge)?;
            self.ledgers.insert(ledger);
        }
        Ok(())
    }

    fn write(self, mode: Mode, writer: impl Write) -> Result<u64, Unwritten> {
        let mut file = TallyFile::new(BufWriter::new(writer))?;
        self.ledgers.iter().try_for_each(|ledger| file.ledger(ledger))?;
        let practice = if mode == Mode::Practice { "PRACTICE " } else { "" };
        let count = self.vouchers.len() as u64;
        for ((day, kind, place), (entries, rows, narration)) in self.vouchers {
            let which = if place == 0 { kind.name().to_owned() } else { format!("row-{place}") };
            let id = format!("galla-{}{day}-{which}", practice.trim().to_lowercase());
            let number = match place {
                0 => format!("G{}-{}", day.replace('-', ""), kind.name().chars().next().unwrap_or('J')),
                place => format!("G{place}"),
            };
            let narration =
                if place == 0 { format!("{practice}Galla {day}: {rows}") } else { format!("{practice}{narration}") };
            file.voucher(&TallyVoucher { id, day, kind, number, narration, entries })?;
        }
        file.finish()?.flush()?;
        Ok(count)
    }
}

/// The name of the file.
pub(super) fn name(words: &Words<'_>, days: &Days) -> String {
    format!("Tally {}", words.days(days).1)
}

/// Writes the vouchers of some days, and gives how many there are.
pub(super) fn write_vouchers(
    words: &Words<'_>,
    days: &Days,
    running: &Running,
    writer: impl Write,
) -> Result<u64, Unwritten> {
    let till = words.till;
    let ledger = |error: ledger::LedgerError| Unwritten::Problem(error.into());
    let entered = till.ledger.entered_days(days).map_err(ledger)?;
    let mut maker = Maker {
        words,
        names: till.rules().tally.whole(),
        known: BTreeMap::new(),
        ledgers: BTreeSet::new(),
        vouchers: BTreeMap::new(),
    };
    if let Some(places) = entered.places.clone() {
        let (first, last) = places.into_inner();
        let mut next = first;
        while next <= last {
            go_on(running)?;
            running.note((next - first).unsigned_abs(), (last - first + 1).unsigned_abs());
            let part = next..=last.min(next.saturating_add(PART - 1));
            next = part.end() + 1;
            for row in till.ledger.entered(&entered, &part).map_err(ledger)? {
                maker.take(&row)?;
            }
        }
    }
    go_on(running)?;
    maker.write(till.mode(), writer)
}
