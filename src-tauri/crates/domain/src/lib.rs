//! The vocabulary of a counter that sells recharges: money, ids, numbers, services, operators, the life of a sale.
//!
//! Architecture invariant: nothing here reads a clock, a file or a socket, and nothing is async. A rule gets everything it
//! needs as an argument, so that a table or a property test can prove it.

mod account;
mod amount_doubt;
mod booking;
mod cash;
mod circle;
mod closing_seal;
mod commission;
mod complaint;
mod day;
mod desk;
mod due_again;
mod field;
pub mod flaw;
mod gender;
mod gstin;
mod id;
mod identity;
mod language;
mod missing;
mod mode;
mod money;
mod number;
mod operator;
mod outcome;
mod pace;
mod parting;
mod period;
mod person;
mod plan;
mod search;
pub mod series;
mod service;
mod shift;
mod shown;
mod state;
mod state_name;
mod table;
mod tally;
mod tds;
mod typed;
mod upi;
mod verdict;
mod voucher;
mod weather;

pub use account::Account;
pub use amount_doubt::{AmountDoubt, SoldBefore, SoldHere, amount_doubt};
pub use booking::{
    Entry, Moment, Payment, Priced, SaleAccounts, on_giving_back, on_load, on_success, on_undoing, on_waiting, opposite,
};
pub use cash::{Counted, Face, Pieces, faces};
pub use circle::{Circle, circle, circle_named, circles};
pub use closing_seal::{ClosingSeal, SealFault};
pub use commission::{
    Commission, CommissionRule, Covers, MOST_SLABS, Pay, Pays, Slab, SlabFault, Slabs, Sold, rule_of,
};
pub use complaint::{ComplaintOutcome, ComplaintReason};
pub use day::{
    DAY_MS, business_day, business_day_end_ms, day_number, day_start_of, india_day, india_day_start_ms, india_time,
    numbered_day, parse_day, parse_time,
};
pub use desk::{DeskProduct, PanMode, desk_product, desk_products};
pub use due_again::{DUE_AHEAD, DUE_BEFORE, DueAgain, DueSure, DueWhy, SoldOn, days_of_last_sales, due_again};
pub use field::{Field, FieldProblem};
pub use gender::Gender;
pub use gstin::{Gstin, GstinProblem};
pub use id::{IdError, IdForm, ORDER_ID_MAX, OrderId, PREFIX_LENGTH, TerminalPrefix};
pub use identity::{Aadhaar, IdentityProblem, Pan};
#[cfg(debug_assertions)]
pub use language::long;
pub use language::{Language, Names, languages};
pub use missing::{
    DayFacts, Due, Explanation, Mistake, SaleFact, Subject, Suspect, Unopened, VoucherFact, WalletGap, explain,
    suspects,
};
pub use mode::Mode;
pub use money::{AmountProblem, BasisPoints, Paise, parse_amount};
pub use number::{
    MOBILE_DIGITS, NumberProblem, parse_landline, parse_mobile, parse_reference, parse_subscriber, parse_vehicle,
    parse_vehicle_or_mobile, plain_digits,
};
pub use operator::{NumberKind, Operator, operator, operators};
pub use outcome::Outcome;
pub use pace::Pace;
pub use parting::{FailedFact, Parting, Reading, WalletMove, parting};
pub use period::{Days, Period};
pub use person::{
    PersonProblem, parse_address, parse_birth_date, parse_email, parse_full_name, parse_name, parse_otp, parse_pincode,
    parse_place,
};
pub use plan::{DataPer, PlanData, PlanSource, parse_plan_data, parse_plan_days};
pub use search::{find, find_as_spelt, is_named, same_company};
pub use service::{AtDesk, Service};
pub use shift::{
    CUSTOMERS, Cause, Closed, DrawerCount, EarlierCount, Figures, Flow, FlowLine, Opened, OpenedAt, Outcomes,
    SMALL_DIFFERENCE, SalesSum, ShiftEntry, WalletTold, needs_reason,
};
pub use shown::{shown_number, spaced_mobile};
pub use state::{Event, Heard, IllegalEvent, Said, SaleState, Whose, Word, apply, declared, hear};
pub use state_name::{StateName, india_states, state_named};
pub use table::read_words;
pub use tally::Tally;
pub use tds::{FinancialYear, TdsThreshold, tds_threshold};
pub use typed::{typed_line, typed_lines};
pub use upi::{UpiAddress, UpiProblem};
pub use verdict::{Doubt, Latest, NO_RECORDS_NEEDED, Reason, Verdict, verdict};
pub use voucher::{Voucher, VoucherFault, VoucherKind};
pub use weather::{AttemptNow, Usual, Weather, weather};
