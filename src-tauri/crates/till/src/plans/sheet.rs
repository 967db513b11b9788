//! A sheet of plans to fill in: the shop's own list, and what is sold here and not in it.

use std::path::Path;

use domain::{DataPer, PlanData, languages, operator};
use ledger::PlanRow;
use sheets::write::{Cell, Column, Kind, Sheet, xlsx};

use crate::print::share::save_beside;
use crate::{Problem, SavedSlip, Till};

/// The file's name without its ending.
const NAME: &str = "Galla plans";
/// Where nothing is sold and nothing is known yet, the usual amounts of this operator show what a sheet looks like.
const SHOWN: &str = "airtel";
const MB_OF_GB: u32 = 1_024;

/// Data as the reader of files reads it again.
pub(super) fn data_text(data: PlanData) -> String {
    let hundredths = u64::from(data.mb) * 100 / u64::from(MB_OF_GB);
    let is_even = hundredths * u64::from(MB_OF_GB) == u64::from(data.mb) * 100;
    let amount = match (data.mb, is_even) {
        (mb, true) if mb >= MB_OF_GB => {
            let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            format!("{} GB", text.trim_end_matches('0').trim_end_matches('.'))
        }
        (mb, _) => format!("{mb} MB"),
    };
    match data.per {
        DataPer::Day => format!("{amount}/day"),
        DataPer::Total => amount,
    }
}

fn columns() -> Vec<Column> {
    let plain = |title: &str, width| Column { title: title.to_owned(), kind: Kind::Text, width };
    let words = languages().iter().map(|language| plain(&format!("Words ({language})"), 40));
    let first = [plain("Operator", 18), plain("Circle", 18), plain("Amount", 10), plain("Days", 8), plain("Data", 16)];
    first.into_iter().chain(words).collect()
}

fn row(name: &str, circle: &str, amount: String, said: Option<&PlanRow>) -> Vec<Cell> {
    let text = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
    let days = said.and_then(|plan| plan.days).map(|days| days.to_string()).unwrap_or_default();
    let data = said.and_then(|plan| plan.data).map(data_text).unwrap_or_default();
    let words = languages().iter().map(|language| said.and_then(|plan| plan.words.get(language)).cloned());
    let first = [name.to_owned(), circle.to_owned(), amount, days, data];
    first.into_iter().chain(words.map(Option::unwrap_or_default)).map(text).collect()
}

impl Till {
    /// Saves the sheet in a folder of the user's, and says under which name.
    pub fn save_plan_sheet(&self, folder: &Path) -> Result<SavedSlip, Problem> {
        let (page, lists) = (self.plans()?, self.lists());
        let name = |id: &str| lists.operator(id).map_or(id, |known| known.names.english()).to_owned();
        let circle = |id: &str| domain::circle(id).map_or("", |known| known.names.english());
        let planned = page.plans.iter().map(|plan| {
            let key = &plan.key;
            row(&name(&key.operator), circle(&key.circle), key.amount_paise.to_wire(), Some(plan))
        });
        let asked = page.candidates.iter();
        let asked = asked.map(|sold| row(&name(&sold.operator), "", sold.amount_paise.to_wire(), None));
        let mut rows: Vec<Vec<Cell>> = planned.chain(asked).collect();
        if rows.is_empty() {
            let amounts = operator(SHOWN).map(domain::Operator::usual_amounts).unwrap_or_default();
            rows = amounts.iter().map(|amount| row(&name(SHOWN), "", amount.to_wire(), None)).collect();
        }
        let (columns, mut bytes) = (columns(), Vec::new());
        let sheet = Sheet { name: NAME, lines: &[], columns: &columns, rows: &rows, sums: &[], is_wide: true };
        let failed = |_| Problem::SlipNotSaved { folder: folder.display().to_string() };
        xlsx(&mut bytes, &sheet).map_err(failed)?;
        save_beside(folder, NAME, "xlsx", &bytes)
    }
}
