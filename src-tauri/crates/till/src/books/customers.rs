//! Customers whom the shop knows, with what they owe.
