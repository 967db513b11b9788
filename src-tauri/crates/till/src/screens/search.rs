//! Search as one types: sales of any day, by whatever somebody remembers of them.

use std::collections::BTreeSet;

use domain::{Paise, Service, find_as_spelt, is_named, parse_amount, parse_mobile, plain_digits, typed_line};
use ledger::{Page, Remembered};
use serde::{Deserialize, Serialize};

use super::filter::MOST;
use crate::{Problem, SaleView, Till};

/// Rows of a group at first.
const FIRST: u32 = 6;
/// Rows of a group when more of it is asked for.
const MORE: u32 = 50;
/// So many digits of a number are enough to look for it.
const DIGITS: usize = 3;
/// So many signs of a reference are enough to look for it.
const SIGNS: usize = 3;
/// So many letters of a name are enough to look for it.
const LETTERS: usize = 2;
/// Operators that a word may mean at most.
const OPERATORS: usize = 4;

/// By what sales are found. Groups stand in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// A part of the number.
    Number,
    /// A part of an order id or a reference.
    Reference,
    /// The customer's name, in either script.
    Customer,
    /// The amount.
    Amount,
    /// The operator's name.
    Operator,
}

/// What is searched.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct SearchQuery {
    /// As typed.
    pub text: String,
    /// Only this group, and so many rows of it are known already. `None`: the beginning of every group.
    pub more_of: Option<MoreOf>,
}

/// Where a group goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "told above")]
pub struct MoreOf {
    pub by: FoundBy,
    pub after: u32,
}

/// Sales that are found by one thing, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SearchGroup {
    /// By what.
    pub by: FoundBy,
    /// What of it matched: digits, signs, or the names of the customers or operators that are meant. The screen marks it.
    pub meant: Vec<String>,
    /// The sales.
    pub rows: Vec<SaleView>,
    /// Whether there are more.
    pub has_more: bool,
}

/// One meaning of what was typed.
struct Meaning {
    by: FoundBy,
    meant: Vec<String>,
    what: Remembered,
}

/// Every meaning that the books alone do not decide: a number, a reference, an amount.
fn plain_meanings(text: &str) -> Vec<Meaning> {
    let digits = parse_mobile(text).unwrap_or_else(|_| plain_digits(text));
    let amount = parse_amount(text, Paise::new(1), MOST).ok();
    // Letters before an amount may be the beginning of a reference as well.
    let is_money = amount.is_some() && text.starts_with('₹');
    let has_letters = text.chars().any(char::is_alphabetic);
    let mut meanings = Vec::new();
    if digits.len() >= DIGITS && !has_letters && !is_money {
        meanings.push(Meaning { by: FoundBy::Number, meant: vec![digits.clone()], what: Remembered::Number(digits) });
    }
    let plate: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    if has_letters && plate.len() >= SIGNS && plate.bytes().any(|byte| byte.is_ascii_digit()) && !is_money {
        // Vehicles and some meters have letters in their numbers.
        meanings.push(Meaning { by: FoundBy::Number, meant: vec![plate.clone()], what: Remembered::Number(plate) });
    }
    if text.chars().count() >= SIGNS && !is_money {
        let sought = text.to_uppercase();
        meanings.push(Meaning {
            by: FoundBy::Reference,
            meant: vec![sought.clone()],
            what: Remembered::Reference(sought),
        });
    }
    if let Some(amount) = amount {
        meanings.push(Meaning { by: FoundBy::Amount, meant: Vec::new(), what: Remembered::Amount(amount) });
    }
    meanings
}

impl Till {
    fn customer_meant(&self, text: &str) -> Result<Option<Meaning>, Problem> {
        if text.chars().filter(|sign| sign.is_alphabetic()).count() < LETTERS {
            return Ok(None);
        }
        let customers = self.ledger.customers()?.into_iter();
        let (ids, meant): (Vec<i64>, Vec<String>) = customers
            .filter(|row| !row.facts.name.is_empty() && is_named(&row.facts.name, text))
            .map(|row| (row.id, row.facts.name))
            .unzip();
        let is_somebody = !ids.is_empty();
        Ok(is_somebody.then_some(Meaning { by: FoundBy::Customer, meant, what: Remembered::Customers(ids) }))
    }

    fn operator_meant(&self, text: &str) -> Option<Meaning> {
        if text.chars().filter(|sign| sign.is_alphabetic()).count() < LETTERS {
            return None;
        }
        let lists = self.lists();
        let operators = find_as_spelt(lists.operators().iter(), text, None::<Service>, OPERATORS);
        let ids: Vec<String> = operators.iter().map(|operator| operator.id.clone()).collect();
        (!ids.is_empty()).then(|| Meaning {
            by: FoundBy::Operator,
            meant: ids.clone(),
            what: Remembered::Operators(ids),
        })
    }

    /// Everything that what was typed may mean, in the order of the groups.
    fn meanings(&self, typed: &str) -> Result<Vec<Meaning>, Problem> {
        let text = typed_line(typed);
        let mut meanings = plain_meanings(&text);
        meanings.extend(self.customer_meant(&text)?);
        meanings.extend(self.operator_meant(&text));
        meanings.sort_by_key(|meaning| meaning.by as u8);
        Ok(meanings)
    }

    /// The ids of all sales that a search finds, each once, the newest first.
    pub(crate) fn found_sales(&self, typed: &str) -> Result<Vec<i64>, Problem> {
        let mut found = BTreeSet::new();
        for meaning in self.meanings(typed)? {
            found.extend(self.ledger.remembered_ids(&meaning.what)?);
        }
        Ok(found.into_iter().rev().collect())
    }

    /// Sales of any day that what was typed may mean, in groups, newest first. A group without a sale is left out.
    pub fn search(&self, query: &SearchQuery) -> Result<Vec<SearchGroup>, Problem> {
        let meanings = self.meanings(&query.text)?;
        let wanted = |meaning: &Meaning| query.more_of.is_none_or(|more| more.by == meaning.by);
        let (after, most) = query.more_of.map_or((0, FIRST), |more| (more.after, MORE));
        let mut groups = Vec::new();
        for Meaning { by, meant, what } in meanings.into_iter().filter(wanted) {
            // One row more tells whether there are more.
            let mut rows = self.ledger.remembered_sales(&what, Page { after, rows: most + 1 })?;
            let has_more = rows.len() > most as usize;
            rows.truncate(most as usize);
            if !rows.is_empty() {
                groups.push(SearchGroup { by, meant, rows: self.views(&rows)?, has_more });
            }
        }
        Ok(groups)
    }
}
