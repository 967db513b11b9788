//! Slips about no sale: a close, a count, a customer's account, a voucher.

use domain::{Account, VoucherKind};
use ledger::{CloseRow, CountRow, ShiftSoFar, Span, VoucherRow};
use receipts::{Standing, VoucherReceipt};

use crate::{Problem, Settings, Till};

/// So many closes are read at a time.
const PAGE: u32 = 64;

impl Till {
    /// A close by its number.
    pub(crate) fn close_numbered(&self, number: i64) -> Result<CloseRow, Problem> {
        let mut before = i64::MAX;
        loop {
            let page = self.ledger.closes(before, PAGE)?;
            // Numbers grow with the places in the journal.
            let Some(last) = page.last().filter(|_| number > 0) else { return Err(Problem::CloseUnknown) };
            before = if last.closed.number > number { last.seq } else { 0 };
            if let Some(close) = page.into_iter().find(|close| close.closed.number == number) {
                return Ok(close);
            }
        }
    }

    /// A count of the drawer, with the figures of the shift so far. Only while they can still be told: in the shift that goes on, and
    /// before more cash moved.
    pub(crate) fn count_still_standing(&self, row: i64) -> Result<(CountRow, ShiftSoFar), Problem> {
        let so_far = self.ledger.shift_so_far()?;
        let count = self.ledger.count_row(row)?.filter(|count| count.seq >= so_far.figures.from_row);
        let count = count.ok_or(Problem::CountIsGone)?;
        let drawer = so_far.figures.closing(&Account::Cash.to_string());
        if drawer == count.count.expected_paise { Ok((count, so_far)) } else { Err(Problem::CountIsOld) }
    }

    /// Hands a voucher to `say`, as it goes on paper.
    pub(crate) fn with_voucher<T>(
        &self,
        settings: &Settings,
        row: i64,
        duplicate: u32,
        say: impl FnOnce(&VoucherReceipt<'_>) -> T,
    ) -> Result<T, Problem> {
        let found = self.ledger.voucher(row)?.ok_or(Problem::NotAllowedNow)?;
        let receipt = VoucherReceipt {
            practice: self.is_practice(),
            duplicate,
            shop_name: &settings.shop_name,
            shop_phone: &settings.shop_phone,
            shop_address: &settings.shop_address,
            number: found.seq,
            at_ms: found.at_ms,
            voucher: &found.voucher,
            standing: self.standing_of(&found)?,
            companies: &self.company_names(),
            mended: found.mended_by.is_some(),
        };
        Ok(say(&receipt))
    }

    /// The customer whose payment a voucher is.
    pub(crate) fn payer_of(&self, row: i64) -> Result<Option<i64>, Problem> {
        let found = self.ledger.voucher(row)?.ok_or(Problem::NotAllowedNow)?;
        Ok(self.standing_of(&found)?.map(|standing| standing.customer))
    }

    /// What a customer owed before a payment and after it.
    fn standing_of(&self, found: &VoucherRow) -> Result<Option<Standing>, Problem> {
        let voucher = &found.voucher;
        let customer = match (voucher.kind, &voucher.from, &voucher.to) {
            (VoucherKind::UdhaarPaid, Account::Customer(customer), _)
            | (VoucherKind::CreditBack, _, Account::Customer(customer)) => *customer,
            (_, _, _) => return Ok(None),
        };
        let span = Span { from: None, to: None, before: Some(found.seq + 1) };
        let entry = self.ledger.statement(&Account::Customer(customer), span, 1)?.rows.pop();
        let entry = entry.filter(|entry| entry.seq == found.seq).ok_or(Problem::LedgerCorrupt)?;
        let before = entry.after.checked_sub(entry.amount).ok_or(Problem::AmountTooLarge)?;
        let name = self.ledger.customer(customer)?.facts.name;
        Ok(Some(Standing { customer, name, before, after: entry.after }))
    }
}
