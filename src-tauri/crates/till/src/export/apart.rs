//! Files of what is short: a close, and the accountant's sheets of commission and tax.

use receipts::{CloseRow, CloseSlip, Row};
use sheets::write::{Cell, Kind};

use super::table::{Head, Known};
use super::words::{Words, amount_words};
use crate::{Problem, TdsPayer, ToldProvider};

/// A line of a close, so that a program can add up its figures: what is none stays words.
fn line(part: &str, row: &CloseRow) -> Vec<Cell> {
    let count = row.count.map_or(Cell::Empty, Cell::Count);
    let amount = row.amount.map_or(Cell::Empty, |amount| Cell::Amount(amount.get()));
    let is_figure = row.count.is_some() || row.amount.is_some();
    let words = if is_figure { Cell::Empty } else { Cell::Text(row.value.clone()) };
    vec![Cell::Text(part.to_owned()), Cell::Text(row.label.clone()), count, amount, words]
}

/// The figures of a close, as its slip says them.
pub(super) fn close(words: &Words<'_>, number: i64) -> Result<(Head, Known), Problem> {
    let till = words.till;
    let row = till.close_numbered(number)?;
    let settings = till.rules().print.shop.clone().ok_or(Problem::ShopNameMissing)?;
    let slip: CloseSlip = till.close_slip(&settings, &row, 0, words.language);
    let mut rows: Vec<_> = slip.head.iter().map(|row| line("", &row.clone().into())).collect();
    for part in &slip.parts {
        rows.extend(part.rows.iter().chain(&part.sum).map(|row| line(&part.title, row)));
    }
    if !slip.seal.is_empty() {
        rows.push(line("", &Row { label: slip.seal_title, value: slip.seal }.into()));
    }
    let name = row.closed.name();
    let columns = vec![
        words.col("col_part", Kind::Text, 24, 1),
        words.col("col_what", Kind::Text, 32, 2),
        words.col("col_count", Kind::Count, 9, 0),
        words.col("col_amount", Kind::Amount, 16, 0),
        words.col("col_value", Kind::Text, 24, 1),
    ];
    let title = words.with("close", "{number}", &name);
    let file: String = name.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    let head = Head { name: format!("Z {file}"), title, lines: Vec::new(), columns, is_wide: false };
    Ok((head, Known { rows, sums: Vec::new(), is_read: false }))
}

fn sum(parts: impl IntoIterator<Item = i64>) -> Result<Cell, Problem> {
    let sum = parts.into_iter().try_fold(0_i64, i64::checked_add);
    sum.map(Cell::Amount).ok_or(Problem::AmountTooLarge)
}

/// What companies told of their commission in a month, beside what was booked, with the operators of which the two part.
pub(super) fn commission(words: &Words<'_>, month: Option<&str>) -> Result<(Head, Known), Problem> {
    let told = words.till.told_and_booked(month)?;
    let mut rows = Vec::new();
    for company in &told.providers {
        let ToldProvider { provider_name, sales, booked_paise, told_paise, parting, .. } = company;
        rows.push(vec![
            Cell::Text(provider_name.clone()),
            Cell::Empty,
            Cell::Count(*sales as i64),
            Cell::Amount(*booked_paise),
            Cell::Amount(*told_paise),
            Cell::Amount(told_paise.checked_sub(*booked_paise).ok_or(Problem::AmountTooLarge)?),
            Cell::Empty,
        ]);
        // They are a part of the company's row: in its columns they would count twice.
        rows.extend(parting.iter().map(|operator| {
            vec![
                Cell::Text(provider_name.clone()),
                Cell::Text(words.operator(&operator.operator)),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Amount(operator.difference_paise),
            ]
        }));
    }
    let (booked, said) = (
        sum(told.providers.iter().map(|company| company.booked_paise))?,
        sum(told.providers.iter().map(|company| company.told_paise))?,
    );
    let sales = told.providers.iter().map(|company| company.sales as i64).sum();
    let parted = sum(told.providers.iter().map(|company| company.told_paise.saturating_sub(company.booked_paise)))?;
    let sums =
        vec![vec![Cell::Text(words.of("sum")), Cell::Empty, Cell::Count(sales), booked, said, parted, Cell::Empty]];
    let columns = vec![
        words.col("col_company", Kind::Text, 20, 1),
        words.col("col_operator", Kind::Text, 24, 1),
        words.col("col_sales", Kind::Count, 9, 0),
        words.col("col_booked", Kind::Amount, 15, 0),
        words.col("col_told", Kind::Amount, 15, 0),
        words.col("col_difference", Kind::Amount, 15, 0),
        words.col("col_of_it", Kind::Amount, 15, 0),
    ];
    let lines = vec![words.with("month", "{month}", &told.month)];
    let head = Head {
        name: format!("commission {}", told.month),
        title: words.of("commission"),
        lines,
        columns,
        is_wide: false,
    };
    Ok((head, Known { rows, sums, is_read: false }))
}

/// Tax that companies kept back in a financial year.
pub(super) fn tds(words: &Words<'_>, year: Option<i32>) -> Result<(Head, Known), Problem> {
    let page = words.till.tds(year)?;
    let row = |payer: &TdsPayer| {
        vec![Cell::Text(payer.payer_name.clone()), Cell::Amount(payer.commission_paise), Cell::Amount(payer.kept_paise)]
    };
    let sums = vec![vec![
        Cell::Text(words.of("sum")),
        sum(page.payers.iter().map(|payer| payer.commission_paise))?,
        sum(page.payers.iter().map(|payer| payer.kept_paise))?,
    ]];
    let columns = vec![
        words.col("col_company", Kind::Text, 28, 1),
        words.col("col_commission", Kind::Amount, 16, 0),
        words.col("col_kept", Kind::Amount, 16, 0),
    ];
    let year = format!("{}-{:02}", page.year, (page.year + 1) % 100);
    let mut lines = vec![words.with("year", "{year}", &year)];
    if let (Some(threshold), false) = (page.threshold_paise, page.section.is_empty()) {
        lines.push(format!("{} {}: ₹ {}", words.of("col_section"), page.section, amount_words(threshold)));
    }
    let head = Head { name: format!("TDS {year}"), title: words.of("tds"), lines, columns, is_wide: false };
    Ok((head, Known { rows: page.payers.iter().map(row).collect(), sums, is_read: false }))
}

#[cfg(test)]
mod tests {
    use domain::Paise;

    use super::*;

    #[test]
    fn a_line_of_a_close_is_figures_or_words() {
        let words: CloseRow = Row { label: "Sales".into(), value: "3 · ₹ 500".into() }.into();
        let cells = |row: &CloseRow| line("Day", row).split_off(2);
        assert_eq!(cells(&words), [Cell::Empty, Cell::Empty, Cell::Text("3 · ₹ 500".into())]);
        let amount = CloseRow { amount: Some(Paise::new(-500)), ..words };
        assert_eq!(cells(&amount), [Cell::Empty, Cell::Amount(-500), Cell::Empty]);
        let both = CloseRow { count: Some(3), ..amount };
        assert_eq!(cells(&both), [Cell::Count(3), Cell::Amount(-500), Cell::Empty]);
    }
}
