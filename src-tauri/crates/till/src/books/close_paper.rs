//! A close and a count on paper. `duplicate`: how often that was printed before.

use std::collections::BTreeMap;

use domain::{Counted, Language, OpenedAt};
use ledger::{CloseRow, CountRow, ShiftSoFar};
use receipts::{CloseReceipt, CloseSlip};

use crate::{Problem, Settings, Till};

impl Till {
    /// A count on paper, with the figures of the shift so far. `duplicate`: how often it was printed before.
    pub(crate) fn count_slip(
        &self,
        settings: &Settings,
        row: &CountRow,
        so_far: &ShiftSoFar,
        duplicate: u32,
        language: Language,
    ) -> Result<CloseSlip, Problem> {
        let opened = so_far.open.as_ref();
        let opened = opened.map(|open| OpenedAt { at_ms: open.at_ms, opened: open.opened.clone() });
        let receipt = CloseReceipt {
            practice: self.is_practice(),
            duplicate,
            shop_name: &settings.shop_name,
            name: None,
            day: &self.ledger.business_day(row.at_ms)?,
            opened: opened.as_ref(),
            at_ms: row.at_ms,
            by: &row.count.by,
            counted: &row.count.counted,
            expected: row.count.expected_paise,
            counts: &[],
            reason: "",
            figures: &so_far.figures,
            companies: &self.company_names(),
            seal: None,
        };
        Ok(CloseSlip::of(&receipt, language))
    }

    /// A close on paper. `duplicate`: how often it was printed before.
    pub(crate) fn close_slip(
        &self,
        settings: &Settings,
        row: &CloseRow,
        duplicate: u32,
        language: Language,
    ) -> CloseSlip {
        let closed = &row.closed;
        let (name, counted): (_, &Counted) = (closed.name(), &closed.count.counted);
        let receipt = CloseReceipt {
            practice: self.is_practice(),
            duplicate,
            shop_name: &settings.shop_name,
            name: Some(&name),
            day: &closed.day,
            opened: closed.opened.as_ref(),
            at_ms: row.at_ms,
            by: &closed.by,
            counted,
            expected: closed.count.expected_paise,
            counts: &closed.counts,
            reason: &closed.reason,
            figures: &closed.figures,
            companies: &self.company_names(),
            seal: Some((row.seal.to_string(), row.seal.code(&name))),
        };
        CloseSlip::of(&receipt, language)
    }

    pub(crate) fn company_names(&self) -> BTreeMap<String, String> {
        let named = |connection: &crate::Connection| (connection.slug().to_owned(), self.name_of(connection.slug()));
        self.connections().iter().map(named).collect()
    }
}
