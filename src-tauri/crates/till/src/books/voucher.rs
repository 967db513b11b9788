//! Vouchers as a shopkeeper writes them: money that is no sale, and the correction of a wrong one.

use domain::{Account, AmountProblem, DAY_MS, Paise, SaleState, Voucher, VoucherKind, india_day, parse_amount};
use ledger::{LedgerError, Mending, SaleRow, VoucherAct, VoucherRow, VoucherWritten};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::called::CalledBy;
use crate::{MoneyFault, MoneyField, Problem, Till};

/// The longest reason, name or reference, in letters.
const TEXT_MAX: usize = 80;
/// The most that one voucher moves: ₹ 99,99,99,999.99.
const MOST: Paise = Paise::new(99_999_999_999);
const LEAST: Paise = Paise::new(1);
/// Within so many ms the same voucher again is asked about.
const ALIKE_MS: i64 = 600_000;
/// A load at the desk and a voucher of the same amount within so many ms may be one load.
const ONE_LOAD_MS: i64 = DAY_MS;
/// A load at the desk may be paid so long after it began, in ms.
const LOAD_LASTS_MS: i64 = 3 * DAY_MS;
/// Vouchers on a page.
const PAGE: u32 = 40;

/// What a person is asked before a voucher is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum VoucherDoubt {
    /// The same was written within ten minutes.
    LikeIt,
    /// The drawer has less.
    DrawerHasLess,
    /// The same load was booked at the services desk.
    LoadedAtDesk,
}

/// A voucher as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct VoucherInput {
    pub kind: VoucherKind,
    /// Accounts as the books write them; empty: not chosen.
    pub from: String,
    pub to: String,
    pub amount: String,
    pub reason: String,
    pub reference: String,
    pub by: String,
    /// One deliberate act: delivered twice it is one voucher.
    pub intent: String,
    /// What was asked about it already.
    pub sure_of: Vec<VoucherDoubt>,
}

/// A wrong voucher is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct MendInput {
    #[specta(type = Number)]
    pub seq: i64,
    pub reason: String,
    pub by: String,
    pub intent: String,
}

/// A voucher on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct VoucherView {
    /// Its place in the journal.
    #[specta(type = Number)]
    pub seq: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
    pub kind: VoucherKind,
    pub from: String,
    pub to: String,
    #[specta(type = Number)]
    pub amount_paise: i64,
    pub by: String,
    pub reason: String,
    pub reference: String,
    /// The place of the voucher that it takes back.
    #[specta(type = Option<Number>)]
    pub mends: Option<i64>,
    /// The place of the correction that takes it back: it is struck through.
    #[specta(type = Option<Number>)]
    pub mended_by: Option<i64>,
    /// Whose account it moves, where that is a customer's.
    pub customer: Option<CalledBy>,
}

/// A page of vouchers, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct VoucherPage {
    /// The vouchers.
    pub rows: Vec<VoucherView>,
    /// The place that the next page is before; `None`: there is no more.
    #[specta(type = Option<Number>)]
    pub more_before: Option<i64>,
}

/// Reads the fields of a form and keeps every problem, so that all are told at once.
#[derive(Default)]
struct Form(Vec<Problem>);

impl Form {
    fn fault(&mut self, field: MoneyField, fault: MoneyFault) {
        self.0.push(Problem::Money { field, fault });
    }

    fn text(&mut self, field: MoneyField, typed: &str) -> String {
        let text = domain::typed_line(typed);
        if text.chars().count() > TEXT_MAX {
            self.fault(field, MoneyFault::TooLong);
        }
        text
    }

    fn reason(&mut self, typed: &str, is_needed: bool) -> String {
        let reason = self.text(MoneyField::Reason, typed);
        if reason.is_empty() && is_needed {
            self.fault(MoneyField::Reason, MoneyFault::Missing);
        }
        reason
    }

    /// An amount, which may be below nothing only for what an account held before the books began.
    fn amount(&mut self, kind: VoucherKind, typed: &str) -> Paise {
        let typed = typed.trim();
        let below = typed.strip_prefix(['-', '−']).filter(|_| kind == VoucherKind::Opening);
        match parse_amount(below.unwrap_or(typed), LEAST, MOST) {
            Ok(amount) if below.is_some() => Paise::new(-amount.get()),
            Ok(amount) => amount,
            Err(problem) => {
                let problem = if problem == AmountProblem::Below(LEAST) { AmountProblem::Zero } else { problem };
                self.0.push(problem.into());
                Paise::ZERO
            }
        }
    }

    fn end<T>(self, whole: Option<T>) -> Result<T, Vec<Problem>> {
        whole.filter(|_| self.0.is_empty()).ok_or(self.0)
    }
}

/// Whether a person writes vouchers of that kind here. The others are written where they happen: at the customer, the close, the
/// commission, the sale.
fn is_written_here(kind: VoucherKind) -> bool {
    match kind {
        VoucherKind::WalletLoaded
        | VoucherKind::CreditPaid
        | VoucherKind::CashIn
        | VoucherKind::CashOut
        | VoucherKind::Banked
        | VoucherKind::UpiSettled
        | VoucherKind::Drawn
        | VoucherKind::Opening
        | VoucherKind::Correction => true,
        VoucherKind::UdhaarPaid
        | VoucherKind::CreditBack
        | VoucherKind::TdsKept
        | VoucherKind::Collected
        | VoucherKind::Difference => false,
    }
}

/// Whether a correction may move an account. What belongs to a sale or to a customer is mended there.
fn can_be_corrected(account: &Account) -> bool {
    match account {
        Account::Cash
        | Account::Upi
        | Account::Bank
        | Account::Wallet(_)
        | Account::Credit(_)
        | Account::Commission
        | Account::Charges
        | Account::OverShort
        | Account::Owner
        | Account::Spent => true,
        Account::Customer(_) | Account::Owed | Account::Lost | Account::Tds(_) => false,
    }
}

impl Till {
    /// An account that a person chose. The wallet of a company that is not connected takes no new voucher.
    fn chosen_account(&self, form: &mut Form, field: MoneyField, word: &str, kind: VoucherKind) -> Option<Account> {
        if word.is_empty() {
            form.fault(field, MoneyFault::Missing);
            return None;
        }
        let account = Account::parse(word).filter(can_be_corrected);
        match &account {
            None => form.fault(field, MoneyFault::Gone),
            // A correction mends what was, wherever the shop is connected now.
            Some(Account::Wallet(slug) | Account::Credit(slug))
                if kind != VoucherKind::Correction && self.connection(slug).is_none() =>
            {
                form.0.push(Problem::ProviderNotConnected { provider: slug.clone() });
            }
            Some(_) => {}
        }
        account
    }

    fn read_voucher(&self, input: &VoucherInput) -> Result<Voucher, Vec<Problem>> {
        if !is_written_here(input.kind) {
            return Err(vec![Problem::NotAllowedNow]);
        }
        let mut form = Form::default();
        let from = self.chosen_account(&mut form, MoneyField::From, &input.from, input.kind);
        let to = self.chosen_account(&mut form, MoneyField::To, &input.to, input.kind);
        let amount = form.amount(input.kind, &input.amount);
        let reason = form.reason(&input.reason, input.kind.needs_reason());
        let (by, reference) =
            (form.text(MoneyField::By, &input.by), form.text(MoneyField::Reference, &input.reference));
        let accounts = from.zip(to);
        if accounts.as_ref().is_some_and(|(from, to)| !input.kind.allows(from, to)) {
            form.fault(MoneyField::To, MoneyFault::DoesNotFit);
        }
        let kind = input.kind;
        form.end(accounts.map(|(from, to)| Voucher { kind, from, to, amount, by, reason, reference }))
    }

    /// A load at the desk that may be the one that a voucher tells: the same wallet and amount, within a day.
    fn same_load_at_desk(&self, voucher: &Voucher, now_ms: i64) -> Result<Option<SaleRow>, LedgerError> {
        let (VoucherKind::WalletLoaded, Account::Wallet(slug)) = (voucher.kind, &voucher.to) else { return Ok(None) };
        let loads = self.ledger.loads_since(slug, &india_day(now_ms - LOAD_LASTS_MS))?;
        let is_same = |load: &SaleRow| {
            let moved_at_ms = load.settled_at_ms.unwrap_or(load.submitted_at_ms);
            let is_near = (now_ms - moved_at_ms).abs() < ONE_LOAD_MS;
            is_near
                && load.paid.unwrap_or(load.amount) == voucher.amount
                && (load.state.is_open() || load.state == SaleState::Succeeded)
        };
        Ok(loads.into_iter().find(is_same))
    }

    /// What a person should look at before the voucher is written.
    fn doubt_of(
        &self,
        voucher: &Voucher,
        sure_of: &[VoucherDoubt],
        now_ms: i64,
    ) -> Result<Option<Problem>, LedgerError> {
        if voucher.from == Account::Cash && !sure_of.contains(&VoucherDoubt::DrawerHasLess) {
            let drawer = self.ledger.account_balance(&Account::Cash)?;
            if drawer < voucher.amount {
                return Ok(Some(Problem::DrawerHasLess { balance_paise: drawer.get() }));
            }
        }
        if sure_of.contains(&VoucherDoubt::LoadedAtDesk) {
            return Ok(None);
        }
        let load = self.same_load_at_desk(voucher, now_ms)?;
        Ok(load.map(|load| Problem::LoadedAtDesk { sale_id: load.sale_id, at_ms: load.submitted_at_ms }))
    }

    /// Writes a voucher as typed. Every problem of a field is told at once; what is only doubtful is asked about, one thing after
    /// the other.
    pub fn write_voucher(&self, input: &VoucherInput) -> Result<VoucherView, Vec<Problem>> {
        let voucher = self.read_voucher(input)?;
        let one = |problem: Problem| vec![problem];
        let of_books = |error: LedgerError| one(error.into());
        let now_ms = self.clock.now_ms();
        if let Some(doubt) = self.doubt_of(&voucher, &input.sure_of, now_ms).map_err(of_books)? {
            // The act may be known already: then its own voucher is why the drawer has less.
            let known = self.ledger.voucher_of_intent(&input.intent).map_err(of_books)?;
            return known.map_or(Err(doubt), |known| self.voucher_view(known)).map_err(one);
        }
        let is_sure = input.sure_of.contains(&VoucherDoubt::LikeIt);
        let ask_if_written_since_ms = (!is_sure).then_some(now_ms - ALIKE_MS);
        let act = VoucherAct { intent: &input.intent, ask_if_written_since_ms };
        match self.ledger.write_voucher(&voucher, &act, now_ms).map_err(of_books)? {
            VoucherWritten::At(seq) => self.voucher_at(seq).map_err(one),
            VoucherWritten::LikeIt(like) => Err(one(Problem::VoucherLikeIt {
                minutes_ago: (now_ms - like.at_ms) / 60_000,
                written_at_ms: like.at_ms,
            })),
        }
    }

    /// Takes a voucher back by a correction that names it.
    pub fn mend_voucher(&self, input: &MendInput) -> Result<VoucherView, Vec<Problem>> {
        let mut form = Form::default();
        let (reason, by) = (form.reason(&input.reason, true), form.text(MoneyField::By, &input.by));
        form.end(Some(()))?;
        let mending = Mending { by: &by, reason: &reason, intent: &input.intent };
        match self.ledger.mend_voucher(input.seq, &mending, self.clock.now_ms()) {
            Ok(seq) => self.voucher_at(seq).map_err(|problem| vec![problem]),
            Err(LedgerError::MovedOn) => Err(vec![Problem::VoucherMended]),
            Err(error) => Err(vec![error.into()]),
        }
    }

    pub(crate) fn voucher_view(&self, row: VoucherRow) -> Result<VoucherView, Problem> {
        let Voucher { kind, from, to, amount, by, reason, reference } = row.voucher;
        let customer = match self.whose(&from)? {
            Some(customer) => Some(customer),
            None => self.whose(&to)?,
        };
        Ok(VoucherView {
            seq: row.seq,
            at_ms: row.at_ms,
            kind,
            from: from.to_string(),
            to: to.to_string(),
            amount_paise: amount.get(),
            by,
            reason,
            reference,
            mends: row.mends,
            mended_by: row.mended_by,
            customer,
        })
    }

    fn voucher_at(&self, seq: i64) -> Result<VoucherView, Problem> {
        self.voucher_view(self.ledger.voucher(seq)?.ok_or(Problem::LedgerCorrupt)?)
    }

    /// A page of vouchers: those with places below `before`.
    pub fn vouchers(&self, before: Option<i64>) -> Result<VoucherPage, Problem> {
        let mut rows = self.ledger.vouchers(None, before.unwrap_or(i64::MAX), PAGE + 1)?;
        let is_more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let more_before = rows.last().filter(|_| is_more).map(|row| row.seq);
        let rows = rows.into_iter().map(|row| self.voucher_view(row)).collect::<Result<_, _>>()?;
        Ok(VoucherPage { rows, more_before })
    }
}
