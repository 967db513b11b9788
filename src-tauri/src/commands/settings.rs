//! Commands about the shop's own settings, also at the first start.

use simulator::Habit;
use tauri::State;
use till::{CompanyNote, Counter, Language, Mode, Problem, ProviderInput, ShopInput, Tour, Wallet};

use crate::opened::Opened;

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// Saves the shop as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_shop(opened: State<'_, Opened>, input: ShopInput) -> Result<Counter, Vec<Problem>> {
    let shop = opened.shop().await.map_err(one)?;
    shop.save_shop(&input).await?;
    shop.counter().await.map_err(one)
}

/// Changes the language of the screen.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn set_language(opened: State<'_, Opened>, language: Language) -> Result<(), Problem> {
    opened.shop().await?.set_language(language).await
}

/// Changes between practice and real money.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn set_mode(opened: State<'_, Opened>, mode: Mode) -> Result<Counter, Problem> {
    let shop = opened.shop().await?;
    shop.set_mode(mode).await?;
    shop.counter().await
}

/// Keeps how far the first tour is. Walked in practice alone.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn keep_tour(opened: State<'_, Opened>, tour: Tour) -> Result<Counter, Problem> {
    let shop = opened.shop().await?;
    shop.keep_tour(tour).await?;
    shop.counter().await
}

/// The habits that the practice sellers have. Refused with real money.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn practice_habits(opened: State<'_, Opened>) -> Result<Vec<Habit>, Problem> {
    Ok(opened.practice().await?.habits().await)
}

/// Gives the practice sellers a habit, or takes it from them; returns those they have. Refused with real money.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn set_practice_habit(
    opened: State<'_, Opened>,
    habit: Habit,
    on: bool,
) -> Result<Vec<Habit>, Problem> {
    Ok(opened.practice().await?.set_habit(habit, on).await)
}

/// Connects a provider or changes its connection.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_provider(
    opened: State<'_, Opened>,
    slug: String,
    input: ProviderInput,
) -> Result<Counter, Vec<Problem>> {
    let shop = opened.shop().await.map_err(one)?;
    shop.save_provider(&slug, &input).await?;
    shop.counter().await.map_err(one)
}

/// Keeps what the shop calls a company, and whom it calls about a sale.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_company(
    opened: State<'_, Opened>,
    slug: String,
    note: CompanyNote,
) -> Result<Counter, Vec<Problem>> {
    let shop = opened.shop().await.map_err(one)?;
    shop.save_company(&slug, &note).await?;
    shop.counter().await.map_err(one)
}

/// Forgets a provider and its credentials.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn disconnect_provider(opened: State<'_, Opened>, slug: String) -> Result<Counter, Problem> {
    let shop = opened.shop().await?;
    shop.disconnect_provider(&slug).await?;
    shop.counter().await
}

/// Decides about a login that another data folder, or an older version, has left in the keychain.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn settle_login(opened: State<'_, Opened>, slug: String, used: bool) -> Result<Counter, Problem> {
    let shop = opened.shop().await?;
    shop.settle_login(&slug, used).await?;
    shop.counter().await
}

/// Reads a provider's wallet with the shop's own credentials.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn check_balance(opened: State<'_, Opened>, slug: String) -> Result<Wallet, Problem> {
    opened.shop().await?.check_balance(&slug).await
}

/// Reads a provider's wallet by what stands in its form, saved or not.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn try_provider(
    opened: State<'_, Opened>,
    slug: String,
    input: ProviderInput,
) -> Result<Wallet, Vec<Problem>> {
    opened.shop().await.map_err(one)?.try_provider(&slug, &input).await
}
