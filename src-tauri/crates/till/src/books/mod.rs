//! The shop's money book beside its sales: vouchers, customers, commission, shifts.

pub(crate) mod charge;
mod close;
mod commission;
pub(crate) mod customers;
mod money;
pub(crate) mod money_back;
