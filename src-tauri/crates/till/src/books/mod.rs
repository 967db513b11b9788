//! The shop's money book beside its sales: vouchers, customers, commission, shifts.

mod close;
mod commission;
mod customers;
pub(crate) mod money;
pub(crate) mod statement;
pub(crate) mod voucher;
