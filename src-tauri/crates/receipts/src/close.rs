//! The slip of a close (Z), and of a count within a shift (X): figures under headings, and the closing seal.

mod row;
mod sheet;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domain::{
    Account, CUSTOMERS, Cause, Counted, EarlierCount, Figures, Flow, FlowLine, Language, Names, OpenedAt, Paise,
    SalesSum, VoucherKind, read_words,
};
use serde::Serialize;

pub use row::{ClosePart, CloseRow};

use crate::qr::{Qr, qr_code};
use crate::rows::{written_day, written_moment};
use crate::slip::Row;
use crate::words::words_in;

static WORDS: LazyLock<BTreeMap<String, Names>> =
    LazyLock::new(|| read_words(include_str!("../data/close.csv")).collect());

/// The facts of a close or a count.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct CloseReceipt<'a> {
    pub practice: bool,
    /// How often it was printed before.
    pub duplicate: u32,
    pub shop_name: &'a str,
    /// The name of the Z; `None`: a count within a shift.
    pub name: Option<&'a str>,
    pub day: &'a str,
    pub opened: Option<&'a OpenedAt>,
    /// When it was closed or counted, in ms since 1970.
    pub at_ms: i64,
    pub by: &'a str,
    pub counted: &'a Counted,
    pub expected: Paise,
    /// The counts before this one.
    pub counts: &'a [EarlierCount],
    pub reason: &'a str,
    pub figures: &'a Figures,
    /// The names of the companies, by slug.
    pub companies: &'a BTreeMap<String, String>,
    /// The signs of the closing seal, and what its code says.
    pub seal: Option<(String, String)>,
}

/// A close or a count in the words of one language, in the order of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct CloseSlip {
    pub banners: Vec<String>,
    pub shop_name: String,
    pub title: String,
    pub head: Vec<Row>,
    pub parts: Vec<ClosePart>,
    pub seal_title: String,
    /// Empty where there is none.
    pub seal: String,
    pub code: Option<Qr>,
    /// What the code says, for paper. The window draws [`CloseSlip::code`].
    #[serde(skip)]
    #[specta(skip)]
    pub code_text: String,
    pub note: String,
}

/// Words and figures of one language.
pub(crate) struct Pen(pub(crate) Language);

impl Pen {
    pub(crate) fn word(&self, key: &str) -> String {
        WORDS.get(key).map(|names| names.in_language(self.0).to_owned()).unwrap_or_default()
    }

    fn row(&self, key: &str, value: impl ToString) -> Row {
        Row { label: self.word(key), value: value.to_string() }
    }

    pub(crate) fn cause(&self, cause: Cause) -> String {
        let kind = match cause {
            Cause::Sales => "sales",
            Cause::GivenBack => "given_back",
            Cause::NotGivenBack => "not_given_back",
            Cause::Voucher(kind) => return self.word(&format!("cause_{}", word_of(kind))),
        };
        self.word(&format!("cause_{kind}"))
    }

    fn amount(&self, key: &str, amount: Paise) -> CloseRow {
        CloseRow::amount(self.word(key), amount)
    }

    fn sales(&self, key: &str, sum: SalesSum) -> CloseRow {
        let value = format!("{} · {}", sum.sales, sum.paise);
        CloseRow { value, count: Some(sum.sales), ..self.amount(key, sum.paise) }
    }
}

/// What moved an account, in words.
pub fn cause_word(cause: Cause, language: Language) -> String {
    Pen(language).cause(cause)
}

fn word_of(kind: VoucherKind) -> String {
    let word = serde_json::to_value(kind).ok();
    word.as_ref().and_then(|word| word.as_str()).unwrap_or_default().to_owned()
}

fn net(line: &FlowLine) -> Option<Paise> {
    line.in_paise.checked_sub(line.out_paise)
}

/// The rows of an account: what it had, what moved it by its cause, what it has. `is_turned`: below nothing is what such an account
/// usually has, and is shown as a plain sum. `differences`: what counts found, by the word for each; they are told apart, and not as
/// their sum.
fn part(pen: &Pen, title: String, flow: &Flow, is_turned: bool, differences: &[(&str, Paise)]) -> ClosePart {
    let shown = |paise: Paise| if is_turned { paise.checked_neg().unwrap_or(paise) } else { paise };
    let mut rows = vec![pen.amount("opening", shown(flow.opening_paise))];
    let mut tell = |label: String, moved: Paise| {
        let sign = if moved > Paise::ZERO { "+" } else { "" };
        rows.push(CloseRow { value: format!("{sign}{moved}"), ..CloseRow::amount(label, moved) });
    };
    for line in flow.lines.iter().filter(|line| line.cause != DIFFERENCE) {
        tell(pen.cause(line.cause), net(line).map(shown).unwrap_or_default());
    }
    for (key, paise) in differences.iter().filter(|(_, paise)| *paise != Paise::ZERO) {
        tell(pen.word(key), *paise);
    }
    ClosePart { title, rows, sum: Some(pen.amount("closing", shown(flow.closing_paise))), beside: Vec::new() }
}

fn head(pen: &Pen, receipt: &CloseReceipt<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(receipt.name.map(|name| pen.row("number", name)));
    rows.push(pen.row("day", written_day(receipt.day)));
    if let Some(opened) = receipt.opened {
        rows.push(pen.row("opened", written_moment(opened.at_ms)));
        rows.push(pen.row("opened_by", &opened.opened.by));
    }
    rows.push(pen.row(if receipt.name.is_some() { "closed" } else { "count" }, written_moment(receipt.at_ms)));
    rows.push(pen.row("closed_by", receipt.by));
    rows.push(pen.row("rows", format!("{}–{}", receipt.figures.from_row, receipt.figures.to_row)));
    rows.retain(|row| !row.value.is_empty());
    rows
}

/// What a count found beyond the books, and what the opening did. Both are booked as one cause, and are told apart.
struct Differences {
    opening: Paise,
    own: Paise,
}

impl Differences {
    fn of(receipt: &CloseReceipt<'_>) -> Differences {
        let own = receipt.counted.sum_paise.checked_sub(receipt.expected).unwrap_or_default();
        let whole = receipt.figures.flows.iter().find(|flow| flow.account == "cash");
        let lines = whole.into_iter().flat_map(|flow| &flow.lines);
        let booked = lines.filter(|line| line.cause == DIFFERENCE).filter_map(net).next().unwrap_or_default();
        // A close has booked its own; a count in between has not.
        let own_booked = if receipt.name.is_some() { own } else { Paise::ZERO };
        Differences { opening: booked.checked_sub(own_booked).unwrap_or_default(), own }
    }
}

const DIFFERENCE: Cause = Cause::Voucher(VoucherKind::Difference);

/// Over or short, as a plain sum.
fn gap(pen: &Pen, over: &str, short: &str, paise: Paise) -> CloseRow {
    if paise > Paise::ZERO { pen.amount(over, paise) } else { pen.amount(short, paise.checked_neg().unwrap_or(paise)) }
}

fn drawer(pen: &Pen, receipt: &CloseReceipt<'_>) -> ClosePart {
    let Differences { opening, own } = Differences::of(receipt);
    let whole = receipt.figures.flows.iter().find(|flow| flow.account == "cash");
    let mut rows = whole.map(|flow| part(pen, String::new(), flow, false, &[]).rows).unwrap_or_default();
    if let Some(OpenedAt { opened, .. }) = receipt.opened {
        let mut told = vec![pen.amount("opening_counted", opened.counted.sum_paise)];
        if opening != Paise::ZERO {
            told.push(gap(pen, "opening_over", "opening_short", opening));
        }
        if !opened.reason.is_empty() {
            told.push(pen.row("opening_reason", &opened.reason).into());
        }
        let behind = rows.len().min(1);
        rows.splice(behind..behind, told);
    }
    rows.push(pen.amount("expected", receipt.expected));
    rows.push(pen.amount("counted", receipt.counted.sum_paise));
    if !receipt.reason.is_empty() {
        rows.push(pen.row("reason", receipt.reason).into());
    }
    let sum = match own {
        Paise::ZERO => pen.amount("exact", Paise::ZERO),
        own => gap(pen, "over", "short", own),
    };
    ClosePart { title: pen.word("drawer"), rows, sum: Some(sum), beside: Vec::new() }
}

/// The counts before the last, so that nobody counts until it fits without a trace.
fn earlier(pen: &Pen, counts: &[EarlierCount]) -> Option<ClosePart> {
    let row = |count: &EarlierCount| {
        let who = if count.by.is_empty() { String::new() } else { format!(" · {}", count.by) };
        let gap = match count.counted_paise.checked_sub(count.expected_paise).unwrap_or_default() {
            Paise::ZERO => pen.word("exact"),
            off => {
                let CloseRow { label, value, .. } = gap(pen, "over", "short", off);
                format!("{label} {value}")
            }
        };
        let label = format!("{}{who}", written_moment(count.at_ms));
        Row { label, value: format!("{} · {gap}", count.counted_paise) }.into()
    };
    let rows: Vec<CloseRow> = counts.iter().map(row).collect();
    (!rows.is_empty()).then(|| ClosePart { title: pen.word("counts"), rows, sum: None, beside: Vec::new() })
}

fn pieces(pen: &Pen, counted: &Counted) -> Option<ClosePart> {
    let row = |piece: &domain::Pieces| {
        let coin = if piece.face.coin { format!(" {}", pen.word("coin")) } else { String::new() };
        let label = format!("{}{coin} × {}", piece.face.paise, piece.count);
        CloseRow::amount(label, piece.worth().unwrap_or_default())
    };
    let rows: Vec<CloseRow> = counted.pieces.iter().map(row).collect();
    let sum = Some(pen.amount("counted", counted.sum_paise));
    (!rows.is_empty()).then(|| ClosePart { title: pen.word("pieces"), rows, sum, beside: Vec::new() })
}

fn wallets(pen: &Pen, receipt: &CloseReceipt<'_>) -> Vec<ClosePart> {
    let mut parts = Vec::new();
    let moved = receipt.figures.flows.iter().filter_map(|flow| flow.account.strip_prefix("wallet:"));
    let told = receipt.figures.wallets.iter().map(|told| told.provider.as_str());
    for slug in moved.chain(told).collect::<BTreeSet<_>>() {
        let name = receipt.companies.get(slug).map_or(slug, String::as_str);
        let account = format!("wallet:{slug}");
        let still =
            Flow { account: account.clone(), opening_paise: Paise::ZERO, lines: vec![], closing_paise: Paise::ZERO };
        let flow = receipt.figures.flows.iter().find(|flow| flow.account == account).unwrap_or(&still);
        let mut wallet = part(pen, format!("{} {name}", pen.word("wallet")), flow, false, &[]);
        if let Some(told) = receipt.figures.wallets.iter().find(|told| told.provider == slug) {
            let differs = match told.differs_paise {
                Paise::ZERO => pen.amount("exact", Paise::ZERO),
                differs => gap(pen, "company_more", "company_less", differs),
            };
            let said = pen.amount("company", told.reported_paise);
            wallet.beside = vec![said, pen.row("read_at", written_moment(told.read_at_ms)).into(), differs];
        }
        parts.push(wallet);
    }
    parts
}

fn sales(pen: &Pen, figures: &Figures) -> ClosePart {
    let all = figures.sales;
    let mut rows = vec![pen.sales("done", all.done)];
    for (key, sum) in [("waiting", all.waiting), ("failed", all.failed), ("taken_back", all.taken_back)] {
        if sum.sales > 0 {
            rows.push(pen.sales(key, sum));
        }
    }
    if figures.before_opening.sales > 0 {
        rows.push(pen.sales("before_opening", figures.before_opening));
    }
    rows.push(pen.sales("all_waiting", figures.waiting));
    rows.push(pen.sales("owed_sales", figures.owed));
    ClosePart { title: pen.word("sales"), rows, sum: None, beside: Vec::new() }
}

/// Every other account that is told of.
fn others(pen: &Pen, receipt: &CloseReceipt<'_>) -> Vec<ClosePart> {
    let CloseReceipt { figures, companies, .. } = receipt;
    let Differences { opening, own } = Differences::of(receipt);
    let own = if receipt.name.is_some() { own } else { Paise::ZERO };
    let differences = [("opening_difference", opening), ("closing_difference", own)];
    // Each has a word of its own name.
    let known = ["upi", CUSTOMERS, "owed", "commission", "charges", "bank", "spent", "lost", "over_short", "owner"];
    // The customers together are no account of the books.
    let is_turned = |account: &str| Account::parse(account).is_some_and(|account| account.is_turned());
    let find = |account: &str| figures.flows.iter().find(|flow| flow.account == account);
    let told = known.into_iter().filter_map(|account| {
        let differences: &[_] = if account == "over_short" { &differences } else { &[] };
        find(account).map(|flow| part(pen, pen.word(account), flow, is_turned(account), differences))
    });
    // What a distributor lent, and what a payer kept back, has a name of its own.
    let of_payer = figures.flows.iter().filter_map(|flow| {
        let (key, slug) = flow.account.split_once(':').filter(|(key, _)| matches!(*key, "credit" | "tds"))?;
        let name = companies.get(slug).map_or(slug, String::as_str);
        Some(part(pen, format!("{} {name}", pen.word(key)), flow, is_turned(&flow.account), &[]))
    });
    told.chain(of_payer).collect()
}

impl CloseSlip {
    /// Puts a close or a count into words.
    pub fn of(receipt: &CloseReceipt<'_>, language: Language) -> CloseSlip {
        let pen = Pen(language);
        let is_close = receipt.name.is_some();
        let mut parts = vec![drawer(&pen, receipt)];
        parts.extend(pieces(&pen, receipt.counted));
        parts.extend(earlier(&pen, receipt.counts));
        parts.push(sales(&pen, receipt.figures));
        parts.extend(wallets(&pen, receipt));
        parts.extend(others(&pen, receipt));
        let (seal, code) = receipt.seal.clone().unwrap_or_default();
        CloseSlip {
            banners: (receipt.practice.then(|| pen.word("practice")).into_iter())
                .chain(words_in(language).duplicate(receipt.duplicate))
                .collect(),
            shop_name: receipt.shop_name.to_owned(),
            title: pen.word(if is_close { "close" } else { "count" }),
            head: head(&pen, receipt),
            parts,
            seal_title: if seal.is_empty() { String::new() } else { pen.word("seal") },
            note: if seal.is_empty() { String::new() } else { pen.word("seal_note") },
            code: if code.is_empty() { None } else { qr_code(&code) },
            code_text: code,
            seal,
        }
    }
}
