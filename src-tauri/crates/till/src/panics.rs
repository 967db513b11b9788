//! What a fault of our own may say. On a desktop, what a program writes to its error output is kept: in the system's
//! journal, in a file of the session.

use std::any::Any;
use std::panic;

/// From now on a panic tells where it was and, if its words stand in the source as they are, what it says. A message that
/// was put together may hold what was being worked on: slicing a text in the middle of a letter prints the whole text,
/// which may be a company's answer with the password in it.
pub fn hush_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        let thread = std::thread::current();
        eprintln!("panicked at {place} in '{}': {}", thread.name().unwrap_or_default(), words_of(info.payload()));
    }));
}

/// What a panic may say.
fn words_of(payload: &dyn Any) -> &'static str {
    payload.downcast_ref::<&'static str>().copied().unwrap_or("•••")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(fault: impl FnOnce() + panic::UnwindSafe) -> &'static str {
        let payload = panic::catch_unwind(fault).expect_err("it panics");
        words_of(payload.as_ref())
    }

    #[test]
    fn words_of_the_source_are_told_and_others_are_not() {
        let secret = String::from("pässword");
        assert_eq!(said(|| panic!("a fault of ours")), "a fault of ours");
        assert_eq!(said(|| panic!("a fault with {secret}")), "•••");
        assert_eq!(said(|| drop(secret[..2].to_owned())), "•••");
    }
}
