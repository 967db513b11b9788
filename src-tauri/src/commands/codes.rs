//! Operators and codes, which provider sells what, and the search.

use domain::Service;
use tauri::State;
use till::{Choice, CircleCode, Counter, FetchedList, OperatorInput, Problem, Routes, Wallet};

use crate::desk::Desk;

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// Ids of the operators that a search finds, best first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_operators(
    desk: State<'_, Desk>,
    query: String,
    service: Option<Service>,
) -> Result<Vec<String>, Problem> {
    Ok(desk.shop().await?.till().find_operators(&query, service))
}

/// Types or confirms a provider's code for an operator; an empty one takes the correction back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_code(
    desk: State<'_, Desk>,
    provider: String,
    operator: String,
    code: String,
) -> Result<Counter, Vec<Problem>> {
    let shop = desk.shop().await.map_err(one)?;
    shop.save_code(&provider, &operator, &code).await?;
    shop.counter().await.map_err(one)
}

/// Switches one operator at one provider on or off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_offer(
    desk: State<'_, Desk>,
    provider: String,
    operator: String,
    on: bool,
) -> Result<Counter, Problem> {
    let shop = desk.shop().await?;
    shop.set_offer(&provider, &operator, on).await?;
    shop.counter().await
}

/// Adds an operator that no paper has.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_operator(desk: State<'_, Desk>, input: OperatorInput) -> Result<Counter, Vec<Problem>> {
    let shop = desk.shop().await.map_err(one)?;
    shop.add_operator(&input).await?;
    shop.counter().await.map_err(one)
}

/// Takes an operator away that was added by hand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_operator(desk: State<'_, Desk>, operator: String) -> Result<Counter, Problem> {
    let shop = desk.shop().await?;
    shop.remove_operator(&operator).await?;
    shop.counter().await
}

/// A provider's circle codes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn circle_codes(desk: State<'_, Desk>, provider: String) -> Result<Vec<CircleCode>, Problem> {
    Ok(desk.shop().await?.circle_codes(&provider))
}

/// Types or confirms a provider's code for a circle; an empty one takes the correction back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_circle_code(
    desk: State<'_, Desk>,
    provider: String,
    circle: String,
    code: String,
) -> Result<Vec<CircleCode>, Vec<Problem>> {
    desk.shop().await.map_err(one)?.save_circle_code(&provider, &circle, &code).await
}

/// Fetches a provider's live list of operators.
#[tauri::command]
#[specta::specta]
pub(crate) async fn fetch_list(desk: State<'_, Desk>, provider: String) -> Result<FetchedList, Problem> {
    desk.shop().await?.fetch_list(&provider).await
}

/// The providers with a live list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lists(desk: State<'_, Desk>) -> Result<Vec<FetchedList>, Problem> {
    Ok(desk.shop().await?.lists().await)
}

/// Which provider sells what.
#[tauri::command]
#[specta::specta]
pub(crate) async fn routes(desk: State<'_, Desk>) -> Result<Routes, Problem> {
    Ok(desk.shop().await?.routes().await)
}

/// Sets which provider sells a service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_service_route(
    desk: State<'_, Desk>,
    service: Service,
    choice: Choice,
) -> Result<Routes, Problem> {
    desk.shop().await?.save_service_route(service, choice).await
}

/// Sets which provider sells an operator; none: as its service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_operator_route(
    desk: State<'_, Desk>,
    operator: String,
    choice: Option<Choice>,
) -> Result<Routes, Problem> {
    desk.shop().await?.save_operator_route(&operator, choice).await
}

/// Sets whether another provider is tried when one refuses.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_try_next(desk: State<'_, Desk>, on: bool) -> Result<Routes, Problem> {
    desk.shop().await?.set_try_next(on).await
}

/// Sets below which balance a wallet is low, as typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_low_level(
    desk: State<'_, Desk>,
    provider: String,
    amount: String,
) -> Result<Vec<Wallet>, Problem> {
    desk.shop().await?.save_low_level(&provider, &amount).await
}
