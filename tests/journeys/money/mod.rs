//! The money book: what is written beside the sales, and what the screens say the shop has.

mod close;
mod pace;
mod vouchers;

use domain::VoucherKind;
use till::{MoneyBook, Problem, StatementQuery, Till, VoucherInput, VoucherView, WalletBook};

use crate::sales::stall::intent;

/// A voucher of so many rupees as typed.
pub fn voucher(kind: VoucherKind, from: &str, to: &str, rupees: &str) -> VoucherInput {
    VoucherInput {
        kind,
        from: from.to_owned(),
        to: to.to_owned(),
        amount: rupees.to_owned(),
        reason: String::new(),
        reference: String::new(),
        by: String::new(),
        intent: intent(),
        sure_of: Vec::new(),
    }
}

/// Writes a voucher that nobody asks about.
pub fn write(till: &Till, input: &VoucherInput) -> VoucherView {
    till.write_voucher(input).unwrap_or_else(|problems| panic!("{input:?}: {problems:?}"))
}

fn refused(till: &Till, input: &VoucherInput) -> Vec<Problem> {
    till.write_voucher(input).expect_err("it is refused, or asked about")
}

fn book(till: &Till) -> MoneyBook {
    till.money_book().expect("the money book")
}

/// What stands in an account of the shop's own.
fn own(till: &Till, account: &str) -> i64 {
    book(till).own.iter().find(|view| view.account == account).expect("an account").paise
}

fn wallet(till: &Till, slug: &str) -> WalletBook {
    book(till).wallets.into_iter().find(|wallet| wallet.provider == slug).expect("a wallet")
}

fn all_of(account: &str) -> StatementQuery {
    StatementQuery { account: account.to_owned(), from: String::new(), to: String::new(), before: None }
}
