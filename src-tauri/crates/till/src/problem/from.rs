//! How what the other crates refuse is told to a person.

use domain::{AmountProblem, Field, FieldProblem, NumberProblem, UpiProblem};
use ledger::LedgerError;
use providers::{AddressProblem, Trouble};
use sheets::read::Unreadable;

use super::Problem;
use super::chit::ChitFault;
use super::field::{CommissionFault, CommissionField, StatementFault};
use super::stored::StoredProblem;

impl From<NumberProblem> for Problem {
    fn from(problem: NumberProblem) -> Problem {
        match problem {
            NumberProblem::Missing => Problem::NumberMissing,
            NumberProblem::TooShort { digits, wanted } => Problem::NumberTooShort { digits, wanted },
            NumberProblem::TooLong { digits, wanted } => Problem::NumberTooLong { digits, wanted },
            NumberProblem::HasLetters => Problem::NumberHasLetters,
            NumberProblem::IsLandline => Problem::NumberIsLandline,
            NumberProblem::IsForeign => Problem::NumberIsForeign,
            NumberProblem::IsNobodys => Problem::NumberIsNobodys,
            NumberProblem::StrangeSign => Problem::NumberStrangeSign,
            NumberProblem::NotAVehicle => Problem::NumberNotAVehicle,
        }
    }
}

impl Problem {
    /// A problem of a field that the operator needs beside number and amount.
    pub(crate) fn of_field(field: Field, problem: FieldProblem) -> Problem {
        match problem {
            FieldProblem::Missing => Problem::FieldMissing { field },
            FieldProblem::TooShort { least } => Problem::FieldTooShort { field, least },
            FieldProblem::TooLong { most } => Problem::FieldTooLong { field, most },
            FieldProblem::NotDigits => Problem::FieldNotDigits { field },
            FieldProblem::StrangeSign => Problem::FieldStrangeSign { field },
            FieldProblem::DateWrong => Problem::FieldDateWrong { field },
            FieldProblem::DateInFuture => Problem::FieldDateInFuture { field },
            FieldProblem::VehicleWrong => Problem::FieldVehicleWrong { field },
        }
    }
}

impl From<AmountProblem> for Problem {
    fn from(problem: AmountProblem) -> Problem {
        match problem {
            AmountProblem::Missing => Problem::AmountMissing,
            AmountProblem::NotANumber => Problem::AmountNotANumber,
            AmountProblem::Zero => Problem::AmountZero,
            AmountProblem::TooFine => Problem::AmountTooFine,
            AmountProblem::Below(least) => Problem::AmountBelow { min_paise: least.get() },
            AmountProblem::Above(most) => Problem::AmountAbove { max_paise: most.get() },
        }
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Problem {
        match error {
            LedgerError::DiskFull => Problem::DiskFull,
            LedgerError::ReadOnly => Problem::LedgerReadOnly,
            // The way out of a file of the other kind is the same as out of a damaged one.
            LedgerError::Corrupt | LedgerError::OtherKind => Problem::LedgerCorrupt,
            LedgerError::Newer => Problem::LedgerNewer,
            LedgerError::PathTooLong => Problem::PathTooLong,
            LedgerError::InUse => Problem::SecondCopy,
            LedgerError::Busy => Problem::LedgerBusy,
            LedgerError::TwinOpen { sale_id } => Problem::AlreadyOpen { sale_id },
            // How long ago, and what is known of it, is told by the caller.
            LedgerError::SoldRecently { sale_id, created_at_ms } => {
                Problem::RepeatRecent { sale_id, minutes_ago: 0, sold_at_ms: created_at_ms, contradicted: false }
            }
            LedgerError::OrderOpen { sale_id } => Problem::OrderOpen { sale_id },
            LedgerError::ChitSold => Problem::Chit { fault: ChitFault::Sold },
            LedgerError::ChitGone => Problem::Chit { fault: ChitFault::Gone },
            LedgerError::TooManyAgain => {
                Problem::Commission { field: CommissionField::From, slab: None, fault: CommissionFault::TooManySales }
            }
            LedgerError::NoSuchCustomer => Problem::CustomerNotFound,
            // Whose it is by name is told by the caller.
            LedgerError::NumberTaken { number, customer } => {
                Problem::CustomerNumberTaken { number, customer, name: String::new() }
            }
            LedgerError::NoUdhaar { customer } => Problem::PaymentNoLimit { customer },
            LedgerError::OverLimit { customer, used, limit, over } => Problem::PaymentOverLimit {
                customer,
                used_paise: used.get(),
                limit_paise: limit.get(),
                over_paise: over.get(),
            },
            LedgerError::StillOwing { balance, waiting } => {
                Problem::CustomerOwes { balance_paise: balance.get(), waiting_paise: waiting.get() }
            }
            LedgerError::NamelessAct
            | LedgerError::MovedOn
            | LedgerError::Illegal(_)
            | LedgerError::Closed
            | LedgerError::Stopped => Problem::NotAllowedNow,
            LedgerError::NoSuchSale => Problem::SaleNotFound,
            LedgerError::OutOfRange => Problem::AmountTooLarge,
            LedgerError::NotGiven(words) => Problem::LedgerNotGiven { words },
            LedgerError::Unread(words) => Problem::LedgerUnread { words },
            LedgerError::DiskFault(words) | LedgerError::Failed(words) => Problem::LedgerFailed { words },
        }
    }
}

impl From<StatementFault> for Problem {
    /// Of a file as a whole, and of no column.
    fn from(fault: StatementFault) -> Problem {
        Problem::Statement { fault, column: None }
    }
}

impl From<Unreadable> for Problem {
    fn from(why: Unreadable) -> Problem {
        let fault = match why {
            Unreadable::Empty => StatementFault::Empty,
            Unreadable::TooLarge => StatementFault::TooLarge,
            Unreadable::TooManyRows => StatementFault::TooManyRows,
            Unreadable::Password => StatementFault::Password,
            Unreadable::Broken => StatementFault::Broken,
            Unreadable::Pdf => StatementFault::Pdf,
            Unreadable::Archive => StatementFault::Archive,
            Unreadable::NoTable => StatementFault::NoTable,
            Unreadable::Stopped => StatementFault::Stopped,
        };
        fault.into()
    }
}

impl From<UpiProblem> for Problem {
    fn from(problem: UpiProblem) -> Problem {
        match problem {
            UpiProblem::IsEmail => Problem::UpiAddressIsEmail,
            UpiProblem::Missing | UpiProblem::Wrong => Problem::UpiAddressWrong,
        }
    }
}

impl From<AddressProblem> for Problem {
    fn from(problem: AddressProblem) -> Problem {
        match problem {
            AddressProblem::Wrong => Problem::BaseAddressWrong,
            AddressProblem::NotHttps => Problem::BaseAddressNotHttps,
        }
    }
}

impl From<printers::Trouble> for Problem {
    fn from(trouble: printers::Trouble) -> Problem {
        Problem::PrinterTrouble { trouble }
    }
}

impl From<Trouble> for Problem {
    /// By way of what the journal keeps, so that the screen says at once what it will say of the same row later.
    fn from(trouble: Trouble) -> Problem {
        StoredProblem::from(trouble).into()
    }
}
