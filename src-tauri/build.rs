//! Declares every command, so that the window may call those that its capability names and no other.

use tauri_build::{AppManifest, Attributes};

/// The commands of `src/commands`; a test holds this list against what is registered.
const COMMANDS: &[&str] = &[
    "open_counter",
    "window_ready",
    "counter_now",
    "save_shop",
    "set_language",
    "set_mode",
    "suggest",
    "known_numbers",
    "quote",
    "sell",
    "pending_sales",
    "check_now",
    "declare_failed",
    "day_book",
    "sale",
    "receipt",
    "print_receipt",
    "save_provider",
    "disconnect_provider",
    "check_balance",
    "rates",
    "save_rate",
    "find_operators",
    "save_code",
    "set_offer",
    "add_operator",
    "remove_operator",
    "circle_codes",
    "save_circle_code",
    "fetch_list",
    "lists",
    "routes",
    "save_service_route",
    "save_operator_route",
    "set_try_next",
    "save_low_level",
    "callbacks",
    "save_callbacks",
    "renew_callback",
    "check_up",
    "api_status",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri_build::try_build(Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS)))?;
    Ok(())
}
