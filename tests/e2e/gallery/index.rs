//! The page by which the pictures are looked through: a state in each row, its variants beside each other. It needs no network.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::catalogue::{Album, Scene, State};
use super::wanted::SIZES;
use crate::axe::THEMES;

const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("hi", "Hindi")];
const HEAD: &str = include_str!("index.html");

/// What a picture's file is called.
pub fn picture_name(scene: &str, state: &str, language: &str, theme: &str, (width, height): (u32, u32)) -> String {
    format!("{scene}-{state}.{language}.{theme}.{width}x{height}.png")
}

/// Writes the page over all pictures that are there, also those of an earlier run, and gives its file.
pub fn write(folder: &Path, albums: &[Album], found: &[String]) -> io::Result<PathBuf> {
    let rows: String = albums.iter().flat_map(|album| &album.scenes).map(|scene| rows_of(folder, scene)).collect();
    let found: String = found.iter().map(|words| format!("<li>{}</li>\n", escaped(words))).collect();
    let page = HEAD.replace("<!-- found -->", &found).replace("<!-- rows -->", &rows);
    let file = folder.join("index.html");
    fs::write(&file, page)?;
    Ok(file)
}

fn rows_of(folder: &Path, scene: &Scene) -> String {
    let rows: String = scene.states.iter().map(|state| row_of(folder, scene.name, state)).collect();
    if rows.is_empty() { rows } else { format!("<h2>{}</h2>\n{rows}", escaped(scene.name)) }
}

fn row_of(folder: &Path, scene: &str, state: &State) -> String {
    let mut figures = String::new();
    for (code, language) in LANGUAGES {
        for theme in THEMES {
            for size in SIZES {
                let name = picture_name(scene, &state.name, code, theme, size);
                if folder.join(&name).is_file() {
                    let variant = format!("{language}, {theme}, {} × {}", size.0, size.1);
                    let alt = escaped(&format!("{}. {variant}", state.shows));
                    figures += &format!(
                        "<figure data-language=\"{code}\" data-theme=\"{theme}\" data-size=\"{}x{}\"><a href=\"{name}\"><img loading=\"lazy\" src=\"{name}\" alt=\"{alt}\"></a><figcaption>{variant}</figcaption></figure>\n",
                        size.0, size.1
                    );
                }
            }
        }
    }
    if figures.is_empty() {
        return figures;
    }
    let title = format!("{scene}/{}", state.name);
    format!(
        "<section><h3>{}</h3><p>{}</p><div class=\"row\">\n{figures}</div></section>\n",
        escaped(&title),
        escaped(&state.shows)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
