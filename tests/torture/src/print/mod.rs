//! Slips on a printer that is real bytes on a real socket, and a till that is really killed while it prints: at a byte of a job, and
//! before and after everything it does to the ledger's files meanwhile. After each kill it is started again. A slip is printed once or
//! asked about: never twice by itself, and never lost.
//!
//! It stands on what Linux calls its system calls; elsewhere the part is left out, and says so.

#[cfg(target_os = "linux")]
mod case;
#[cfg(target_os = "linux")]
mod child;
#[cfg(target_os = "linux")]
mod tray;

#[cfg(target_os = "linux")]
pub use case::run;
#[cfg(target_os = "linux")]
pub use child::child;

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
