//! The shop's money book beside its sales: vouchers, customers, commission, shifts.

mod close;
pub(crate) mod commission;
mod customers;
mod money;
pub(crate) mod tds;
pub(crate) mod told;
