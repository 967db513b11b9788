//! Begins a sale: makes it of the typed form, writes it, sends it.

use std::sync::Arc;

use domain::flaw::{self, Flaw};
use domain::india_day;
use ledger::{ChitRow, LedgerError, NewSale};
use serde::Serialize;
use specta_typescript::Number;

use super::check::Checked;
use super::paying::{PayView, Paying};
use crate::screens::fields::fields_json;
use crate::screens::word::is_to_deal_with;
use crate::till::memory::Wanted;
use crate::{About, AmountDoubt, ChosenBecause, FieldInput, PlanFound, Problem, SaleInput, SaleView, Skipped, Till};

/// What would be sold: the confirm strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Quote {
    pub number: String,
    pub operator: String,
    pub circle: Option<String>,
    #[specta(type = Number)]
    pub amount_paise: i64,
    pub fields: Vec<FieldInput>,
    pub provider: String,
    pub provider_name: String,
    pub chosen_because: ChosenBecause,
    /// Every connected provider that sells it.
    pub choices: Vec<String>,
    /// Those passed over, and why.
    pub skipped: Vec<Skipped>,
    /// Those tried next, should it refuse.
    pub try_next: Vec<String>,
    /// `None` while the wallet was never read.
    #[specta(type = Option<Number>)]
    pub wallet_after_paise: Option<i64>,
    /// `None` where no rule says so.
    #[specta(type = Option<Number>)]
    pub earn_paise: Option<i64>,
    pub repeat: Option<Repeat>,
    /// Why the amount may be a slip of the fingers; it is told, and nothing is refused for it.
    pub doubt: Option<AmountDoubt>,
    pub plan: PlanFound,
    pub pay: PayView,
}

/// The same number and amount, sold a short while ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Repeat {
    #[specta(type = Number)]
    pub sale_id: i64,
    #[specta(type = Number)]
    pub minutes_ago: i64,
    /// When, in ms since 1970: it may lie ahead, where it was sold under a clock that was ahead.
    #[specta(type = Number)]
    pub sold_at_ms: i64,
    /// The company contradicts how it stands, and nobody has dealt with that: it may be sold a second time.
    pub contradicted: bool,
}

fn is_closed(problem: &Problem) -> bool {
    matches!(problem, Problem::ProviderClosed { .. })
}

impl Till {
    /// The quote for the strip. Where nobody takes sales, the wallets of closed providers are read once more first.
    pub async fn quote_now(self: &Arc<Till>, input: &SaleInput) -> Result<Quote, Vec<Problem>> {
        match self.quote(input) {
            Err(problems) if problems.iter().any(is_closed) => {
                self.read_closed(false).await;
                self.quote(input)
            }
            quoted => quoted,
        }
    }

    /// Checks everything without sending; tells every problem of every field at once.
    pub fn quote(&self, input: &SaleInput) -> Result<Quote, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let chit = self.chit_to_sell(input).map_err(one)?;
        let checked = self.check(input).map_err(|problems| self.twin_first(input, problems))?;
        self.refuse_open_twin(&checked.wanted).map_err(one)?;
        let available = self.available(checked.ready.slug()).map_err(|error| one(error.into()))?;
        let wallet_after = available.and_then(|available| available.checked_sub(checked.ready.cost));
        let repeat = self.repeat_of(&checked.wanted, chit.as_ref()).map_err(one)?;
        let pay = self.pay_view(&checked.wanted).map_err(one)?;
        let (plan, doubt) = self.known_of_amount(&checked.wanted).map_err(one)?;
        let tries_next = self.rules().routes.try_next && !input.by_hand;
        let circle = checked.circle();
        let Checked { wanted, ready, next, because, skipped, choices } = checked;
        let field = |(field, text): (&domain::Field, &String)| FieldInput { field: *field, text: text.clone() };
        Ok(Quote {
            number: wanted.number,
            operator: wanted.operator.id,
            circle,
            amount_paise: wanted.amount.get(),
            fields: ready.fields.iter().map(field).collect(),
            provider: ready.slug().to_owned(),
            provider_name: self.name_of(ready.slug()),
            chosen_because: because,
            choices,
            skipped,
            try_next: next.iter().filter(|_| tries_next).map(|ready| ready.slug().to_owned()).collect(),
            wallet_after_paise: wallet_after.map(domain::Paise::get),
            earn_paise: ready.earned.map(domain::Paise::get),
            repeat,
            doubt,
            plan,
            pay,
        })
    }

    /// Sells: the sale is durable when this returns, and its one request is made by a task of the till's own. The
    /// same intent again is not sold again: a window that is reloaded may deliver a click twice.
    pub async fn sell(self: &Arc<Till>, input: &SaleInput) -> Result<SaleView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        if let Some(view) = self.sold_already(input).map_err(one)? {
            return Ok(view);
        }
        let chit = self.chit_to_sell(input).map_err(one)?;
        let mut checked = match self.check(input) {
            // Just connected, or closed a while ago: before it is refused, the wallets are read.
            Err(problems) if problems.iter().any(is_closed) => {
                self.read_closed(true).await;
                self.check(input).map_err(|problems| self.twin_first(input, problems))?
            }
            checked => checked.map_err(|problems| self.twin_first(input, problems))?,
        };
        self.refuse_open_twin(&checked.wanted).map_err(one)?;
        if !input.repeat_confirmed
            && let Some(Repeat { sale_id, minutes_ago, sold_at_ms, contradicted }) =
                self.repeat_of(&checked.wanted, chit.as_ref()).map_err(one)?
        {
            return Err(one(Problem::RepeatRecent { sale_id, minutes_ago, sold_at_ms, contradicted }));
        }
        let paying = self.paying(&checked.wanted, input).map_err(one)?;
        if checked.ready.is_short {
            // Any of the wallets may have been filled.
            self.read_short_wallets(&checked).await;
            checked = self.check(input)?;
        }
        // A sale for another provider than the one on the strip is asked about first: the strip is quoted anew.
        if let (Some(shown), Some(skipped)) = (&input.provider, checked.skipped.first())
            && checked.ready.slug() != shown
        {
            return Err(one(skipped.problem.clone()));
        }
        if checked.ready.is_short {
            self.check_wallet(&checked.ready.connection, checked.ready.cost).await.map_err(one)?;
        }
        let _beginning = self.line.begin();
        let now_ms = self.clock.now_ms();
        if checked.wanted.today != india_day(now_ms) {
            // Midnight has passed since: the commission of the new day counts.
            checked = self.check(input)?;
        }
        let new = self.new_sale(&checked, input, chit.as_ref(), paying, now_ms).map_err(one)?;
        let sale = match self.ledger.begin_sale(&new, now_ms, self.first_check_ms(now_ms)) {
            Ok(sale) => sale,
            // While the wallet was read, the same intent came a second time and was quicker.
            Err(error) => {
                return self.sold_already(input).map_err(one)?.ok_or_else(|| one(self.refused(error, now_ms)));
            }
        };
        if !input.by_hand {
            self.retries.remember(sale.sale_id, checked.wanted, now_ms);
        }
        let view = self.view_of_new(&sale);
        self.tell(About::Sale(sale.sale_id));
        let order = checked.ready.order(&sale);
        self.hand_over(sale, order);
        // Only now: it is durable, and its request is made whether or not it can be shown.
        view.map_err(|error| one(error.into()))
    }

    /// An open twin is told before a provider that takes no sales: it is why nothing may be sold, whoever would.
    fn twin_first(&self, input: &SaleInput, problems: Vec<Problem>) -> Vec<Problem> {
        if !problems.iter().all(is_closed) {
            return problems;
        }
        let wanted = self.wanted(input, &mut Vec::new());
        self.refuse_open_twin(&wanted).map_or_else(|twin| vec![twin], |()| problems)
    }

    fn sold_already(&self, input: &SaleInput) -> Result<Option<SaleView>, Problem> {
        if flaw::is_on(Flaw::IntentIgnored) {
            return Ok(None);
        }
        Ok(self.ledger.sale_of_intent(&input.intent)?.map(|sale| self.view(&sale)).transpose()?)
    }

    /// The deliberate act behind a sale.
    fn act_of(&self, input: &SaleInput) -> String {
        match flaw::is_on(Flaw::IntentIgnored) {
            true => format!("{} {}", input.intent, self.random.bits()),
            false => input.intent.clone(),
        }
    }

    fn refused(&self, error: LedgerError, now_ms: i64) -> Problem {
        // Nothing else of a sale that begins can have moved on than the money of the one that it stands for.
        if error == LedgerError::MovedOn {
            return Problem::MoneyMoved;
        }
        let LedgerError::SoldRecently { sale_id, created_at_ms } = error else { return error.into() };
        match self.is_sale_to_deal_with(sale_id) {
            Ok(contradicted) => {
                let minutes_ago = (now_ms - created_at_ms) / 60_000;
                Problem::RepeatRecent { sale_id, minutes_ago, sold_at_ms: created_at_ms, contradicted }
            }
            Err(error) => error.into(),
        }
    }

    fn new_sale(
        &self,
        checked: &Checked,
        input: &SaleInput,
        chit: Option<&ChitRow>,
        paying: Paying,
        now_ms: i64,
    ) -> Result<NewSale, Problem> {
        let wanted = &checked.wanted;
        let Paying { payment, customer, charge } = paying;
        Ok(NewSale {
            service: wanted.operator.service,
            operator: wanted.operator.id.clone(),
            number: wanted.number.clone(),
            circle: checked.circle().unwrap_or_default(),
            amount: wanted.amount,
            fields: fields_json(&checked.all_fields()),
            attempt: checked.ready.new_attempt(),
            intent: self.act_of(input),
            ask_if_sold_since_ms: (!input.repeat_confirmed).then(|| self.ask_since_ms(chit, now_ms)),
            ask_if_open: false,
            day: self.ledger.business_day(now_ms)?,
            payment,
            customer,
            charge,
            instead_of: input.instead_of,
            chit: input.chit,
        })
    }

    /// Since when the same sale counts as a short while ago. For a chit, since it was written at least: the same that was sold since may
    /// have been sold for it, by hand, or before the books were restored.
    fn ask_since_ms(&self, chit: Option<&ChitRow>, now_ms: i64) -> i64 {
        let since_ms = now_ms - self.rules().repeat_minutes * 60_000;
        chit.map_or(since_ms, |chit| since_ms.min(chit.made_at_ms))
    }

    /// While the same is open nothing can be sold again, whoever confirms what.
    fn refuse_open_twin(&self, wanted: &Wanted) -> Result<(), Problem> {
        // This says it early and in words; what is to be proved is that the database refuses it.
        if flaw::is_on(Flaw::TwinsAllowed) {
            return Ok(());
        }
        match self.ledger.open_twin(&wanted.number, &wanted.operator.id, wanted.amount)? {
            Some(sale_id) => Err(Problem::AlreadyOpen { sale_id }),
            None => Ok(()),
        }
    }

    fn repeat_of(&self, wanted: &Wanted, chit: Option<&ChitRow>) -> Result<Option<Repeat>, Problem> {
        let now_ms = self.clock.now_ms();
        let since_ms = self.ask_since_ms(chit, now_ms);
        let twin = self.ledger.newest_twin(&wanted.number, &wanted.operator.id, wanted.amount, since_ms)?;
        let Some(twin) = twin else { return Ok(None) };
        let contradicted = self.is_sale_to_deal_with(twin.sale_id)?;
        let (sale_id, sold_at_ms) = (twin.sale_id, twin.created_at_ms);
        Ok(Some(Repeat { sale_id, minutes_ago: (now_ms - sold_at_ms) / 60_000, sold_at_ms, contradicted }))
    }

    /// Whether any attempt of a sale was contradicted, and nobody has dealt with that.
    fn is_sale_to_deal_with(&self, sale_id: i64) -> Result<bool, LedgerError> {
        Ok(self.ledger.attempts(sale_id)?.iter().any(is_to_deal_with))
    }
}
