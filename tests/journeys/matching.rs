//! A company's statement file held against the book of a counter that has sold: what differs is found, ended by a person's word or put
//! aside, and does not come again.

mod exported;
mod month;

use std::time::Duration;

use domain::{DAY_MS, Said, SaleState, india_time};
use till::{
    Difference, LeftWhy, MatchGroup, MatchResult, Meaning, Mode, Problem, SaleView, StatementColumns, StatementFault,
    StatementPreview, WordFault, WordField,
};

use crate::sales::counter::Counter;
use crate::sales::heard::heard;
use crate::sales::stall::airtel;

const QUICK: Duration = Duration::from_millis(40);

/// Bytes in base64, as the window sends them.
pub fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let three = [part[0], part.get(1).copied().unwrap_or(0), part.get(2).copied().unwrap_or(0)];
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        let sign = |place: u32| char::from(SIGNS[usize::try_from(bits >> (18 - 6 * place) & 63).expect("six bits")]);
        let signs = (0..4).map(|place| if place <= part.len() as u32 { sign(place) } else { '=' });
        text.extend(signs);
    }
    text
}

/// One line of a statement about a sale.
fn line(sale: &SaleView, status: &str) -> String {
    let when = india_time(sale.created_at_ms).strftime("%d-%m-%Y %H:%M:%S");
    format!("{when},{},REF{},{},{}.00,{status}\n", sale.order_id, sale.id, sale.number, sale.amount_paise / 100)
}

fn statement(lines: &[String]) -> String {
    format!("Date,Client Id,Txn Id,Mobile,Amount,Status\n{}", lines.concat())
}

/// Sends a file in small parts, and reads it.
async fn opened(counter: &Counter, file: &[u8]) -> Result<(u32, StatementPreview), Problem> {
    opened_as("inspay", counter, file).await
}

/// The same for the file of a company.
async fn opened_as(slug: &str, counter: &Counter, file: &[u8]) -> Result<(u32, StatementPreview), Problem> {
    let id = counter.shop.begin_statement(slug, file.len())?;
    for part in file.chunks(100) {
        counter.shop.add_statement_part(id, &base64(part))?;
    }
    Ok((id, counter.shop.read_statement(id).await?))
}

fn as_guessed(preview: &StatementPreview) -> StatementColumns {
    let meanings = preview.columns.iter().map(|column| column.meaning).collect();
    StatementColumns { meanings, date_order: Some(till::DateOrder::DayFirst), words: preview.words.clone() }
}

async fn held(counter: &Counter, id: u32, said: &StatementColumns) -> MatchResult {
    counter.shop.hold_statement(id, said.clone()).await.unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// How many agree, differ, are only in the file, only in the book, and put aside.
fn counts(result: &MatchResult) -> [usize; 5] {
    [result.agree, result.differ, result.only_file, result.only_book, result.ignored]
}

#[tokio::test]
async fn what_differs_is_found_and_ended_by_a_persons_word_or_put_aside() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut sales = Vec::new();
    for number in ["9876500001", "9876543210", "9876543211", "9876543212"] {
        let sale = counter.sell(&airtel(number)).await;
        assert_eq!(sale.state, SaleState::Succeeded);
        counter.clock.forward(60_000);
        sales.push(sale);
    }
    let stranger = SaleView { order_id: "ZZZZZZ999999".into(), number: "9000000001".into(), ..sales[1].clone() };
    // The third is not in it.
    let file = statement(&[
        line(&sales[0], "Success"),
        line(&sales[1], "Refunded"),
        line(&stranger, "Success"),
        line(&sales[3], "Success"),
    ]);
    let (id, preview) = opened(&counter, file.as_bytes()).await.expect("a statement");
    assert_eq!((preview.lines, preview.is_known, preview.columns[1].meaning), (4, false, Meaning::OrderId));
    let said = as_guessed(&preview);
    let first = held(&counter, id, &said).await;
    assert_eq!(counts(&first), [2, 1, 1, 1, 0], "{first:?}");
    assert_eq!((first.only_book_paise, first.other_company.as_deref()), (29_900, None));
    let rows = |group| counter.shop.statement_rows(id, group, 0, 50).expect("rows").rows;
    let differs = &rows(MatchGroup::Differ)[0];
    assert_eq!(differs.differences, [Difference::CompanyGaveBack]);
    let (book, told) = (differs.book.as_ref().expect("a sale"), differs.file.as_ref().expect("a line"));
    assert_eq!(
        (book.sale_id, told.row, told.reference.as_deref()),
        (sales[1].id, 3, Some(format!("REF{}", sales[1].id).as_str()))
    );
    assert_eq!(rows(MatchGroup::OnlyBook)[0].why, Some(LeftWhy::Missing));
    let left = rows(MatchGroup::OnlyFile)[0].clone();
    assert_eq!(left.why, Some(LeftWhy::NotHere));
    // A person's word ends the one, a reason the other.
    let now = counter.now(sales[1].id);
    let ended =
        counter.shop.till().say(now.id, &heard(&counter.clock, &now, Said::GivenBack)).expect("a person's word");
    assert_eq!(ended.state, SaleState::Reversed);
    let nothing = counter.shop.ignore_leftover(id, &left.fingerprint, " ", "Asha");
    assert_eq!(nothing, Err(vec![Problem::Word { field: WordField::Note, fault: WordFault::Missing }]));
    counter.shop.ignore_leftover(id, &left.fingerprint, "My brother's phone", "Asha").expect("put aside");
    assert_eq!(counts(&held(&counter, id, &said).await), [3, 0, 0, 1, 1]);
    // The same file once more: its columns are known, and what was put aside stays there.
    let (id, preview) = opened(&counter, file.as_bytes()).await.expect("a statement");
    assert!(preview.is_known);
    assert_eq!(counts(&held(&counter, id, &as_guessed(&preview)).await), [3, 0, 0, 1, 1]);
    let ignored = counter.shop.statement_rows(id, MatchGroup::Ignored, 0, 50).expect("rows").rows;
    assert_eq!(ignored[0].ignored.as_ref().map(|ignored| ignored.by.as_str()), Some("Asha"));
    counter.shop.heed_leftover(id, &left.fingerprint).expect("taken out again");
    assert_eq!(counts(&held(&counter, id, &as_guessed(&preview)).await), [3, 0, 1, 1, 0]);
    let settings = std::fs::read_to_string(counter.folder().join("settings.json")).expect("the settings");
    assert!(settings.contains("\"mobile\"") && !settings.contains("9000000001"), "nothing of the lines is kept");
}

#[tokio::test]
async fn the_wallet_is_compared_after_the_sale_that_the_last_line_is_of() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut sales = Vec::new();
    for number in ["9876500001", "9876543210"] {
        sales.push(counter.sell(&airtel(number)).await);
        counter.clock.forward(60_000);
    }
    // A company writes its line when it takes the sale, and answers seconds later.
    let told = |sale: &SaleView, balance: &str| {
        let early = SaleView { created_at_ms: sale.created_at_ms - 5_000, ..sale.clone() };
        line(&early, &format!("Success,{balance}"))
    };
    let balance = async |lines: &[String]| {
        let file = format!("Date,Client Id,Txn Id,Mobile,Amount,Status,Closing Balance\n{}", lines.concat());
        let (id, preview) = opened(&counter, file.as_bytes()).await.expect("a statement");
        let result = held(&counter, id, &as_guessed(&preview)).await;
        result.balance.map(|balance| (balance.file_paise, balance.book_paise))
    };
    let both = [told(&sales[0], "-293.02"), told(&sales[1], "-586.04")];
    assert_eq!(balance(&both).await, Some((-58_604, -58_604)));
    assert_eq!(balance(&[both[1].clone(), both[0].clone()]).await, Some((-58_604, -58_604)), "newest first");
    // A line of no sale of the shop is compared by its time.
    let stranger = SaleView { order_id: "ZZZZZZ999999".into(), number: "9000000001".into(), ..sales[1].clone() };
    assert_eq!(balance(&[both[0].clone(), told(&stranger, "-300")]).await, Some((-30_000, -29_302)));
}

#[tokio::test]
async fn the_file_of_another_company_is_not_compared_and_nothing_of_it_is_remembered() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let sale = counter.sell(&airtel("9876543210")).await;
    let file = statement(&[line(&sale, "Failed")]);
    let (id, preview) = opened_as("a1topup", &counter, file.as_bytes()).await.expect("a statement");
    let result = held(&counter, id, &as_guessed(&preview)).await;
    assert_eq!((counts(&result), result.other_company.as_deref()), ([0; 5], Some("inspay")));
    for group in [MatchGroup::Differ, MatchGroup::OnlyFile, MatchGroup::OnlyBook, MatchGroup::Agree] {
        assert_eq!(counter.shop.statement_rows(id, group, 0, 9).expect("rows").all_rows, 0, "{group:?}");
    }
    let (_, again) = opened_as("a1topup", &counter, file.as_bytes()).await.expect("a statement");
    assert!(!again.is_known);
}

#[tokio::test]
async fn the_book_tells_which_of_day_and_month_comes_first() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    // On a day of which either number may be the month.
    let is_either = |day: &str| day[..2] != day[3..] && day[3..] <= *"12";
    while !is_either(&india_time(counter.clock.true_ms()).strftime("%m/%d").to_string()) {
        counter.clock.forward(DAY_MS);
    }
    let sale = counter.sell(&airtel("9876543210")).await;
    let day = india_time(sale.created_at_ms).strftime("%m/%d/%Y").to_string();
    let of = |order_id: &str| format!("{day},{order_id},REF1,{},299.00,Success\n", sale.number);
    let (id, preview) = opened(&counter, statement(&[of(&sale.order_id)]).as_bytes()).await.expect("a statement");
    assert!(!preview.columns[0].both_fit, "nobody is asked");
    // Nor does it count what was said of another file.
    let result = held(&counter, id, &as_guessed(&preview)).await;
    let of_book = india_time(sale.created_at_ms).strftime("%Y-%m-%d").to_string();
    assert_eq!((result.first_day, result.agree), (of_book, 1));
    // Of an order that the book does not have, somebody must say it, where the clock does not.
    counter.clock.forward(400 * DAY_MS);
    let (_, preview) = opened(&counter, statement(&[of("ZZZZZZ999999")]).as_bytes()).await.expect("a statement");
    assert!(preview.columns[0].both_fit);
}

#[tokio::test]
async fn a_file_that_is_refused_says_why_and_its_place_is_given_up() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let fault = |fault| Problem::Statement { fault, column: None };
    let too_large = counter.shop.begin_statement("inspay", 200 << 20);
    assert_eq!(too_large, Err(fault(StatementFault::TooLarge)), "before any of it is read");
    assert_eq!(counter.shop.begin_statement("inspay", 0), Err(fault(StatementFault::Empty)));
    assert!(matches!(counter.shop.begin_statement("nobody", 9), Err(Problem::ProviderNotConnected { .. })));
    assert_eq!(opened(&counter, b"%PDF-1.7").await.err(), Some(fault(StatementFault::Pdf)));
    assert_eq!(opened(&counter, b"only words").await.err(), Some(fault(StatementFault::NoTable)));
    assert_eq!(opened(&counter, statement(&[]).as_bytes()).await.err(), Some(fault(StatementFault::OnlyHeading)));
    // Half of it came.
    let id = counter.shop.begin_statement("inspay", 9).expect("a file");
    counter.shop.add_statement_part(id, &base64(b"a,b")).expect("a part");
    assert_eq!(counter.shop.read_statement(id).await, Err(fault(StatementFault::Broken)));
    // The words of a status that nobody knows are asked about; both ways of a date as well.
    let file = "Date,Client Id,Mobile,Amount,Status\n03/04/2026,AAAAAA000001,9876543210,299,Zorp\n05/06/2026,AAAAAA000002,9876543211,10,Zorp\n";
    let (id, preview) = opened(&counter, file.as_bytes()).await.expect("a statement");
    assert!(preview.columns[0].both_fit);
    let mut said = StatementColumns { date_order: None, ..as_guessed(&preview) };
    let asked = counter.shop.hold_statement(id, said.clone()).await;
    let undecided = Problem::Statement { fault: StatementFault::DatesUndecided, column: Some(0) };
    assert_eq!(asked, Err(vec![undecided]));
    said.meanings[3] = Meaning::Number;
    said.date_order = Some(till::DateOrder::DayFirst);
    let twice = counter.shop.hold_statement(id, said.clone()).await;
    assert_eq!(twice, Err(vec![Problem::Statement { fault: StatementFault::MappedTwice, column: Some(3) }]));
    said.meanings[3] = Meaning::Amount;
    let result = held(&counter, id, &said).await;
    assert_eq!(
        result.unknown_words.iter().map(|word| (word.word.as_str(), word.lines)).collect::<Vec<_>>(),
        [("Zorp", 2)]
    );
    assert_eq!((result.first_day.as_str(), result.last_day.as_str()), ("2026-04-03", "2026-06-05"));
    // Another mode has other books.
    counter.shop.close_statement(id);
    assert_eq!(counter.shop.statement_rows(id, MatchGroup::Agree, 0, 9), Err(fault(StatementFault::Gone)));
    assert_eq!(counter.shop.till().mode(), Mode::Practice);
}
