//! `cargo xtask voice`: the clips with which the window says what became of a sale.
//!
//! espeak-ng reads the words of `ui/voice`; each clip is cut, made equally loud, judged and packed. A language becomes one module in
//! `ui/generated/voice`, which the window loads when it is to speak. Nothing of espeak-ng is in the program.

mod adpcm;
mod script;
mod sound;

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::place::Place;
use crate::shell::{Outcome, program, read};
use script::Script;

/// The languages that are spoken, with the voice for each.
const VOICES: &[(&str, &str)] = &[("en", "en-gb"), ("hi", "hi")];
const SPEED: &str = "175";
/// Whoever changes one of these gets new clips.
const MADE_BY: &[&str] =
    &[include_str!("mod.rs"), include_str!("script.rs"), include_str!("sound.rs"), include_str!("adpcm.rs")];

/// Whether the window can speak.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The clips are there.
    Ready,
    /// There is nothing to make them with, and none were made before.
    Missing,
}

/// Makes what is not there yet.
pub fn make(place: &Place) -> Outcome<Voice> {
    let folder = place.ui().join("generated/voice");
    let file = |language: &str| folder.join(format!("{language}.js"));
    let Some(version) = read(program("espeak-ng", &place.root).arg("--version")) else {
        if VOICES.iter().all(|(language, _)| file(language).is_file()) {
            return Ok(Voice::Ready);
        }
        println!("espeak-ng is not here, so the window will give tones and say nothing.");
        return Ok(Voice::Missing);
    };
    for (language, voice) in VOICES {
        let script = script::script(place, language)?;
        let head = head(&script, voice, &version);
        let file = file(language);
        if std::fs::read_to_string(&file).is_ok_and(|made| made.starts_with(&head)) {
            continue;
        }
        let module = head + &module(&script, &record(place, &script, voice)?);
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, &module));
        written.map_err(|e| format!("{} could not be written: {e}", file.display()))?;
        println!("{}: {} clips, {} KiB", place.short(&file), script.lines.len(), module.len() / 1024);
    }
    Ok(Voice::Ready)
}

/// The first line of a module. It changes with whatever the clips are made of.
fn head(script: &Script, voice: &str, version: &str) -> String {
    let mut hash = DefaultHasher::new();
    (MADE_BY, voice, version, &script.words, &script.names).hash(&mut hash);
    for line in &script.lines {
        (&line.written, &line.spoken).hash(&mut hash);
    }
    format!("// Made by cargo xtask voice. {:016x}\n", hash.finish())
}

/// A clip of every line.
fn record(place: &Place, script: &Script, voice: &str) -> Outcome<Vec<Vec<f64>>> {
    let clip = |line: &script::Line| -> Outcome<Vec<f64>> {
        let clip = sound::clip(&say(place, voice, line)?);
        sound::judge(&clip).map_err(|words| format!("'{}' in {voice} cannot be shipped: {words}", line.written))?;
        Ok(clip)
    };
    script.lines.iter().map(clip).collect()
}

fn say(place: &Place, voice: &str, line: &script::Line) -> Outcome<Vec<f64>> {
    // At a comma the voice stays up, at a full stop it falls.
    let words = format!("{}{}", line.spoken, if line.ends { "." } else { "," });
    let mut espeak = program("espeak-ng", &place.root);
    let output = espeak.args(["-b", "1", "-z", "-s", SPEED, "-v", voice, "--stdout", &words]).output();
    let output = output.map_err(|e| format!("espeak-ng could not be started: {e}"))?;
    if !output.status.success() {
        return Err(format!("espeak-ng did not say '{words}': {}", String::from_utf8_lossy(&output.stderr)));
    }
    sound::read_wav(&output.stdout)
}

/// The module as the window imports it; `ui/src/voice/clips.ts` has its type.
fn module(script: &Script, clips: &[Vec<f64>]) -> String {
    let mut signs = String::new();
    let mut table = String::new();
    for (line, clip) in script.lines.iter().zip(clips) {
        writeln!(table, "[{}, {}, {}],", signs.len(), clip.len(), quoted(&line.written)).ok();
        signs.push_str(&adpcm::encode(clip));
    }
    let words = script.words.iter().map(|(key, clip)| format!("{}: {clip},\n", quoted(key)));
    let names = script.names.iter().map(|(id, clips)| format!("{}: {clips:?},\n", quoted(id)));
    format!(
        "export default {{\nrate: {},\nclips: [\n{table}],\nwords: {{\n{}}},\nnames: {{\n{}}},\ndata: \"{signs}\",\n}};\n",
        sound::RATE,
        words.collect::<String>(),
        names.collect::<String>()
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Some of the clips, as espeak-ng says them here; all of them are judged when they are made. Elsewhere nothing installs it.
    #[cfg(target_os = "linux")]
    #[test]
    fn clips_can_be_shipped_and_are_the_same_twice() {
        let place = Place::find().expect("the workspace");
        for (language, voice) in VOICES {
            let mut script = script::script(&place, language).expect("its words");
            script.lines = script.lines.into_iter().step_by(9).collect();
            let twice = [(), ()].map(|()| record(&place, &script, voice).expect("xtask installs espeak-ng"));
            assert_eq!(twice[0].len(), script.lines.len());
            assert!(twice[0] == twice[1], "{language}: another sound at the second time");
        }
    }
}
