//! Sales as the screens see them.

use domain::{DAY_MS, Doubt, Payment, Reason, Said, SaleState, Service, Verdict, Whose, verdict};
use ledger::{Attention, LedgerError, SaleRow};
use serde::Serialize;
use specta_typescript::Number;

use super::fields::fields_of;
use super::heard::AttemptView;
use super::word::{can_be_disputed, is_to_deal_with};
use crate::problem::stored::problem_in_text;
use crate::{
    ChitsNow, ClockView, CompanySays, Connection, DeskOrder, FieldInput, Mode, Problem, Seen, SoldChit, Till, Wallet,
    WordView,
};

/// Tiles beside the counter.
const TILES: usize = 30;

/// So many sales at most are asked about: more is a company that fails, and nobody reads them one by one.
const HAND_BACK_MOST: u32 = 30;
/// So long a sale on credit that came to nothing is to be told, in days. Of what is owed it never ends.
const TELL_DAYS: i64 = 7;

/// One sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SaleView {
    #[specta(type = Number)]
    pub id: i64,
    pub service: Service,
    pub operator: String,
    pub number: String,
    pub circle: Option<String>,
    #[specta(type = Number)]
    pub amount_paise: i64,
    pub provider: String,
    pub provider_name: String,
    pub state: SaleState,
    pub order_id: String,
    #[specta(type = Number)]
    pub created_at_ms: i64,
    #[specta(type = Option<Number>)]
    pub settled_at_ms: Option<i64>,
    pub provider_ref: Option<String>,
    pub operator_ref: Option<String>,
    /// What the provider last said, verbatim.
    pub words: Option<String>,
    /// Why it is unknown, failed or was not sent.
    pub problem: Option<Problem>,
    #[specta(type = Option<Number>)]
    pub earned_paise: Option<i64>,
    pub verdict: Verdict,
    pub reason: Reason,
    pub attention: Option<Attention>,
    #[specta(type = Option<Number>)]
    pub next_check_at_ms: Option<i64>,
    pub checks: u32,
    /// When the company last had no record of what it had taken before; `None` unless that is its newest word.
    #[specta(type = Option<Number>)]
    pub no_record_at_ms: Option<i64>,
    /// What else the operator needed.
    pub fields: Vec<FieldInput>,
    /// Every provider it was tried at, the oldest first.
    pub attempts: Vec<AttemptView>,
    /// What the provider itself told of the commission; `None` while it told nothing.
    #[specta(type = Option<Number>)]
    pub told_earned_paise: Option<i64>,
    /// What an order of the services desk has beside; `None` of what is sold from the catalogues.
    pub desk: Option<DeskOrder>,
    /// What a person wrote down who ended it; `None` where it stands by the company's word.
    pub word: Option<WordView>,
    /// What goes back with every form about it.
    pub seen: Seen,
    /// What a person may say of it now.
    pub can_say: Vec<Said>,
    /// From when on a person may end it; only of one that is open.
    #[specta(type = Option<Number>)]
    pub say_from_ms: Option<i64>,
    pub can_dispute: bool,
    #[specta(type = Option<Number>)]
    pub disputed_at_ms: Option<i64>,
    /// A company says otherwise than it stands, and nobody has dealt with that.
    pub is_loud: bool,
    /// It was contradicted, and nobody has dealt with that, whatever the company says since.
    pub can_deal: bool,
    /// It was sold with another login, or at another address, than the one that is set now.
    pub is_elsewhere: bool,
    /// What a company last said of a request that it contradicted; `None` while nothing contradicts.
    pub says_now: Option<CompanySays>,
    /// It stands by a person's word, and the company says so itself by now.
    pub company_agrees: bool,
    /// How the customer pays.
    pub payment: Payment,
    /// The service charge beside the amount.
    #[specta(type = Number)]
    pub charge_paise: i64,
    /// What was taken for it and is the customer's still.
    #[specta(type = Number)]
    pub owed_paise: i64,
    /// Of a sale that came to nothing: what the customer has back, or never paid.
    #[specta(type = Number)]
    pub back_paise: i64,
    /// The note of the UPI code by which it may have been paid.
    pub pay_note: Option<String>,
    /// The customer's id, where the shop knows who it is.
    #[specta(type = Option<Number>)]
    pub customer: Option<i64>,
    /// Of one that never left: the chit by which it was sold since.
    pub sold_chit: Option<SoldChit>,
}

/// The right-hand column and the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CounterNow {
    /// The shop's time.
    #[specta(type = Number)]
    pub now_ms: i64,
    /// The present business day, `2026-11-20`.
    pub today: String,
    /// Where the computer's clock parts from it by minutes.
    pub clock: Option<ClockView>,
    pub wallets: Vec<Wallet>,
    /// Open sales first, then the newest.
    pub tiles: Vec<SaleView>,
    /// Sales of which a company says otherwise than they stand, until it agrees again or a person has dealt with them.
    pub loud: Vec<SaleView>,
    /// Sales that failed at the counter, the newest first: their money counts as given back, and nobody has said yet whether it was.
    pub hand_back: Vec<SaleView>,
    /// Sales that came to nothing after their customers had left, the newest first, until somebody has told the customer.
    pub to_tell: Vec<SaleView>,
    #[specta(type = Number)]
    pub done_today: i64,
    #[specta(type = Number)]
    pub failed_today: i64,
    #[specta(type = Number)]
    pub taken_paise: i64,
    #[specta(type = Number)]
    pub earned_paise: i64,
    #[specta(type = Number)]
    pub pending: usize,
    /// While the shop practises: real sales that still wait for their answer. `None`: it sells with real money, or the real books cannot be read.
    #[specta(type = Option<Number>)]
    pub real_pending: Option<usize>,
    /// Sales whose customers' money is still to be given back, and how much that is: what the books owe, and what `hand_back` has. It is
    /// the list of [`Till::owed`].
    #[specta(type = Number)]
    pub owed_sales: i64,
    #[specta(type = Number)]
    pub owed_paise: i64,
    /// Since when a shift has been open that was left open; `None`: none was.
    #[specta(type = Option<Number>)]
    pub left_open_since_ms: Option<i64>,
    /// What the books refused to the till's own tasks within the last minute.
    pub books_problem: Option<Problem>,
    pub paper: ChitsNow,
}

pub(crate) fn filled(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// A contradiction about any of its attempts is the sale's: whoever refused it and says now that he did it has charged
/// the customer beside the one who sold it.
fn attention_of(sale: &SaleRow, attempts: &[SaleRow]) -> Option<Attention> {
    let contradicted = attempts.iter().any(|attempt| attempt.attention == Some(Attention::Contradicted));
    if contradicted { Some(Attention::Contradicted) } else { sale.attention }
}

impl Till {
    /// The view of the one order that is looked at: with the person of an identity check.
    pub(crate) fn whole_view(&self, order: &SaleRow) -> Result<SaleView, LedgerError> {
        let mut view = self.view(order)?;
        if let Some(desk) = view.desk.as_mut() {
            desk.person = self.check_views(order).1;
        }
        Ok(view)
    }

    /// Several sales as they are seen; none of them where one cannot be read, because a list that lacks it would say that all
    /// is well.
    pub(crate) fn views<'a>(&self, sales: impl IntoIterator<Item = &'a SaleRow>) -> Result<Vec<SaleView>, LedgerError> {
        sales.into_iter().map(|sale| self.view(sale)).collect()
    }

    /// One sale as it is seen. `Err`: the books could not be read.
    pub(crate) fn view(&self, sale: &SaleRow) -> Result<SaleView, LedgerError> {
        let mut view = self.view_of(sale, &self.ledger.attempts(sale.sale_id)?)?;
        view.pay_note = self.pay_note(sale)?;
        Ok(view)
    }

    /// One that has just begun, as it is seen. Nothing is read for it, so that nobody is told of an error when the sale is in the
    /// books: whoever sells takes an error to mean that nothing was sold, and sells again.
    pub(crate) fn view_of_new(&self, sale: &SaleRow) -> Result<SaleView, LedgerError> {
        self.view_of(sale, std::slice::from_ref(sale))
    }

    /// The journal is read where something in it is to be shown: once a request was contradicted, or a person ended it.
    fn view_of(&self, sale: &SaleRow, attempts: &[SaleRow]) -> Result<SaleView, LedgerError> {
        let against = self.against(sale, attempts)?;
        let doubt = Doubt { latest: against.latest(), ..sale.doubt };
        let (verdict, reason) = verdict(sale.state, doubt, self.settling_ms);
        Ok(SaleView {
            id: sale.sale_id,
            service: sale.service,
            operator: sale.operator.clone(),
            number: sale.number.clone(),
            circle: filled(&sale.circle),
            amount_paise: sale.amount.get(),
            provider: sale.provider.clone(),
            provider_name: self.name_of(&sale.provider),
            state: sale.state,
            order_id: sale.order_id.to_string(),
            created_at_ms: sale.created_at_ms,
            settled_at_ms: sale.settled_at_ms,
            provider_ref: filled(&sale.provider_ref),
            operator_ref: filled(&sale.operator_ref),
            words: self.words_of(sale)?,
            problem: problem_in_text(&sale.problem),
            earned_paise: Some(sale.earned.get()).filter(|_| sale.state == SaleState::Succeeded),
            verdict,
            reason,
            attention: attention_of(sale, attempts),
            // Nobody counts down to an enquiry that cannot be made.
            next_check_at_ms: sale.next_check_at_ms.filter(|_| sale.state.is_open() && self.has_login(&sale.provider)),
            checks: sale.checks,
            no_record_at_ms: self.denied_at_ms(sale)?,
            fields: fields_of(&sale.fields),
            attempts: attempts.iter().map(|one| self.attempt_view(one)).collect::<Result<_, _>>()?,
            // What came to nothing earned nothing, whatever the wallet did meanwhile.
            told_earned_paise: sale
                .told_earned
                .map(domain::Paise::get)
                .filter(|_| sale.state.is_open() || sale.state == SaleState::Succeeded),
            desk: self.desk_order(sale)?,
            word: sale.word.clone().filter(|_| sale.whose() == Whose::Person).map(WordView::of),
            seen: self.seen(sale, attempts)?,
            can_say: self.sayable(sale)?,
            say_from_ms: self.may_say_from_ms(sale)?,
            can_dispute: can_be_disputed(sale),
            disputed_at_ms: sale.disputed_at_ms,
            is_loud: against.is_loud,
            can_deal: attempts.iter().any(is_to_deal_with),
            is_elsewhere: self.is_elsewhere(sale),
            says_now: against.says_now,
            company_agrees: self.company_agrees(sale)?,
            payment: sale.payment,
            charge_paise: sale.charge.get(),
            owed_paise: sale.owed.get(),
            back_paise: self.back_paise(sale)?,
            pay_note: None,
            customer: sale.customer,
            sold_chit: self.sold_chit(sale)?,
        })
    }

    /// Whether a company can be asked: it is connected, and its login is at hand.
    fn has_login(&self, provider: &str) -> bool {
        let connection = self.connection(provider);
        connection.is_some_and(|connection| connection.access.missing(connection.company.descriptor()).is_none())
    }

    /// The right-hand column and the header, as far as this till's own books tell.
    pub fn counter_now(&self) -> Result<CounterNow, Problem> {
        let now_ms = self.clock.now_ms();
        let open = self.ledger.open_sales()?;
        let newest = self.ledger.newest_sales(TILES as u32)?;
        let settled = newest.iter().filter(|sale| !sale.state.is_open());
        let today = self.ledger.business_day(now_ms)?;
        let totals = self.ledger.day_totals(&today)?;
        let hand_back = self.hand_back(now_ms)?;
        let (owed_sales, owed) = self.ledger.owed_total()?;
        let counts_as_given: i64 = hand_back.iter().map(|sale| sale.back_paise).sum();
        Ok(CounterNow {
            now_ms,
            today,
            clock: self.clock.parted(),
            wallets: self.wallets()?,
            loud: self.views(&self.ledger.sales_to_deal_with()?)?.into_iter().filter(|sale| sale.is_loud).collect(),
            tiles: self.views(open.iter().rev().chain(settled).take(TILES))?,
            owed_sales: owed_sales + hand_back.len() as i64,
            owed_paise: owed.get() + counts_as_given,
            hand_back,
            to_tell: self.to_tell(now_ms)?,
            done_today: totals.done,
            failed_today: totals.failed,
            taken_paise: totals.taken.get(),
            earned_paise: totals.earned.get(),
            pending: open.len(),
            real_pending: None,
            left_open_since_ms: self.left_open_since_ms(now_ms)?,
            books_problem: self.refusal.shown(self.clock.steady_ms()),
            paper: self.chits_now(now_ms)?,
        })
    }

    /// The sales whose customers still stand there, or stood there, and of which nobody has said that their money went back.
    pub(crate) fn hand_back(&self, now_ms: i64) -> Result<Vec<SaleView>, Problem> {
        let yesterday = self.ledger.business_day(now_ms - DAY_MS)?;
        let failed = self.ledger.failed_at_counter(&yesterday, self.hand_backs.since_ms(), HAND_BACK_MOST)?;
        let open = self.views(failed.iter().filter(|sale| !self.hand_backs.is_answered(sale.sale_id)))?;
        Ok(open.into_iter().filter(|sale| sale.back_paise > 0).collect())
    }

    /// The sales that came to nothing after their customers had left.
    fn to_tell(&self, now_ms: i64) -> Result<Vec<SaleView>, Problem> {
        let from_day = self.ledger.business_day(now_ms - TELL_DAYS * DAY_MS)?;
        Ok(self.views(&self.ledger.sales_to_tell(&from_day, HAND_BACK_MOST)?)?)
    }

    /// Every sale that needs watching or a person: those that were contradicted and that nobody has dealt with, then the open ones, oldest first.
    pub fn pending_sales(&self) -> Result<Vec<SaleView>, Problem> {
        let mut sales = self.ledger.sales_to_deal_with()?;
        let loud: Vec<i64> = sales.iter().map(|sale| sale.sale_id).collect();
        sales.extend(self.ledger.open_sales()?.into_iter().filter(|sale| !loud.contains(&sale.sale_id)));
        Ok(self.views(&sales)?)
    }

    /// Whether a sale was made with another login, or at another address, than the one that is set now. Of a login that is not
    /// at hand nobody knows whether it is another one. In practice the address is another one at every start, and nothing is
    /// at stake.
    pub(crate) fn is_elsewhere(&self, sale: &SaleRow) -> bool {
        let is_another = |connection: Connection| {
            let access = &connection.access;
            access.missing(connection.company.descriptor()).is_none() && !access.is_account(&sale.account)
        };
        self.mode == Mode::Real && self.connection(&sale.provider).is_some_and(is_another)
    }
}
