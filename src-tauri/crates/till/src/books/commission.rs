//! What companies pay the shop for its sales: the rules, as they are seen and as they are set.

use domain::{BasisPoints, Commission, CommissionRule, Covers, Paise, Pay, Pays, Service, Sold, india_day};
use ledger::{Again, CommissionChange, LedgerError, Rebooking, RuleRow};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::settings::lists::Lists;
use crate::{About, Problem, Till};

mod column;
mod form;

pub use form::{CommissionInput, PaysInput, SlabInput};

/// Commission that practice providers give, so that practice shows earnings.
const PRACTICE_RATE: i32 = 200;

/// What a rule pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum PaysView {
    /// Hundredths of a percent.
    Percent(i32),
    /// Paise for each sale.
    Flat(#[specta(type = Number)] i64),
    /// By slabs of the amount, the lowest first.
    Slabs(Vec<SlabView>),
}

/// A slab: one of the two payments is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SlabView {
    #[specta(type = Number)]
    pub from_paise: i64,
    pub basis_points: Option<i32>,
    #[specta(type = Option<Number>)]
    pub flat_paise: Option<i64>,
}

impl PaysView {
    pub(crate) fn of(pays: &Pays) -> PaysView {
        let slab = |slab: &domain::Slab| {
            let (basis_points, flat_paise) = match slab.pay {
                Pay::Percent(rate) => (Some(rate.get()), None),
                Pay::Flat(paid) => (None, Some(paid.get())),
            };
            SlabView { from_paise: slab.from.get(), basis_points, flat_paise }
        };
        match pays {
            Pays::Percent(rate) => PaysView::Percent(rate.get()),
            Pays::Flat(paid) => PaysView::Flat(paid.get()),
            Pays::Slabs(slabs) => PaysView::Slabs(slabs.all().iter().map(slab).collect()),
        }
    }
}

/// A rule as it was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "CommissionRule")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct RuleView {
    /// The day it begins; empty: the beginning of time.
    pub from: String,
    /// `None`: from that day on there is no rule of its own.
    pub pays: Option<PaysView>,
    #[specta(type = Number)]
    pub set_at_ms: i64,
    pub by: String,
}

/// What is paid for an operator or for a whole service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CommissionLine {
    /// `None`: the whole service.
    pub operator: Option<String>,
    pub service: Service,
    /// What is paid today; `None` where no rule says so.
    pub pays: Option<PaysView>,
    /// Since when; empty: from the beginning of time.
    pub from: String,
    /// Whether a rule of its own says so, and not its service's.
    pub is_own: bool,
    /// Its own rules, the newest first; those that have not begun, too.
    pub history: Vec<RuleView>,
}

/// What one provider pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ProvidersCommission {
    pub provider: String,
    pub lines: Vec<CommissionLine>,
}

/// The commission of every connected provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CommissionPage {
    pub today: String,
    pub providers: Vec<ProvidersCommission>,
}

/// How many sales were booked by another rule than the one of their day, and by how much more they earn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct RebookingView {
    #[specta(type = Number)]
    pub sales: usize,
    #[specta(type = Number)]
    pub difference_paise: i64,
}

/// What becomes of sales that a rule begun in the past would have booked otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum AgainInput {
    /// It is to be asked.
    Unasked,
    /// They are booked again: exactly these, as they were shown.
    BookAgain(RebookingView),
    /// They stay, and the rule begins today.
    FromNowOn,
}

/// What came of setting a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum CommissionSaved {
    /// It is set.
    Saved(CommissionPage),
    /// Nothing is written: it must be said what becomes of these sales.
    Asks(RebookingView),
}

/// The rules for exactly this, the newest first.
fn history_of(rows: &[RuleRow], provider: &str, covers: &Covers) -> Vec<RuleView> {
    let mut own: Vec<&RuleRow> =
        rows.iter().filter(|row| row.rule.provider == provider && row.rule.covers == *covers).collect();
    own.reverse();
    // A stable sort: of two from the same day the one that was set last stays first.
    own.sort_by(|one, other| other.rule.from.cmp(&one.rule.from));
    let view = |row: &&RuleRow| RuleView {
        from: row.rule.from.clone(),
        pays: row.rule.pays.as_ref().map(PaysView::of),
        set_at_ms: row.at_ms,
        by: row.by.clone(),
    };
    own.iter().map(view).collect()
}

/// What is looked up for every line of the page.
struct Looked<'a> {
    rows: &'a [RuleRow],
    commission: &'a Commission,
    today: &'a str,
}

impl Looked<'_> {
    fn line(&self, provider: &str, operator: Option<&str>, service: Service) -> CommissionLine {
        let covers = operator.map_or(Covers::Service(service), |id| Covers::Operator(id.to_owned()));
        let rule = match operator {
            Some(operator) => {
                let sold = Sold { provider, operator, service, amount: Paise::ZERO, day: self.today };
                self.commission.deciding(&sold).last().copied()
            }
            None => self.commission.in_force(provider, &covers, self.today),
        };
        let rule = rule.filter(|rule| rule.pays.is_some());
        CommissionLine {
            operator: operator.map(str::to_owned),
            service,
            pays: rule.and_then(|rule| rule.pays.as_ref()).map(PaysView::of),
            from: rule.map_or_else(String::new, |rule| rule.from.clone()),
            is_own: rule.is_some_and(|rule| rule.covers == covers),
            history: history_of(self.rows, provider, &covers),
        }
    }
}

/// Each service that a provider sells, and its operators behind it.
fn sold_by(lists: &Lists, provider: &str) -> Vec<(Service, Vec<String>)> {
    let mut all: Vec<(Service, Vec<String>)> = Vec::new();
    for operator in lists.operators() {
        if !lists.offers(&operator.id).iter().any(|offer| offer.provider == provider) {
            continue;
        }
        match all.iter_mut().find(|(service, _)| *service == operator.service) {
            Some((_, operators)) => operators.push(operator.id.clone()),
            None => all.push((operator.service, vec![operator.id.clone()])),
        }
    }
    all
}

impl Till {
    /// What every connected provider pays, by service and operator.
    pub fn commission(&self) -> Result<CommissionPage, Problem> {
        let rows = self.ledger.commission_rules()?;
        let commission = Commission::new(rows.iter().map(|row| row.rule.clone()));
        let today = india_day(self.clock.now_ms());
        let looked = Looked { rows: &rows, commission: &commission, today: &today };
        let lists = self.lists();
        let of_provider = |provider: &str| {
            let mut lines = Vec::new();
            for (service, operators) in sold_by(&lists, provider) {
                lines.push(looked.line(provider, None, service));
                lines.extend(operators.iter().map(|operator| looked.line(provider, Some(operator), service)));
            }
            ProvidersCommission { provider: provider.to_owned(), lines }
        };
        let providers = self.connections().iter().map(|connection| of_provider(connection.slug())).collect();
        Ok(CommissionPage { today, providers })
    }

    /// Sets a rule as typed. Where sales of its time were booked by another one, it is asked what becomes of them; then nothing is
    /// written.
    pub fn save_commission(
        &self,
        input: &CommissionInput,
        again: &AgainInput,
    ) -> Result<CommissionSaved, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let now_ms = self.clock.now_ms();
        let today = india_day(now_ms);
        let (rule, by) = self.rule_typed(input, &today)?;
        let (again, from) = match again {
            AgainInput::Unasked => (Again::Unasked, rule.from),
            AgainInput::BookAgain(agreed) => (Again::BookAgain(agreed.rebooking()), rule.from),
            AgainInput::FromNowOn => (Again::FromNowOn, rule.from.max(today)),
        };
        let change = CommissionChange { rules: vec![CommissionRule { from, ..rule }], by };
        match self.ledger.set_commission(&change, again, now_ms).map_err(|error| one(error.into()))? {
            Some(asks) => Ok(CommissionSaved::Asks(RebookingView::of(asks))),
            None => {
                // What a wallet should hold may be another sum now.
                self.tell(About::Wallet(input.provider.clone()));
                Ok(CommissionSaved::Saved(self.commission().map_err(one)?))
            }
        }
    }

    /// A rule as typed, for something that its company sells here, and who sets it.
    fn rule_typed(&self, input: &CommissionInput, today: &str) -> Result<(CommissionRule, String), Vec<Problem>> {
        let (rule, by) = input.read(today)?;
        let is_sold = self.connection(&rule.provider).is_some()
            && sold_by(&self.lists(), &rule.provider).iter().any(|(service, operators)| match &rule.covers {
                Covers::Service(known) => known == service,
                Covers::Operator(known) => operators.contains(known),
            });
        if !is_sold {
            let operator = input.operator.clone().unwrap_or_default();
            return Err(vec![Problem::OperatorNotSold { operator }]);
        }
        Ok((rule, by))
    }

    /// Rules for a shop that practises: the same percentage for everything that is sold.
    pub(crate) fn seed_practice_commission(&self) -> Result<(), LedgerError> {
        let Some(rate) = BasisPoints::new(PRACTICE_RATE) else { return Ok(()) };
        if !self.ledger.commission_rules()?.is_empty() {
            return Ok(());
        }
        let lists = self.lists();
        let mut rules = Vec::new();
        for connection in self.connections() {
            let provider = connection.slug();
            rules.extend(sold_by(&lists, provider).into_iter().map(|(service, _)| CommissionRule {
                provider: provider.to_owned(),
                covers: Covers::Service(service),
                from: String::new(),
                pays: Some(Pays::Percent(rate)),
            }));
        }
        let change = CommissionChange { rules, by: String::new() };
        self.ledger.set_commission(&change, Again::FromNowOn, self.clock.now_ms()).map(drop)
    }
}

impl RebookingView {
    fn of(asks: Rebooking) -> RebookingView {
        RebookingView { sales: asks.sales, difference_paise: asks.difference.get() }
    }

    fn rebooking(self) -> Rebooking {
        Rebooking { sales: self.sales, difference: Paise::new(self.difference_paise) }
    }
}
