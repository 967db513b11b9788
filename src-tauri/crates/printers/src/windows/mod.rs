//! Windows. Type-checked, and not tried on a computer with Windows.

pub mod device;
pub mod serial;
pub mod spooler;
mod win32;
