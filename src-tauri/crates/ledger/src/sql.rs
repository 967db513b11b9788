//! What several queries share: conditions that stand once, and columns by name.

/// The states of what is open, as SQL has them.
macro_rules! open_states {
    () => {
        "('intended', 'submitted', 'pending', 'unknown')"
    };
}

/// The services of the desk, as SQL has them.
macro_rules! desk_services {
    () => {
        "('pan_card', 'bank_account', 'aadhaar_check', 'wallet_load')"
    };
}

/// The columns of a query, each by a name. What is selected and what is read follow from one list, so that no column can be
/// taken for another; looking its name up in every row would cost more than the row.
macro_rules! columns {
    (@joined $first:literal $(, $next:literal)*) => { concat!($first $(, ", ", $next)*) };
    ($(#[$about:meta])* $list:ident { $($name:ident = $sql:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy)]
        enum $list { $($name),+ }

        impl $list {
            /// What stands behind SELECT.
            const SELECTED: &str = $crate::sql::columns!(@joined $($sql),+);

            fn of<T: rusqlite::types::FromSql>(self, row: &rusqlite::Row<'_>) -> rusqlite::Result<T> {
                row.get(self as usize)
            }
        }
    };
}

pub(crate) use {columns, desk_services};

/// The condition of the index over open sales, word for word.
pub(crate) const OPEN: &str = concat!("sale.state IN ", open_states!());

/// The services of the desk.
pub(crate) const AT_DESK: &str = desk_services!();

/// The open sales of the same number, operator and amount.
pub(crate) const OPEN_TWIN: &str = concat!(
    "SELECT id FROM sale WHERE number = ?1 AND operator = ?2 AND amount_paise = ?3 AND state IN ",
    open_states!()
);

/// The rows of the journal that a person writes of a sale.
pub(crate) const BY_PERSON: &str = "('declared_failed', 'person_said', 'disputed', 'dealt_with')";
