//! Vouchers: each kind, what is asked, what is refused, and what takes a wrong one back.

use std::time::Duration;

use domain::{Payment, SaleState, VoucherKind};
use till::{LoadInput, MendInput, Mode, MoneyFault, MoneyField, Problem, SaleInput, VoucherDoubt, VoucherInput};

use super::{all_of, book, own, refused, voucher, wallet, write};
use crate::desk::desk;
use crate::sales::stall::{Stall, airtel, connection, intent, todays};

const QUICK: Duration = Duration::from_millis(1);
const DAY_MS: i64 = 86_400_000;

fn with_reason(input: VoucherInput) -> VoucherInput {
    VoucherInput { reason: "tea for the shop".to_owned(), ..input }
}

fn mend(seq: i64) -> MendInput {
    MendInput { seq, reason: "typed wrong".to_owned(), by: "Meena".to_owned(), intent: intent() }
}

/// The morning of a shop: ₹ 2,000 in the drawer and ₹ 50,000 in the bank.
async fn opened(slugs: &[&str]) -> Stall {
    let stall = Stall::with_all(slugs, QUICK).await;
    write(&stall.till, &voucher(VoucherKind::Opening, "owner", "cash", "2000"));
    write(&stall.till, &voucher(VoucherKind::Opening, "owner", "bank", "50,000"));
    stall
}

#[tokio::test]
async fn every_kind_moves_its_money_and_the_book_adds_up() {
    let stall = opened(&["inspay", "paygrt"]).await;
    let till = &stall.till;
    write(till, &voucher(VoucherKind::WalletLoaded, "bank", "wallet:inspay", "10000"));
    write(till, &voucher(VoucherKind::WalletLoaded, "credit:paygrt", "wallet:paygrt", "5000"));
    write(till, &voucher(VoucherKind::CreditPaid, "bank", "credit:paygrt", "3000"));
    write(till, &with_reason(voucher(VoucherKind::CashIn, "owner", "cash", "500")));
    write(till, &with_reason(voucher(VoucherKind::CashOut, "cash", "spent", "60.50")));
    write(till, &voucher(VoucherKind::Banked, "cash", "bank", "1000"));
    write(till, &voucher(VoucherKind::Opening, "owner", "upi", "700"));
    write(till, &voucher(VoucherKind::UpiSettled, "upi", "bank", "700"));
    write(till, &voucher(VoucherKind::Drawn, "cash", "owner", "400"));
    write(till, &with_reason(voucher(VoucherKind::Correction, "bank", "cash", "100")));
    assert_eq!(["cash", "upi", "bank"].map(|account| own(till, account)), [113_950, 0, 3_860_000]);
    assert_eq!((wallet(till, "inspay").book.paise, wallet(till, "paygrt").book.paise), (1_000_000, 500_000));
    assert_eq!(wallet(till, "paygrt").credit_paise, 200_000);
    let book = book(till);
    assert_eq!(book.total_paise, 113_950 + 3_860_000 + 1_500_000);
    assert_eq!(till.vouchers(None).expect("vouchers").rows.len(), 12);
    let cash = till.statement(&all_of("cash")).expect("a statement");
    assert_eq!((cash.carried_paise, cash.rows.first().map(|row| row.after_paise)), (113_950, Some(113_950)));
    assert_eq!(cash.brought_paise + cash.in_paise - cash.out_paise, cash.carried_paise);
}

#[tokio::test]
async fn a_sale_stands_in_the_statements_of_drawer_and_wallet() {
    let mut stall = opened(&["inspay"]).await;
    let before = wallet(&stall.till, "inspay");
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    let cash = stall.till.statement(&all_of("cash")).expect("a statement");
    assert_eq!(cash.rows[0].sale.as_ref().map(|moving| moving.sale_id), Some(sale.id));
    assert_eq!((cash.rows[0].amount_paise, cash.rows[0].after_paise), (29_900, 229_900));
    let after = wallet(&stall.till, "inspay");
    assert_eq!(after.book.paise, -29_302, "the wallet's own opening was never written");
    // What the company says is above the book by what was in the wallet before, and no sale changes that.
    assert_eq!((after.differs_paise, after.waiting_paise), (before.differs_paise, 0));
    let opening = before.differs_paise.expect("a reading");
    write(
        &stall.till,
        &voucher(VoucherKind::Opening, "owner", "wallet:inspay", &domain::Paise::new(opening).to_decimal()),
    );
    assert_eq!(wallet(&stall.till, "inspay").differs_paise, Some(0));
    stall.till.check_balance("inspay").await.expect("a balance");
    assert_eq!(wallet(&stall.till, "inspay").differs_paise, Some(0), "and the next reading agrees");
}

#[tokio::test]
async fn what_is_typed_wrong_is_told_beside_its_field_and_nothing_is_written() {
    let mut stall = opened(&["inspay"]).await;
    let before = stall.till.vouchers(None).expect("vouchers");
    let money = |field, fault| Problem::Money { field, fault };
    let (from, to, reason) = (MoneyField::From, MoneyField::To, MoneyField::Reason);
    let out = voucher(VoucherKind::CashOut, "cash", "spent", "");
    assert_eq!(refused(&stall.till, &out), [Problem::AmountMissing, money(reason, MoneyFault::Missing)]);
    let load = |from: &str, to: &str, rupees: &str| voucher(VoucherKind::WalletLoaded, from, to, rupees);
    for (input, problem) in [
        (load("", "wallet:inspay", "5"), money(from, MoneyFault::Missing)),
        (load("bank", "", "5"), money(to, MoneyFault::Missing)),
        (load("bank", "wallet:paygrt", "5"), Problem::ProviderNotConnected { provider: "paygrt".to_owned() }),
        (load("bank", "till:7", "5"), money(to, MoneyFault::Gone)),
        (load("bank", "customer:7", "5"), money(to, MoneyFault::Gone)),
        (load("bank", "spent", "5"), money(to, MoneyFault::DoesNotFit)),
        (load("bank", "wallet:inspay", "0"), Problem::AmountZero),
        (load("bank", "wallet:inspay", "-5"), Problem::AmountNotANumber),
        (load("bank", "wallet:inspay", "1.005"), Problem::AmountTooFine),
        (load("bank", "wallet:inspay", "100,00,00,000"), Problem::AmountAbove { max_paise: 99_999_999_999 }),
        (
            VoucherInput { reason: "a".repeat(81), ..load("bank", "wallet:inspay", "5") },
            money(reason, MoneyFault::TooLong),
        ),
        (voucher(VoucherKind::Difference, "over_short", "cash", "5"), Problem::NotAllowedNow),
        (voucher(VoucherKind::UdhaarPaid, "customer:1", "cash", "5"), Problem::NotAllowedNow),
    ] {
        assert_eq!(refused(&stall.till, &input), [problem], "{input:?}");
    }
    assert_eq!(stall.till.vouchers(None).expect("vouchers"), before);
    // Its company is not connected any more, and a correction of what was there still is.
    write(&stall.till, &load("bank", "wallet:inspay", "5"));
    stall.connect(vec![connection(
        providers::company("paygrt").expect("a company"),
        &stall.simulator.base_address("paygrt"),
    )]);
    assert!(!wallet(&stall.till, "inspay").is_connected);
    write(&stall.till, &with_reason(voucher(VoucherKind::Correction, "wallet:inspay", "bank", "5")));
}

#[tokio::test]
async fn a_double_click_is_one_voucher_and_the_same_again_is_asked_about() {
    let stall = opened(&["inspay"]).await;
    let load = voucher(VoucherKind::WalletLoaded, "bank", "wallet:inspay", "1000");
    let first = write(&stall.till, &load);
    assert_eq!(write(&stall.till, &load), first);
    stall.clock.forward(9 * 60_000);
    let again = VoucherInput { intent: intent(), ..load.clone() };
    let asked = Problem::VoucherLikeIt { minutes_ago: 9, written_at_ms: first.at_ms };
    assert_eq!(refused(&stall.till, &again), [asked]);
    let sure = VoucherInput { sure_of: vec![VoucherDoubt::LikeIt], ..again.clone() };
    let second = write(&stall.till, &sure);
    assert_ne!(second.seq, first.seq);
    assert_eq!(write(&stall.till, &again), second, "the act is known by now");
    stall.clock.forward(11 * 60_000);
    write(&stall.till, &VoucherInput { intent: intent(), ..load });
    assert_eq!(wallet(&stall.till, "inspay").book.paise, 300_000);
}

#[tokio::test]
async fn more_than_the_drawer_has_is_asked_about_and_not_refused() {
    let stall = opened(&["inspay"]).await;
    let banked = voucher(VoucherKind::Banked, "cash", "bank", "2500");
    assert_eq!(refused(&stall.till, &banked), [Problem::DrawerHasLess { balance_paise: 200_000 }]);
    let sure = VoucherInput { sure_of: vec![VoucherDoubt::DrawerHasLess], ..banked.clone() };
    let written = write(&stall.till, &sure);
    assert_eq!(own(&stall.till, "cash"), -50_000, "below nothing, and shown so");
    assert_eq!(write(&stall.till, &banked), written, "the drawer has less because of this very act");
}

#[tokio::test]
async fn a_wrong_voucher_is_taken_back_and_stays_in_the_list() {
    let stall = opened(&["inspay"]).await;
    let wrong = write(&stall.till, &voucher(VoucherKind::Banked, "cash", "bank", "900"));
    let without = MendInput { reason: " ".to_owned(), ..mend(wrong.seq) };
    let missing = Problem::Money { field: MoneyField::Reason, fault: MoneyFault::Missing };
    assert_eq!(stall.till.mend_voucher(&without), Err(vec![missing]));
    let taken_back = mend(wrong.seq);
    let mended = stall.till.mend_voucher(&taken_back).expect("a correction");
    assert_eq!(stall.till.mend_voucher(&taken_back).expect("the same"), mended, "a double click");
    assert_eq!((mended.mends, mended.amount_paise, mended.kind), (Some(wrong.seq), 90_000, VoucherKind::Correction));
    let rows = stall.till.vouchers(None).expect("vouchers").rows;
    let marks: Vec<_> = rows.iter().take(2).map(|row| (row.seq, row.mended_by)).collect();
    assert_eq!(marks, [(mended.seq, None), (wrong.seq, Some(mended.seq))]);
    assert_eq!((own(&stall.till, "cash"), own(&stall.till, "bank")), (200_000, 5_000_000));
    for seq in [wrong.seq, mended.seq, 999] {
        assert_eq!(stall.till.mend_voucher(&mend(seq)), Err(vec![Problem::VoucherMended]), "{seq}");
    }
    // Taken back, it is no reason to ask about the right one.
    write(&stall.till, &voucher(VoucherKind::Banked, "cash", "bank", "900"));
}

#[tokio::test]
async fn a_load_that_the_desk_booked_is_asked_about_before_it_is_written_again() {
    let mut stall = desk(QUICK).await;
    let load = LoadInput { intent: intent(), mode: Mode::Practice, amount: "500".into(), open_confirmed: false };
    let order = stall.till.load_wallet(&load).await.expect("an order");
    let order = stall.until(order.id, |sale| sale.state == SaleState::Pending).await;
    let order = stall.check_until(order.id, SaleState::Succeeded).await;
    let held = wallet(&stall.till, "inexopay").book.paise;
    let twice = voucher(VoucherKind::WalletLoaded, "bank", "wallet:inexopay", "500");
    let problems = refused(&stall.till, &twice);
    assert!(
        matches!(problems.as_slice(), [Problem::LoadedAtDesk { sale_id, .. }] if *sale_id == order.id),
        "{problems:?}"
    );
    assert_eq!(wallet(&stall.till, "inexopay").book.paise, held);
    write(&stall.till, &voucher(VoucherKind::WalletLoaded, "bank", "wallet:inexopay", "501"));
    write(&stall.till, &VoucherInput { sure_of: vec![VoucherDoubt::LoadedAtDesk], ..twice.clone() });
    stall.clock.forward(DAY_MS + 60_000);
    write(&stall.till, &VoucherInput { intent: intent(), ..twice });
    assert_eq!(wallet(&stall.till, "inexopay").book.paise, held + 50_100 + 2 * 50_000);
}

#[tokio::test]
async fn a_day_that_is_none_is_told_beside_its_field() {
    let stall = opened(&["inspay"]).await;
    let ask = |from: &str, to: &str| {
        stall.till.statement(&till::StatementQuery { from: from.to_owned(), to: to.to_owned(), ..all_of("cash") })
    };
    let wrong = |field| Err(Problem::Money { field, fault: MoneyFault::NoSuchDay });
    assert_eq!(ask("31-02-2026", ""), wrong(MoneyField::FirstDay));
    assert_eq!(ask("", "soon"), wrong(MoneyField::LastDay));
    assert_eq!(ask("01-01-2020", "02-01-2020").expect("a statement").carried_paise, 0);
    assert_eq!(stall.till.statement(&all_of("till:7")), Err(Problem::AccountUnknown));
}

#[tokio::test]
async fn the_day_tells_cash_and_upi_apart_and_each_is_in_its_account() {
    let mut stall = opened(&["inspay"]).await;
    stall.sell(&airtel("9876543210")).await;
    let by_upi = SaleInput { payment: Payment::Upi, amount: "199".into(), ..airtel("9876543211") };
    stall.sell(&by_upi).await;
    let day = stall.till.day_book(&todays().filter).expect("the day");
    let paid = day.paid;
    assert_eq!((paid.cash_paise, paid.upi_paise, paid.udhaar_paise, paid.charges_paise), (29_900, 19_900, 0, 0));
    assert_eq!(day.earned_paise, 598 + 398);
    assert_eq!((own(&stall.till, "cash"), own(&stall.till, "upi")), (229_900, 19_900));
    assert_eq!(stall.till.counter_now().expect("the counter").taken_paise, 29_900 + 19_900);
}
