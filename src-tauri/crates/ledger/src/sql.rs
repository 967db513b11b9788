//! Pieces of SQL that several queries share.

/// The states of an open sale, as an SQL list.
macro_rules! open_states {
    () => {
        "('intended', 'submitted', 'pending', 'unknown')"
    };
}

/// The services of the desk, as an SQL list.
macro_rules! desk_services {
    () => {
        "('pan_card', 'bank_account', 'aadhaar_check', 'wallet_load')"
    };
}

/// The columns of a query, each with a name. SELECT and the reading of a row come from one list, so that no column can be
/// mistaken for another. The name is turned into a place at compile time, because looking it up in every row would cost
/// more than the row.
macro_rules! columns {
    (@joined $first:literal $(, $next:literal)*) => { concat!($first $(, ", ", $next)*) };
    ($(#[$about:meta])* $list:ident { $($name:ident = $sql:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy)]
        enum $list { $($name),+ }

        impl $list {
            /// The text behind SELECT.
            const SELECTED: &str = $crate::sql::columns!(@joined $($sql),+);

            fn of<T: rusqlite::types::FromSql>(self, row: &rusqlite::Row<'_>) -> rusqlite::Result<T> {
                row.get(self as usize)
            }
        }
    };
}

pub(crate) use {columns, desk_services};

/// Whether a sale is open. It is the condition of the index over open sales, word for word.
pub(crate) const OPEN: &str = concat!("sale.state IN ", open_states!());

/// Whether a sale is open, for a list of them. Their index finds them. With the condition alone, SQLite would walk all sales in the order
/// of their ids, because they are sorted by it.
pub(crate) const AMONG_OPEN: &str =
    concat!("sale.id IN (SELECT sale.id FROM sale WHERE sale.state IN ", open_states!(), ")");

/// The services of the desk.
pub(crate) const AT_DESK: &str = desk_services!();

/// The open sales of the same number, operator and amount.
pub(crate) const OPEN_TWIN: &str = concat!(
    "SELECT id FROM sale WHERE number = ?1 AND operator = ?2 AND amount_paise = ?3 AND state IN ",
    open_states!()
);

/// Whether a posting is in a customer's account. It is the condition of the index over them, word for word.
pub(crate) const OF_CUSTOMERS: &str = "posting.account >= 'customer:' AND posting.account < 'customer;'";

/// The place of the median among `count` values in their order, counted from 1: of two in the middle, the lower.
pub(crate) const MEDIAN: &str = "(count + 1) / 2";

/// The place up to which nine of ten of `count` values stand.
pub(crate) const NINE_OF_TEN: &str = "(count * 9 + 9) / 10";

/// Whether what came of an attempt tells anything of its operator or company: it left, and it did not come to nothing because the
/// shop's own wallet was empty.
pub(crate) const TELLS_OF_OPERATOR: &str = "attempt.state <> 'not_sent'
    AND NOT (attempt.state = 'failed' AND instr(attempt.problem, '\"wallet_empty\"'))";

/// The kinds of journal rows that a person writes.
pub(crate) const BY_PERSON: &str =
    "('declared_failed', 'person_said', 'disputed', 'complaint_noted', 'complaint_closed', 'dealt_with')";
