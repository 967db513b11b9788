//! The proof from outside, as a build server starts it.

use std::process::Command;

/// A part that nobody knows proves nothing, so it must not pass.
#[test]
fn misspelled_part_fails_and_all_parts_are_named() {
    let said = Command::new(env!("CARGO_BIN_EXE_torture")).args(["--part", "shops"]).output();
    let said = said.expect("the program was built with this test");
    assert_eq!(said.status.code(), Some(1));
    let words = String::from_utf8_lossy(&said.stderr);
    for part in ["shop", "flaws", "disk", "kill", "net", "print", "parsers", "secrets"] {
        assert!(words.contains(part), "{part} is missing in {words}");
    }
}
