//! The printer and what goes to it.

use printers::Found;
use specta_typescript::Number;
use tauri::{State, WebviewWindow};
use till::{JobAnswer, Language, PrintQueue, PrinterInput, Printing, Problem, SlipOf, SlipPreview};

use crate::opened::Opened;

/// A job of the printer as the window holds it.
#[derive(Debug, Clone, Copy, serde::Deserialize, specta::Type)]
#[serde(transparent)]
pub(crate) struct JobId(#[specta(type = Number)] i64);

/// What is printed, and where.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn printing(opened: State<'_, Opened>) -> Result<Printing, Problem> {
    Ok(opened.shop().await?.printing().await)
}

/// The printers that are connected here.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn find_printers(opened: State<'_, Opened>) -> Result<Vec<Found>, Problem> {
    opened.shop().await?.find_printers().await
}

/// Makes what was typed the printer; nothing: the shop has none any more.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_printer(
    opened: State<'_, Opened>,
    input: Option<PrinterInput>,
) -> Result<Printing, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.save_printer(input.as_ref()).await
}

/// Sets whether slips are printed by themselves, and their languages.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_printing(
    opened: State<'_, Opened>,
    by_itself: bool,
    languages: Vec<Language>,
) -> Result<Printing, Problem> {
    opened.shop().await?.save_printing(by_itself, &languages).await
}

/// Prints the test slip on the printer as typed.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn test_print(opened: State<'_, Opened>, input: PrinterInput) -> Result<(), Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.test_print(&input).await
}

/// Prints a slip, at once or as soon as the printer can. No languages: those of the settings, or the customer's own.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn print_slip(
    opened: State<'_, Opened>,
    slip: SlipOf,
    languages: Vec<Language>,
) -> Result<(), Problem> {
    opened.shop().await?.till().print_slip(&slip, &languages)
}

/// The slips that are not on paper, or not surely, and those that came on paper last.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn print_jobs(opened: State<'_, Opened>) -> Result<PrintQueue, Problem> {
    opened.shop().await?.till().print_jobs()
}

/// Says how these of them go on.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn answer_jobs(
    opened: State<'_, Opened>,
    job_ids: Vec<JobId>,
    answer: JobAnswer,
) -> Result<PrintQueue, Problem> {
    let job_ids: Vec<i64> = job_ids.into_iter().map(|job| job.0).collect();
    opened.shop().await?.till().answer_jobs(&job_ids, answer)
}

/// A slip on the screen, as it would be printed now.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn slip_preview(
    opened: State<'_, Opened>,
    slip: SlipOf,
    languages: Vec<Language>,
    dots: Option<u16>,
) -> Result<SlipPreview, Problem> {
    opened.shop().await?.till().slip_preview(&slip, &languages, dots)
}

/// Opens the system's print dialog on the page. Whether anything came out of it, only a person knows.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn print_page(window: WebviewWindow) -> Result<(), Problem> {
    window.print().map_err(|error| Problem::PrintNotOpened { words: error.to_string() })
}

/// Writes that a slip came out of the system's dialog.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn noted_printed(
    opened: State<'_, Opened>,
    slip: SlipOf,
    languages: Vec<Language>,
) -> Result<(), Problem> {
    opened.shop().await?.till().noted_printed(&slip, &languages)
}
