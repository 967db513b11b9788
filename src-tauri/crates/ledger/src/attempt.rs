//! Writes a step into the row of its attempt, and its state into the sale.

use domain::flaw::{self, Flaw};
use domain::{Event, Said, SaleState, Word};

use crate::LedgerError;
use crate::entry::Attention;
use crate::entry::{Asked, Booked};
use crate::event::{EventKind, PersonsRow};
use crate::step::{Step, furthest_ms};
use crate::transaction::Transaction;

/// The values of the columns `said` and `said_detail`: the person's word, and as JSON everything that the person wrote
/// down.
fn word_of(step: &Step) -> Result<(&'static str, String), LedgerError> {
    let Some(person) = &step.detail.person else {
        // A row of an earlier version, which knew no person's name, is put back.
        let said = if step.kind() == EventKind::DeclaredFailed { Said::Failed.as_str() } else { "" };
        return Ok((said, String::new()));
    };
    let detail = serde_json::to_string(person).map_err(|error| LedgerError::Failed(error.to_string()))?;
    Ok((person.said.map_or("", Said::as_str), detail))
}

/// SQL for the columns that only a person's row sets.
fn marks_of(kind: EventKind) -> &'static str {
    match kind.by_person() {
        None | Some(PersonsRow::ComplaintNoted | PersonsRow::ComplaintClosed) => "",
        Some(PersonsRow::Said | PersonsRow::DeclaredFailed) => "said = ?17, said_detail = ?18,",
        Some(PersonsRow::Disputed) => "disputed_at_ms = COALESCE(?25, ?5),",
        Some(PersonsRow::DealtWith) => "dealt_at_ms = COALESCE(?25, ?5),",
    }
}

/// SQL for the column with the real fee of an order, or with the money really paid into the wallet.
fn booked_of(step: &Step) -> &'static str {
    match step.booked {
        None => "",
        Some(Booked::Fee(_)) => "earned_paise = (SELECT amount_paise - ?15 FROM sale WHERE sale.id = attempt.sale_id),",
        Some(Booked::Paid(_)) => "paid_paise = ?15,",
    }
}

/// SQL that removes the mark *dealt with*. A person must deal with a contradiction once more if it ended and comes again,
/// or if the company now says something else.
fn dealt_after(step: &Step) -> &'static str {
    if step.attention != Some(Attention::Contradicted) {
        "dealt_at_ms = NULL,"
    } else if step.kind() == EventKind::Contradicted {
        // Both the word and the sentence are compared, because many companies say "done" with the same sentence as before,
        // or with none. An order that was put back has no *contradicted* row. There the sentence is compared with the
        // company's last one.
        "dealt_at_ms = CASE WHEN COALESCE(?8, '') <> COALESCE((SELECT COALESCE(json_extract(detail, '$.words'), '')
            FROM sale_event WHERE sale_event.sale_id = attempt.sale_id AND sale_event.attempt_id = attempt.id
            AND kind = 'contradicted' ORDER BY seq DESC LIMIT 1), words)
            OR ?24 <> (SELECT json_extract(detail, '$.heard')
            FROM sale_event WHERE sale_event.sale_id = attempt.sale_id AND sale_event.attempt_id = attempt.id
            AND kind = 'contradicted' ORDER BY seq DESC LIMIT 1) THEN NULL ELSE dealt_at_ms END,"
    } else {
        ""
    }
}

/// Writes the step. The update names the state that it expects. So of two answers that arrive together, the second writes
/// nothing and gives [`LedgerError::MovedOn`].
pub(crate) fn update_attempt(transaction: &Transaction<'_>, step: &Step, next: SaleState) -> Result<(), LedgerError> {
    let problem = step.detail.problem.as_ref().map(|problem| problem.to_string());
    let settled = step.event().is_some() && !next.is_open();
    let no_record = step.kind() == EventKind::NoRecord;
    // These answers end a row of "no record" answers, which count only one after the other.
    let heard_of = matches!(step.kind(), EventKind::Accepted | EventKind::Succeeded | EventKind::Rejected);
    // A person's word takes the problem away, too, because it says how the sale ended.
    let is_told = heard_of || step.kind() == EventKind::PersonSaid;
    // The company's last words stay until it says something else. They also go when it settles the sale without a word.
    let is_over = matches!(step.kind(), EventKind::Succeeded | EventKind::Rejected);
    let amount = step.booked.map(|(Booked::Fee(amount) | Booked::Paid(amount))| amount.get());
    // A state that does not change is left out. SQLite would write the indices over it all the same, and thousands of
    // enquiries a day change no state.
    let state = if next == step.expected { "" } else { "state = ?3," };
    let booked = booked_of(step);
    let anyway = if flaw::is_on(Flaw::ExpectedStateIgnored) { "OR ?2 <> ''" } else { "" };
    let link = if step.link.is_some() { "link = ?16," } else { "" };
    let said = marks_of(step.kind());
    let dealt = dealt_after(step);
    let (word, word_detail) = word_of(step)?;
    let changed = transaction
        .prepare_cached(&format!(
            "UPDATE attempt SET {state} {booked} {link} {said} {dealt}
                settled_at_ms = CASE WHEN ?4 THEN COALESCE(?25, ?5) ELSE settled_at_ms END,
                provider_ref = COALESCE(?6, provider_ref),
                operator_ref = COALESCE(?7, operator_ref),
                words = CASE WHEN ?8 IS NOT NULL THEN ?8 WHEN ?20 THEN '' ELSE words END,
                problem = CASE WHEN ?9 IS NOT NULL THEN ?9 WHEN ?19 THEN '' ELSE problem END,
                next_check_at_ms = ?11,
                checks = checks + ?12,
                checks_beside = checks_beside + ?21,
                no_records = CASE WHEN ?13 THEN no_records + 1 WHEN ?10 THEN 0 ELSE no_records END,
                first_no_record_ms = CASE WHEN ?13 AND no_records = 0 THEN ?5
                    WHEN ?13 THEN ?5 - (last_no_record_ms - first_no_record_ms) - COALESCE(?23, ?5 - last_no_record_ms)
                    ELSE first_no_record_ms END,
                last_no_record_ms = CASE WHEN ?13 THEN ?5 ELSE last_no_record_ms END,
                declared_failed = declared_failed OR ?14,
                attention = ?22
             WHERE id = ?1 AND (state = ?2 {anyway})",
        ))?
        .execute(rusqlite::params![
            step.attempt_id,
            step.expected.as_str(),
            next.as_str(),
            settled,
            step.at_ms,
            step.provider_ref,
            step.operator_ref,
            step.detail.words,
            problem,
            heard_of,
            step.next_check_at_ms.map(|planned_ms| planned_ms.min(furthest_ms(step.at_ms))),
            i64::from(step.asked != Asked::Not),
            no_record,
            matches!(step.event(), Some(Event::DeclareFailed | Event::Abandon)),
            amount,
            step.link,
            word,
            word_detail,
            is_told,
            is_over,
            i64::from(step.asked == Asked::Beside),
            Attention::as_str(step.attention),
            step.detail.waited_ms,
            step.detail.heard.map(Word::as_str),
            step.detail.first_at_ms,
        ])?;
    if changed == 1 { Ok(()) } else { Err(LedgerError::MovedOn) }
}

/// Gives a sale the state of its newest attempt. News of an older attempt goes into the journal only.
pub(crate) fn follow(
    transaction: &Transaction<'_>,
    sale_id: i64,
    attempt_id: i64,
    next: SaleState,
) -> Result<(), LedgerError> {
    transaction
        .prepare_cached(
            "UPDATE sale SET state = ?2 WHERE id = ?1 AND state <> ?2
             AND ?3 = (SELECT MAX(id) FROM attempt WHERE attempt.sale_id = sale.id)",
        )?
        .execute((sale_id, next.as_str(), attempt_id))?;
    Ok(())
}
