//! Sales from what is typed to settled books, through a real till, a real ledger and the simulator over real HTTP.

mod faults;
mod house;
mod input;
mod outcomes;
mod secrets;
mod stop;
