//! What the window may call. Each command converts, calls the counter and converts back; none decides.

mod backup;
mod codes;
mod connection;
mod counter;
mod day_book;
mod pending;
mod receipt;
mod sell;
mod services;
mod settings;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use specta_typescript::Number;
use tauri::Wry;
use tauri_specta::{Builder, collect_commands, collect_events};

/// A sale's id as the window holds it.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(transparent)]
pub(crate) struct SaleId(#[specta(type = Number)] pub(crate) i64);

/// A sale changed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct SaleChanged {
    /// The sale.
    #[specta(type = Number)]
    pub(crate) sale_id: i64,
}

/// A wallet changed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct WalletChanged {
    /// The provider's slug.
    pub(crate) provider: String,
}

/// A backup was made or failed, or a ledger was restored or found damaged: read the counter and the backups anew.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct BooksChanged {
    /// Whose ledger.
    pub(crate) mode: till::Mode,
}

/// Every command. A macro, since as a function it would fit on no screen.
macro_rules! every_command {
    () => {
        collect_commands![
            counter::open_counter,
            counter::window_ready,
            counter::counter_now,
            settings::save_shop,
            settings::set_language,
            settings::set_mode,
            settings::practice_habits,
            settings::set_practice_habit,
            sell::suggest,
            sell::known_numbers,
            sell::quote,
            sell::sell,
            pending::pending_sales,
            pending::check_now,
            pending::say_word,
            pending::dispute_sale,
            pending::deal_with_sale,
            day_book::day_book,
            day_book::sale,
            receipt::receipt,
            receipt::print_receipt,
            settings::save_provider,
            settings::disconnect_provider,
            settings::settle_login,
            settings::check_balance,
            settings::try_provider,
            settings::rates,
            settings::save_rate,
            codes::find_operators,
            codes::save_code,
            codes::set_offer,
            codes::add_operator,
            codes::remove_operator,
            codes::circle_codes,
            codes::save_circle_code,
            codes::fetch_list,
            codes::lists,
            codes::routes,
            codes::save_service_route,
            codes::save_operator_route,
            codes::set_try_next,
            codes::save_low_level,
            connection::callbacks,
            connection::save_callbacks,
            connection::renew_callback,
            connection::check_up,
            connection::api_status,
            services::desk,
            services::desk_access,
            services::save_price,
            services::save_plan_end,
            services::save_return_url,
            services::onboard,
            services::save_agent,
            services::forget_agent,
            services::apply_for_pan,
            services::open_account,
            services::check_aadhaar,
            services::resend_otp,
            services::verify_otp,
            services::dismiss_person,
            services::load_wallet,
            services::upi_qr,
            services::open_page,
            services::ask_by_pan,
            services::abandon_order,
            services::admit_success,
            backup::backups,
            backup::back_up_now,
            backup::save_backup_folder,
            backup::restore_plan,
            backup::restore,
            backup::repair,
            backup::dismiss_report,
        ]
    };
}

/// Every command and event, for the program and for `ui/src/bindings.ts`.
pub(crate) fn builder() -> Builder<Wry> {
    Builder::<Wry>::new().disable_serde_phases().commands(every_command!()).events(collect_events![
        SaleChanged,
        WalletChanged,
        BooksChanged
    ])
}
