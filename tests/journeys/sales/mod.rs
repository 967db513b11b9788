//! Sales from what is typed to settled books, through a real till, a real ledger and the simulator over real HTTP.

mod account;
mod another;
mod books;
mod callbacks;
mod choice;
mod counter;
mod doctor;
mod door;
mod faults;
mod fields;
pub mod house;
mod input;
mod outcomes;
mod scripted;
mod secrets;
mod shop;
mod stop;
mod told;
