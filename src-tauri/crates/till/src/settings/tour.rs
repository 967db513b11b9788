//! How far the first tour is.

use serde::{Deserialize, Serialize};

/// The first tour, as the shop left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Tour {
    /// A new shop is asked whether it wants to be shown round.
    Offered,
    /// It is being walked; so many steps are done.
    Walking {
        /// Steps that are done.
        steps: u8,
    },
    /// It was left after so many steps. Shops that are older than the tour are here, too: nobody asks them.
    Left {
        /// Steps that are done.
        steps: u8,
    },
    /// It was walked to its end.
    Done,
}

impl Default for Tour {
    fn default() -> Tour {
        Tour::Left { steps: 0 }
    }
}
