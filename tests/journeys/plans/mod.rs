//! What is known of an amount before it is sent: what it buys, and whether it looks like a slip of the fingers. And who is likely to buy
//! it again.

mod due;
mod guard;
mod information;
mod list;
