//! `cargo xtask test`: everything that must hold before a change is handed over.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::display::SCREEN;
use crate::packages::{self, Need};
use crate::place::Place;
use crate::release::{self, Ahead};
use crate::session::Session;
use crate::shell::{Outcome, cargo, own_call, read, run as run_to_end, run_by_line};
use crate::{fmt, torture, voice, web};

/// The newest published one is the alpha of a later Tauri; this one fits Tauri 2.
const DRIVER: &str = "2.1.0";
/// The program of the window tests, and their step.
const WINDOW: &str = "window";
/// The program that photographs the window.
pub const GALLERY: &str = "gallery";

/// The test that types sales ahead, and the variable that says how many.
pub const TYPING: &str = "typing::what_is_typed_ahead";
/// See [`TYPING`].
pub const TYPED_SALES: &str = "GALLA_TYPED_SALES";

/// The whole house. Every call for tests and checks names it, because cargo builds a crate once for all calls that agree on its
/// features, and the packages of a call decide those.
pub const HOUSE: &str = "--workspace";
/// The house as it is shipped and measured: without what the proof alone wants of its libraries.
pub const SHIPPED: [&str; 3] = [HOUSE, "--exclude", torture::PACKAGE];

/// After this step two builds can run side by side: the pages are there, and so is what the build scripts write beside the sources.
const CLIPPY: &str = "clippy";
/// The step that ends with the release program built.
const RELEASE_BUILD: &str = "release-build";

type Step = (&'static str, fn(&Place) -> Outcome);

const STEPS: &[Step] = &[
    ("packages", |place| packages::ensure(Need::Test, &place.root)),
    ("ui-packages", web::packages),
    ("voice", |place| voice::make(place).map(drop)),
    ("ui-check", |place| web::script(place, "check")),
    ("ui-test", |place| web::script(place, "test")),
    ("ui-build", web::pages),
    ("fmt", fmt::check),
    (CLIPPY, clippy),
    ("build", build),
    ("tests", |place| run_to_end(cargo(&place.root).args(["test", HOUSE]))),
    ("torture", torture::short),
    ("driver", driver),
    (WINDOW, |place| window(place, "", &[])),
    (RELEASE_BUILD, release::build),
    ("release", release::sell),
];

/// The command.
pub fn run(place: &Place, args: Vec<String>) -> Outcome {
    if let [only, step, named] = args.as_slice()
        && (only.as_str(), step.as_str()) == ("--only", WINDOW)
    {
        return window(place, named, &[]);
    }
    let chosen = choose(&args)?;
    let mut done = Vec::new();
    let mut ahead = None;
    for (name, step) in chosen {
        println!("\n== {name}");
        let began = Instant::now();
        let outcome = match ahead.take_if(|_| *name == RELEASE_BUILD) {
            Some(ahead) => Ahead::finish(ahead),
            None => step(place),
        };
        // npm leaves the colour of its last words behind, without a line's end.
        println!("\x1b[0m\n== {name}: {} in {}", verdict(&outcome), seconds(began.elapsed()));
        done.push((*name, verdict(&outcome), began.elapsed()));
        if let Err(words) = outcome {
            print!("{}", table(&done));
            return Err(format!("{name}: {words}"));
        }
        if *name == CLIPPY && chosen.len() > 1 {
            ahead = Some(Ahead::begin(place)?);
        }
    }
    print!("{}", table(&done));
    Ok(())
}

fn choose(args: &[String]) -> Outcome<&'static [Step]> {
    let names = || STEPS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    match args {
        [] => Ok(STEPS),
        [only, step] if only == "--only" => {
            let at = STEPS.iter().position(|(name, _)| name == step);
            at.map(|at| &STEPS[at..=at]).ok_or_else(|| format!("there is no step '{step}'; there are {}.", names()))
        }
        _ => Err(format!("test knows --only STEP, with one of {}, and --only window NAME.", names())),
    }
}

fn clippy(place: &Place) -> Outcome {
    let mut command = cargo(&place.root);
    command.args(["clippy", HOUSE, "--all-targets", "--features", torture::FLAWS, "--", "-D", "warnings"]);
    run_to_end(&mut command)
}

/// The program and the simulator, as the window tests start them, and those tests. One call builds them, because a call without
/// tests leaves out what tests want of the libraries, and so builds the window's libraries a second time.
pub fn build(place: &Place) -> Outcome {
    let mut command = cargo(&place.root);
    command.args(["build", HOUSE, "--bin", "galla", "--bin", "simulator", "--test", WINDOW, "--test", GALLERY]);
    run_to_end(&mut command)
}

/// The driver of the window tests, installed for this project only.
pub fn driver(place: &Place) -> Outcome {
    let tool = place.tool("tauri-driver");
    if tool.is_file() && installed_driver(place) {
        println!("tauri-driver {DRIVER} is here already.");
        return Ok(());
    }
    let mut command = cargo(&place.root);
    command.args(["install", "tauri-driver", "--version", DRIVER, "--locked", "--force", "--root"]).arg(place.tools());
    run_to_end(&mut command)
}

fn installed_driver(place: &Place) -> bool {
    let list = read(cargo(&place.root).args(["install", "--list", "--root"]).arg(place.tools()));
    list.is_some_and(|list| list.contains(&format!("tauri-driver v{DRIVER}:")))
}

/// So many sessions drive a window side by side, because a test waits most of its time.
const SIDE_BY_SIDE: usize = 3;

/// The real window, driven. Of the tests, those with these words in their names.
pub fn window(place: &Place, tests_named: &str, variables: &[(&str, String)]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return drive(place, WINDOW, SCREEN, &[], variables, |_| ());
    }
    run_to_end(driven(cargo(&place.root), WINDOW).arg("--no-run"))?;
    let list = read(driven(cargo(&place.root), WINDOW).args(["--", "--list", tests_named])).unwrap_or_default();
    let names: Vec<&str> = list.lines().filter_map(|line| line.strip_suffix(": test")).collect();
    if names.is_empty() {
        return Err(format!("no test of the window has '{tests_named}' in its name."));
    }
    // Taken in turn: what lies side by side takes about as long.
    let shares: [Vec<&str>; SIDE_BY_SIDE] =
        std::array::from_fn(|first| names.iter().skip(first).step_by(SIDE_BY_SIDE).copied().collect());
    let outcomes = std::thread::scope(|scope| {
        let begun = shares.each_ref().map(|names| scope.spawn(move || drive_named(place, names, variables)));
        begun.map(|each| {
            each.join().unwrap_or_else(|_| (Err("the driving of the window broke off.".to_owned()), Driven::default()))
        })
    });
    let failed: Vec<&str> = outcomes.iter().flat_map(|(_, driven)| &driven.failed).map(String::as_str).collect();
    let ended = outcomes.iter().all(|(_, driven)| driven.ended);
    if !ended || !may_try_again(&failed) {
        return outcomes.into_iter().try_for_each(|(outcome, _)| outcome);
    }
    println!("\nOnce more, by itself: {}", failed.join(", "));
    drive_named(place, &failed, variables).0?;
    println!("\nThese failed at first and passed by themselves: {}", failed.join(", "));
    Ok(())
}

/// So many tests may fail at first.
const FEW: usize = 3;
/// What these tests hold must not fail once in a thousand times: no sale is sent twice, and none is lost.
const NEVER: [&str; 9] =
    ["alone::", "killed::", "real::", "typing::", "canary::", "chits::", "owed::", "backup::", "practice::a_reload"];

/// Whether tests of the window that failed are run once more. A window, its web view, a keyring and their drivers are many programs
/// on one screen, and now and then a build server stalls one of them.
fn may_try_again(failed: &[&str]) -> bool {
    let may = |test: &&str| !NEVER.iter().any(|never| test.starts_with(never));
    (1..=FEW).contains(&failed.len()) && failed.iter().all(may)
}

/// What a test program printed of its tests.
#[derive(Debug, Default, PartialEq, Eq)]
struct Driven {
    /// Their names.
    failed: Vec<String>,
    /// It came to its last line, and that one counts all tests, of which just these failed.
    ended: bool,
}

impl Driven {
    /// Hears a line. What a test itself printed may stand before its verdict.
    fn hear(&mut self, line: &str, tests: usize) {
        if let Some((name, verdict)) = line.strip_prefix("test ").and_then(|line| line.split_once(" ... ")) {
            self.failed.extend(verdict.ends_with("FAILED").then(|| name.to_owned()));
        }
        if let Some(counts) = line.strip_prefix("test result: ") {
            let count = |what: &str| {
                let before = counts.split(what).next()?;
                before.rsplit(' ').next()?.parse::<usize>().ok()
            };
            let (passed, failed) = (count(" passed"), count(" failed"));
            self.ended = failed == Some(self.failed.len()) && passed.zip(failed).is_some_and(|(p, f)| p + f == tests);
        }
    }
}

/// The tests with exactly these names, one after the other.
fn drive_named(place: &Place, names: &[&str], variables: &[(&str, String)]) -> (Outcome, Driven) {
    if names.is_empty() {
        return (Ok(()), Driven { failed: Vec::new(), ended: true });
    }
    let args: Vec<String> =
        ["--test-threads=1", "--exact"].iter().chain(names).map(|word| (*word).to_owned()).collect();
    let mut driven = Driven::default();
    let outcome = drive(place, WINDOW, SCREEN, &args, variables, |line| driven.hear(line, names.len()));
    (outcome, driven)
}

/// The call that builds and runs a program that drives the window.
fn driven(command: Command, target: &str) -> Command {
    let mut command = own_call(command);
    command.args(["test", HOUSE, "--test", target]);
    command
}

/// Runs a program that drives the window, on an invisible screen of its own: only where WebKit's driver exists. Each line that it
/// prints is shown to `heard`, too.
pub fn drive(
    place: &Place,
    target: &str,
    screen: &str,
    args: &[String],
    variables: &[(&str, String)],
    heard: impl FnMut(&str),
) -> Outcome {
    if !cfg!(target_os = "linux") {
        println!("The window is driven on Linux only; this system's web view has no driver that comes with it.");
        return Ok(());
    }
    let locale = packages::indian_locale(&place.root);
    let mut session = Session::start(place, "test", screen)?;
    session.own_folders(locale)?;
    session.unlock_keyring(place)?;
    let mut tests = driven(session.command(cargo(&place.root).get_program(), place), target);
    tests.arg("--").args(args).envs(variables.iter().map(|(name, value)| (name, value)));
    run_by_line(tests.env("TAURI_DRIVER", place.tool("tauri-driver")), heard)
}

fn verdict(outcome: &Outcome) -> &'static str {
    if outcome.is_ok() { "ok" } else { "FAILED" }
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

fn table(done: &[(&str, &str, Duration)]) -> String {
    let total: Duration = done.iter().map(|(_, _, time)| *time).sum();
    let rows = done.iter().map(|(name, verdict, time)| format!("  {name:<12} {verdict:<7} {:>9}\n", seconds(*time)));
    format!("\n{}  {:<20} {:>9}\n", rows.collect::<String>(), "all", seconds(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_step_can_be_chosen() {
        let chosen = choose(&["--only".into(), "clippy".into()]).expect("clippy is a step");
        assert_eq!(chosen.len(), 1);
        assert!(choose(&["--only".into(), "luck".into()]).is_err());
        assert_eq!(choose(&[]).map(<[Step]>::len), Ok(STEPS.len()));
    }

    #[test]
    fn a_failed_test_of_the_window_is_tried_once_more_unless_it_guards_money() {
        assert!(may_try_again(&["help::the_first_tour"]));
        assert!(!may_try_again(&[]), "there is nothing to try");
        assert!(!may_try_again(&["help::the_first_tour", "killed::what_was_sent_twice_is_seen"]));
        assert!(!may_try_again(&["help::a", "help::b", "help::c", "help::d"]));
    }

    #[test]
    fn a_program_that_did_not_count_all_its_tests_has_not_ended() {
        let hear = |lines: &[&str]| {
            let mut driven = Driven::default();
            lines.iter().for_each(|line| driven.hear(line, 3));
            driven
        };
        let whole =
            hear(&["test a ... ok", "test b ... noise FAILED", "test result: FAILED. 2 passed; 1 failed; 0 ignored"]);
        assert_eq!(whole, Driven { failed: vec!["b".to_owned()], ended: true });
        assert!(!hear(&["test b ... FAILED"]).ended, "it broke off");
        let unheard = "test result: FAILED. 1 passed; 2 failed; 0 ignored";
        assert!(!hear(&["test b ... FAILED", unheard]).ended, "one failed without a line of its own");
        assert!(
            !hear(&["test b ... FAILED", "test result: FAILED. 1 passed; 1 failed; 0 ignored"]).ended,
            "one is missing"
        );
    }

    #[test]
    fn the_table_adds_up() {
        let second = Duration::from_millis(1_250);
        let table = table(&[("fmt", "ok", second), ("tests", "FAILED", second)]);
        assert!(table.contains("2.5 s") && table.contains("FAILED"), "{table}");
    }
}
