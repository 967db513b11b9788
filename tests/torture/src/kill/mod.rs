//! Real processes, really killed: the till in a child without a window, `kill -9` at every byte it writes to a socket, at
//! every byte it reads, before and after everything it does to the ledger's files, while it recovers from the last kill,
//! and at any moment with several sales on the line. After each kill it is started again and settles with an honest
//! provider, and the books are held against what the provider did.
//!
//! It stands on what Linux calls its system calls; elsewhere the part is left out, and says so.

#[cfg(target_os = "linux")]
mod bench;
#[cfg(target_os = "linux")]
mod case;
#[cfg(target_os = "linux")]
mod check;
#[cfg(target_os = "linux")]
mod child;
#[cfg(target_os = "linux")]
mod controls;
#[cfg(target_os = "linux")]
pub mod cut;
#[cfg(target_os = "linux")]
mod dialect;
#[cfg(target_os = "linux")]
mod lanes;
#[cfg(target_os = "linux")]
mod provider;
mod sin;
#[cfg(target_os = "linux")]
pub mod vfs;
#[cfg(target_os = "linux")]
mod wire;

#[cfg(target_os = "linux")]
pub use lanes::{child, run};

/// No process is a child here.
#[cfg(not(target_os = "linux"))]
pub fn child() -> Option<std::process::ExitCode> {
    None
}

/// The part, left out.
#[cfg(not(target_os = "linux"))]
pub fn run(_args: &crate::args::Args) -> crate::Verdict {
    Ok("left out: it needs Linux".to_owned())
}
