//! Complaints to the companies.

use tauri::{AppHandle, State};
use till::{
    CloseComplaintInput, ComplaintInput, ComplaintNoteInput, ComplaintPackView, ComplaintsDue, ComplaintsPage,
    ComplaintsQuery, Language, PackFormat, Problem, SaleComplaints, SavedSlip,
};

use crate::commands::slip::folder_of;
use crate::commands::{JournalPlace, SaleId};
use crate::opened::Opened;

/// The complaints about a sale, and what a new one may be about.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn sale_complaints(opened: State<'_, Opened>, sale_id: SaleId) -> Result<SaleComplaints, Problem> {
    opened.shop().await?.till().sale_complaints(sale_id.0)
}

/// A part of a list of complaints.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn complaints(opened: State<'_, Opened>, query: ComplaintsQuery) -> Result<ComplaintsPage, Problem> {
    opened.shop().await?.till().complaints(&query)
}

/// How many complaints are open and due.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn complaints_due(opened: State<'_, Opened>) -> Result<ComplaintsDue, Problem> {
    opened.shop().await?.till().complaints_due()
}

/// Opens a complaint about a sale.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_complaint(
    opened: State<'_, Opened>,
    sale_id: SaleId,
    input: ComplaintInput,
) -> Result<SaleComplaints, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().open_complaint(sale_id.0, &input)
}

/// Writes down what was said about a complaint.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn note_complaint(
    opened: State<'_, Opened>,
    complaint_id: JournalPlace,
    input: ComplaintNoteInput,
) -> Result<SaleComplaints, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().note_complaint(complaint_id.0, &input)
}

/// Closes a complaint by its outcome.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn close_complaint(
    opened: State<'_, Opened>,
    complaint_id: JournalPlace,
    input: CloseComplaintInput,
) -> Result<SaleComplaints, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().close_complaint(complaint_id.0, &input)
}

/// The pack of a complaint as text to copy.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn complaint_text(
    opened: State<'_, Opened>,
    complaint_id: JournalPlace,
    language: Language,
) -> Result<ComplaintPackView, Problem> {
    opened.shop().await?.till().complaint_text(complaint_id.0, language)
}

/// Saves the pack of a complaint in the user's own folder.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_complaint(
    app: AppHandle,
    opened: State<'_, Opened>,
    complaint_id: JournalPlace,
    language: Language,
    format: PackFormat,
) -> Result<SavedSlip, Problem> {
    opened.shop().await?.till().save_complaint(complaint_id.0, language, format, &folder_of(&app)?)
}
