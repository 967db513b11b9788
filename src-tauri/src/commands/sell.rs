//! The Sell screen.

use domain::Service;
use tauri::State;
use till::{KnownNumber, Problem, Quote, SaleInput, SaleView, Suggestion};

use crate::desk::Desk;

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// What a whole number suggests.
#[tauri::command]
#[specta::specta]
pub(crate) async fn suggest(desk: State<'_, Desk>, service: Service, number: String) -> Result<Suggestion, Problem> {
    desk.shop().await?.till().suggest(service, &number)
}

/// Numbers sold to before: the latest, or those that begin or end with three or more digits.
#[tauri::command]
#[specta::specta]
pub(crate) async fn known_numbers(desk: State<'_, Desk>, digits: String) -> Result<Vec<KnownNumber>, Problem> {
    desk.shop().await?.till().known_numbers(&digits)
}

/// Checks everything without sending.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quote(desk: State<'_, Desk>, input: SaleInput) -> Result<Quote, Vec<Problem>> {
    desk.shop().await.map_err(one)?.till().quote_now(&input).await
}

/// Sells. The sale is durable when this returns; its outcome comes as events.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sell(desk: State<'_, Desk>, input: SaleInput) -> Result<SaleView, Vec<Problem>> {
    desk.shop().await.map_err(one)?.till().sell(&input).await
}
