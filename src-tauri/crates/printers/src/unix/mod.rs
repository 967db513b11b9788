//! Linux and macOS.

pub mod cups;
pub mod device;
pub mod serial;
