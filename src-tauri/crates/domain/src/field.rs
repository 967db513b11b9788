//! What an operator needs beside number and amount: the fields that the form grows.

use serde::{Deserialize, Serialize};

/// A field. The papers call all of them `value1` and `value2`; a shopkeeper calls them this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// STD code of a landline.
    StdCode,
    /// Account number of a landline.
    AccountNumber,
    /// CA number of a landline.
    CaNumber,
    /// Bill group number of a gas connection.
    BillGroup,
    /// Billing unit of an electricity connection.
    BillingUnit,
    /// Processing cycle of an electricity connection.
    ProcessingCycle,
    /// Cycle number of an electricity connection.
    CycleNumber,
    /// Date of birth of the insured; sent as `DD-MM-YYYY`.
    DateOfBirth,
    /// Registration number of a vehicle.
    VehicleNumber,
    /// The customer's name.
    CustomerName,
}

/// Why a field as typed cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FieldProblem {
    /// Nothing was typed.
    #[error("missing")]
    Missing,
    /// Fewer signs than there must be.
    #[error("shorter than {least}")]
    TooShort {
        /// Least signs.
        least: usize,
    },
    /// More signs than there may be.
    #[error("longer than {most}")]
    TooLong {
        /// Most signs.
        most: usize,
    },
    /// Something other than digits where only digits may stand.
    #[error("not digits")]
    NotDigits,
    /// A sign that does not belong there.
    #[error("a strange sign")]
    StrangeSign,
    /// No date.
    #[error("not a date")]
    DateWrong,
    /// A date that is not in the past.
    #[error("a date in the future")]
    DateInFuture,
    /// Not the registration number of a vehicle.
    #[error("not a vehicle number")]
    VehicleWrong,
}

impl Field {
    /// Every field, with the word the catalogues and the database use for it.
    pub const ALL: [(Field, &'static str); 10] = [
        (Field::StdCode, "std_code"),
        (Field::AccountNumber, "account_number"),
        (Field::CaNumber, "ca_number"),
        (Field::BillGroup, "bill_group"),
        (Field::BillingUnit, "billing_unit"),
        (Field::ProcessingCycle, "processing_cycle"),
        (Field::CycleNumber, "cycle_number"),
        (Field::DateOfBirth, "date_of_birth"),
        (Field::VehicleNumber, "vehicle_number"),
        (Field::CustomerName, "customer_name"),
    ];

    /// The word for it in catalogues and database.
    pub fn as_str(self) -> &'static str {
        Field::ALL.iter().find(|(field, _)| *field == self).map_or("", |(_, word)| word)
    }

    /// The field of that word.
    pub fn parse(word: &str) -> Option<Field> {
        Field::ALL.iter().find(|(_, known)| *known == word).map(|(field, _)| *field)
    }

    /// Reads the field as typed and gives it as it is sent. `today` is the day in India, `2026-11-20`.
    pub fn check(self, typed: &str, today: &str) -> Result<String, FieldProblem> {
        let _ = today;
        match typed.trim() {
            "" => Err(FieldProblem::Missing),
            text => Ok(text.to_owned()),
        }
    }
}
