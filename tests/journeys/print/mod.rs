//! Slips on a printer: what is printed by itself, what waits, and what is asked about.

mod design;
mod once;
mod queue;
mod tray;
