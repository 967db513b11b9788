//! The program as it is shipped: built, and sold in.

use std::fs::File;
use std::path::PathBuf;
use std::process::Command;

use crate::place::Place;
use crate::shell::{Outcome, Running, cargo, patient_cargo, run as run_to_end, start};
use crate::test::{SHIPPED, TYPED_SALES, TYPING, window};

/// A few sales are enough to see that a program works.
const SOLD_IN_EACH: &str = "6";

/// The words for the release program, as it is bundled. What the program is built of follows from the packages of the call, which are
/// those of every release, so a second build of it would be the same.
pub const RELEASE: [&str; 3] = ["--release", "--bin", "galla"];

/// Builds the release program. Nothing of an earlier build of it is left.
pub fn build(place: &Place) -> Outcome {
    clean(place, &RELEASE)?;
    run_to_end(&mut build_call(cargo(&place.root), &RELEASE))
}

/// In the release program there is sold.
pub fn sell(place: &Place) -> Outcome {
    run_to_end(&mut build_call(cargo(&place.root), &RELEASE))?;
    sell_in(place, "release")
}

/// Builds the program anew with these words and sells in it by the driver. Nothing of an earlier build of it is left, so
/// what is driven was made by this call.
pub fn sell_in_build(place: &Place, words: &[&str]) -> Outcome {
    clean(place, words)?;
    run_to_end(&mut build_call(cargo(&place.root), words))?;
    sell_in(place, if is_release(words) { "release" } else { "debug" })
}

fn is_release(words: &[&str]) -> bool {
    words.contains(&"--release")
}

/// Takes away the program that these words build.
fn clean(place: &Place, words: &[&str]) -> Outcome {
    let mut clean = cargo(&place.root);
    clean.args(["clean", "--quiet", "--package", "galla"]);
    run_to_end(if is_release(words) { clean.arg("--release") } else { &mut clean })
}

fn build_call(mut call: Command, words: &[&str]) -> Command {
    call.arg("build").args(SHIPPED).args(words);
    call
}

fn sell_in(place: &Place, profile: &str) -> Outcome {
    let program = place.program(profile, "galla");
    let variables = [("GALLA_PROGRAM", program.display().to_string()), (TYPED_SALES, SOLD_IN_EACH.to_owned())];
    window(place, TYPING, &variables)
}

/// The build of the release program, begun early: it takes what the steps beside it leave of the processors, and its words go to a
/// file, so that theirs stay readable. The window tests leave most, because a test of the window waits half of its time.
pub struct Ahead {
    build: Running,
    words: PathBuf,
}

impl Ahead {
    /// Begins it.
    pub fn begin(place: &Place) -> Outcome<Ahead> {
        clean(place, &RELEASE)?;
        let words = place.target.join("release-build.txt");
        let mut command = build_call(patient_cargo(&place.root), &RELEASE);
        let unheard = |e| format!("{}: {e}", words.display());
        let heard = File::create(&words).map_err(unheard)?;
        let also = heard.try_clone().map_err(unheard)?;
        Ok(Ahead { build: start(command.stdout(heard).stderr(also))?, words })
    }

    /// Waits for its end, and prints what it said.
    pub fn finish(mut self) -> Outcome {
        let outcome = self.build.wait();
        print!("{}", std::fs::read_to_string(&self.words).unwrap_or_default());
        outcome
    }
}
