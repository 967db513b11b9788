//! What was typed, understood: the sale, and every provider that could carry it out.

use std::collections::BTreeMap;

use domain::{Field, NumberProblem, Operator, Paise, Service, circle, india_day, parse_mobile};
use ledger::NewAttempt;
use providers::{CircleUse, Order};
use serde::Serialize;

use super::choice::{Asked, Candidate};
use crate::till::memory::Wanted;
use crate::{ChosenBecause, CodeFrom, Connection, FieldInput, Problem, SaleInput, Till, WhyNot};

/// The longest intent, in bytes: room for a UUID.
const INTENT_MAX: usize = 64;

/// A provider that can carry a sale out, with everything it needs for it.
#[derive(Clone)]
pub(crate) struct Ready {
    pub(crate) connection: Connection,
    pub(crate) code: String,
    pub(crate) special: bool,
    pub(crate) circle_code: Option<String>,
    /// By the paper's parameter names.
    pub(crate) extras: BTreeMap<String, String>,
    /// The same by the shopkeeper's names.
    pub(crate) fields: BTreeMap<Field, String>,
    pub(crate) earned: Option<Paise>,
    pub(crate) cost: Paise,
    /// Its wallet does not cover the sale, as far as is known, and neither does any other's.
    pub(crate) is_short: bool,
}

impl Ready {
    pub(crate) fn slug(&self) -> &'static str {
        self.connection.slug()
    }

    pub(crate) fn new_attempt(&self) -> NewAttempt {
        NewAttempt {
            provider: self.slug().to_owned(),
            code: self.code.clone(),
            account: self.connection.access.account(),
            earned: self.earned.unwrap_or_default(),
            id_form: self.connection.access.id_form(),
        }
    }

    /// The order of an attempt that was begun for it.
    pub(crate) fn order(&self, sale: &ledger::SaleRow) -> Order {
        Order {
            circle_code: self.circle_code.clone(),
            extras: self.extras.clone(),
            special: self.special,
            ..crate::sale::send::order_of(sale)
        }
    }
}

/// A provider that was passed over, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Skipped {
    pub provider: String,
    pub provider_name: String,
    pub problem: Problem,
}

/// A sale that could be sent.
pub(crate) struct Checked {
    pub(crate) wanted: Wanted,
    /// The provider that carries it out.
    pub(crate) ready: Ready,
    /// Those that could carry it out should it refuse, in order.
    pub(crate) next: Vec<Ready>,
    pub(crate) because: ChosenBecause,
    pub(crate) skipped: Vec<Skipped>,
    /// Slugs of everybody who sells it, for the choice on the strip.
    pub(crate) choices: Vec<String>,
}

impl Checked {
    /// The circle, where the sale has one: a mobile number's, or one that the provider is told.
    pub(crate) fn circle(&self) -> Option<String> {
        let is_told = self.wanted.operator.service.takes_mobile_number() || self.ready.circle_code.is_some();
        self.wanted.circle.clone().filter(|_| is_told)
    }

    /// What this provider needs beside number and amount, and what those tried after it would.
    pub(crate) fn all_fields(&self) -> BTreeMap<Field, String> {
        let everybody = self.next.iter().chain(std::iter::once(&self.ready));
        everybody.flat_map(|ready| ready.fields.clone()).collect()
    }
}

/// Problems of a provider, which the shopkeeper cannot mend at this moment: another one is taken instead.
fn is_the_providers(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::LoginMissing { .. }
            | Problem::ProviderClosed { .. }
            | Problem::CircleUnsure { .. }
            | Problem::WalletShort { .. }
    )
}

/// Whether a text can be the deliberate act behind a sale.
pub(crate) fn may_begin(intent: &str) -> bool {
    !intent.is_empty() && intent.len() <= INTENT_MAX
}

/// Reads a number for an operator as typed.
pub(super) fn number_for(operator: &Operator, number: &str, fields: &[FieldInput]) -> Result<String, NumberProblem> {
    if operator.service != Service::Landline {
        return operator.parse_number(number);
    }
    // The STD code goes out in its own field, and not again before the number.
    let code = fields.iter().find(|typed| typed.field == Field::StdCode).map_or("", |typed| typed.text.as_str());
    domain::parse_landline(number, code, operator.number_min, operator.number_max)
}

impl Till {
    /// Checks everything that was typed; tells every problem of every field at once.
    pub(crate) fn check(&self, input: &SaleInput) -> Result<Checked, Vec<Problem>> {
        if input.mode != self.mode || !may_begin(&input.intent) {
            return Err(vec![Problem::NotAllowedNow]);
        }
        let mut problems = Vec::new();
        let wanted = self.wanted(input, &mut problems);
        let Some(operator) = self.operator_of(input) else {
            problems.push(Problem::OperatorMissing);
            return Err(problems);
        };
        let asked = Asked { operator: &operator.id, service: operator.service, amount: wanted.amount };
        let candidates = self.candidates(&asked, &wanted.today).map_err(|problem| vec![problem])?;
        if candidates.is_empty() {
            problems.push(self.why_nobody(&operator));
            return Err(problems);
        }
        let (ready, skipped) = self.fit_all(&candidates, &wanted, input, &mut problems)?;
        // Without a number or an amount there is nothing to send, whoever would.
        let (Some((first, next)), true) = (ready.split_first(), problems.is_empty()) else { return Err(problems) };
        let because = match input.by_hand {
            true => ChosenBecause::Hand,
            false => self.chosen_because(candidates.len(), &operator.id, operator.service),
        };
        Ok(Checked {
            wanted,
            ready: first.clone(),
            next: next.to_vec(),
            because,
            skipped,
            choices: candidates.iter().map(|candidate| candidate.slug().to_owned()).collect(),
        })
    }

    fn operator_of(&self, input: &SaleInput) -> Option<Operator> {
        let lists = self.lists();
        let known = lists.operator(input.operator.as_deref()?)?;
        Some(known.clone()).filter(|known| known.service == input.service)
    }

    /// Reads what was typed; what cannot be read is told and left empty.
    pub(crate) fn wanted(&self, input: &SaleInput, problems: &mut Vec<Problem>) -> Wanted {
        let known = self.operator_of(input);
        let number = match &known {
            Some(known) => number_for(known, &input.number, &input.fields),
            None if input.service.takes_mobile_number() => parse_mobile(&input.number),
            None if input.number.trim().is_empty() => Err(NumberProblem::Missing),
            None => Ok(input.number.clone()),
        };
        let number = number.map_err(|problem| problems.push(problem.into())).unwrap_or_default();
        let amount = known.as_ref().map(|known| known.parse_amount(&input.amount));
        let amount = amount.and_then(|read| read.map_err(|problem| problems.push(problem.into())).ok());
        let typed = input.fields.iter().map(|input| (input.field, input.text.clone())).collect();
        let circle = self.circle_of(input, known.as_ref());
        Wanted {
            operator: known.unwrap_or_else(|| Operator::own("", input.service, "")),
            number,
            amount: amount.unwrap_or_default(),
            circle,
            fields: typed,
            today: india_day(self.clock.now_ms()),
        }
    }

    /// The circle as chosen. A bill or a dish has none that anybody would ask for; a provider that wants one all the
    /// same gets the operator's own, and the shop's where the operator sells all over India.
    fn circle_of(&self, input: &SaleInput, operator: Option<&Operator>) -> Option<String> {
        let own =
            || operator.and_then(|operator| operator.place.clone()).unwrap_or_else(|| self.rules().home_circle.clone());
        let unasked = || Some(own()).filter(|_| !input.service.takes_mobile_number());
        let chosen = input.circle.clone().filter(|id| circle(id).is_some());
        chosen.or_else(|| unasked().filter(|id| circle(id).is_some()))
    }

    /// Everybody who can carry it out, the chosen one first. What keeps the chosen one from it is told, unless it is
    /// the provider's own matter and another can take its place.
    fn fit_all(
        &self,
        candidates: &[Candidate],
        wanted: &Wanted,
        input: &SaleInput,
        problems: &mut Vec<Problem>,
    ) -> Result<(Vec<Ready>, Vec<Skipped>), Vec<Problem>> {
        let mut order: Vec<&Candidate> = candidates.iter().collect();
        if let Some(picked) = input.provider.as_deref() {
            order.sort_by_key(|candidate| candidate.slug() != picked);
            if order.first().is_none_or(|first| first.slug() != picked) {
                return Err(vec![Problem::OperatorNotSold { operator: wanted.operator.id.clone() }]);
            }
        }
        if input.by_hand {
            order.truncate(1);
        }
        let (mut ready, mut skipped, mut first_problems) = (Vec::new(), Vec::new(), None);
        for candidate in order {
            match self.fit(candidate, wanted) {
                Ok(fits) => match self.covers(&fits).map_err(|problem| vec![problem])? {
                    None => ready.push(fits),
                    Some(short) => skipped.push((Some(fits), self.skip(candidate, short))),
                },
                Err(own) if own.iter().any(is_the_providers) => {
                    let problem = own.into_iter().find(is_the_providers);
                    skipped.extend(problem.map(|problem| (None, self.skip(candidate, problem))));
                }
                Err(own) if ready.is_empty() && first_problems.is_none() => first_problems = Some(own),
                // It needs what was not typed, and nobody asked for it.
                Err(_) => {}
            }
        }
        problems.extend(first_problems.unwrap_or_default());
        if ready.is_empty() && problems.is_empty() {
            // All wallets are low: the strip shows the first, and the sale itself reads it anew.
            match skipped.iter().position(|(fits, _)| fits.is_some()) {
                Some(place) => ready.extend(skipped.remove(place).0.map(|fits| Ready { is_short: true, ..fits })),
                None => problems.extend(skipped.iter().map(|(_, skipped)| skipped.problem.clone()).take(1)),
            }
        }
        Ok((ready, skipped.into_iter().map(|(_, skipped)| skipped).collect()))
    }

    /// What a provider needs for the sale, or every reason why it cannot have it.
    pub(crate) fn fit(&self, candidate: &Candidate, wanted: &Wanted) -> Result<Ready, Vec<Problem>> {
        let mut problems = Vec::new();
        let (connection, offer) = (&candidate.connection, &candidate.offer);
        if connection.access.missing(connection.company.descriptor()).is_some() {
            problems.push(Problem::LoginMissing { provider: connection.slug().to_owned() });
        } else {
            problems.extend(self.closed(connection));
        }
        let circle_code = self.circle_code(connection, wanted).map_err(|problem| problems.push(problem));
        let (mut extras, mut fields) = (BTreeMap::new(), BTreeMap::new());
        for extra in &offer.extras {
            match extra.field.check(&typed_for(extra.field, wanted), &wanted.today) {
                Ok(text) if is_other_vehicle(extra.field, &text, wanted) => {
                    problems.push(Problem::FieldOtherVehicle { field: extra.field });
                }
                Ok(text) => {
                    extras.insert(extra.parameter.clone(), text.clone());
                    fields.insert(extra.field, text);
                }
                Err(problem) => problems.push(Problem::of_field(extra.field, problem)),
            }
        }
        let earned = candidate.earned;
        let cost = wanted.amount.checked_sub(earned.unwrap_or_default()).unwrap_or(wanted.amount);
        match circle_code {
            Ok(circle_code) if problems.is_empty() => Ok(Ready {
                connection: connection.clone(),
                code: offer.code.clone(),
                special: offer.special,
                circle_code,
                extras,
                fields,
                earned,
                cost,
                is_short: false,
            }),
            Ok(_) | Err(()) => Err(problems),
        }
    }

    /// Why a provider takes no new sales.
    pub(crate) fn closed(&self, connection: &Connection) -> Option<Problem> {
        let closing = self.ready.closed(connection)?;
        let said = self.ready.said(connection);
        Some(Problem::ProviderClosed { provider: connection.slug().to_owned(), closing, said })
    }

    fn circle_code(&self, connection: &Connection, wanted: &Wanted) -> Result<Option<String>, Problem> {
        if connection.company.descriptor().circle != CircleUse::Required {
            return Ok(None);
        }
        let circle = wanted.circle.clone().ok_or(Problem::CircleMissing)?;
        let lists = self.lists();
        let known = lists.circles(connection.slug()).iter().find(|known| known.circle == circle);
        match known {
            Some(known) if known.from != CodeFrom::Unsure => Ok(Some(known.code.clone())),
            Some(_) | None => Err(Problem::CircleUnsure { circle, provider: connection.slug().to_owned() }),
        }
    }

    /// `None` when the wallet covers it as far as is known.
    pub(crate) fn covers(&self, ready: &Ready) -> Result<Option<Problem>, Problem> {
        let available = self.available(ready.slug())?.filter(|available| *available < ready.cost);
        let provider = ready.slug().to_owned();
        Ok(available.map(|available| Problem::WalletShort { provider, balance_paise: available.get() }))
    }

    fn skip(&self, candidate: &Candidate, problem: Problem) -> Skipped {
        let provider_name = self.name_of(candidate.slug());
        Skipped { provider: candidate.slug().to_owned(), provider_name, problem }
    }

    /// Why no connected provider can sell an operator.
    pub(super) fn why_nobody(&self, operator: &Operator) -> Problem {
        let lists = self.lists();
        let offers = lists.offers(&operator.id);
        let id = operator.id.clone();
        let connected = |provider: &str| self.connection(provider).is_some();
        if !self.connections().iter().any(|connection| connection.seller().is_some()) {
            return Problem::NoProviderConnected;
        }
        let doubtful = offers.iter().find(|offer| {
            connected(offer.provider) && matches!(offer.why_not, Some(WhyNot::Unsure | WhyNot::LeftList))
        });
        match doubtful {
            _ if offers.iter().any(|offer| offer.why_not == Some(WhyNot::NoParameters)) => {
                Problem::NoParameters { operator: id }
            }
            Some(offer) => Problem::CodeUnsure { operator: id, provider: offer.provider.to_owned() },
            None => Problem::OperatorNotSold { operator: id },
        }
    }
}

/// Whether Number names one vehicle and the field another: one of them is not the customer's.
fn is_other_vehicle(field: Field, text: &str, wanted: &Wanted) -> bool {
    field == Field::VehicleNumber && field.check(&wanted.number, &wanted.today).is_ok_and(|vehicle| vehicle != text)
}

/// A vehicle's number is often the number of the sale itself, and need not be typed twice.
pub(super) fn typed_for(field: Field, wanted: &Wanted) -> String {
    let typed = wanted.fields.get(&field).cloned().unwrap_or_default();
    let is_vehicle = field == Field::VehicleNumber && field.check(&wanted.number, &wanted.today).is_ok();
    if typed.trim().is_empty() && is_vehicle { wanted.number.clone() } else { typed }
}
