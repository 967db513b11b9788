//! The companies side by side, and what the books tell beside a sale.

use tauri::State;
use till::{Companies, OrderAdvice, Problem, SalesFilter, UsualWait, Weather};

use crate::opened::Opened;

/// How each company did with the attempts of the sales of a filter.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn companies(opened: State<'_, Opened>, filter: SalesFilter) -> Result<Companies, Problem> {
    opened.shop().await?.till().companies(&filter)
}

/// What another order of the companies would have paid.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn order_advice(opened: State<'_, Opened>) -> Result<OrderAdvice, Problem> {
    opened.shop().await?.order_advice().await
}

/// Tells no other order in this week any more.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn put_order_away(opened: State<'_, Opened>) -> Result<OrderAdvice, Problem> {
    opened.shop().await?.put_order_away().await
}

/// How an operator goes today, where that is unlike usual.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn weather(
    opened: State<'_, Opened>,
    operator: String,
    circle: Option<String>,
) -> Result<Option<Weather>, Problem> {
    opened.shop().await?.till().weather(&operator, circle.as_deref())
}

/// Within which time nine of ten ended of the sales like one that waits.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn usual_wait(
    opened: State<'_, Opened>,
    operator: String,
    provider: String,
) -> Result<Option<UsualWait>, Problem> {
    opened.shop().await?.till().usual_wait(&operator, &provider)
}
