//! Tests of the whole house, in one binary.
#![allow(clippy::wildcard_enum_match_arm, reason = "what a test does not name fails it, or is not looked at")]

mod desk;
mod export;
mod matching;
mod money;
mod plans;
mod print;
mod reports;
mod sales;
mod tidy;
