//! The shop's money book beside its sales: vouchers, customers, commission, shifts.

pub(crate) mod called;
pub(crate) mod charge;
pub(crate) mod close;
mod close_paper;
pub(crate) mod commission;
pub(crate) mod count;
pub(crate) mod customers;
pub(crate) mod missing;
pub(crate) mod money;
pub(crate) mod money_back;
pub(crate) mod seal;
pub(crate) mod statement;
pub(crate) mod tds;
pub(crate) mod told;
pub(crate) mod udhaar;
pub(crate) mod voucher;
