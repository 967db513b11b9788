//! Small statements about a few sales: each is written in one of the ways that once misled.

use domain::{Outcome, Paise, SaleState, Service, india_day_start_ms};
use ledger::CompanyAttempt;

use crate::matching::book::Booked;
use crate::matching::columns::{Table, guessed, has_heading, table_of};
use crate::matching::done::Done;
use crate::matching::held::{Difference, Held, LeftWhy, held};
use crate::matching::lines::{Line, LineKind, Reading};
use crate::matching::pairing::MatchedBy;
use crate::matching::settled::settled;
use crate::settings::statements::{DateOrder, Meaning, plain};
use crate::{MatchGroup, MatchResult, MatchRow};

const DAY: &str = "2026-11-20";

fn says(word: &str) -> Option<Outcome> {
    providers::company("inspay").and_then(|company| company.read_status(word))
}

/// The sale of a number, a minute apart from the next; its order id is `QK7M0000000N`.
fn sale(number: u64, rupees: i64, state: SaleState) -> Booked {
    let place = i64::try_from(number).unwrap();
    Booked::of(CompanyAttempt {
        sale_id: place,
        attempt_id: place,
        provider: "inspay".to_owned(),
        order_id: format!("QK7M{number:08}"),
        provider_ref: String::new(),
        operator_ref: String::new(),
        service: Service::Prepaid,
        operator: "airtel".to_owned(),
        number: format!("98765{number:05}"),
        amount: Paise::new(rupees * 100),
        state,
        submitted_at_ms: india_day_start_ms(DAY).unwrap() + 36_000_000 + place * 60_000,
        earned: Paise::new(rupees),
        told_earned: None,
        is_disputed: false,
        is_newest: true,
    })
}

pub(super) fn done(rupees: &[i64]) -> Vec<Booked> {
    let of = |(place, rupees): (usize, &i64)| sale(u64::try_from(place).unwrap() + 1, *rupees, SaleState::Succeeded);
    rupees.iter().enumerate().map(of).collect()
}

fn table(text: &str) -> Table {
    table_of(sheets::read::read(text.as_bytes(), &|_| true).unwrap()).unwrap()
}

fn lines(table: &Table) -> Vec<Line> {
    let hits = |column| table.sample(column).iter().filter(|cell| cell.starts_with("QK7M")).count();
    let ours: Vec<usize> = (0..table.headings.len()).map(hits).collect();
    let meanings = guessed(table, &says, &ours);
    let reading = Reading::of(table, &meanings, DateOrder::DayFirst, &says);
    table.rows.iter().map(|row| reading.line(row)).collect()
}

fn compared_elsewhere(text: &str, book: &[Booked], is_elsewhere: &dyn Fn(&Line) -> bool) -> Held {
    held(&lines(&table(text)), book, is_elsewhere, &|| true).unwrap()
}

fn compared(text: &str, book: &[Booked]) -> Held {
    compared_elsewhere(text, book, &|_| false)
}

/// The differences of each pair, and why lines are left over.
fn told(held: &Held) -> (usize, Vec<Vec<Difference>>, Vec<LeftWhy>) {
    let differ = held.differ.iter().map(|judged| judged.differences.clone()).collect();
    (held.agree.len(), differ, held.only_file.iter().map(|(_, why)| *why).collect())
}

pub(super) fn finished(text: &str, book: &[Booked], ignored: &[String]) -> Done {
    let lines = lines(&table(text));
    let held = held(&lines, book, &|_| false, &|| true).unwrap();
    let row = |fingerprint: &String| ledger::IgnoredRow {
        fingerprint: fingerprint.clone(),
        reason: "seen".to_owned(),
        by: "Asha".to_owned(),
        at_ms: 1,
    };
    Done::of(lines, book.to_vec(), held, ignored.iter().map(row).collect())
}

pub(super) fn rows(done: &Done, group: MatchGroup) -> Vec<MatchRow> {
    done.rows(group).iter().map(|item| done.view(item)).collect()
}

pub(super) fn result(done: &Done) -> MatchResult {
    done.result(false, (0, 1))
}

const HEAD: &str = "Date,Client Id,Txn Id,Mobile,Amount,Commission,Status\n";

#[test]
fn another_number_for_our_order_differs() {
    let book = done(&[100, 200, 300, 400]);
    let file = format!(
        "{HEAD}20-11-2026 10:01:00,QK7M00000001,T1,9999900001,100,1.00,Success
20-11-2026 10:02:00,QK7M00000002,T2,98XXX00002,200,2.00,Success
20-11-2026 10:03:00,QK7M00000003,T3,******0003,300,3.00,Success
20-11-2026 10:04:00,QK7M00000004,T4,9.87E+09,400,4.00,Success\n"
    );
    assert_eq!(told(&compared(&file, &book)), (3, vec![vec![Difference::Number]], vec![]));
}

#[test]
fn a_column_without_one_number_of_the_book_is_no_number_of_a_customer() {
    let book = done(&[100; 8]);
    let line = |n| format!("20-11-2026 10:0{n}:00,QK7M0000000{n},T{n},99999{n}0001,100,1.00,Success\n");
    let file = format!("{HEAD}{}", (1..=8).map(line).collect::<String>());
    let done = finished(&file, &book, &[]);
    let result = result(&done);
    assert_eq!((result.agree, result.differ, result.without_numbers), (8, 0, true));
}

#[test]
fn what_comes_back_is_told_by_a_sign_or_a_word() {
    let book =
        [sale(1, 155, SaleState::Failed), sale(2, 200, SaleState::Succeeded), sale(3, 300, SaleState::Succeeded)];
    let ways: [fn(i64) -> String; 3] = [
        |rupees| format!("{rupees},"),
        |rupees| format!("{},{}", rupees.abs(), if rupees < 0 { "Debit" } else { "Credit" }),
        |rupees| format!("{} {},", rupees.abs(), if rupees < 0 { "Dr" } else { "Cr" }),
    ];
    for way in ways {
        for (minus, what) in [(-1, "a ledger"), (1, "a report")] {
            // A report has its sales above zero. A word leaves no choice.
            let sign = if way(1) == "1," { minus } else { -1 };
            let line = |at: &str, n: i64, rupees: i64| {
                format!("20-11-2026 {at}:00,QK7M0000000{n},987650000{n},{}\n", way(rupees * sign))
            };
            let rows = [
                line("10:01", 1, 155),
                line("10:05", 1, -155),
                line("10:02", 2, 200),
                line("10:03", 3, 300),
                line("10:09", 3, -300),
            ];
            // The kind of a line needs no other name.
            let file = format!("Date,Client Id,Mobile,Amount,Type\n{}", rows.concat());
            let held = compared(&file, &book);
            assert_eq!(told(&held), (2, vec![vec![Difference::CompanyGaveBack]], vec![]), "{what}: {file}");
        }
    }
}

#[test]
fn loads_of_the_wallet_do_not_turn_the_signs() {
    let book = done(&[155]);
    let file = "Date,Client Id,Mobile,Amount\n20-11-2026 10:01:00,QK7M00000001,9876500001,-155
20-11-2026 09:00:00,,,5000\n20-11-2026 09:30:00,,,2000\n20-11-2026 10:05:00,QK7M00000001,9876500001,155\n";
    let held = compared(file, &book);
    assert_eq!(told(&held), (0, vec![vec![Difference::CompanyGaveBack]], vec![]));
    assert_eq!(lines(&table(file)).iter().filter(|line| line.kind == LineKind::Load).count(), 2);
}

#[test]
fn a_commission_on_a_line_of_its_own_brings_no_sale_back() {
    let book = done(&[155]);
    let file = "Date,Client Id,Mobile,Amount,Type\n20-11-2026 10:01:00,QK7M00000001,9876500001,-155,Recharge
20-11-2026 10:01:00,QK7M00000001,9876500001,1.55,Commission\n";
    let held = compared(file, &book);
    assert_eq!(told(&held), (1, vec![], vec![]));
}

#[test]
fn what_is_put_aside_hides_nothing_else() {
    let book = done(&[899]);
    let line = "20-11-2026 10:01:00,QK7M00000001,T1,9876500001,899,8.99,Failed\n";
    let file = format!("{HEAD}{line}{line}{line}");
    let before = finished(&file, &book, &[]);
    let left = rows(&before, MatchGroup::OnlyFile);
    assert_eq!(left.iter().map(|row| row.why).collect::<Vec<_>>(), [Some(LeftWhy::Twice); 2]);
    let pair = &rows(&before, MatchGroup::Differ)[0];
    let prints: std::collections::BTreeSet<&str> =
        left.iter().chain([pair]).map(|row| row.fingerprint.as_str()).collect();
    assert_eq!(prints.len(), 3);
    let after = result(&finished(&file, &book, &[left[0].fingerprint.clone()]));
    assert_eq!((after.differ, after.only_file, after.ignored), (1, 1, 1));
    let after = result(&finished(&file, &book, std::slice::from_ref(&pair.fingerprint)));
    assert_eq!((after.differ, after.only_file, after.ignored), (0, 2, 1));
}

#[test]
fn two_lines_that_say_the_same_of_two_sales_are_put_aside_one_by_one() {
    let mut book = done(&[199, 199]);
    book[1].number = book[0].number.clone();
    let line = "20-11-2026,9876500001,199,Failed\n";
    let file = format!("Date,Mobile,Amount,Status\n{line}{line}");
    let before = finished(&file, &book, &[]);
    let pairs = rows(&before, MatchGroup::Differ);
    assert_eq!(pairs.len(), 2);
    assert_ne!(pairs[0].fingerprint, pairs[1].fingerprint);
    let after = result(&finished(&file, &book, &[pairs[0].fingerprint.clone()]));
    assert_eq!((after.differ, after.ignored), (1, 1));
}

#[test]
fn a_refund_says_by_what_it_found_its_sale() {
    let mut book = done(&[100]);
    book[0].references = vec!["T1".to_owned()];
    let by = |id: &str| {
        let file =
            format!("Date,Client Id,Txn Id,Mobile,Amount,Type\n20-11-2026 10:09:00,{id},9876500001,100,Refund\n");
        compared(&file, &book).differ.iter().map(|judged| judged.by).collect::<Vec<_>>()
    };
    assert_eq!(by("QK7M00000001,"), [MatchedBy::OrderId]);
    assert_eq!(by(",T1"), [MatchedBy::Reference]);
    assert_eq!(by(","), [MatchedBy::NumberAndTime]);
}

#[test]
fn what_went_to_another_company_is_never_paired_by_its_time() {
    let book = done(&[100, 200]);
    let line = |id: &str, n: u8, word: &str| format!("20-11-2026 10:0{n}:00,{id},9876500001,100,{word}\n");
    let named = format!("Date,Client Id,Mobile,Amount,Status\n{}", line("ZZZZ00000001", 1, "Failed"));
    let meanings = [Meaning::Date, Meaning::OrderId, Meaning::Number, Meaning::Amount, Meaning::Status];
    let table = table(&named);
    let reading = Reading::of(&table, &meanings, DateOrder::DayFirst, &says);
    let unknown: Vec<Line> = table.rows.iter().map(|row| reading.line(row)).collect();
    let of = |lines: &[Line]| told(&held(lines, &book, &|_| false, &|| true).unwrap());
    assert_eq!(of(&unknown), (0, vec![], vec![LeftWhy::NotHere]), "its order is not in the book");
    // The company's own ids, one of them known as another company's order.
    let file = format!(
        "Date,Txn Id,Mobile,Amount,Status\n{}{}",
        line("ZZZZ00000001", 1, "Failed"),
        line("ZZZZ00000001", 2, "Refunded")
    );
    let is_elsewhere = |line: &Line| line.reference.as_deref() == Some("ZZZZ00000001");
    let held = compared_elsewhere(&file, &book, &is_elsewhere);
    assert_eq!(told(&held), (0, vec![], vec![LeftWhy::OtherCompany; 2]));
}

#[test]
fn the_companys_own_order_ids_are_taken_for_its_own() {
    let book = done(&[100, 200]);
    let file = "Date,Order Id,Mobile,Amount,Status\n20-11-2026 10:01:00,881,9876500001,100,Success\n";
    assert_eq!(told(&compared(file, &book)), (1, vec![], vec![]));
}

#[test]
fn of_two_words_about_a_sale_the_later_counts() {
    let of = |state: SaleState, words: &[(&str, &str)]| {
        let line = |(at, word): &(&str, &str)| format!("20-11-2026 {at},QK7M00000001,T1,9876500001,100,1.00,{word}\n");
        let mut lines: Vec<String> = words.iter().map(line).collect();
        let forward = told(&compared(&format!("{HEAD}{}", lines.concat()), &[sale(1, 100, state)]));
        lines.reverse();
        let back = told(&compared(&format!("{HEAD}{}", lines.concat()), &[sale(1, 100, state)]));
        assert_eq!(forward, back, "whichever way the file goes");
        forward
    };
    let agrees = (1, vec![], vec![]);
    assert_eq!(of(SaleState::Succeeded, &[("10:01:00", "Pending"), ("10:03:00", "Success")]), agrees);
    assert_eq!(of(SaleState::Failed, &[("10:01:00", "Pending"), ("10:03:00", "Failed")]), agrees);
    assert_eq!(of(SaleState::Failed, &[("10:01:00", "Failed"), ("10:03:00", "Refunded")]), agrees);
    assert_eq!(of(SaleState::Succeeded, &[("10:01:00", "Failed"), ("10:03:00", "Success")]), agrees);
    let gave_back = (0, vec![vec![Difference::CompanyGaveBack]], vec![]);
    assert_eq!(of(SaleState::Succeeded, &[("10:01:00", "Success"), ("10:03:00", "Refunded")]), gave_back);
    assert_eq!(of(SaleState::Succeeded, &[("10:01:00", "Success"), ("10:01:00", "Refunded")]), gave_back);
    let twice = (1, vec![], vec![LeftWhy::Twice]);
    assert_eq!(of(SaleState::Succeeded, &[("10:01:00", "Success"), ("10:01:00", "Success")]), twice);
}

#[test]
fn an_order_that_was_done_under_two_ids_was_charged_twice() {
    let book = done(&[100]);
    let file = format!(
        "{HEAD}20-11-2026 10:01:00,QK7M00000001,T1,9876500001,100,1.00,Success
20-11-2026 10:02:00,QK7M00000001,T2,9876500001,100,1.00,Success\n"
    );
    let done = finished(&file, &book, &[]);
    let row = &rows(&done, MatchGroup::OnlyFile)[0];
    assert_eq!((row.why, row.book.as_ref().map(|book| book.sale_id)), (Some(LeftWhy::ChargedTwice), Some(1)));
}

#[test]
fn what_was_not_compared_is_told() {
    let book = done(&[100, 200]);
    let file = "Date,Client Id,Mobile,Status\n20-11-2026 10:01:00,QK7M00000001,9876500001,Zorp
20-11-2026 10:02:00,QK7M00000002,9876500002,Success\n";
    let told = result(&finished(file, &book, &[]));
    assert_eq!((told.agree, told.without_amounts, told.without_numbers, told.unknown_lines), (2, true, false, 1));
}

#[test]
fn headings_in_hindi_are_known() {
    assert_eq!(plain("स्थिति। (Status)"), "स्थिति status");
    let book = done(&[100]);
    let file =
        "दिनांक,ऑर्डर आईडी,मोबाइल नंबर,रकम,कमीशन,स्थिति\n20-11-2026 10:01:00,QK7M00000001,9876500001,150,1.00,Success\n";
    assert_eq!(told(&compared(file, &book)), (0, vec![vec![Difference::Amount]], vec![]));
    let table = table("तारीख,लेनदेन आईडी,मोबाइल,राशि,स्थिति\n20-11-2026,9812345678,9876500001,150,Zorp\n");
    let line = &lines(&table)[0];
    assert_eq!((line.reference.as_deref(), line.number.as_deref()), (Some("9812345678"), Some("9876500001")));
    assert_eq!((line.kind, line.amount), (LineKind::Sale, Some(Paise::new(15_000))));
}

#[test]
fn what_costs_most_stands_first() {
    let book = done(&[900, 199, 719, 50]);
    let line = |n: u8, rupees: i64, earned: &str, word: &str| {
        format!("20-11-2026 10:0{n}:00,QK7M0000000{n},T{n},987650000{n},{rupees},{earned},{word}\n")
    };
    let file = format!(
        "{HEAD}{}{}{}{}",
        line(1, 900, "9.05", "Success"),
        line(2, 199, "1.99", "Failed"),
        line(3, 719, "7.19", "Failed"),
        line(4, 55, "0.50", "Success")
    );
    let done = finished(&file, &book, &[]);
    let order: Vec<i64> =
        rows(&done, MatchGroup::Differ).iter().filter_map(|row| Some(row.book.as_ref()?.sale_id)).collect();
    assert_eq!(order, [3, 2, 4, 1]);
}

#[test]
fn the_book_or_the_clock_says_which_of_day_and_month_comes_first() {
    let table = table("Date,Client Id,Amount\n11/10/2026,QK7M00000001,10\n12/10/2026,QK7M00000002,10\n");
    let at = |day: &str| india_day_start_ms(day).unwrap();
    let known = |day: &str| std::iter::once(("QK7M00000001".to_owned(), at(day) + 3_600_000)).collect();
    let (nobody, late) = (std::collections::HashMap::new(), at("2027-11-20"));
    let first = |known: &_, now_ms| settled(&table, known, now_ms).get(&0).copied();
    assert_eq!(first(&known("2026-10-11"), late), Some(DateOrder::DayFirst));
    assert_eq!(first(&known("2026-11-10"), late), Some(DateOrder::MonthFirst));
    assert_eq!(first(&nobody, at("2026-11-20")), Some(DateOrder::DayFirst), "10 December is to come");
    assert_eq!(first(&nobody, late), None, "somebody must say");
}

#[test]
fn a_heading_without_lines_is_a_heading() {
    let sheets = sheets::read::read(HEAD.as_bytes(), &|_| true).unwrap();
    assert!(sheets.iter().any(has_heading));
    assert_eq!(table_of(sheets), None);
}
