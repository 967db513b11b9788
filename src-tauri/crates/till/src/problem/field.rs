//! Faults of the longer forms, by field.

use domain::PersonProblem;
use serde::{Deserialize, Serialize};

/// A field of the desk's forms. Mobile numbers and amounts have problems of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum DeskField {
    Charge,
    Amount,
    Mobile,
    FirstName,
    MiddleName,
    LastName,
    Email,
    Pan,
    Pincode,
    ShopName,
    Name,
    DateOfBirth,
    Address,
    State,
    City,
    AgentId,
    AgentPan,
    Aadhaar,
    Otp,
    Consent,
    ConsentBy,
    Fee,
    PlanEnds,
    ReturnUrl,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DeskFault {
    /// Nothing was typed.
    Missing,
    /// Not of the form that it has.
    WrongForm,
    /// Longer than it can be.
    TooLong,
    /// Shorter than it is.
    TooShort,
    /// A name with dots: initials, which no PAN card has.
    HasDots,
    /// One word where a name has two.
    OneWord,
    /// Blanks where none can be.
    HasSpaces,
    /// A sign that it cannot hold.
    StrangeSign,
    /// A day that does not exist.
    NoSuchDay,
    /// A day that is still to come.
    InFuture,
    /// Not of age.
    TooYoung,
    /// The check digit does not fit: at least one digit is mistyped.
    Mistyped,
    /// The customer's PAN is the agent's own.
    SameAsAgent,
    /// The PAN is not the one that the order was begun with.
    NotThisOrder,
}

impl From<PersonProblem> for DeskFault {
    fn from(problem: PersonProblem) -> DeskFault {
        match problem {
            PersonProblem::Missing => DeskFault::Missing,
            PersonProblem::WrongForm => DeskFault::WrongForm,
            PersonProblem::TooLong => DeskFault::TooLong,
            PersonProblem::TooShort => DeskFault::TooShort,
            PersonProblem::HasDots => DeskFault::HasDots,
            PersonProblem::OneWord => DeskFault::OneWord,
            PersonProblem::HasSpaces => DeskFault::HasSpaces,
            PersonProblem::StrangeSign => DeskFault::StrangeSign,
            PersonProblem::NoSuchDay => DeskFault::NoSuchDay,
            PersonProblem::InFuture => DeskFault::InFuture,
            PersonProblem::TooYoung => DeskFault::TooYoung,
        }
    }
}

/// A field of the printer's form. Each has one sentence, which says what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum PrinterField {
    Host,
    Port,
    Queue,
    Path,
    SerialPort,
    Baud,
    Name,
    Dots,
    Copies,
    Pause,
    Feed,
}

/// A field of a customer's forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum CustomerField {
    Name,
    Numbers,
    Note,
    Limit,
    By,
    Amount,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CustomerFault {
    /// Nothing was typed.
    Missing,
    /// Longer than what is kept, or more than that.
    TooLong,
    /// No amount.
    NotANumber,
    /// Nothing, or less.
    Zero,
    /// Less than a paisa.
    TooFine,
    /// More than any shop lends.
    TooLarge,
    /// More than the customer has as credit.
    MoreThanCredit,
}

/// A field of the forms of commission and of tax kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CommissionField {
    /// The percentage or the rupees, of the whole or of a slab.
    Pays,
    /// Where a slab begins.
    SlabFrom,
    /// The slabs as a whole.
    Slabs,
    /// The day on which a rule begins.
    From,
    /// Who sets it.
    By,
    /// The month that is looked at.
    Month,
    /// The tax kept back.
    Tds,
    /// The financial year.
    Year,
    /// The statement's own number.
    Reference,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CommissionFault {
    /// Nothing was typed.
    Missing,
    /// Not of the form that it has.
    WrongForm,
    /// More than 100 percent, or more than anybody pays.
    TooMuch,
    /// More slabs than anybody has.
    TooMany,
    /// Longer than what is kept.
    TooLong,
    /// A day more than a year ahead.
    TooFar,
    /// A day so long ago that more sales would be booked again than may be at once.
    TooManySales,
    /// The first slab does not begin at nothing.
    Gap,
    /// A slab does not begin above the one before.
    NotIncreasing,
}

/// A slab of a form, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct SlabPlace(#[specta(type = specta_typescript::Number)] pub usize);

/// A field of the forms in which a person's word or a complaint is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum WordField {
    Reference,
    By,
    Day,
    Time,
    LastFour,
    Note,
    Words,
    NextStep,
    NextDay,
    Outcome,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum WordFault {
    /// Nothing was typed.
    Missing,
    /// Longer than what is kept.
    TooLong,
    /// No such day, or no such time.
    WrongForm,
    /// A moment that is still to come.
    InFuture,
    /// A moment before the sale.
    BeforeSale,
    /// Not the last four signs of this sale's number.
    NotThisNumber,
    /// A day that is over already.
    InPast,
    /// A day more than a year ahead.
    TooFar,
}

/// A field of a voucher, or of a statement. Amounts have problems of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum MoneyField {
    From,
    To,
    Reason,
    By,
    Reference,
    /// Of a statement: the day from which it is.
    FirstDay,
    /// Of a statement: the day up to which it is.
    LastDay,
    /// Of a list: the least amount in it.
    LeastAmount,
    /// Of a list: the largest amount in it.
    MostAmount,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MoneyFault {
    /// Nothing was typed or chosen.
    Missing,
    /// Longer than what is kept.
    TooLong,
    /// An account that is not there any more, or that no voucher moves.
    Gone,
    /// Money of this kind does not go between these accounts.
    DoesNotFit,
    /// No such day.
    NoSuchDay,
    /// No amount of money.
    NoAmount,
    /// Less than the least amount beside it.
    BelowLeast,
}

/// What is wrong with a company's statement file, or with what was said of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum StatementFault {
    /// Nothing is in it.
    Empty,
    /// It is larger than what is read.
    TooLarge,
    /// It has more rows than what is read.
    TooManyRows,
    /// It opens with a password only.
    Password,
    /// It is broken: often half a download.
    Broken,
    /// It is a PDF.
    Pdf,
    /// Files are packed in it.
    Archive,
    /// It holds no table.
    NoTable,
    /// No line in it is about a sale.
    NoLines,
    /// Nothing stands below its heading.
    OnlyHeading,
    /// Somebody stopped the work.
    Stopped,
    /// The file is in memory no more.
    Gone,
    /// Another column before it is the same.
    MappedTwice,
    /// No column tells a sale from another.
    NoKey,
    /// No column has the day.
    NoDate,
    /// Of a column: most of its cells are no dates.
    NotDates,
    /// Of a column: the day may come first as well as the month.
    DatesUndecided,
    /// Of a column: most of its cells are no amounts.
    NotAmounts,
}

/// What is wrong with a plan as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PlanField {
    /// The days are no number of days.
    Days,
    /// The data cannot be read.
    Data,
    /// The words are longer than what is kept.
    Words,
    /// Neither days nor data nor words are said.
    Nothing,
}

/// What is wrong with a ledger of Tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TallyFault {
    /// It has no name.
    Missing,
    /// Longer than what Tally keeps.
    TooLong,
    /// Tally has no such group.
    GroupUnknown,
    /// Another account has the same ledger under another group.
    OtherGroup,
}
