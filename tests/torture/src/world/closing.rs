//! The shopkeeper opens a shift and closes it, and does not always count right.

use till::{CountInput, Language, Settings, ShiftInput};

use super::keeper::{Keeper, rest};
use super::state::Counted;

/// By how much a count is off, in paise.
const ERRORS: [i64; 7] = [0, 0, 0, 500, -500, 5_000, -20_000];

impl Keeper {
    /// Counts, and opens a shift with that or closes it. Now and then money moves in between.
    pub async fn open_or_close(&mut self) {
        let (Ok(shift), Ok(book)) = (self.till.shift(), self.till.money_book()) else { return };
        let drawer = book.own.iter().find(|view| view.account == "cash").map_or(0, |view| view.paise);
        let counted = (drawer + *self.chance.pick(&ERRORS)).max(0);
        let intent = {
            let mut state = self.world.lock();
            let intent = format!("shift-{}", state.serial());
            state.counted.push(Counted { intent: intent.clone(), paise: counted, is_sure: false });
            intent
        };
        let count = CountInput {
            pieces: Vec::new(),
            sum: format!("{}.{:02}", counted / 100, counted % 100),
            by: "Verma".to_owned(),
            intent: format!("{intent}-count"),
            sure: true,
        };
        let Ok(seen) = self.till.count_drawer(&Settings::default(), &count, Language::EN) else { return };
        if self.chance.permille(300) {
            rest(20_000).await;
        }
        let act = ShiftInput {
            count_seq: seen.count_seq,
            reason: "counted twice".to_owned(),
            by: "Verma".to_owned(),
            intent: intent.clone(),
        };
        if shift.opened.is_none() && self.chance.permille(700) {
            let opened = self.till.open_shift(&act);
            self.world.note(format_args!("{intent} opens with {counted} of {drawer}: {}", opened.is_ok()));
            self.counted(&intent, opened.is_ok());
            return;
        }
        let closed = self.till.close_shift(&Settings::default(), &act, Language::EN).map(|view| view.line.number);
        self.world.note(format_args!("{intent} closes with {counted} of {drawer}: {closed:?}"));
        self.counted(&intent, closed.is_ok());
    }

    /// The till has said that it is written.
    fn counted(&self, intent: &str, is_told: bool) {
        let is_sure = is_told && !self.disk.is_off();
        let mut state = self.world.lock();
        if let Some(counted) = state.counted.iter_mut().rfind(|counted| counted.intent == intent).filter(|_| is_sure) {
            counted.is_sure = true;
            state.count.shifts += 1;
        }
    }
}
