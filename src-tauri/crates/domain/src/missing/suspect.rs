//! A mistake that may have been made, and what it is about.

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::Paise;

/// A mistake that people make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// The wallet was loaded from the drawer, and nobody wrote it down.
    LoadNotEntered,
    /// What was in it before the books began was never written down.
    OpeningNotEntered,
    /// Money that the books still owe to a customer was given back.
    BackNotEntered,
    /// The same voucher was written twice.
    EnteredTwice,
    /// The same sale was made twice, and paid once.
    SoldTwice,
    /// The books gave the money up as lost, and it is here.
    LostIsHere,
    /// The books say that money was given back, and it is here.
    NotGivenBack,
    /// Booked as paid in cash: it was paid by UPI, or not at all.
    NotPaidInCash,
    /// Booked as paid otherwise: it was paid in cash.
    PaidInCash,
    /// A load of a wallet came out of the drawer and not out of the bank, or the other way round.
    OtherPocket,
    /// Two digits of an amount were swapped.
    DigitsSwapped,
    /// An amount was typed with a zero too many.
    ZeroTooMany,
    /// An amount was typed with a zero too few.
    ZeroTooFew,
    /// Written in the wrong direction: twice the amount.
    WrongWay,
    /// Money was given back twice.
    GivenBackTwice,
    /// A customer paid udhaar, and nobody wrote it down.
    UdhaarNotEntered,
    /// Pieces were counted on the line of another note or coin.
    OtherFace,
    /// One piece too many, or too few.
    OnePiece,
    /// Written down, and it never happened.
    NeverHappened,
    /// The company took a sale back, and nobody heard of it.
    ReversalNotHeard,
    /// The company kept the money of a sale that failed.
    FailedIsCharged,
    /// The company's commission is another one than the rule's.
    OtherCommission,
    /// The company took money for something that is not in the books.
    NotInBooks,
}

/// What a mistake is about, and so the place that mends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum Subject {
    Sale {
        #[specta(type = Number)]
        sale_id: i64,
    },
    Voucher {
        #[specta(type = Number)]
        seq: i64,
    },
    /// A line of a count. `opening`: of the one with which the shift was opened.
    Pieces {
        #[specta(type = Number)]
        paise: Paise,
        coin: bool,
        opening: bool,
    },
    /// A count that was a sum.
    Sum {
        opening: bool,
    },
    Customer {
        #[specta(type = Number)]
        id: i64,
    },
    Wallet {
        provider: String,
    },
    /// The opening balance of an account, as the books write the account.
    Opening {
        account: String,
    },
}

/// A mistake that may have been made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Suspect {
    /// Which.
    pub mistake: Mistake,
    /// About what.
    pub subject: Subject,
    /// By how much it puts what was counted above what the books have.
    #[specta(type = Number)]
    pub effect_paise: Paise,
    /// How unlikely it is.
    #[serde(skip)]
    pub weight: u32,
}
