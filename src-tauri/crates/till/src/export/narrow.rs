//! What a list is filtered by, in the words of its file: who reads a part must not take it for the whole.

use crate::Problem;
use crate::export::words::{Words, amount_words, word_of};
use crate::screens::filter::SalesFilter;

/// What a filter asks for beside its days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Narrow {
    /// A line for each kind of thing.
    pub(super) lines: Vec<String>,
    /// What the name of the file says of it; empty where all sales of the days are in it.
    pub(super) mark: &'static str,
}

/// What the filter asks for.
pub(super) fn narrow(words: &Words<'_>, asked: &SalesFilter) -> Result<Narrow, Problem> {
    let known = words.till.filter(asked)?;
    let listed =
        |title: &str, all: Vec<String>| (!all.is_empty()).then(|| format!("{}: {}", words.of(title), all.join(", ")));
    let named = |prefix: &str, all: Vec<String>| all.iter().map(|word| words.of(&format!("{prefix}_{word}"))).collect();
    let rupees = |amount: domain::Paise| format!("₹ {}", amount_words(amount.get()));
    let least = known.least.map(|least| words.with("least", "{amount}", &rupees(least)));
    let most = known.most.map(|most| words.with("most", "{amount}", &rupees(most)));
    let customer = asked.customer.map(|id| words.customer(id)).transpose()?;
    let lines: Vec<String> = [
        listed("col_outcome", named("outcome", asked.outcomes.iter().map(word_of).collect())),
        listed("col_service", named("service", asked.services.iter().map(word_of).collect())),
        listed("col_operator", asked.operators.iter().map(|id| words.operator(id)).collect()),
        listed("col_company", asked.companies.iter().map(|slug| words.till.name_of(slug)).collect()),
        listed("col_payment", named("pay", asked.payments.iter().map(word_of).collect())),
        listed("col_customer", customer.into_iter().collect()),
        listed("col_amount", least.into_iter().chain(most).collect()),
        asked.needs_attention.then(|| words.of("needs_person")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mark = if lines.is_empty() { "" } else { " filtered" };
    Ok(Narrow { lines, mark })
}
