//! The facts of a shift among which the cause of a difference is looked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Account, DayFacts, Due, FailedFact, Paise, Payment, Reading, SaleFact, VoucherFact, WalletMove};
use rusqlite::Connection;

use crate::LedgerError;
use crate::event::EventDetail;
use crate::figures::{Posted, with_posted};
use crate::posting::balances_of;
use crate::row::{SaleRow, one_sale, sales};
use crate::sql::OPEN;
use crate::wallet::readings_since;

/// What a wallet's book and its company's figure are compared by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WalletStory {
    /// The readings, oldest first.
    pub readings: Vec<Reading>,
    /// What moved it, oldest first.
    pub moves: Vec<WalletMove>,
    /// The sales that came to nothing, oldest first.
    pub failed: Vec<FailedFact>,
}

/// The facts of a shift.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShiftFacts {
    /// Sales, vouchers, and who owes. Counts and differences of wallets are the caller's.
    pub day: DayFacts,
    /// Every wallet that moved, by its provider.
    pub wallets: BTreeMap<String, WalletStory>,
}

/// At most this many sales are looked at, the newest.
const MOST_SALES: usize = 5_000;

/// Of each sale: what went back in cash, and what was given up.
#[derive(Default)]
struct Gone {
    back: i64,
    lost: i64,
}

/// What was posted in the shift.
#[derive(Default)]
struct Seen {
    gone: HashMap<i64, Gone>,
    vouchers: Vec<i64>,
    moves: Vec<(String, WalletMove)>,
    from_ms: Option<i64>,
}

impl Seen {
    fn heed(&mut self, row: &Posted) {
        self.from_ms = Some(self.from_ms.map_or(row.at_ms, |from_ms| from_ms.min(row.at_ms)));
        match row.about {
            None => self.vouchers.push(row.seq),
            Some((sale_id, _)) => {
                let gone = self.gone.entry(sale_id).or_default();
                let of = |account: &Account| {
                    row.entries.iter().filter(|(one, _)| one == account).map(|(_, amount)| amount.get()).sum::<i64>()
                };
                gone.back += of(&Account::Cash).min(0).saturating_neg();
                gone.lost += of(&Account::Lost);
            }
        }
        for (account, amount) in &row.entries {
            if let Account::Wallet(slug) = account {
                let one = WalletMove { at_ms: row.at_ms, of: row.about, amount: *amount, told_more: Paise::ZERO };
                self.moves.push((slug.clone(), one));
            }
        }
    }
}

/// The vouchers at these places, without those that were taken back, and without what takes them back.
fn vouchers_at(connection: &Connection, places: &[i64]) -> Result<Vec<VoucherFact>, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT detail FROM sale_event WHERE seq = ?1")?;
    let (mut vouchers, mut mended) = (Vec::new(), BTreeSet::new());
    for seq in places {
        let detail: String = statement.query_row([seq], |row| row.get(0))?;
        let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
        match (detail.mends, detail.voucher) {
            (Some(wrong), _) => drop(mended.insert(wrong)),
            (None, Some(voucher)) => vouchers.push(VoucherFact {
                seq: *seq,
                kind: voucher.kind,
                from: voucher.from,
                to: voucher.to,
                amount: voucher.amount,
            }),
            (None, None) => {}
        }
    }
    vouchers.retain(|voucher| !mended.contains(&voucher.seq));
    Ok(vouchers)
}

fn told_more(sale: &SaleRow) -> Paise {
    sale.told_earned.and_then(|told| told.checked_sub(sale.earned)).unwrap_or_default()
}

fn fact(sale: &SaleRow, gone: &Gone) -> Result<SaleFact, LedgerError> {
    let (total, cost) = (sale.priced().total(), sale.amount.checked_sub(sale.earned));
    let is_done = sale.state == domain::SaleState::Succeeded;
    Ok(SaleFact {
        sale_id: sale.sale_id,
        provider: sale.provider.clone(),
        total: total.ok_or(LedgerError::OutOfRange)?,
        payment: sale.payment,
        is_done,
        is_failed: !is_done && !sale.state.is_open(),
        cost: cost.ok_or(LedgerError::OutOfRange)?,
        owed: sale.owed,
        lost: Paise::new(gone.lost),
        given_back: Paise::new(gone.back),
        told_more: told_more(sale),
        is_again: false,
        usual: None,
    })
}

/// Marks what was sold a second time, and how the customer of each sale paid for the others.
fn compare(rows: &[SaleRow], facts: &mut [SaleFact]) {
    let mut before: BTreeSet<(&str, &str, Paise)> = BTreeSet::new();
    let mut paid: HashMap<&str, Vec<(i64, Payment)>> = HashMap::new();
    for row in rows {
        paid.entry(&row.number).or_default().push((row.sale_id, row.payment));
    }
    for (row, fact) in rows.iter().zip(facts) {
        if !fact.is_failed {
            fact.is_again = !before.insert((&row.number, &row.operator, row.amount));
        }
        let others = paid.get(row.number.as_str()).into_iter().flatten();
        fact.usual = others.filter(|(sale_id, _)| *sale_id != row.sale_id).map(|(_, payment)| *payment).next_back();
    }
}

/// The facts from a row of the journal on. `after_sale`: the newest sale of an earlier shift.
pub(crate) fn facts_from(connection: &Connection, from_row: i64, after_sale: i64) -> Result<ShiftFacts, LedgerError> {
    let mut seen = Seen::default();
    with_posted(connection, from_row, |row| {
        seen.heed(row);
        Ok(())
    })?;
    let mut ids: BTreeSet<i64> = seen.gone.keys().copied().collect();
    let newer = "WHERE sale.id > ?1 ORDER BY sale.id DESC LIMIT ?2";
    let most = i64::try_from(MOST_SALES).unwrap_or(i64::MAX);
    ids.extend(sales(connection, newer, (after_sale, most))?.iter().map(|sale| sale.sale_id));
    let owed = format!("WHERE owed_paise <> 0 AND NOT ({OPEN}) ORDER BY sale.id");
    ids.extend(sales(connection, &owed, ())?.iter().map(|sale| sale.sale_id));
    let newest = ids.iter().rev().take(MOST_SALES).rev();
    let rows = newest.map(|sale_id| one_sale(connection, *sale_id)).collect::<Result<Vec<_>, _>>()?;
    let rows: Vec<SaleRow> = rows.into_iter().filter(|row| row.service != domain::Service::WalletLoad).collect();
    let nothing = Gone::default();
    let of_row = |row: &SaleRow| fact(row, seen.gone.get(&row.sale_id).unwrap_or(&nothing));
    let mut sale_facts = rows.iter().map(of_row).collect::<Result<Vec<_>, _>>()?;
    compare(&rows, &mut sale_facts);
    let due = |(account, paise): (Account, Paise)| {
        let Account::Customer(customer) = account else { return None };
        (paise > Paise::ZERO).then_some(Due { customer, paise })
    };
    let dues = balances_of(connection)?.into_iter().filter_map(due).collect();
    let vouchers = vouchers_at(connection, &seen.vouchers)?;
    let wallets = stories(connection, &rows, seen)?;
    Ok(ShiftFacts { day: DayFacts { sales: sale_facts, vouchers, dues, ..DayFacts::default() }, wallets })
}

fn stories(
    connection: &Connection,
    rows: &[SaleRow],
    seen: Seen,
) -> Result<BTreeMap<String, WalletStory>, LedgerError> {
    let told: HashMap<i64, Paise> = rows.iter().map(|row| (row.attempt_id, told_more(row))).collect();
    let mut stories: BTreeMap<String, WalletStory> = BTreeMap::new();
    for (slug, one) in seen.moves {
        let told_more = one.of.and_then(|(_, attempt)| told.get(&attempt)).copied().unwrap_or_default();
        stories.entry(slug).or_default().moves.push(WalletMove { told_more, ..one });
    }
    for row in rows.iter().filter(|row| !row.state.is_open() && row.state != domain::SaleState::Succeeded) {
        if let (Some(story), Some(cost)) = (stories.get_mut(&row.provider), row.amount.checked_sub(row.earned)) {
            story.failed.push(FailedFact { of: (row.sale_id, row.attempt_id), cost });
        }
    }
    for (slug, story) in &mut stories {
        story.readings = readings_since(connection, slug, seen.from_ms.unwrap_or_default())?;
    }
    Ok(stories)
}
