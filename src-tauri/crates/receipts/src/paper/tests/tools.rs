//! Programs that are not ours.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

static FILES: AtomicU64 = AtomicU64::new(0);

/// A file of its own with these bytes; whoever made it removes it.
pub(crate) struct Scratch(pub(super) PathBuf);

impl Scratch {
    pub(crate) fn with(bytes: &[u8], ending: &str) -> Scratch {
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("galla-slip-{}-{number}.{ending}", std::process::id()));
        std::fs::write(&path, bytes).expect("a file for the program");
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).ok();
    }
}

/// What a program of a Debian package says to a file.
pub(crate) fn said(program: &str, package: &str, file: &Scratch, args: &[&str]) -> String {
    let args = args.iter().map(|arg| if *arg == "FILE" { file.0.as_os_str() } else { arg.as_ref() });
    // A thread of its own for each picture is slower than a picture for each thread.
    let output = Command::new(program).args(args).env("OMP_THREAD_LIMIT", "1").output();
    let output = output.unwrap_or_else(|error| {
        panic!("{program} is needed for this test, and it cannot be started ({error}). It is in the package {package}.")
    });
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} failed: {words}");
    String::from_utf8(output.stdout).expect("text")
}

/// Does each of many things, as many at a time as the machine has processors. What panics there panics here.
pub(crate) fn at_once<T: Sync>(things: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicU64::new(0);
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(thing) = things.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
                    work(thing);
                }
            });
        }
    });
}
