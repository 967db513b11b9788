//! The Sell screen.

use domain::Service;
use tauri::State;
use till::{KnownNumber, PayCode, Problem, Quote, SaleInput, SaleView, Suggestion};

use crate::opened::Opened;

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// What a whole number suggests.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn suggest(
    opened: State<'_, Opened>,
    service: Service,
    number: String,
) -> Result<Suggestion, Problem> {
    opened.shop().await?.till().suggest(service, &number)
}

/// Numbers sold to before: the latest, or those that begin or end with three or more digits.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn known_numbers(opened: State<'_, Opened>, digits: String) -> Result<Vec<KnownNumber>, Problem> {
    opened.shop().await?.till().known_numbers(&digits)
}

/// Checks everything without sending.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn quote(opened: State<'_, Opened>, input: SaleInput) -> Result<Quote, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().quote_now(&input).await
}

/// Sells. The sale is durable when this returns; its outcome comes as events.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn sell(opened: State<'_, Opened>, input: SaleInput) -> Result<SaleView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().sell(&input).await
}

/// The code by which the sale on the strip is paid before it is sent.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn pay_code(opened: State<'_, Opened>, input: SaleInput) -> Result<PayCode, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().pay_code(&input)
}
