//! Commands of the rehearsal.

use tauri::State;
use till::{Problem, RehearsalStep, RehearsalView};

use crate::opened::Opened;

/// The rehearsal as it stands.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn rehearsal(opened: State<'_, Opened>) -> Result<Option<RehearsalView>, Problem> {
    opened.shop().await?.rehearsal()
}

/// Whether the shop has a day that can be rehearsed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn can_rehearse(opened: State<'_, Opened>) -> Result<bool, Problem> {
    opened.shop().await?.can_rehearse()
}

/// Takes a step of the rehearsal. Refused with real money.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn step_rehearsal(
    opened: State<'_, Opened>,
    step: RehearsalStep,
) -> Result<Option<RehearsalView>, Problem> {
    opened.shop().await?.step_rehearsal(step)
}
