//! What companies told of their commission, beside what was booked: a month in which the two part.

use std::collections::BTreeMap;

use domain::{Commission, Paise, Service, Sold, india_day, rule_of};
use ledger::ToldRow;
use serde::Serialize;
use specta_typescript::Number;

use crate::books::commission::PaysView;
use crate::problem::field::{CommissionFault, CommissionField};
use crate::{Problem, Till};

/// At most so many sales are listed of one operator; all are counted.
const LISTED: usize = 50;

/// A sale of which the company told something else than was booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ToldSale {
    #[specta(type = Number)]
    pub sale_id: i64,
    pub number: String,
    #[specta(type = Number)]
    pub created_at_ms: i64,
    #[specta(type = Number)]
    pub amount_paise: i64,
    #[specta(type = Number)]
    pub booked_paise: i64,
    #[specta(type = Number)]
    pub told_paise: i64,
}

/// The sales of one operator that part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ToldOperator {
    pub operator: String,
    pub service: Service,
    #[specta(type = Number)]
    pub sales: usize,
    /// By how much more the company says it paid; below nothing: by how much less.
    #[specta(type = Number)]
    pub difference_paise: i64,
    /// The newest of them.
    pub newest: Vec<ToldSale>,
    /// What the rules say today; `None` where none does.
    pub pays: Option<PaysView>,
    /// The rule by which the company seems to pay, where one fits all of them and it is not the one of today.
    pub seems: Option<PaysView>,
}

/// What one provider told in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ToldProvider {
    pub provider: String,
    pub provider_name: String,
    /// Of how many sales it told what it paid.
    #[specta(type = Number)]
    pub sales: usize,
    #[specta(type = Number)]
    pub booked_paise: i64,
    #[specta(type = Number)]
    pub told_paise: i64,
    /// The operators of which something parts.
    pub parting: Vec<ToldOperator>,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ToldMonth {
    pub month: String,
    pub providers: Vec<ToldProvider>,
}

/// Whether a text is a month, `2026-11`.
fn is_month(text: &str) -> bool {
    domain::parse_day(&format!("{text}-01")).is_some_and(|day| day.get(..7) == Some(text))
}

fn sum(rows: &[ToldRow], of: impl Fn(&ToldRow) -> Paise) -> Result<Paise, Problem> {
    let sum = rows.iter().try_fold(Paise::ZERO, |sum, row| sum.checked_add(of(row)));
    sum.ok_or(Problem::AmountTooLarge)
}

/// The rows by a key of theirs.
fn grouped(rows: Vec<ToldRow>, key: impl Fn(&ToldRow) -> String) -> BTreeMap<String, Vec<ToldRow>> {
    let mut groups: BTreeMap<String, Vec<ToldRow>> = BTreeMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

impl Till {
    /// What the companies told in a month, `2026-11`; `None`: this one.
    pub fn told_and_booked(&self, month: Option<&str>) -> Result<ToldMonth, Problem> {
        let today = india_day(self.clock.now_ms());
        let month = month.map_or_else(|| today.chars().take(7).collect(), str::to_owned);
        if !is_month(&month) {
            let (field, fault) = (CommissionField::Month, CommissionFault::WrongForm);
            return Err(Problem::Commission { field, slab: None, fault });
        }
        let commission = self.ledger.commission()?;
        let mut providers = Vec::new();
        for (provider, rows) in grouped(self.ledger.told_in(&month)?, |row| row.provider.clone()) {
            let (sales, booked, told) = (rows.len(), sum(&rows, |row| row.booked)?, sum(&rows, |row| row.told)?);
            let parts: Vec<ToldRow> = rows.into_iter().filter(|row| row.booked != row.told).collect();
            let parting = grouped(parts, |row| row.operator.clone()).into_values();
            providers.push(ToldProvider {
                provider_name: self.name_of(&provider),
                provider,
                sales,
                booked_paise: booked.get(),
                told_paise: told.get(),
                parting: parting.map(|rows| told_operator(&rows, &commission, &today)).collect::<Result<_, _>>()?,
            });
        }
        Ok(ToldMonth { month, providers })
    }
}

/// The sales of one operator that part; there is at least one.
fn told_operator(rows: &[ToldRow], commission: &Commission, today: &str) -> Result<ToldOperator, Problem> {
    let newest = rows.last().ok_or(Problem::SaleNotFound)?;
    let (told, booked) = (sum(rows, |row| row.told)?, sum(rows, |row| row.booked)?);
    let difference = told.checked_sub(booked).ok_or(Problem::AmountTooLarge)?;
    let (provider, operator) = (newest.provider.as_str(), newest.operator.as_str());
    let sold = Sold { provider, operator, service: newest.service, amount: newest.amount, day: today };
    let pays = commission.pays(&sold);
    let pairs: Vec<(Paise, Paise)> = rows.iter().map(|row| (row.amount, row.told)).collect();
    let seems = rule_of(&pairs).filter(|seems| Some(seems) != pays);
    let sale = |row: &ToldRow| ToldSale {
        sale_id: row.sale_id,
        number: row.number.clone(),
        created_at_ms: row.created_at_ms,
        amount_paise: row.amount.get(),
        booked_paise: row.booked.get(),
        told_paise: row.told.get(),
    };
    Ok(ToldOperator {
        operator: operator.to_owned(),
        service: newest.service,
        sales: rows.len(),
        difference_paise: difference.get(),
        newest: rows.iter().rev().take(LISTED).map(sale).collect(),
        pays: pays.map(PaysView::of),
        seems: seems.as_ref().map(PaysView::of),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_a_month() {
        assert!(is_month("2026-11"));
        for text in ["", "2026", "2026-13", "2026-1", "11-2026", "2026-11-01", "2026/11"] {
            assert!(!is_month(text), "{text:?}");
        }
    }
}
