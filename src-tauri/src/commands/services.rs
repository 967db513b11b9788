//! The services desk.

use secrecy::SecretString;
use tauri::State;
use till::{
    AadhaarInput, AccountInput, Desk, DeskAccess, DeskField, LoadInput, OnboardInput, PanInput, Problem, Qr, SaleView,
};

use crate::commands::SaleId;
use crate::opened::Opened;

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// A PAN or an Aadhaar number as typed: it can be neither printed nor sent back.
#[derive(serde::Deserialize, specta::Type)]
#[serde(transparent)]
pub(crate) struct Typed(#[specta(type = String)] SecretString);

/// The services desk.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn desk(opened: State<'_, Opened>) -> Result<Desk, Problem> {
    opened.shop().await?.till().desk()
}

/// What is wrong with one field of the desk's forms as typed; nothing where it is right or empty.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn check_desk_field(
    opened: State<'_, Opened>,
    field: DeskField,
    typed: Typed,
) -> Result<Option<Problem>, Problem> {
    Ok(opened.shop().await?.till().check_desk_field(field, &typed.0))
}

/// What the company says of the shop's access, and what to warn of.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn desk_access(opened: State<'_, Opened>, fresh: bool) -> Result<DeskAccess, Problem> {
    opened.shop().await?.till().desk_access(fresh).await
}

/// Sets a product's price as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_price(
    opened: State<'_, Opened>,
    product: String,
    fee: String,
    charge: String,
) -> Result<Desk, Vec<Problem>> {
    let till = opened.shop().await.map_err(one)?.till();
    till.save_price(&product, &fee, &charge)?;
    till.desk().map_err(one)
}

/// Notes when the company's plan ends.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_plan_end(opened: State<'_, Opened>, date: String) -> Result<Desk, Problem> {
    let shop = opened.shop().await?;
    shop.save_plan_end(&date).await?;
    shop.till().desk()
}

/// Sets where a browser is led at the end of an account's opening.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_return_url(opened: State<'_, Opened>, url: String) -> Result<Desk, Problem> {
    let shop = opened.shop().await?;
    shop.save_return_url(&url).await?;
    shop.till().desk()
}

/// Registers the shop as an agent.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn onboard(opened: State<'_, Opened>, input: OnboardInput) -> Result<Desk, Vec<Problem>> {
    let shop = opened.shop().await.map_err(one)?;
    shop.onboard(&input).await?;
    shop.till().desk().map_err(one)
}

/// Keeps an agent id that the shop has already.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_agent(opened: State<'_, Opened>, agent_id: String, pan: Typed) -> Result<Desk, Vec<Problem>> {
    let shop = opened.shop().await.map_err(one)?;
    shop.save_agent(&agent_id, &pan.0).await?;
    shop.till().desk().map_err(one)
}

/// Forgets the shop's standing as an agent.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn forget_agent(opened: State<'_, Opened>) -> Result<Desk, Problem> {
    let shop = opened.shop().await?;
    shop.forget_agent().await?;
    shop.till().desk()
}

/// Begins an application for a PAN card.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn apply_for_pan(opened: State<'_, Opened>, input: PanInput) -> Result<SaleView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().apply_for_pan(&input).await
}

/// Begins the opening of a customer's account.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_account(opened: State<'_, Opened>, input: AccountInput) -> Result<SaleView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().open_account(&input).await
}

/// Begins an identity check: has an OTP sent.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn check_aadhaar(opened: State<'_, Opened>, input: AadhaarInput) -> Result<SaleView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().check_aadhaar(&input).await
}

/// Has another OTP sent for a number that is still in memory.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn resend_otp(
    opened: State<'_, Opened>,
    sale_id: SaleId,
    intent: String,
) -> Result<SaleView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().resend_otp(sale_id.0, &intent).await
}

/// Hands in the OTP that the customer reads out.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn verify_otp(opened: State<'_, Opened>, sale_id: SaleId, otp: Typed) -> Result<SaleView, Problem> {
    opened.shop().await?.till().verify_otp(sale_id.0, &otp.0).await
}

/// The person was seen.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn dismiss_person(opened: State<'_, Opened>, sale_id: SaleId) -> Result<(), Problem> {
    opened.shop().await?.till().dismiss_person(sale_id.0);
    Ok(())
}

/// Begins to load the wallet.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn load_wallet(opened: State<'_, Opened>, input: LoadInput) -> Result<SaleView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().load_wallet(&input).await
}

/// The code by which a load is paid.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn upi_qr(opened: State<'_, Opened>, sale_id: SaleId) -> Result<Qr, Problem> {
    opened.shop().await?.till().upi_qr(sale_id.0)
}

/// Opens the company's page of an order in the system's browser.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_page(opened: State<'_, Opened>, sale_id: SaleId) -> Result<(), Problem> {
    opened.shop().await?.till().open_page(sale_id.0).await
}

/// Hands the company's page of an order to WhatsApp, for its customer.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn share_page(opened: State<'_, Opened>, sale_id: SaleId) -> Result<(), Problem> {
    opened.shop().await?.till().share_page(sale_id.0).await
}

/// Asks by the customer's PAN how the opening of an account stands.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn ask_by_pan(opened: State<'_, Opened>, sale_id: SaleId, pan: Typed) -> Result<SaleView, Problem> {
    opened.shop().await?.till().ask_by_pan(sale_id.0, &pan.0).await
}

/// Closes an order that nobody will finish.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn abandon_order(opened: State<'_, Opened>, sale_id: SaleId) -> Result<SaleView, Problem> {
    opened.shop().await?.till().abandon_order(sale_id.0)
}

/// Books an order that counted as failed and was done after all.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn admit_success(opened: State<'_, Opened>, sale_id: SaleId) -> Result<SaleView, Problem> {
    opened.shop().await?.till().admit_success(sale_id.0)
}
