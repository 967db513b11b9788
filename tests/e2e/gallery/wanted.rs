//! Which states are photographed, and in which variants.

use super::catalogue::{Album, Scene};
use crate::axe::THEMES;

/// The languages that the window speaks.
const LANGUAGES: [&str; 2] = ["en", "hi"];
/// A shop's old screen, a laptop's of 1366 × 768 at 150 %, and a large one. The window gets them in this order, and goes back to the
/// first.
pub const SIZES: [(u32, u32); 3] = [(1024, 768), (911, 512), (1920, 1080)];
const USAGE: &str =
    "the gallery knows --only SCENE or SCENE/STATE, --language en|hi, --theme light|dark, --size WIDTHxHEIGHT";

/// What was asked for; nothing named means all.
#[derive(Debug, Default)]
pub struct Wanted {
    only: Option<String>,
    language: Option<String>,
    theme: Option<String>,
    size: Option<(u32, u32)>,
}

impl Wanted {
    /// Reads the words of the command. A word that names nothing is told, with what there is.
    pub fn read(args: &[String], albums: &[Album]) -> Result<Wanted, String> {
        let mut wanted = Wanted::default();
        for pair in args.chunks(2) {
            let [name, value] = pair else { return Err(format!("{USAGE}.")) };
            let value = value.clone();
            match name.as_str() {
                "--only" => wanted.only = Some(value),
                "--language" if LANGUAGES.contains(&value.as_str()) => wanted.language = Some(value),
                "--theme" if THEMES.contains(&value.as_str()) => wanted.theme = Some(value),
                "--size" => wanted.size = Some(size_of(&value)?),
                other => return Err(format!("'{other} {value}' is unknown: {USAGE}.")),
            }
        }
        let scenes = || albums.iter().flat_map(|album| &album.scenes);
        if wanted.only.is_some() && !scenes().any(|scene| wanted.has_scene(scene)) {
            let names: Vec<_> = scenes().map(|scene| scene.name).collect();
            return Err(format!("there is no such state. The scenes are {}.", names.join(", ")));
        }
        Ok(wanted)
    }

    /// True where nothing is left out.
    pub fn is_all(&self) -> bool {
        self.only.is_none() && self.language.is_none() && self.theme.is_none() && self.size.is_none()
    }

    /// Whether any state of a scene is wanted.
    pub fn has_scene(&self, scene: &Scene) -> bool {
        scene.states.iter().any(|state| self.has(scene.name, &state.name))
    }

    /// Whether a state is wanted.
    pub fn has(&self, scene: &str, state: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only == scene || *only == format!("{scene}/{state}"))
    }

    /// The languages, each a walk of its own.
    pub fn languages(&self) -> Vec<&'static str> {
        LANGUAGES.into_iter().filter(|code| self.language.as_ref().is_none_or(|only| only == code)).collect()
    }

    /// The themes, switched at the state.
    pub fn themes(&self) -> Vec<&'static str> {
        THEMES.into_iter().filter(|theme| self.theme.as_ref().is_none_or(|only| only == theme)).collect()
    }

    /// The sizes of the window, switched at the state.
    pub fn sizes(&self) -> Vec<(u32, u32)> {
        self.size.map_or_else(|| SIZES.to_vec(), |only| vec![only])
    }
}

fn size_of(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    sides.ok_or_else(|| format!("{USAGE}."))
}
