//! Customers and udhaar.

use serde::Deserialize;
use specta_typescript::Number;
use tauri::State;
use till::{CustomerInput, CustomerView, CustomersView, PaidInput, Problem, ReminderView};

use crate::opened::Opened;

/// A customer's id as the window holds it.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(transparent)]
pub(crate) struct CustomerId(#[specta(type = Number)] pub(crate) i64);

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// Customers by name or number; every one where nothing is searched for.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn customers(opened: State<'_, Opened>, search: String) -> Result<CustomersView, Problem> {
    opened.shop().await?.till().customers(&search)
}

/// A customer.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn customer(opened: State<'_, Opened>, id: CustomerId) -> Result<CustomerView, Problem> {
    opened.shop().await?.till().customer(id.0)
}

/// Notes a customer down as typed; without an id: a new one.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_customer(
    opened: State<'_, Opened>,
    id: Option<CustomerId>,
    input: CustomerInput,
) -> Result<CustomerView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().save_customer(id.map(|id| id.0), &input)
}

/// Takes a customer's name, note and numbers away.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn forget_customer(opened: State<'_, Opened>, id: CustomerId, by: String) -> Result<(), Problem> {
    opened.shop().await?.till().forget_customer(id.0, &by)
}

/// Writes a customer's payment as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn pay_udhaar(opened: State<'_, Opened>, input: PaidInput) -> Result<CustomerView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().pay_udhaar(&input)
}

/// A reminder of what a customer owes.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn reminder(opened: State<'_, Opened>, id: CustomerId) -> Result<ReminderView, Problem> {
    let shop = opened.shop().await?;
    let settings = shop.settings().await.ok_or(Problem::ShopNameMissing)?;
    shop.till().reminder(&settings, id.0)
}

/// Hands a reminder to WhatsApp, in the system's browser.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_reminder(
    opened: State<'_, Opened>,
    id: CustomerId,
    mobile: String,
    text: String,
) -> Result<(), Problem> {
    opened.shop().await?.till().open_reminder(id.0, &mobile, &text)
}
