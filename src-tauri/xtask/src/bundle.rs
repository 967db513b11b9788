//! `cargo xtask bundle`: installers for the system it runs on.
//!
//! It goes through `cargo tauri build`, which fetches the packaging tools (NSIS and the WebView2 installer on Windows,
//! linuxdeploy for the AppImage) from the internet the first time, so it cannot run to its end on a machine without one.

use crate::packages::{self, Need};
use crate::place::Place;
use crate::shell::{Outcome, cargo, program, run as run_to_end};
use crate::voice::{self, Voice};
use crate::{release, test, web};

/// What each system gets. On Windows the installer carries WebView2 with it, as `tauri.conf.json` says.
fn targets() -> &'static str {
    if cfg!(windows) {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "app,dmg"
    } else {
        "deb,appimage"
    }
}

/// The command.
pub fn run(place: &Place, args: Vec<String>) -> Outcome {
    if let Some(arg) = args.first() {
        return Err(format!("bundle does not know '{arg}'."));
    }
    packages::ensure(Need::Test, &place.root)?;
    if voice::make(place)? == Voice::Missing {
        return Err("nothing is packed that cannot speak. Please install espeak-ng, or put ui/generated/voice of another machine here.".into());
    }
    web::build(place)?;
    // Nothing is packed whose release build was not seen to sell.
    test::build(place)?;
    test::driver(place)?;
    release::sell_in_build(place, &release::RELEASE)?;
    let tauri = place.tool("cargo-tauri");
    if !tauri.is_file() {
        let mut install = cargo(&place.root);
        install.args(["install", "tauri-cli", "--version", "^2", "--locked", "--root"]).arg(place.tools());
        run_to_end(&mut install)?;
    }
    let mut build = program(tauri, &place.root.join("src-tauri"));
    run_to_end(build.args(["build", "--ci", "--bundles", targets()]))?;
    println!("The installers are in {}", place.short(&place.target.join("release").join("bundle")));
    Ok(())
}
