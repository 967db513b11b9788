//! The shop's list of plans: in *Settings*, and beside the amount.

use tauri::{AppHandle, State};
use till::{OfferedPlan, PlanFile, PlanInput, PlanKey, PlansPage, Problem, SavedSlip};

use crate::commands::slip::folder_of;
use crate::opened::Opened;

/// The list, and what is sold here and not in it.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn plans(opened: State<'_, Opened>) -> Result<PlansPage, Problem> {
    opened.shop().await?.till().plans()
}

/// The plans of an operator that are sold here most.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn offered_plans(
    opened: State<'_, Opened>,
    operator: String,
    circle: Option<String>,
) -> Result<Vec<OfferedPlan>, Problem> {
    let till = opened.shop().await?.till();
    till.fetch_plans_of_day(&operator, circle.as_deref());
    till.offered_plans(&operator, circle.as_deref())
}

/// Writes a plan down as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_plan(opened: State<'_, Opened>, input: PlanInput) -> Result<PlansPage, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().save_plan(&input)
}

/// Takes a plan out of the list.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn remove_plan(opened: State<'_, Opened>, key: PlanKey) -> Result<PlansPage, Problem> {
    opened.shop().await?.till().remove_plan(&key)
}

/// What is understood of a file of plans, in base64.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn read_plan_file(
    opened: State<'_, Opened>,
    file: String,
    operator: String,
) -> Result<PlanFile, Problem> {
    opened.shop().await?.till().read_plan_file(&file, &operator)
}

/// Takes what is understood of it into the list.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn take_plan_file(
    opened: State<'_, Opened>,
    file: String,
    operator: String,
) -> Result<PlansPage, Problem> {
    opened.shop().await?.till().take_plan_file(&file, &operator)
}

/// Saves a sheet to fill in, in the user's own folder.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_plan_sheet(app: AppHandle, opened: State<'_, Opened>) -> Result<SavedSlip, Problem> {
    opened.shop().await?.till().save_plan_sheet(&folder_of(&app)?)
}
