//! The simulator over real HTTP, spoken to by a client that sees every byte.
#![cfg(test)]

mod a1topup;
mod agents;
mod callbacks;
mod inexopay;
mod information;
mod inspay;
mod line;
mod paygrt;
mod program;
mod rechargeopen;
mod shared;
