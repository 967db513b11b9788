//! The simulator as a program of its own, for tests that run outside Rust.
//!
//! `simulator [--port N] [--book FILE] [--pace-ms N] [--habit NAME]…` prints one line of JSON with the providers' base addresses when it is ready,
//! and serves until it is ended. `GET /_requests` lists the recharge requests that arrived; `POST /_callbacks` with
//! `{"slug":"…","url":"http://127.0.0.1:…"}` says where a provider sends its callbacks. `--habit` may stand several times; the README's
//! part *Practice* lists the names.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use simulator::{Config, Habit, PRACTICE_CREDENTIALS, Simulator};

const USAGE: &str = "usage: simulator [--port N] [--book FILE] [--pace-ms N] [--habit NAME]…";

fn main() -> ExitCode {
    match read_arguments(std::env::args().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<(Config, Vec<Habit>), String> {
    let (mut config, mut habits) = (Config::default(), Vec::new());
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        let wrong = |error: std::num::ParseIntError| format!("{name} {value}: {error}\n{USAGE}");
        match name.as_str() {
            "--port" => config.port = value.parse().map_err(wrong)?,
            "--book" => config.book = Some(value.into()),
            "--pace-ms" => config.pace = Duration::from_millis(value.parse().map_err(wrong)?),
            "--habit" => habits.push(Habit::named(&value).ok_or_else(|| unknown(&value))?),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok((config, habits))
}

fn unknown(habit: &str) -> String {
    let known: String = Habit::ALL.iter().map(|(_, name, caption)| format!("\n  {name:<14} {caption}")).collect();
    format!("no habit {habit}; there are{known}")
}

#[tokio::main]
async fn run((config, habits): (Config, Vec<Habit>)) -> Result<(), String> {
    let simulator = Simulator::start(config).await.map_err(|error| error.to_string())?;
    simulator.set_habits(&habits);
    let addresses: BTreeMap<&str, String> =
        PRACTICE_CREDENTIALS.iter().map(|(slug, _)| (*slug, simulator.base_address(slug))).collect();
    println!("{}", serde_json::to_string(&addresses).map_err(|error| error.to_string())?);
    std::future::pending().await
}
