//! Sales from what is typed to settled books, through a real till, a real ledger and the simulator over real HTTP.

mod account;
mod aftercare;
mod another;
pub mod books;
mod callbacks;
mod choice;
mod clock;
pub mod counter;
mod dated;
mod doctor;
pub mod door;
mod faults;
mod fields;
pub mod heard;
pub mod house;
mod input;
mod logins;
mod outcomes;
mod own_files;
mod ready;
mod restore;
pub mod scripted;
mod secrets;
mod shop;
mod stop;
mod told;
mod word;
