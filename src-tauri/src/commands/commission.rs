//! Commands about what companies pay: rules, what they told, tax they kept back.

use tauri::State;
use till::{AgainInput, CommissionInput, CommissionPage, CommissionSaved, Problem, TdsInput, TdsPage, ToldMonth};

use crate::opened::Opened;

/// The rules of every connected provider.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn commission(opened: State<'_, Opened>) -> Result<CommissionPage, Problem> {
    opened.shop().await?.till().commission()
}

/// Sets a rule, as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_commission(
    opened: State<'_, Opened>,
    input: CommissionInput,
    again: AgainInput,
) -> Result<CommissionSaved, Vec<Problem>> {
    let shop = opened.shop().await.map_err(|problem| vec![problem])?;
    shop.till().save_commission(&input, &again)
}

/// Sets several rules from today on, all or none of them.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_commission_column(
    opened: State<'_, Opened>,
    inputs: Vec<CommissionInput>,
) -> Result<CommissionPage, Vec<Problem>> {
    let shop = opened.shop().await.map_err(|problem| vec![problem])?;
    shop.till().save_commission_column(&inputs)
}

/// What companies told in a month, beside what was booked.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn told_and_booked(opened: State<'_, Opened>, month: Option<String>) -> Result<ToldMonth, Problem> {
    opened.shop().await?.till().told_and_booked(month.as_deref())
}

/// Tax that payers kept back in a financial year.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn tds(opened: State<'_, Opened>, year: Option<i32>) -> Result<TdsPage, Problem> {
    opened.shop().await?.till().tds(year)
}

/// Writes down tax that a statement shows.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn keep_tds(opened: State<'_, Opened>, input: TdsInput) -> Result<TdsPage, Vec<Problem>> {
    let shop = opened.shop().await.map_err(|problem| vec![problem])?;
    shop.till().keep_tds(&input)
}
