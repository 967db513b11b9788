//! *Check a slip*.

use tauri::State;
use till::{Problem, SlipChecked};

use crate::opened::Opened;

/// Says of the text of a slip, scanned, pasted or typed, whether it is genuine.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn check_slip(opened: State<'_, Opened>, text: String) -> Result<SlipChecked, Problem> {
    opened.shop().await?.till().check_slip(&text)
}
