//! `cargo xtask run`: build Galla and start it, on this machine's screen or on an invisible one.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::display::{self, Display, SCREEN};
use crate::packages::{self, Need};
use crate::place::Place;
use crate::session::Session;
use crate::shell::{Outcome, Running, cargo, program, run as run_to_end, start, until};
use crate::test::SHIPPED;
use crate::web;

struct Options {
    release: bool,
    once: bool,
    program_args: Vec<OsString>,
}

/// The command.
pub fn run(place: &Place, args: Vec<String>) -> Outcome {
    let options = read_options(args)?;
    let has_screen = display::is_here();
    packages::ensure(if has_screen { Need::Build } else { Need::Screen }, &place.root)?;
    web::build(place)?;
    run_to_end(&mut build_galla(place, options.release))?;
    let galla = place.program(if options.release { "release" } else { "debug" }, "galla");
    if has_screen {
        return start(program(galla, &place.root).args(&options.program_args))?.wait();
    }
    on_invisible_screen(place, galla, &options)
}

/// What is shipped decides which features are on, so that it runs as it is shipped.
fn build_galla(place: &Place, release: bool) -> Command {
    let mut command = cargo(&place.root);
    command.arg("build").args(SHIPPED).args(["--bin", "galla"]);
    if release {
        command.arg("--release");
    }
    command
}

fn on_invisible_screen(place: &Place, galla: PathBuf, options: &Options) -> Outcome {
    let session = Session::start(place, "run", SCREEN)?;
    let mut running = start(session.command(galla, place).args(&options.program_args))?;
    let picture = place.target.join("galla.png");
    wait_for_picture(&session.display, &mut running, &picture)?;
    println!("There is no screen here, so Galla runs on an invisible one. How it looks: {}", place.short(&picture));
    if options.once {
        return Ok(());
    }
    println!("Ctrl-C ends it.");
    running.wait()
}

fn wait_for_picture(display: &Display, running: &mut Running, picture: &std::path::Path) -> Outcome {
    let visible = until(Duration::from_secs(90), || (running.ended() || display.shows("Galla")).then_some(()));
    if running.ended() {
        return Err("Galla ended before its window was there.".into());
    }
    visible.ok_or("Galla's window was not there after 90 seconds.")?;
    // The window may be there a moment before its first page is drawn.
    until(Duration::from_secs(15), || display.picture(picture).unwrap_or(false).then_some(()))
        .ok_or_else(|| format!("Galla's window is there, but it is empty: see {}", picture.display()))
}

fn read_options(args: Vec<String>) -> Outcome<Options> {
    let mut options = Options { release: false, once: false, program_args: Vec::new() };
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--release" => options.release = true,
            "--once" => options.once = true,
            "--data-dir" => {
                let dir = args.next().ok_or("--data-dir wants a folder.")?;
                let dir = std::path::absolute(dir).map_err(|e| format!("that folder has no path: {e}"))?;
                options.program_args.extend(["--data-dir".into(), dir.into_os_string()]);
            }
            "--" => options.program_args.extend(args.by_ref().map(OsString::from)),
            other => return Err(format!("run does not know '{other}'; what is for the program comes after --.")),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_dashes_goes_to_the_program() {
        let options = read_options(["--once", "--", "--release", "x"].map(String::from).to_vec());
        let options = options.expect("these are known");
        assert!(options.once && !options.release);
        assert_eq!(options.program_args, ["--release", "x"]);
    }

    #[test]
    fn unknown_words_are_named() {
        assert!(read_options(vec!["--fast".into()]).is_err_and(|words| words.contains("--fast")));
    }
}
