//! What a machine can check about the house itself. Each rule also has a control: a made-up sin that it has to find, so that
//! no rule passes because it looks at nothing.

mod arrows;
mod calls;
mod code;
mod flaws;
mod help;
mod house;
mod imports;
mod messages;
mod papers;
mod providers;
mod rooms;
mod spelling;
mod types;
mod unheard;
mod window_rooms;
mod words;

use std::path::Path;
use std::process::Command;

/// A file of ours, as text.
struct Source {
    /// Relative to the workspace, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn has_ending(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    fn is_rust(&self) -> bool {
        self.has_ending(&[".rs"])
    }

    fn is_within(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }
}

/// Every text file that git has or would take, which leaves out what is built and what is fetched.
fn sources() -> Vec<Source> {
    let root = journeys::root();
    let mut git = Command::new("git");
    git.current_dir(&root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let output = git.output().expect("git is needed to know which files are ours");
    assert!(output.status.success(), "git does not know this folder: {}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("file names are UTF-8");
    let files: Vec<Source> =
        names.split('\0').filter(|name| !name.is_empty()).filter_map(|name| read(&root, name)).collect();
    assert!(files.len() > 20, "only {} files to look at", files.len());
    files
}

/// Deleted but still listed, or not text: nothing to look at.
fn read(root: &Path, name: &str) -> Option<Source> {
    let text = std::fs::read_to_string(root.join(name)).ok()?;
    Some(Source { path: name.to_owned(), text })
}

/// The files a rule is about; a rule that finds none is a rule nobody keeps.
fn about(what: &str, wanted: impl Fn(&Source) -> bool) -> Vec<Source> {
    let found: Vec<Source> = sources().into_iter().filter(wanted).collect();
    assert!(!found.is_empty(), "nothing to look at: {what}");
    found
}

/// Fails with every finding at once, so that one run shows all there is to mend.
fn none(rule: &str, findings: Vec<String>) {
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}
