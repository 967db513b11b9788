//! A person's word as it is typed into the form.

use domain::{Said, india_day, india_time};
use till::{Problem, SaleView, Till, ToldInput, WordInput};

/// Now by the screen: day and time.
fn now_on_screen(till: &Till) -> Result<(String, String), Problem> {
    let now_ms = till.counter_now()?.now_ms;
    let time = india_time(now_ms);
    Ok((india_day(now_ms), format!("{:02}:{:02}", time.hour(), time.minute())))
}

/// The part that every form about a sale has, of a sale as it was seen.
pub fn told(till: &Till, view: &SaleView, reference: &str) -> Result<ToldInput, Problem> {
    let (told_day, told_time) = now_on_screen(till)?;
    let seen = view.seen.clone();
    Ok(ToldInput { seen, reference: reference.to_owned(), by: "Verma".to_owned(), told_day, told_time })
}

/// What the company says of a sale as it was seen.
pub fn word(till: &Till, view: &SaleView, said: Said, reference: &str) -> Result<WordInput, Problem> {
    let last_four = view.number.chars().skip(view.number.chars().count().saturating_sub(4)).collect();
    Ok(WordInput { said, told: told(till, view, reference)?, last_four })
}

/// Says that a sale failed, without a reference: taken only where the company has no record of it.
pub fn say_unrecorded(till: &Till, sale_id: i64) -> Result<SaleView, Vec<Problem>> {
    let one = |problem| vec![problem];
    let view = till.sale(sale_id).map_err(one)?.sale;
    let input = word(till, &view, Said::Failed, "").map_err(one)?;
    till.say(sale_id, &input)
}
