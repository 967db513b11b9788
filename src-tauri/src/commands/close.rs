//! The Day book screen, tab *Shift*.

use tauri::State;
use till::{
    ClosePage, CloseView, CountInput, CountView, Language, Problem, SealView, Settings, ShiftInput, ShiftView, Shop,
};

use crate::commands::JournalPlace;
use crate::opened::Opened;

async fn settings_of(shop: &Shop) -> Result<Settings, Problem> {
    shop.settings().await.ok_or(Problem::ShopNameMissing)
}

/// The shift as it stands.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn shift(opened: State<'_, Opened>) -> Result<ShiftView, Problem> {
    opened.shop().await?.till().shift()
}

/// Opens a shift with a count.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_shift(opened: State<'_, Opened>, input: ShiftInput) -> Result<ShiftView, Vec<Problem>> {
    opened.shop().await.map_err(|problem| vec![problem])?.till().open_shift(&input)
}

/// Writes a count of the drawer down, and tells what is expected.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn count_drawer(
    opened: State<'_, Opened>,
    input: CountInput,
    language: Language,
) -> Result<CountView, Vec<Problem>> {
    let shop = opened.shop().await.map_err(|problem| vec![problem])?;
    let settings = settings_of(&shop).await.map_err(|problem| vec![problem])?;
    shop.till().count_drawer(&settings, &input, language)
}

/// Closes the shift with a count.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn close_shift(
    opened: State<'_, Opened>,
    input: ShiftInput,
    language: Language,
) -> Result<CloseView, Vec<Problem>> {
    let shop = opened.shop().await.map_err(|problem| vec![problem])?;
    let settings = settings_of(&shop).await.map_err(|problem| vec![problem])?;
    shop.till().close_shift(&settings, &input, language)
}

/// A page of closes: those before a place of the journal, or the newest.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn closes(opened: State<'_, Opened>, before: Option<JournalPlace>) -> Result<ClosePage, Problem> {
    opened.shop().await?.till().closes(before.map(|place| place.0))
}

/// Whether everything up to a close is still what it was, by its closing seal.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn check_seal(opened: State<'_, Opened>, typed: String) -> Result<SealView, Problem> {
    opened.shop().await?.till().check_seal(&typed)
}

/// Changes when the shop's day starts.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn save_day_start(opened: State<'_, Opened>, typed: String, by: String) -> Result<ShiftView, Problem> {
    opened.shop().await?.till().save_day_start(&typed, &by)
}
