//! What is known of an amount before it is sent: what it buys, and whether it looks like a slip of the fingers.

mod guard;
mod information;
mod list;
