//! The chits that wait, and whether the line is down.

use domain::{DAY_MS, Payment, SaleState, Service};
use ledger::{ChitRow, ChitState, LedgerError, SaleRow};
use serde::Serialize;
use specta_typescript::Number;

use super::fields::fields_of;
use crate::{FieldInput, Problem, Till};

/// How a chit that was not sold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChitStanding {
    /// It can be sold.
    Waiting,
    /// It is of a backup, and may have been sold since: a person has to say.
    Unsure,
    /// Its day is over.
    Expired,
}

/// A chit that was neither sold nor thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Chit")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ChitView {
    #[specta(type = Number)]
    pub id: i64,
    /// Its number on its day.
    #[specta(type = Number)]
    pub day_number: i64,
    #[specta(type = Number)]
    pub made_at_ms: i64,
    #[specta(type = Number)]
    pub expires_at_ms: i64,
    pub service: Service,
    pub operator: String,
    pub circle: Option<String>,
    pub number: String,
    #[specta(type = Number)]
    pub amount_paise: i64,
    pub fields: Vec<FieldInput>,
    /// The customer's mobile number.
    pub phone: String,
    /// How money was taken with it; `None`: none was.
    pub taken: Option<Payment>,
    pub standing: ChitStanding,
}

/// The chit by which a sale was sold that never left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct SoldChit {
    /// The chit's number on its day.
    #[specta(type = Number)]
    pub day_number: i64,
    /// When its sale was begun, in ms since 1970.
    #[specta(type = Number)]
    pub at_ms: i64,
    /// Its sale is done; else it waits, or came to nothing, which its own tile says.
    pub is_done: bool,
}

/// Paper mode, now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ChitsNow {
    /// No company can be reached, as far as the last calls tell.
    pub is_line_down: bool,
    /// The chits that nobody has sold or thrown away, oldest first: those that wait, those of the last day that expired, and older ones
    /// with which money was taken.
    pub chits: Vec<ChitView>,
}

impl ChitView {
    /// A chit as it stands at a moment (ms since 1970).
    pub(crate) fn of(row: ChitRow, now_ms: i64) -> ChitView {
        let standing = match row.state {
            _ if row.is_over(now_ms) => ChitStanding::Expired,
            ChitState::Unsure => ChitStanding::Unsure,
            // A chit that was sold or thrown away is not listed.
            ChitState::Open | ChitState::Sold | ChitState::ThrownAway => ChitStanding::Waiting,
        };
        ChitView {
            id: row.chit_id,
            day_number: row.day_number,
            made_at_ms: row.made_at_ms,
            expires_at_ms: row.chit.expires_at_ms,
            service: row.chit.service,
            operator: row.chit.operator,
            circle: Some(row.chit.circle).filter(|circle| !circle.is_empty()),
            number: row.chit.number,
            amount_paise: row.chit.amount.get(),
            fields: fields_of(&row.chit.fields),
            phone: row.chit.phone,
            taken: row.chit.taken,
            standing,
        }
    }
}

impl Till {
    /// The chits of the day, those that expired within a day, because their customers have to be told, and those whose money lies here still.
    pub(super) fn chits_now(&self, now_ms: i64) -> Result<ChitsNow, Problem> {
        let chits = self.ledger.waiting_chits(now_ms - DAY_MS)?.into_iter();
        Ok(ChitsNow { is_line_down: self.is_line_down(), chits: chits.map(|row| ChitView::of(row, now_ms)).collect() })
    }

    /// The chit that was written for a sale that never left and has been sold since.
    pub(crate) fn sold_chit(&self, unsent: &SaleRow) -> Result<Option<SoldChit>, LedgerError> {
        if unsent.state != SaleState::NotSent {
            return Ok(None);
        }
        let Some(chit) = self.ledger.sold_chit(&unsent.number, unsent.amount, unsent.created_at_ms)? else {
            return Ok(None);
        };
        let Some(sale_id) = chit.sale_id else { return Ok(None) };
        let sale = self.ledger.sale(sale_id)?;
        let is_done = sale.state == SaleState::Succeeded;
        Ok(Some(SoldChit { day_number: chit.day_number, at_ms: sale.created_at_ms, is_done }))
    }
}
