//! Declares every command, so that the window may call those that its capability names and no other; and embeds the page.
//!
//! Architecture invariant: nothing but this script embeds the page. `generate_context!` would do it once for each target of
//! this crate, into the same files and at the same time, and one target could embed what another has only begun to write.

use std::io::ErrorKind;
use std::path::Path;

use tauri_build::{AppManifest, Attributes, CodegenContext};

/// The commands of `src/commands`; a test holds this list against what is registered.
const COMMANDS: &[&str] = &[
    "open_counter",
    "window_ready",
    "counter_now",
    "save_shop",
    "set_language",
    "set_mode",
    "practice_habits",
    "set_practice_habit",
    "suggest",
    "known_numbers",
    "quote",
    "sell",
    "pending_sales",
    "check_now",
    "say_word",
    "dispute_sale",
    "deal_with_sale",
    "day_book",
    "sale",
    "receipt",
    "print_receipt",
    "save_provider",
    "disconnect_provider",
    "settle_login",
    "check_balance",
    "try_provider",
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
    "desk",
    "desk_access",
    "save_price",
    "save_plan_end",
    "save_return_url",
    "onboard",
    "save_agent",
    "forget_agent",
    "apply_for_pan",
    "open_account",
    "check_aadhaar",
    "resend_otp",
    "verify_otp",
    "dismiss_person",
    "load_wallet",
    "upi_qr",
    "open_page",
    "ask_by_pan",
    "abandon_order",
    "admit_success",
    "backups",
    "back_up_now",
    "save_backup_folder",
    "restore_plan",
    "restore",
    "repair",
    "dismiss_report",
];

/// Where the embedded files are written. One that is there is taken for whole, even when a build was killed while it wrote it.
const WRITTEN: &str = "tauri-codegen-assets";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let written = Path::new(&std::env::var("OUT_DIR")?).join(WRITTEN);
    match std::fs::remove_dir_all(written) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => return Err(fault.into()),
        _ => {}
    }
    let manifest = AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(Attributes::new().app_manifest(manifest).codegen(CodegenContext::new()))?;
    Ok(())
}
