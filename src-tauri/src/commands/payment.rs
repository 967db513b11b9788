//! How customers pay, and money that is still to be given back to them.

use tauri::State;
use till::{ChargeInput, ChargeView, Counter, KnownCustomer, MoneyBackWhat, OwedSale, PayCode, Problem, SaleDetail};

use crate::commands::SaleId;
use crate::commands::customers::CustomerId;
use crate::opened::Opened;

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// Saves where customers pay by UPI.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_upi_address(opened: State<'_, Opened>, address: String) -> Result<Counter, Problem> {
    let shop = opened.shop().await?;
    shop.save_upi_address(&address).await?;
    shop.counter().await
}

/// The rules of the service charge.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn charges(opened: State<'_, Opened>) -> Result<Vec<ChargeView>, Problem> {
    opened.shop().await?.till().charges()
}

/// Sets a rule of the service charge.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_charge(
    opened: State<'_, Opened>,
    input: ChargeInput,
) -> Result<Vec<ChargeView>, Vec<Problem>> {
    let till = opened.shop().await.map_err(one)?.till();
    till.save_charge(&input)?;
    till.charges().map_err(one)
}

/// The sales whose customers' money is still to be given back.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn owed(opened: State<'_, Opened>) -> Result<Vec<OwedSale>, Problem> {
    opened.shop().await?.till().owed()
}

/// Writes what became of a customer's money.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn settle_money(
    opened: State<'_, Opened>,
    sale_id: SaleId,
    what: MoneyBackWhat,
    by: String,
    customer: Option<CustomerId>,
) -> Result<SaleDetail, Problem> {
    let till = opened.shop().await?.till();
    till.settle_money(sale_id.0, what, &by, customer.map(|customer| customer.0))?;
    till.sale(sale_id.0)
}

/// Notes that the customer has the money of a sale that failed at the counter.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn note_handed_back(opened: State<'_, Opened>, sale_id: SaleId) -> Result<(), Problem> {
    opened.shop().await?.till().note_handed_back(sale_id.0);
    Ok(())
}

/// Notes that the customer, who had left, was told that a sale came to nothing.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn note_customer_told(opened: State<'_, Opened>, sale_id: SaleId, by: String) -> Result<(), Problem> {
    opened.shop().await?.till().note_customer_told(sale_id.0, &by)
}

/// The code by which an order of the desk is paid before it is begun.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn desk_pay_code(
    opened: State<'_, Opened>,
    charge: String,
    intent: String,
) -> Result<PayCode, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().desk_pay_code(&charge, &intent)
}

/// Whose number it is, where the shop knows.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn known_customer(
    opened: State<'_, Opened>,
    number: String,
) -> Result<Option<KnownCustomer>, Problem> {
    opened.shop().await?.till().known_customer(&number)
}
