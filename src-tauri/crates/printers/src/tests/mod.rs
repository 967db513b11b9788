//! Printers of the tests' own, with every bad habit.

mod handshake;
mod network;
#[cfg(unix)]
mod ports;
#[cfg(target_os = "linux")]
mod spooler;
mod status;

use std::io::{Read, Write};
use std::time::Duration;

use crate::{Bounds, SystemPrinters};

/// Short bounds, so that a test of a bound is short.
pub fn quick() -> SystemPrinters {
    let (stall, connect) = (Duration::from_millis(500), Duration::from_millis(500));
    SystemPrinters { bounds: Bounds { stall, connect, pace: 100_000, ..Bounds::default() } }
}

/// A job that has no question in it.
pub fn job(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|at| (at % 251) as u8 | 0x20).collect()
}

/// The printer's end: reads until `enough`, and answers each question with what `says` has for its number.
pub fn answering(
    printer: &mut (impl Read + Write),
    enough: impl Fn(&[u8]) -> bool,
    mut says: impl FnMut(u8) -> Vec<u8>,
) -> Vec<u8> {
    let (mut all, mut bytes, mut looked) = (Vec::new(), [0; 4096], 0);
    while !enough(&all) {
        let Ok(count @ 1..) = printer.read(&mut bytes) else { break };
        all.extend(&bytes[..count]);
        while looked + 3 <= all.len() {
            if all[looked..].starts_with(&[0x10, 0x04]) {
                let _ = printer.write_all(&says(all[looked + 2]));
            }
            looked += 1;
        }
    }
    all
}

/// Without the questions.
pub fn printed(mut all: Vec<u8>) -> Vec<u8> {
    while let Some(at) = all.windows(2).position(|pair| pair == [0x10, 0x04]) {
        all.drain(at..at + 3);
    }
    all
}
