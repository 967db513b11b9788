//! What the operating system gives: the clock, folders, keychain, window, memory, and the practice providers on this computer.

pub(crate) mod browser;
pub(crate) mod clock;
pub(crate) mod customer_screen;
pub(crate) mod display;
pub(crate) mod folders;
pub(crate) mod keychain;
pub(crate) mod memory;
#[cfg(debug_assertions)]
pub(crate) mod page;
pub(crate) mod practice;
pub(crate) mod rebuild;
pub(crate) mod web_view;
pub(crate) mod window;
