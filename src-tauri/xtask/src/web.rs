//! The screen's own build steps: npm in `ui/`.

use crate::place::Place;
use crate::shell::{Outcome, npm, run};
use crate::voice;

/// `npm ci`, unless the same lockfile was installed before.
pub fn packages(place: &Place) -> Outcome {
    let lockfile = place.ui().join("package-lock.json");
    let stamp = place.target.join("xtask").join("package-lock.json");
    let wanted = std::fs::read(&lockfile).map_err(|e| format!("{} could not be read: {e}", place.short(&lockfile)))?;
    let same = std::fs::read(&stamp).is_ok_and(|installed| installed == wanted);
    if same && place.ui().join("node_modules").is_dir() {
        println!("ui/node_modules fits its lockfile already.");
        return Ok(());
    }
    run(npm(&place.ui()).args(["ci", "--no-audit", "--no-fund"]))?;
    let kept = std::fs::create_dir_all(place.target.join("xtask")).and_then(|()| std::fs::write(&stamp, &wanted));
    kept.map_err(|e| format!("{} could not be written: {e}", place.short(&stamp)))
}

/// One of the scripts of `ui/package.json`.
pub fn script(place: &Place, name: &str) -> Outcome {
    run(npm(&place.ui()).args(["run", "--silent", name]))
}

/// The page that the shell embeds, and the one in the long language, which a window test shows in its place.
pub fn pages(place: &Place) -> Outcome {
    voice::make(place)?;
    script(place, "build")?;
    script(place, "build-long")
}

/// What the shell embeds: packages, what the window says, and the built page.
pub fn build(place: &Place) -> Outcome {
    packages(place)?;
    voice::make(place)?;
    script(place, "build")
}
