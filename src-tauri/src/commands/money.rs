//! The Day book screen, tab *Money*.

use tauri::State;
use till::{
    AccountStatement, MendInput, MoneyBook, Problem, StatementQuery, VoucherInput, VoucherPage, VoucherView, Wallet,
};

use crate::commands::JournalPlace;
use crate::opened::Opened;

/// What the shop has, and what stands with others.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn money_book(opened: State<'_, Opened>) -> Result<MoneyBook, Problem> {
    opened.shop().await?.till().money_book()
}

/// Reads the wallet of a company in the books that are open: in practice it is the practice company that is asked.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn read_wallet(opened: State<'_, Opened>, slug: String) -> Result<Wallet, Problem> {
    opened.shop().await?.till().check_balance(&slug).await
}

/// Writes down that nothing was in an account before the books began.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn nothing_was_there(opened: State<'_, Opened>, account: String) -> Result<MoneyBook, Problem> {
    opened.shop().await?.till().nothing_was_there(&account)
}

/// A page of vouchers: those before a place of the journal, or the newest.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn vouchers(opened: State<'_, Opened>, before: Option<JournalPlace>) -> Result<VoucherPage, Problem> {
    opened.shop().await?.till().vouchers(before.map(|place| place.0))
}

/// A page of the statement of an account.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn statement(opened: State<'_, Opened>, query: StatementQuery) -> Result<AccountStatement, Problem> {
    opened.shop().await?.till().statement(&query)
}

/// Writes a voucher as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn write_voucher(opened: State<'_, Opened>, input: VoucherInput) -> Result<VoucherView, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().write_voucher(&input)
}

/// Takes a wrong voucher back by a correction that names it.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn mend_voucher(opened: State<'_, Opened>, input: MendInput) -> Result<VoucherView, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().mend_voucher(&input)
}
