//! A person looks into a company's portal, or calls its helpline, and writes down what it says; now and then it is not so.

use domain::{Said, india_day, india_time};
use till::{DealtInput, DisputeInput, SaleView, WordInput};

use super::firm::Standing;
use super::keeper::Keeper;
use super::state::Written;

/// Of a thousand words so many are wrong: another line of the portal was read.
const WRONG: i64 = 150;

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

    /// Day and time by the screen.
    fn now_on_screen(&self) -> Option<(String, String)> {
        let now_ms = self.till.counter_now().ok()?.now_ms;
        let time = india_time(now_ms);
        Some((india_day(now_ms), format!("{:02}:{:02}", time.hour(), time.minute())))
    }

    /// Writes down what the portal says of a sale, or what it does not say. The till takes it where it may.
    pub fn say(&mut self, view: &SaleView, may_be_wrong: bool) {
        let said = match may_be_wrong && self.chance.permille(WRONG) {
            true => Some(*self.chance.pick(&[Said::Succeeded, Said::Failed, Said::GivenBack])),
            false => self.portal(view),
        };
        let (Some(said), Some((told_day, told_time))) = (said, self.now_on_screen()) else { return };
        let last_four = view.number.chars().skip(view.number.chars().count() - 4).collect();
        let reference = format!("C{}", self.world.lock().serial());
        let input =
            WordInput { said, reference: reference.clone(), by: "Verma".to_owned(), told_day, told_time, last_four };
        // Written down before, since the program may be killed while it writes.
        self.world.lock().note_said(&view.order_id, said.as_str());
        let ended = self.till.say(view.id, &input);
        let is_written = ended.is_ok() && !self.disk.is_off();
        if let Some(view) = ended.as_ref().ok().filter(|_| is_written) {
            let written = Written { order_id: view.order_id.clone(), reference };
            self.world.lock().written.push(written);
        }
        let ended = ended.map(|view| view.state);
        self.world.note(format_args!("a person says of sale {} ({}): {said:?}: {ended:?}", view.id, view.order_id));
        self.world.lock().count.said += u64::from(ended.is_ok());
    }

    /// Ends by a word what is open, and says of a success that its money came back.
    pub fn say_of_some(&mut self) {
        for view in self.till.pending_sales().unwrap_or_default() {
            if self.chance.permille(300) {
                self.say(&view, true);
            }
        }
        let recent = self.recent().and_then(|sold| self.till.sale(sold.sale_id).ok());
        if let Some(detail) = recent
            && self.chance.permille(300)
        {
            self.say(&detail.sale, true);
        }
    }

    /// Complains to a company, and deals with what contradicts itself.
    pub fn complain(&mut self) {
        let Some((told_day, told_time)) = self.now_on_screen() else { return };
        if let Some(sold) = self.recent() {
            let input = DisputeInput { reference: "T7".to_owned(), by: "Verma".to_owned(), told_day, told_time };
            let ended = self.till.dispute(sold.sale_id, &input).map(|view| view.state);
            self.world.note(format_args!("a person complains of sale {}: {ended:?}", sold.sale_id));
            self.world.lock().count.disputed += u64::from(ended.is_ok());
        }
        let loud = self.till.counter_now().map(|now| now.loud).unwrap_or_default();
        for view in loud {
            let input = DealtInput { by: "Verma".to_owned(), note: "the customer was told".to_owned() };
            let ended = self.till.deal_with(view.id, &input).map(|view| view.is_loud);
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
                self.say(&view, false);
            }
        }
    }
}
