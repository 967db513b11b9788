//! Makes a book and the statement of a company about it, with planted errors.

use domain::{Outcome, Paise, SaleState, Service, india_day_start_ms, india_time};
use ledger::CompanyAttempt;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::matching::held::{Difference, LeftWhy};

/// The ways in which the five companies write their statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Commas, our order id, a status, a commission.
    Csv,
    /// A page that calls itself a workbook, with a heading of two rows and dates in words.
    Page,
    /// A workbook whose order ids are numbers, with titles above and sums below.
    Workbook,
    /// Tabs in UTF-16, the company's own id alone.
    Tabs,
    /// A wallet's ledger: debits without the commission, refunds as lines, loads, fees, balances.
    Wallet,
}

pub(super) const STYLES: [Style; 5] = [Style::Csv, Style::Page, Style::Workbook, Style::Tabs, Style::Wallet];

/// An error that was planted, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Plant {
    Differs(Difference),
    Left(LeftWhy),
}

/// Numbers that follow from a seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for place in (1..all.len()).rev() {
            all.swap(place, usize::try_from(self.below(place as u64 + 1)).unwrap());
        }
    }
}

/// A line of a statement before it is written.
#[derive(Debug, Clone)]
struct Told {
    order_id: String,
    reference: String,
    number: String,
    amount: i64,
    commission: i64,
    at_ms: i64,
    outcome: Outcome,
    is_refund: bool,
}

/// What was made.
pub(super) struct Made {
    pub(super) book: Vec<CompanyAttempt>,
    pub(super) file: Vec<u8>,
    /// The planted errors: by the order id of the sale, or of the line.
    pub(super) planted: Vec<(String, Plant)>,
    pub(super) loads: usize,
    pub(super) fees: usize,
    /// Rows of sums, of the opening and the closing.
    pub(super) totals: usize,
}

const FIRST_DAY: &str = "2026-11-19";

fn attempt(dice: &mut Dice, style: Style, place: u64, at_ms: i64) -> CompanyAttempt {
    let order_id = match style {
        // A workbook holds these as numbers.
        Style::Workbook => format!("{}", 981_000_000_000 + place),
        Style::Csv | Style::Page | Style::Tabs | Style::Wallet => format!("QK7M{:08}", place * 7 + 13),
    };
    let amount = 1_000 + 100 * i64::try_from(dice.below(900)).unwrap();
    let state = match dice.below(10) {
        0 => SaleState::Failed,
        _ => SaleState::Succeeded,
    };
    CompanyAttempt {
        sale_id: i64::try_from(place).unwrap(),
        attempt_id: i64::try_from(place).unwrap(),
        provider: "inspay".to_owned(),
        order_id,
        provider_ref: if dice.below(2) == 0 { format!("T{}", 55_000 + place) } else { String::new() },
        operator_ref: String::new(),
        service: Service::Prepaid,
        operator: "airtel".to_owned(),
        number: format!("98{:08}", place * 104_729 % 100_000_000),
        amount: Paise::new(amount),
        state,
        submitted_at_ms: at_ms,
        earned: Paise::new(amount * 2 / 100),
        told_earned: None,
        is_disputed: false,
        is_newest: true,
    }
}

/// The errors that a style can show.
fn plants(style: Style) -> Vec<Plant> {
    let ended =
        [Difference::CompanyFailed, Difference::CompanyGaveBack, Difference::CompanyDone, Difference::BookWaits];
    let left = [LeftWhy::Missing, LeftWhy::Waits, LeftWhy::NotHere, LeftWhy::Twice];
    let mut plants: Vec<Plant> = left.into_iter().map(Plant::Left).collect();
    match style {
        Style::Csv | Style::Page | Style::Workbook => {
            plants.extend(ended.into_iter().map(Plant::Differs));
            plants.extend([Difference::CompanyWaits, Difference::Commission, Difference::Amount].map(Plant::Differs));
        }
        // An amount that differs cannot be told from another sale, where only number, amount and time join the two.
        Style::Tabs => plants.extend(ended.into_iter().chain([Difference::CompanyWaits]).map(Plant::Differs)),
        Style::Wallet => plants.extend(
            [Difference::CompanyGaveBack, Difference::CompanyDone, Difference::BookWaits, Difference::Amount]
                .map(Plant::Differs),
        ),
    }
    plants
}

/// A book and a file while they are made.
#[derive(Default)]
struct Making {
    book: Vec<CompanyAttempt>,
    lines: Vec<Told>,
    planted: Vec<(String, Plant)>,
}

impl Making {
    /// A sale that book and file agree about. Some companies leave out what they did not do; a wallet's ledger always does.
    fn agree(&mut self, dice: &mut Dice, style: Style, attempt: CompanyAttempt, line: Told) {
        if line.outcome != Outcome::Failed || (style != Style::Wallet && dice.below(3) != 0) {
            self.lines.push(line);
        }
        self.book.push(attempt);
    }

    /// A sale with an error.
    fn plant(&mut self, dice: &mut Dice, style: Style, plant: Plant, attempt: CompanyAttempt, line: Told) {
        let (mut attempt, mut line) = (attempt, line);
        attempt.state = SaleState::Succeeded;
        line.outcome = Outcome::Succeeded;
        self.planted.push((attempt.order_id.clone(), plant));
        match plant {
            Plant::Differs(Difference::Amount) => line.amount += 5_000,
            Plant::Differs(Difference::Commission) => line.commission += 57,
            Plant::Differs(Difference::CompanyFailed) => line.outcome = Outcome::Failed,
            Plant::Differs(Difference::CompanyGaveBack) if style == Style::Wallet || dice.below(2) == 0 => {
                let at_ms = line.at_ms + 600_000;
                self.lines.push(Told { is_refund: true, outcome: Outcome::Reversed, at_ms, ..line.clone() });
            }
            Plant::Differs(Difference::CompanyGaveBack) => line.outcome = Outcome::Reversed,
            Plant::Differs(Difference::CompanyDone) => attempt.state = SaleState::Failed,
            Plant::Differs(Difference::CompanyWaits) => line.outcome = Outcome::Waiting,
            Plant::Differs(Difference::BookWaits) => attempt.state = SaleState::Unknown,
            Plant::Left(LeftWhy::Waits) => attempt.state = SaleState::Pending,
            Plant::Left(LeftWhy::Twice) => self.lines.push(line.clone()),
            Plant::Left(_) => {}
        }
        if !matches!(plant, Plant::Left(LeftWhy::Waits | LeftWhy::Missing)) {
            self.lines.push(line);
        }
        if plant != Plant::Left(LeftWhy::NotHere) {
            self.book.push(attempt);
        }
    }
}

/// Makes a statement of so many sales, one in four of them with an error.
pub(super) fn made(seed: u64, style: Style, sales: u64) -> Made {
    let mut dice = Dice::new(seed);
    let kinds = plants(style);
    let mut making = Making::default();
    let mut at_ms = india_day_start_ms(FIRST_DAY).unwrap() + 9 * 3_600_000;
    for place in 1..=sales {
        at_ms += 60_000 + i64::try_from(dice.below(2 * 864_000 * 10 / sales)).unwrap() * 100;
        let attempt = attempt(&mut dice, style, place, at_ms);
        // Nothing is planted at the edges, where a sale that is missing may stand in another file.
        let is_inside = place > 2 && place + 2 < sales;
        let plant = (is_inside && dice.below(4) == 0).then(|| *dice.one_of(&kinds));
        let line = Told {
            order_id: attempt.order_id.clone(),
            reference: format!("T{}", 55_000 + place),
            number: attempt.number.clone(),
            amount: attempt.amount.get(),
            commission: attempt.earned.get(),
            at_ms: at_ms + i64::try_from(dice.below(90_000)).unwrap(),
            outcome: Outcome::from(attempt.state),
            is_refund: false,
        };
        match plant {
            None => making.agree(&mut dice, style, attempt, line),
            Some(plant) => making.plant(&mut dice, style, plant, attempt, line),
        }
    }
    let Making { book, mut lines, planted } = making;
    match dice.below(3) {
        0 => lines.sort_by_key(|line| line.at_ms),
        1 => lines.sort_by_key(|line| std::cmp::Reverse(line.at_ms)),
        _ => dice.shuffle(&mut lines),
    }
    let is_wallet = style == Style::Wallet;
    let totals = match style {
        Style::Csv | Style::Tabs => 0,
        Style::Page | Style::Workbook => 1,
        Style::Wallet => 2,
    };
    Made {
        file: written(style, &lines),
        book,
        planted,
        loads: usize::from(is_wallet),
        fees: usize::from(is_wallet),
        totals,
    }
}

fn rupees(paise: i64) -> String {
    Paise::new(paise).to_decimal()
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Succeeded => "SUCCESS",
        Outcome::Waiting => "Pending",
        Outcome::Failed => "FAILED",
        Outcome::Reversed => "Refunded",
    }
}

fn written(style: Style, lines: &[Told]) -> Vec<u8> {
    match style {
        Style::Csv => csv(lines).into_bytes(),
        Style::Page => page(lines).into_bytes(),
        Style::Workbook => workbook(lines),
        Style::Tabs => tabs(lines).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Style::Wallet => wallet(lines).into_bytes(),
    }
}

fn csv(lines: &[Told]) -> String {
    let mut text =
        String::from("Sr No,Date Time,Client Id,Txn Id,Operator,Mobile No,Amount,Commission,Status,Remark\r\n");
    for (place, line) in lines.iter().enumerate() {
        let when = india_time(line.at_ms).strftime("%d-%m-%Y %H:%M:%S");
        // Excel has been there: every third number is ruined.
        let number = if place % 3 == 0 {
            format!("{}E+09", &format!("{}.{}", &line.number[..1], &line.number[1..4]))
        } else {
            line.number.clone()
        };
        text += &format!(
            "{},{when},{},{},Airtel,{number},\"₹ {}\",{},{},{}\r\n",
            place + 1,
            line.order_id,
            line.reference,
            rupees(line.amount),
            rupees(line.commission),
            word(line.outcome),
            if line.is_refund { "Refund" } else { "Recharge" },
        );
    }
    text
}

fn page(lines: &[Told]) -> String {
    let mut text = String::from(
        "<html><body><table><tr><td colspan=7>Recharge report</td></tr>
        <tr><th colspan=2>Order</th><th rowspan=2>Mobile</th><th colspan=2>Money</th><th rowspan=2>Status</th><th rowspan=2>Date</th></tr>
        <tr><th>Your Ref</th><th>Txn ID</th><th>Amount</th><th>Commission</th></tr>",
    );
    for line in lines {
        let when = india_time(line.at_ms).strftime("%d-%b-%Y %I:%M:%S %p");
        text += &format!(
            "<tr><td>{}<td>{}<td>+91 {}<td align=right>&#8377;&nbsp;{}<td>{}<td><b>{}</b><td>{when}</tr>",
            line.order_id,
            line.reference,
            line.number,
            rupees(line.amount),
            rupees(line.commission),
            if line.is_refund { "Refunded" } else { word(line.outcome) },
        );
    }
    text + "<tr><td>Grand Total</td><td></td><td></td><td>1</td></tr></table></body></html>"
}

fn workbook(lines: &[Told]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Thank you").unwrap();
    let sheet = book.add_worksheet();
    let format = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
    sheet.merge_range(0, 1, 0, 6, "Shree Telecom, statement", &Format::new()).unwrap();
    let headings = ["", "Order ID", "Created at", "Consumer No", "Amount", "Margin", "Result"];
    for (column, heading) in headings.into_iter().enumerate().skip(1) {
        sheet.write(3, u16::try_from(column).unwrap(), heading).unwrap();
    }
    for (place, line) in lines.iter().enumerate() {
        let row = u32::try_from(place).unwrap() + 4;
        let when = india_time(line.at_ms).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        sheet.write_number(row, 1, line.order_id.parse::<f64>().unwrap()).unwrap();
        sheet.write_with_format(row, 2, &ExcelDateTime::parse_from_str(&when).unwrap(), &format).unwrap();
        sheet.write_number(row, 3, line.number.parse::<f64>().unwrap()).unwrap();
        sheet.write_number(row, 4, line.amount as f64 / 100.0).unwrap();
        sheet.write_number(row, 5, line.commission as f64 / 100.0).unwrap();
        sheet.write(row, 6, if line.is_refund { "Refunded" } else { word(line.outcome) }).unwrap();
    }
    let row = u32::try_from(lines.len()).unwrap() + 5;
    sheet.write(row, 1, "Total").unwrap();
    sheet.write_number(row, 4, 1.0).unwrap();
    book.save_to_buffer().unwrap()
}

fn tabs(lines: &[Told]) -> String {
    let mut text = String::from("\u{feff}Transaction ID\tDate\tTime\tNumber\tValue\tStatus\n");
    for line in lines {
        let (date, time) = (india_time(line.at_ms).strftime("%d/%m/%Y"), india_time(line.at_ms).strftime("%H:%M"));
        let word = if line.is_refund { "Refunded" } else { word(line.outcome) };
        text += &format!("{}\t{date}\t{time}\t0{}\t{}\t{word}\n", line.reference, line.number, rupees(line.amount));
    }
    text
}

fn wallet(lines: &[Told]) -> String {
    let mut text = String::from(
        "Date;Description;Request ID;Mobile;Debit;Credit;Closing Balance\nOpening Balance;;;;;;10000.00\n",
    );
    for line in lines {
        let when = india_time(line.at_ms).strftime("%d-%m-%Y %H:%M:%S");
        let paid = rupees(line.amount - line.commission);
        let (what, debit, credit) =
            if line.is_refund { ("Refund", "", paid.as_str()) } else { ("Recharge", paid.as_str(), "") };
        text += &format!("{when};{what};{};{};{debit};{credit};500.00\n", line.order_id, line.number);
    }
    text + "21-11-2026 10:00:00;Wallet Load by UPI;;;;5000.00;5500.00\n21-11-2026 10:01:00;GST charges;;;1.80;;5498.20\nClosing Balance;;;;;;5498.20\n"
}
