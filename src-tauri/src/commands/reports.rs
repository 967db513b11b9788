//! The Reports screen.

use tauri::State;
use till::{MonthsCompared, Problem, Report, ReportQuery, SalesFilter};

use crate::opened::Opened;

/// The sums of the sales of a filter.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn report(opened: State<'_, Opened>, query: ReportQuery) -> Result<Report, Problem> {
    opened.shop().await?.till().report(&query)
}

/// This month beside the last one.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn compare_months(opened: State<'_, Opened>, filter: SalesFilter) -> Result<MonthsCompared, Problem> {
    opened.shop().await?.till().compare_months(&filter)
}
