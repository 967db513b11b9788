//! The gallery: all states one after the other in one window, each photographed in every variant and looked at with axe-core.

mod books;
mod catalogue;
mod index;
mod scenes;
mod stage;
mod wanted;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use catalogue::Album;
use stage::Stage;
use wanted::Wanted;

use crate::shop::Shop;

/// A second screen that is not there, for the customer's window. It stands beside the counter's own nowhere but in Settings.
const SECOND: (&str, &str) = ("GALLA_SECOND_SCREEN", "1024x768+0+0");

/// Where the pictures go: beside the build that they were taken with.
fn folder() -> PathBuf {
    let ours = std::env::current_exe().expect("a program has a path");
    ours.ancestors().nth(3).expect("it lies in target/debug/deps").join("gallery")
}

/// Photographs what is wanted. The error lists everything that was found wrong.
pub fn run(args: &[String]) -> Result<(), String> {
    let albums = catalogue::albums();
    let wanted = Wanted::read(args, &albums)?;
    let folder = folder();
    if wanted.is_all() {
        fs::remove_dir_all(&folder).ok();
    }
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut found = Vec::new();
    for language in wanted.languages() {
        for album in &albums {
            found.extend(album_in(album, language, &wanted, &folder));
        }
    }
    let page = index::write(&folder, &albums, &found).map_err(|e| format!("{}: {e}", folder.display()))?;
    println!("Look through them: {}", page.display());
    if found.is_empty() { Ok(()) } else { Err(format!("{} findings:\n  {}", found.len(), found.join("\n  "))) }
}

/// One shop with all states that are wanted of it.
fn album_in(album: &Album, language: &'static str, wanted: &Wanted, folder: &Path) -> Vec<String> {
    if !album.scenes.iter().any(|scene| wanted.has_scene(scene)) {
        return Vec::new();
    }
    let data = tempfile::tempdir().expect("a folder");
    (album.books)(data.path(), language);
    let shop = Shop::open_with("gallery", language, data.path(), &[SECOND]);
    let mut stage = Stage::new(&shop, wanted, folder);
    let opened = catch_unwind(AssertUnwindSafe(|| (album.opens)(&stage)));
    if opened.is_err() {
        let names: Vec<_> = album.scenes.iter().map(|scene| scene.name).collect();
        stage.found.push(format!("the window does not open for {}, {language}", names.join(", ")));
        return stage.found;
    }
    for scene in album.scenes.iter().filter(|scene| wanted.has_scene(scene)) {
        stage.play(scene);
    }
    stage.found
}
