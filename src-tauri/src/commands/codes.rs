//! Commands about operators: their codes, their providers, the search for one.

use domain::Service;
use tauri::State;
use till::{Choice, CircleCode, Counter, FetchedList, OperatorInput, Problem, Routes, Wallet};

use crate::opened::Opened;

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// Ids of the operators that a search finds, best first.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn find_operators(
    opened: State<'_, Opened>,
    query: String,
    service: Option<Service>,
) -> Result<Vec<String>, Problem> {
    Ok(opened.shop().await?.till().find_operators(&query, service))
}

/// Types or confirms a provider's code for an operator; an empty one takes the correction back.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_code(
    opened: State<'_, Opened>,
    provider: String,
    operator: String,
    code: String,
) -> Result<Counter, Vec<Problem>> {
    let shop = opened.shop().await.map_err(one)?;
    shop.save_code(&provider, &operator, &code).await?;
    shop.counter().await.map_err(one)
}

/// Switches one operator at one provider on or off.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn set_offer(
    opened: State<'_, Opened>,
    provider: String,
    operator: String,
    on: bool,
) -> Result<Counter, Problem> {
    let shop = opened.shop().await?;
    shop.set_offer(&provider, &operator, on).await?;
    shop.counter().await
}

/// Adds an operator that no paper has.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn add_operator(opened: State<'_, Opened>, input: OperatorInput) -> Result<Counter, Vec<Problem>> {
    let shop = opened.shop().await.map_err(one)?;
    shop.add_operator(&input).await?;
    shop.counter().await.map_err(one)
}

/// Takes an operator away that was added by hand.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn remove_operator(opened: State<'_, Opened>, operator: String) -> Result<Counter, Problem> {
    let shop = opened.shop().await?;
    shop.remove_operator(&operator).await?;
    shop.counter().await
}

/// A provider's circle codes.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn circle_codes(opened: State<'_, Opened>, provider: String) -> Result<Vec<CircleCode>, Problem> {
    Ok(opened.shop().await?.circle_codes(&provider))
}

/// Types or confirms a provider's code for a circle; an empty one takes the correction back.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_circle_code(
    opened: State<'_, Opened>,
    provider: String,
    circle: String,
    code: String,
) -> Result<Vec<CircleCode>, Vec<Problem>> {
    opened.shop().await.map_err(one)?.save_circle_code(&provider, &circle, &code).await
}

/// Fetches a provider's live list of operators.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn fetch_list(opened: State<'_, Opened>, provider: String) -> Result<FetchedList, Problem> {
    opened.shop().await?.fetch_list(&provider).await
}

/// The providers with a live list.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn lists(opened: State<'_, Opened>) -> Result<Vec<FetchedList>, Problem> {
    Ok(opened.shop().await?.lists().await)
}

/// Which provider sells what.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn routes(opened: State<'_, Opened>) -> Result<Routes, Problem> {
    Ok(opened.shop().await?.routes().await)
}

/// Sets which provider sells a service.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_service_route(
    opened: State<'_, Opened>,
    service: Service,
    choice: Choice,
) -> Result<Routes, Problem> {
    opened.shop().await?.save_service_route(service, choice).await
}

/// Sets which provider sells an operator; none: as its service.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_operator_route(
    opened: State<'_, Opened>,
    operator: String,
    choice: Option<Choice>,
) -> Result<Routes, Problem> {
    opened.shop().await?.save_operator_route(&operator, choice).await
}

/// Sets whether another provider is tried when one refuses.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn set_try_next(opened: State<'_, Opened>, on: bool) -> Result<Routes, Problem> {
    opened.shop().await?.set_try_next(on).await
}

/// Sets below which balance a wallet is low, as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_low_level(
    opened: State<'_, Opened>,
    provider: String,
    amount: String,
) -> Result<Vec<Wallet>, Problem> {
    opened.shop().await?.save_low_level(&provider, &amount).await
}
