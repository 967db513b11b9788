//! From what was typed to a sale that is durable and on its way.

use std::sync::Arc;

use domain::{Operator, Paise, Service, circle, india_day, operator, parse_mobile};
use ledger::{LedgerError, NewSale};
use providers::{CatalogueRow, CircleUse};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::till::{About, Till};
use crate::view::SaleView;
use crate::{Connection, Mode, Problem};

/// The longest intent, in bytes: room for a UUID.
const INTENT_MAX: usize = 64;

/// A sale as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SaleInput {
    /// Drawn by the window for every deliberate sale: the same one delivered twice is one sale.
    pub intent: String,
    /// The mode the window shows; a sale meant for practice never becomes a real one.
    pub mode: Mode,
    pub service: Service,
    pub number: String,
    pub operator: Option<String>,
    pub circle: Option<String>,
    pub amount: String,
    /// A provider chosen by hand; else the till chooses.
    pub provider: Option<String>,
    /// The shopkeeper was asked about the same sale minutes ago, and wants it.
    pub repeat_confirmed: bool,
}

/// What would be sold: the confirm strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Quote {
    pub number: String,
    pub operator: String,
    pub circle: Option<String>,
    #[specta(type = Number)]
    pub amount_paise: i64,
    pub provider: String,
    pub provider_name: String,
    /// Every connected provider that sells it.
    pub choices: Vec<String>,
    /// `None` while the wallet was never read.
    #[specta(type = Option<Number>)]
    pub wallet_after_paise: Option<i64>,
    /// `None` where no rate is set.
    #[specta(type = Option<Number>)]
    pub earn_paise: Option<i64>,
    pub repeat: Option<Repeat>,
}

/// The same number and amount, sold a short while ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Repeat {
    #[specta(type = Number)]
    pub sale_id: i64,
    #[specta(type = Number)]
    pub minutes_ago: i64,
}

/// What was typed, understood.
struct Checked {
    service: Service,
    number: String,
    operator: &'static Operator,
    circle: Option<String>,
    amount: Paise,
    connection: Connection,
    row: &'static CatalogueRow,
    choices: Vec<String>,
    earned: Option<Paise>,
}

impl Checked {
    fn cost(&self) -> Paise {
        self.amount.checked_sub(self.earned.unwrap_or_default()).unwrap_or(self.amount)
    }
}

impl Till {
    /// Checks everything without sending; tells every problem of every field at once.
    pub fn quote(&self, input: &SaleInput) -> Result<Quote, Vec<Problem>> {
        let checked = self.check(input)?;
        let slug = checked.connection.slug();
        let available = self.available(slug).map_err(|problem| vec![problem])?;
        let wallet_after = available.and_then(|available| available.checked_sub(checked.cost()));
        let repeat = self.repeat_of(&checked).map_err(|problem| vec![problem])?;
        Ok(Quote {
            number: checked.number,
            operator: checked.operator.id.clone(),
            circle: checked.circle,
            amount_paise: checked.amount.get(),
            provider: slug.to_owned(),
            provider_name: checked.connection.name().to_owned(),
            choices: checked.choices,
            wallet_after_paise: wallet_after.map(Paise::get),
            earn_paise: checked.earned.map(Paise::get),
            repeat,
        })
    }

    /// Sells: the sale is durable when this returns, and its one request is made by a task of the till's own. The
    /// same intent again is not sold again: a window that is reloaded may deliver a click twice.
    pub async fn sell(self: &Arc<Till>, input: &SaleInput) -> Result<SaleView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        if let Some(view) = self.sold_already(input).map_err(one)? {
            return Ok(view);
        }
        let checked = self.check(input)?;
        if !input.repeat_confirmed
            && let Some(Repeat { sale_id, minutes_ago }) = self.repeat_of(&checked).map_err(one)?
        {
            return Err(one(Problem::RepeatRecent { sale_id, minutes_ago }));
        }
        self.check_wallet(&checked.connection, checked.cost()).await.map_err(one)?;
        let now_ms = self.clock.now_ms();
        let new = self.new_sale(checked, input, now_ms);
        let sale = match self.ledger.begin_sale(&new, now_ms, self.first_check_ms(now_ms)) {
            Ok(sale) => sale,
            // While the wallet was read, the same intent came a second time and was quicker.
            Err(error) => {
                return self.sold_already(input).map_err(one)?.ok_or_else(|| one(self.refused(error, now_ms)));
            }
        };
        let view = self.view(&sale);
        self.tell(About::Sale(sale.sale_id));
        self.hand_over(sale);
        Ok(view)
    }

    fn sold_already(&self, input: &SaleInput) -> Result<Option<SaleView>, Problem> {
        Ok(self.ledger.sale_of_intent(&input.intent)?.map(|sale| self.view(&sale)))
    }

    fn refused(&self, error: LedgerError, now_ms: i64) -> Problem {
        match error {
            LedgerError::SoldRecently { sale_id, created_at_ms } => {
                Problem::RepeatRecent { sale_id, minutes_ago: (now_ms - created_at_ms) / 60_000 }
            }
            error => error.into(),
        }
    }

    fn new_sale(&self, checked: Checked, input: &SaleInput, now_ms: i64) -> NewSale {
        NewSale {
            service: checked.service,
            operator: checked.operator.id.clone(),
            number: checked.number,
            circle: checked.circle.unwrap_or_default(),
            amount: checked.amount,
            provider: checked.connection.slug().to_owned(),
            code: checked.row.code.clone(),
            account: checked.connection.access.account(),
            intent: input.intent.clone(),
            ask_if_sold_since_ms: (!input.repeat_confirmed).then(|| self.ask_since_ms(now_ms)),
            earned: checked.earned.unwrap_or_default(),
            day: india_day(now_ms),
        }
    }

    /// Since when the same sale counts as a short while ago.
    fn ask_since_ms(&self, now_ms: i64) -> i64 {
        now_ms - self.rules().repeat_minutes * 60_000
    }

    fn check(&self, input: &SaleInput) -> Result<Checked, Vec<Problem>> {
        if input.mode != self.mode || input.intent.is_empty() || input.intent.len() > INTENT_MAX {
            return Err(vec![Problem::NotAllowedNow]);
        }
        let mut problems = Vec::new();
        let mut keep = |problem: Problem| problems.push(problem);
        let known = input.operator.as_deref().and_then(operator).filter(|known| known.service == input.service);
        let number = match known {
            Some(known) => known.parse_number(&input.number),
            None if input.service.takes_mobile_number() => parse_mobile(&input.number),
            None => domain::parse_subscriber(&input.number, 1, 20),
        };
        let number = number.map_err(|problem| keep(problem.into())).ok();
        let Some(known) = known else {
            keep(Problem::OperatorMissing);
            return Err(problems);
        };
        let amount = known.parse_amount(&input.amount).map_err(|problem| keep(problem.into())).ok();
        let sellers = self.sellers(&known.id, known.service);
        let choices = sellers.iter().map(|(connection, _)| connection.slug().to_owned()).collect();
        let wanted = input.provider.as_deref();
        let seller = sellers.iter().find(|(connection, _)| wanted.is_none_or(|slug| slug == connection.slug()));
        let Some((connection, row)) = seller.cloned() else {
            keep(if self.connections().is_empty() {
                Problem::NoProviderConnected
            } else {
                Problem::OperatorNotSold { operator: known.id.clone() }
            });
            return Err(problems);
        };
        if connection.access.missing(connection.company.descriptor()).is_some() {
            keep(Problem::LoginMissing { provider: connection.slug().to_owned() });
        }
        let circle = input.circle.clone().filter(|id| circle(id).is_some());
        if connection.company.descriptor().circle == CircleUse::Required && circle.is_none() {
            keep(Problem::CircleMissing);
        }
        let (Some(number), Some(amount), true) = (number, amount, problems.is_empty()) else { return Err(problems) };
        let rate = self.ledger.rate(connection.slug(), &known.id).map_err(|error| vec![error.into()])?;
        let earned = rate.and_then(|rate| amount.commission(rate));
        Ok(Checked {
            service: known.service,
            number,
            operator: known,
            circle,
            amount,
            connection,
            row,
            choices,
            earned,
        })
    }

    fn repeat_of(&self, checked: &Checked) -> Result<Option<Repeat>, Problem> {
        let now_ms = self.clock.now_ms();
        let since_ms = self.ask_since_ms(now_ms);
        let twin = self.ledger.newest_twin(&checked.number, &checked.operator.id, checked.amount, since_ms)?;
        Ok(twin.map(|twin| Repeat { sale_id: twin.sale_id, minutes_ago: (now_ms - twin.created_at_ms) / 60_000 }))
    }
}
