//! `cargo xtask …`: everything a person does with the house from a terminal.
//!
//! Architecture invariant: standard library only, so that the first command in a fresh clone answers within seconds.

mod bench;
mod bundle;
mod display;
mod fmt;
mod gallery;
mod new_provider;
mod packages;
mod place;
mod processes;
mod release;
mod rounds;
mod run;
mod series;
mod session;
mod shell;
mod test;
mod torture;
mod voice;
mod web;

use std::path::Path;
use std::process::ExitCode;

use place::Place;
use shell::Outcome;

const USAGE: &str = "\
Galla's own commands, from anywhere inside the project:

  cargo xtask run [--data-dir DIR] [--release] [--once] [-- ARGS…]
        Build Galla and start it. Without a screen (a server, a container) it opens on an invisible one,
        leaves a picture in target/galla.png and goes on until Ctrl-C; --once closes it after the picture.
        What follows -- goes to the program.

  cargo xtask test [--only STEP]
        Everything that must hold before a change is handed over. Steps, in their order:
        packages, ui-packages, voice, ui-check, ui-test, ui-build, fmt, clippy, build, tests, torture, driver,
        release-build, window, release. The release program is built beside the steps after clippy.

  cargo xtask torture [--part NAME]… [--short | --for 90s|20m|3h] [--seed N [--replay]]
        Never twice, never lost: the proof, some minutes of it unless it is told how long. Each part says in a line
        what it did; one that finds a violation says how to have it again. Parts:
        shop, flaws, disk, kill, net, parsers, secrets, window, which kills the whole program, typing, which types
        sales ahead into the window, and builds, which sells in every build of the program

  cargo xtask bench [--rounds N] [--sales N] [--only watch | --only books | --only paint]
        Start-up time and memory beside the smallest possible window, the size of the program, the till's speed, and
        what a million sales (or N) cost beside ten thousand. Writing them takes some minutes, once. The aims that
        were missed stand at its end.

  cargo xtask gallery [--only SCENE[/STATE]] [--language en|hi] [--theme light|dark] [--size 1024x768]
        Photograph every screen and state of the real window in both languages, both themes and three sizes, and look
        at each with axe-core. target/gallery/index.html shows them all; what was found wrong stands there, too.

  cargo xtask bundle
        Installers for this operating system (downloads the packaging tools the first time).

  cargo xtask bindings
        Write ui/src/bindings.ts anew from the commands.

  cargo xtask voice
        Make the clips with which the window says what became of a sale, where they are not made yet.

  cargo xtask new-provider SLUG
        Begin the folder of one more provider: it compiles, sends nothing, believes nothing, and its tests fail
        until it is written.

  cargo xtask series FOLDER
        Make the table of number series again from the carrier data of libphonenumber's Python package.
";

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.is_empty() || args.iter().any(|a| a == "--help" || a == "-h" || a == "help") {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let command = args.remove(0);
    match dispatch(&command, args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("\ncargo xtask {command}: {words}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, args: Vec<String>) -> Outcome {
    let place = Place::find()?;
    match command {
        "run" => run::run(&place, args),
        "test" => test::run(&place, args),
        "torture" => torture::run(&place, args),
        "bench" => bench::run(&place, args),
        "bundle" => bundle::run(&place, args),
        "gallery" => gallery::run(&place, args),
        "bindings" => write_bindings(&place),
        "voice" => voice::make(&place).map(drop),
        "new-provider" => new_provider::run(&place, &args),
        "series" => make_series(&place, &args),
        other => Err(format!("there is no command '{other}'.\n\n{USAGE}")),
    }
}

/// The test that holds the bindings against the commands writes them when it is asked to.
fn write_bindings(place: &Place) -> Outcome {
    let mut test = shell::cargo(&place.root);
    shell::run(
        test.args(["test", test::HOUSE, "--bin", "galla", "bindings_do_not_drift"]).env("GALLA_WRITE_BINDINGS", "1"),
    )
}

fn make_series(place: &Place, args: &[String]) -> Outcome {
    let [folder] = args else {
        return Err("name the folder that holds the carrier data.".into());
    };
    let table = series::generate(Path::new(folder))?;
    let file = place.root.join("src-tauri/crates/domain/data/series.txt");
    std::fs::write(&file, table).map_err(|e| format!("{} could not be written: {e}", file.display()))?;
    println!("wrote {}", place.short(&file));
    Ok(())
}
