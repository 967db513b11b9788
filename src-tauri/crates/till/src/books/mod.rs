//! The shop's money book beside its sales: vouchers, customers, commission, shifts.

mod close;
mod commission;
mod customers;
mod money;
