//! The lines of a statement: what each says of a sale, and what is none.

use domain::{Outcome, Paise};
use sheets::read::Row;

use super::cells::{amount, id, is_ruined, number};
use super::columns::Table;
use super::dates::{When, when};
use crate::settings::statements::{DateOrder, Meaning, plain};

/// What kind of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LineKind {
    /// One request for a sale.
    Sale,
    /// Money that came back for a sale.
    Refund,
    /// Money that came into the wallet.
    Load,
    /// A fee or a tax.
    Fee,
    /// An opening or a closing row, or a sum.
    Total,
    /// Nothing that can be understood.
    Unclear,
}

/// What a line says of how the sale ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Outcome(Outcome),
    /// In a word that nobody knows.
    Unknown,
    /// The statement does not say it; a sale that it names was charged.
    Nothing,
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its line in the file.
    pub(crate) row: u32,
    pub(crate) kind: LineKind,
    pub(crate) order_id: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) operator_ref: Option<String>,
    pub(crate) number: Option<String>,
    /// Without a sign.
    pub(crate) amount: Option<Paise>,
    pub(crate) when: Option<When>,
    pub(crate) told: Told,
    pub(crate) commission: Option<Paise>,
    pub(crate) balance: Option<Paise>,
    /// Excel has ruined its id or its number.
    pub(crate) is_ruined: bool,
}

/// Words of lines that are no sale, whatever column they stand in.
const TOTALS: [&str; 12] = [
    "total",
    "grand total",
    "sub total",
    "opening balance",
    "closing balance",
    "opening",
    "closing",
    "summary",
    "total amount",
    "page total",
    "कुल",
    "totals",
];
const LOADS: [&str; 14] = [
    "load",
    "topup",
    "top up",
    "fund",
    "funds",
    "deposit",
    "add money",
    "wallet credit",
    "payment received",
    "money added",
    "wallet load",
    "balance added",
    "stock",
    "fund transfer",
];
const FEES: [&str; 8] = ["fee", "fees", "charge", "charges", "gst", "tds", "rental", "penalty"];
/// A commission that is paid as a line of its own comes into the wallet, and nothing comes back with it.
const COMMISSIONS: [&str; 5] = ["commission", "comm", "incentive", "cashback", "margin"];
const REFUNDS: [&str; 8] =
    ["refund", "refunded", "reversal", "reversed", "credit back", "money back", "returned", "revert"];
/// What a kind says of the way that the money went, where it says nothing else.
const INS: [&str; 4] = ["credit", "cr", "credited", "in"];
const OUTS: [&str; 4] = ["debit", "dr", "debited", "out"];

/// How a statement's cells are read.
pub(crate) struct Reading<'a> {
    /// What each column is.
    pub(crate) meanings: &'a [Meaning],
    pub(crate) order: DateOrder,
    /// What a status says.
    pub(crate) says: &'a dyn Fn(&str) -> Option<Outcome>,
    /// Amounts of both signs stand in one column, and money comes into the wallet where they are below zero (`true`) or above it.
    in_is_below: Option<bool>,
}

/// Which sign of the amounts tells what comes in, where they have both: most lines for a number or an order are sales, and of as many
/// what is below zero went out. What loads the wallet has neither.
fn in_is_below(table: &Table, meanings: &[Meaning]) -> Option<bool> {
    let place = |wanted| meanings.iter().position(|meaning| *meaning == wanted);
    let column = place(Meaning::Amount)?;
    let keys: Vec<usize> = [Meaning::Number, Meaning::OrderId].into_iter().filter_map(place).collect();
    let all = || table.rows.iter().filter_map(|row| Some((row, amount(Table::cell(row, column))?)));
    let of_sales = |row: &Row| keys.is_empty() || keys.iter().any(|key| id(Table::cell(row, *key)).is_some());
    if !(all().any(|(_, paise)| paise < Paise::ZERO) && all().any(|(_, paise)| paise > Paise::ZERO)) {
        return None;
    }
    let sales = || all().filter(|(row, _)| of_sales(row)).map(|(_, paise)| paise);
    let (below, above) =
        (sales().filter(|paise| *paise < Paise::ZERO).count(), sales().filter(|paise| *paise > Paise::ZERO).count());
    Some(above > below)
}

fn has(words: &str, known: &[&str]) -> bool {
    let words = format!(" {words} ");
    known.iter().any(|known| words.contains(&format!(" {known} ")))
}

/// How a sale ended by a status. A statement that has its refunds as lines calls them so.
pub(crate) fn told(says: &dyn Fn(&str) -> Option<Outcome>, status: &str) -> Told {
    if status.is_empty() {
        return Told::Nothing;
    }
    match says(status) {
        Some(outcome) => Told::Outcome(outcome),
        None if REFUNDS.contains(&plain(status).as_str()) => Told::Outcome(Outcome::Reversed),
        None => Told::Unknown,
    }
}

impl<'a> Reading<'a> {
    /// How the cells of a table are read, when this is what its columns are.
    pub(crate) fn of(
        table: &Table,
        meanings: &'a [Meaning],
        order: DateOrder,
        says: &'a dyn Fn(&str) -> Option<Outcome>,
    ) -> Reading<'a> {
        Reading { meanings, order, says, in_is_below: in_is_below(table, meanings) }
    }

    /// Whether a line brings money into the wallet: by its two columns, by a word of its kind, or by the sign of its amount.
    fn came_in(&self, row: &Row) -> bool {
        let moved = |wanted| amount(self.cell(row, wanted)).filter(|amount| *amount != Paise::ZERO);
        if let (debit, credit @ Some(_)) | (debit @ Some(_), credit) = (moved(Meaning::Debit), moved(Meaning::Credit)) {
            return credit.is_some() && debit.is_none();
        }
        let kind = plain(self.cell(row, Meaning::Kind));
        match (INS.contains(&kind.as_str()), OUTS.contains(&kind.as_str())) {
            (true, _) => true,
            (false, true) => false,
            (false, false) => {
                moved(Meaning::Amount).is_some_and(|amount| self.in_is_below == Some(amount < Paise::ZERO))
            }
        }
    }

    fn cell<'row>(&self, row: &'row Row, wanted: Meaning) -> &'row str {
        let column = self.meanings.iter().position(|meaning| *meaning == wanted);
        column.map_or("", |column| Table::cell(row, column))
    }

    /// The lines of a table, each as it is understood.
    pub(crate) fn line(&self, row: &Row) -> Line {
        let cell = |wanted| self.cell(row, wanted);
        let ids = [Meaning::OrderId, Meaning::Reference, Meaning::OperatorRef, Meaning::Number];
        let (debit, credit) = (amount(cell(Meaning::Debit)), amount(cell(Meaning::Credit)));
        let moved = |side: Option<Paise>| side.filter(|amount| *amount != Paise::ZERO);
        let plain_amount = amount(cell(Meaning::Amount));
        let amount_told = plain_amount.or(moved(debit)).or(moved(credit));
        let mut line = Line {
            row: row.number,
            kind: LineKind::Sale,
            order_id: id(cell(Meaning::OrderId)),
            reference: id(cell(Meaning::Reference)),
            operator_ref: id(cell(Meaning::OperatorRef)),
            number: number(cell(Meaning::Number)),
            amount: amount_told.map(unsigned),
            when: when(cell(Meaning::Date), cell(Meaning::Time), self.order),
            told: told(self.says, cell(Meaning::Status)),
            commission: amount(cell(Meaning::Commission)).map(unsigned),
            balance: amount(cell(Meaning::Balance)),
            is_ruined: ids.iter().any(|wanted| is_ruined(cell(*wanted))),
        };
        line.kind = self.kind(row, &line, self.came_in(row));
        line
    }

    fn kind(&self, row: &Row, line: &Line, came_in: bool) -> LineKind {
        let first = row.cells.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
        let kind = plain(self.cell(row, Meaning::Kind));
        let is_total = |words: &str| {
            let words = plain(words);
            TOTALS.contains(&words.as_str()) || TOTALS.iter().any(|known| words.starts_with(&format!("{known} ")))
        };
        let has_key =
            line.order_id.is_some() || line.reference.is_some() || line.number.is_some() || line.operator_ref.is_some();
        if is_total(first) || is_total(&kind) || (!has_key && row.cells.iter().any(|cell| is_total(cell))) {
            return LineKind::Total;
        }
        let words = if kind.is_empty() { plain(first) } else { kind };
        if has(&words, &REFUNDS) && !words.starts_with("non refund") {
            return LineKind::Refund;
        }
        if line.number.is_none() && has(&words, &LOADS) {
            return LineKind::Load;
        }
        if came_in && has(&words, &COMMISSIONS) {
            return LineKind::Load;
        }
        if line.number.is_none() && has(&words, &FEES) {
            return LineKind::Fee;
        }
        let is_known = has_key || line.is_ruined;
        match (is_known, came_in) {
            // What comes in for a number or for an order comes back.
            (true, true) if line.number.is_some() || line.order_id.is_some() => LineKind::Refund,
            (_, true) => LineKind::Load,
            (true, false) if line.amount.is_some() || line.order_id.is_some() => LineKind::Sale,
            (_, false) => LineKind::Unclear,
        }
    }
}

fn unsigned(amount: Paise) -> Paise {
    Paise::new(amount.get().saturating_abs())
}

impl Line {
    /// What it took from the wallet. What came back is below nothing. A sale that failed, or that is told as given back in its own
    /// line, took nothing in the end.
    pub(crate) fn taken(&self) -> Option<Paise> {
        let amount = self.amount?;
        match (self.kind, self.told) {
            (LineKind::Refund, _) => amount.checked_neg(),
            (_, Told::Outcome(Outcome::Failed | Outcome::Reversed)) => Some(Paise::ZERO),
            (_, Told::Outcome(Outcome::Succeeded | Outcome::Waiting) | Told::Unknown | Told::Nothing) => Some(amount),
        }
    }

    /// Whether it is about a sale, or about money that came back for one.
    pub(crate) fn is_of_sale(&self) -> bool {
        matches!(self.kind, LineKind::Sale | LineKind::Refund)
    }
}

/// What a line says, as a digest, so that nothing of the line is kept. Two lines that say the same have the same.
pub(crate) fn digest(line: &Line) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let paise = line.amount.map_or(-1, Paise::get);
    let facts = format!(
        "{}|{}|{}|{}|{paise}|{}|{:?}|{:?}",
        text(&line.order_id),
        text(&line.reference),
        text(&line.operator_ref),
        text(&line.number),
        line.when.map_or(0, |when| when.at_ms),
        line.told,
        line.kind,
    );
    // FNV-1a over 128 bits.
    let digest = facts.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |digest, byte| {
        (digest ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    format!("{digest:032x}")
}
