//! The information company: set up in *Settings*, asked at *Sell*.

use domain::Service;
use tauri::State;
use till::{
    BillFetched, BillInput, InformationInput, InformationTried, InformationView, NumberTold, PlansTold, Problem,
};

use crate::opened::Opened;

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// What Settings shows of it.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn information(opened: State<'_, Opened>) -> Result<InformationView, Problem> {
    Ok(opened.shop().await?.information().await)
}

/// Sets it up as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_information(
    opened: State<'_, Opened>,
    input: InformationInput,
) -> Result<InformationView, Vec<Problem>> {
    opened.shop().await.map_err(one)?.save_information(&input).await
}

/// Asks it one question by what stands in the form.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn try_information(
    opened: State<'_, Opened>,
    input: InformationInput,
) -> Result<InformationTried, Vec<Problem>> {
    opened.shop().await.map_err(one)?.try_information(&input).await
}

/// Takes it out, with its login.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn forget_information(opened: State<'_, Opened>) -> Result<InformationView, Problem> {
    opened.shop().await?.forget_information().await
}

/// Has the made-up one asked while the shop practises, or not.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn set_practice_information(opened: State<'_, Opened>, on: bool) -> Result<InformationView, Problem> {
    opened.shop().await?.set_practice_information(on).await
}

/// With whom a number is, as told.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn look_up_number(
    opened: State<'_, Opened>,
    service: Service,
    number: String,
) -> Result<Option<NumberTold>, Problem> {
    opened.shop().await?.till().look_up_number(service, &number).await
}

/// A customer's bill, as told.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn fetch_bill(opened: State<'_, Opened>, input: BillInput) -> Result<BillFetched, Vec<Problem>> {
    opened.shop().await.map_err(one)?.till().fetch_bill(&input).await
}

/// Asks for the plans of an operator in a circle, and keeps them in the list; an empty circle is all of them.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn fetch_plans(
    opened: State<'_, Opened>,
    operator: String,
    circle: String,
) -> Result<PlansTold, Problem> {
    opened.shop().await?.till().fetch_plans(&operator, &circle).await
}
