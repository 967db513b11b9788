//! Files of what is short: a close, and the accountant's sheets of commission and tax.

use domain::Paise;
use receipts::CloseSlip;
use sheets::write::{Cell, Kind};

use super::table::{Head, Known};
use super::words::{Words, amount_words};
use crate::{Problem, TdsPayer, ToldProvider};

/// An amount as a slip says it, as a number again.
fn paise(text: &str) -> Option<i64> {
    let is_signed = text.starts_with('+');
    let digits: String = text.chars().filter(|sign| !matches!(sign, '₹' | ',' | ' ' | '+' | '-')).collect();
    let rupees = || {
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, "00"));
        let part = format!("{part:0<2}");
        let paise = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part.parse::<i64>().ok()?)?;
        Some(if text.starts_with('-') { -paise } else { paise })
    };
    let paise = text.contains('₹').then(rupees).flatten();
    // Only what reads the same again was read rightly.
    let is_same = |paise: &i64| {
        let said = Paise::new(*paise).to_string();
        said == text || (is_signed && said == text[1..])
    };
    paise.filter(is_same)
}

/// What a slip says in one row, as a count, an amount and words, so that a program can add them up. What is no figure stays words.
fn values(text: &str) -> [Cell; 3] {
    if let Some(paise) = paise(text) {
        return [Cell::Empty, Cell::Amount(paise), Cell::Empty];
    }
    let both = text.split_once(" · ").and_then(|(count, amount)| Some((count.parse().ok()?, paise(amount)?)));
    match both {
        Some((count, paise)) => [Cell::Count(count), Cell::Amount(paise), Cell::Empty],
        None => [Cell::Empty, Cell::Empty, Cell::Text(text.to_owned())],
    }
}

/// The figures of a close, as its slip says them.
pub(super) fn close(words: &Words<'_>, number: i64) -> Result<(Head, Known), Problem> {
    let till = words.till;
    let row = till.close_numbered(number)?;
    let settings = till.rules().print.shop.clone().ok_or(Problem::ShopNameMissing)?;
    let slip: CloseSlip = till.close_slip(&settings, &row, 0, words.language);
    let mut rows = Vec::new();
    let mut tell = |part: &str, label: &str, said: &str| {
        let [count, amount, words] = values(said);
        rows.push(vec![Cell::Text(part.to_owned()), Cell::Text(label.to_owned()), count, amount, words]);
    };
    slip.head.iter().for_each(|row| tell("", &row.label, &row.value));
    for part in &slip.parts {
        part.rows.iter().chain(&part.sum).for_each(|row| tell(&part.title, &row.label, &row.value));
    }
    if !slip.seal.is_empty() {
        tell("", &slip.seal_title, &slip.seal);
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
        words.col("col_earned", Kind::Amount, 16, 0),
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
    use super::*;

    #[test]
    fn what_a_slip_says_of_money_is_a_number_again() {
        for (said, amount) in [("₹ 1,234.56", 123_456), ("-₹ 5", -500), ("+₹ 99,99,999", 999_999_900), ("₹ 0.5", 50)]
        {
            let is_same = Paise::new(amount).to_string() == said.trim_start_matches('+');
            assert_eq!(paise(said), is_same.then_some(amount), "{said}");
        }
        for said in ["29-11-2026", "", "₹", "₹ 1,23,4", "3 · two", "₹ 500 · Short ₹ 20"] {
            assert_eq!(values(said), [Cell::Empty, Cell::Empty, Cell::Text(said.into())]);
        }
    }

    #[test]
    fn a_count_beside_an_amount_is_two_numbers() {
        let both = [Cell::Count(5_771), Cell::Amount(312_563_400), Cell::Empty];
        assert_eq!(values("5771 · ₹ 31,25,634"), both);
        assert_eq!(values("-₹ 5"), [Cell::Empty, Cell::Amount(-500), Cell::Empty]);
    }
}
