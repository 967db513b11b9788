//! Where things are.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The folders the commands work in.
pub struct Place {
    /// The workspace.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Place {
    /// Finds the workspace this program was built from.
    pub fn find() -> Result<Place, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .map(Path::to_path_buf)
            .filter(|root| root.join("Cargo.toml").is_file())
            .ok_or("the workspace was moved since this command was built; run it through cargo.")?;
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Place { root, target })
    }

    /// The web page's folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A built program of ours: `profile` is `debug` or `release`.
    pub fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A tool that was installed for this project only.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.tools().join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Where those tools are installed.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// A path as a person wants to read it: relative to the workspace where it lies inside.
    pub fn short(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

/// A folder of our own under the system's temporary one, removed when dropped.
pub struct Scratch {
    /// The folder.
    pub path: PathBuf,
}

impl Scratch {
    /// Makes an empty one. Its path stays short, because sockets live in it and theirs may have 107 bytes.
    pub fn make(purpose: &str) -> Result<Scratch, String> {
        // Two may be made side by side.
        static MADE: AtomicU32 = AtomicU32::new(0);
        let count = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("galla-{purpose}-{}-{count}", std::process::id()));
        let is_gone = |e: std::io::Error| if e.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(e) };
        let made = std::fs::remove_dir_all(&path).or_else(is_gone);
        made.and_then(|()| std::fs::create_dir_all(&path))
            .map_err(|e| format!("{} could not be made: {e}", path.display()))?;
        Ok(Scratch { path })
    }

    /// Makes a folder inside that only this user may enter, as a runtime folder has to be.
    pub fn private(&self, name: &str) -> Result<PathBuf, String> {
        let path = self.path.join(name);
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(|e| format!("{} could not be made: {e}", path.display()))?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Processes that are going away may still write; what is left then is the system's to clean.
        std::fs::remove_dir_all(&self.path).ok();
    }
}
