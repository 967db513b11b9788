//! Sales from what is typed to settled books, through a real till, a real ledger and the simulator over real HTTP.

mod another;
mod books;
mod choice;
mod faults;
mod house;
mod input;
mod outcomes;
mod scripted;
mod secrets;
mod stop;
