//! Which slip.

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

/// A slip by what it is about. A job that waits for a printer keeps this and no more: the slip is made when it is printed, from
/// the books as they are then. So no person and no number waits in a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
#[expect(missing_docs, reason = "ids and places of the journal, named as in the books")]
pub enum SlipOf {
    /// A sale, or an order of the services desk, as it stands.
    Sale {
        #[specta(type = Number)]
        sale_id: i64,
    },
    /// The money of a sale that came to nothing, given back.
    MoneyBack {
        #[specta(type = Number)]
        sale_id: i64,
    },
    /// A close (Z), by its number.
    Close {
        #[specta(type = Number)]
        number: i64,
    },
    /// A count within a shift (X), by its place in the journal.
    Count {
        #[specta(type = Number)]
        row: i64,
    },
    /// A customer's account between two days, `YYYY-MM-DD`; an empty day: without a border.
    Statement {
        #[specta(type = Number)]
        customer: i64,
        from: String,
        to: String,
    },
    /// Money that is no sale, by its place in the journal: a customer's payment, a load of a wallet.
    Voucher {
        #[specta(type = Number)]
        row: i64,
    },
    /// A chit: what is promised, and not sold yet.
    Chit {
        #[specta(type = Number)]
        chit: i64,
    },
    /// The printer's own test.
    Test,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_kept_as_kind_and_data() {
        for (slip, kept) in [
            (SlipOf::Sale { sale_id: 7 }, r#"{"kind":"sale","data":{"sale_id":7}}"#),
            (SlipOf::MoneyBack { sale_id: 7 }, r#"{"kind":"money_back","data":{"sale_id":7}}"#),
            (SlipOf::Close { number: 3 }, r#"{"kind":"close","data":{"number":3}}"#),
            (SlipOf::Count { row: 90 }, r#"{"kind":"count","data":{"row":90}}"#),
            (SlipOf::Voucher { row: 91 }, r#"{"kind":"voucher","data":{"row":91}}"#),
            (
                SlipOf::Statement { customer: 2, from: "2026-11-01".into(), to: String::new() },
                r#"{"kind":"statement","data":{"customer":2,"from":"2026-11-01","to":""}}"#,
            ),
            (SlipOf::Chit { chit: 12 }, r#"{"kind":"chit","data":{"chit":12}}"#),
            (SlipOf::Test, r#"{"kind":"test"}"#),
        ] {
            assert_eq!(serde_json::to_string(&slip).unwrap(), kept);
            assert_eq!(serde_json::from_str::<SlipOf>(kept).unwrap(), slip);
        }
    }
}
