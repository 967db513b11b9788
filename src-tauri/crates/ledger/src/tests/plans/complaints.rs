//! What is asked of complaints.

use domain::ComplaintOutcome;

use super::{Call, call};
use crate::tests::complaint::closes;
use crate::tests::{Books, DAY, NOW};
use crate::{ComplaintFilter, ComplaintOrder, EventDetail, Page};

/// Every call about complaints.
pub(super) fn calls<'a>(books: &'a Books, sale_id: i64) -> Vec<Call<'a>> {
    vec![
        call("complaints_of", move |ledger| ledger.complaints_of(sale_id)),
        call("complaint", |ledger| ledger.complaint(1)),
        call("complaints_due", |ledger| ledger.complaints_due(DAY)),
        call("listed_complaints", |ledger| {
            let part = Page { after: 0, rows: 9 };
            let filter = ComplaintFilter { company: "a1topup".to_owned(), least_days: 3 };
            ledger.listed_complaints(ComplaintOrder::OpenByDay, &filter, part, NOW)?;
            ledger.listed_complaints(ComplaintOrder::OpenByAge, &filter, part, NOW)?;
            ledger.listed_complaints(ComplaintOrder::Closed, &filter, part, NOW)
        }),
        (
            "a complaint",
            Box::new(|_| {
                let open = books.complained("9000000009", NOW);
                let note = EventDetail { intent: Some("a note".to_owned()), ..EventDetail::default() };
                books.ledger.note_complaint(open.complaint_id, note, NOW).unwrap();
                let end = closes(ComplaintOutcome::Refused, NOW, "plans");
                books.ledger.close_complaint(open.complaint_id, end, NOW).unwrap();
            }),
        ),
    ]
}
