//! A person writes down what a company's portal or helpline says. Now and then it is not so.

use domain::{ComplaintOutcome, ComplaintReason, Said};
use till::{CloseComplaintInput, ComplaintInput, ComplaintNoteInput, DealtInput, Problem, SaleView, ToldInput};

use super::firm::Standing;
use super::keeper::Keeper;
use super::state::Written;
use crate::word::{told, word};

/// Of a thousand words so many are wrong: another line of the portal was read.
const WRONG: i64 = 150;
/// The same of forms that stand open while the company may answer: the wrong ones are those that still could be taken then.
const WRONG_IN_FORM: i64 = 600;

impl Keeper {
    /// What the portal says of an order; `None` while it says that it is being worked on.
    fn portal(&self, view: &SaleView) -> Option<Said> {
        let state = self.world.lock();
        match state.order(&view.provider, &view.order_id).map(|order| order.standing) {
            Some(Standing::Waiting) => None,
            Some(Standing::Done) => Some(Said::Succeeded),
            Some(Standing::Reversed) => Some(Said::GivenBack),
            Some(Standing::Failed) | None => Some(Said::Failed),
        }
    }

    /// Writes down what the portal says of a sale as it was seen, or what it does not say. The till takes it where it may.
    pub fn say(&mut self, view: &SaleView, wrong_permille: i64) {
        let said = match self.chance.permille(wrong_permille) {
            true => Some(*self.chance.pick(&[Said::Succeeded, Said::Failed, Said::GivenBack])),
            false => self.portal(view),
        };
        let is_wrong = said != self.portal(view);
        let reference = format!("C{}", self.world.lock().serial());
        let Some((said, input)) = said.and_then(|said| Some((said, word(&self.till, view, said, &reference).ok()?)))
        else {
            return;
        };
        // Written down before, since the program may be killed while it writes.
        self.world.lock().note_said(&view.order_id, said.as_str());
        let before = self.till.sale(view.id).map(|detail| detail.sale.seen);
        let ended = self.till.say(view.id, &input);
        let is_written = ended.is_ok() && !self.disk.is_off();
        if let Some(view) = ended.as_ref().ok().filter(|_| is_written) {
            let written = Written { order_id: view.order_id.clone(), reference };
            self.world.lock().written.push(written);
        }
        let ended = ended.map(|view| view.state);
        self.world.note(format_args!("a person says of sale {} ({}): {said:?}: {ended:?}", view.id, view.order_id));
        let is_late = before.as_ref() != Ok(&view.seen);
        let mut state = self.world.lock();
        state.count.moved_on += u64::from(is_late);
        if ended.is_err() {
            return;
        }
        if is_late {
            let words = format!("old word: {said:?} of {}, seen as {:?}, is {before:?}", view.order_id, view.seen);
            state.violations.push(words);
        }
        state.count.said += 1;
        state.count.mended += u64::from(view.word.is_some());
        self.mistaken.extend(is_wrong.then_some(view.id));
    }

    /// Ends by a word what is open, says of a success that its money came back, and mends what was said by mistake.
    pub fn say_of_some(&mut self) {
        for view in self.till.pending_sales().unwrap_or_default() {
            match self.chance.below(10) {
                0..3 => self.say(&view, WRONG),
                3..6 => self.form = Some(view),
                _ => {}
            }
        }
        for sale_id in std::mem::take(&mut self.mistaken) {
            if let Ok(detail) = self.till.sale(sale_id) {
                self.say(&detail.sale, WRONG);
            }
        }
        let recent = self.recent().and_then(|sold| self.till.sale(sold.sale_id).ok()).map(|detail| detail.sale);
        match recent {
            Some(view) if self.chance.permille(300) => self.say(&view, WRONG),
            Some(_) | None => {}
        }
    }

    /// Sends the form that stands open, if one does, or opens one about one of the newest sales.
    pub fn fill_in_form(&mut self) {
        match self.form.take() {
            Some(view) => self.say(&view, WRONG_IN_FORM),
            None => self.form = self.recent().and_then(|sold| Some(self.till.sale(sold.sale_id).ok()?.sale)),
        }
    }

    /// Opens a complaint about a sale; of an open one, writes down what was said, and closes it the next time.
    fn complain_of(&self, sale_id: i64, told: ToldInput) -> Result<usize, Vec<Problem>> {
        let before = self.till.sale_complaints(sale_id).map_err(|problem| vec![problem])?;
        let steps: usize = before.complaints.iter().map(|complaint| complaint.steps.len()).sum();
        // The same act once more after a crash is the same row.
        let intent = format!("complaint {sale_id} {steps}");
        let (by, note) = (told.by.clone(), "the portal says wait".to_owned());
        let (next_step, next_day) = ("ask again".to_owned(), told.told_day.clone());
        let open = before.complaints.iter().find(|complaint| complaint.outcome.is_none());
        let after = match open {
            None => {
                let reason = ComplaintReason::NotReceived;
                let input = ComplaintInput { intent, order_id: None, reason, told, note, next_step, next_day };
                self.till.open_complaint(sale_id, &input)
            }
            Some(complaint) if complaint.steps.len() < 2 => {
                let (reference, told_day, told_time) = (told.reference, told.told_day, told.told_time);
                let input =
                    ComplaintNoteInput { intent, reference, by, told_day, told_time, note, next_step, next_day };
                self.till.note_complaint(complaint.id, &input)
            }
            Some(complaint) => {
                let input = CloseComplaintInput { intent, outcome: Some(ComplaintOutcome::GivenUp), by, note };
                self.till.close_complaint(complaint.id, &input)
            }
        };
        after.map(|after| after.complaints.len())
    }

    /// Complains to a company, and deals with what contradicts itself.
    pub fn complain(&mut self) {
        let seen = self.recent().and_then(|sold| self.till.sale(sold.sale_id).ok()).map(|detail| detail.sale);
        let form = seen.and_then(|view| Some((told(&self.till, &view, "T7").ok()?, view)));
        if let Some((input, view)) = form {
            let ended = self.complain_of(view.id, input);
            self.world.note(format_args!("a person complains of sale {}: {ended:?}", view.id));
            self.world.lock().count.disputed += u64::from(ended.is_ok());
        }
        let loud = self.till.counter_now().map(|now| now.loud).unwrap_or_default();
        for view in loud {
            let (by, note) = ("Verma".to_owned(), "the customer was told".to_owned());
            let ended =
                self.till.deal_with(view.id, &DealtInput { seen: view.seen, by, note }).map(|view| view.is_loud);
            self.world.note(format_args!("a person deals with sale {}: {ended:?}", view.id));
        }
    }

    /// At the end everything has an exit: what asking has not ended a person can end.
    pub fn end_by_word(&mut self) {
        for view in self.till.pending_sales().unwrap_or_default().into_iter().filter(|view| view.state.is_open()) {
            let has_exit = view.can_say.contains(&Said::Failed) && view.can_say.contains(&Said::Succeeded);
            if !has_exit {
                let words =
                    format!("exit: {} at {} is {:?} and cannot be ended", view.order_id, view.provider, view.state);
                self.world.lock().violations.push(words);
            }
            if self.chance.permille(500) {
                self.say(&view, 0);
            }
        }
    }
}
