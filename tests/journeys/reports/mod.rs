//! What the books tell of many sales at once.

mod overview;

use tempfile::TempDir;

/// A folder in memory where there is one: a month of sales is some ten thousand durable writes.
pub fn quick_folder() -> TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a folder")
}
