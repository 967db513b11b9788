//! The services desk: a real till, real HTTP, the simulated company.

mod pan;
mod twice;
