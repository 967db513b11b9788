//! Tests of the whole house, in one binary.

mod desk;
mod sales;
mod tidy;
