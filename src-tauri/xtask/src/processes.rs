//! A program with its children, as Linux tells of them under `/proc`.

use std::collections::HashMap;
use std::fs;

/// A process and everything it started, children of children included; itself first.
pub fn tree(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    for id in entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()) {
        if let Some(parent) = parent(id) {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(id) = found.get(next).copied() {
        found.extend(children.remove(&id).unwrap_or_default());
        next += 1;
    }
    found
}

/// The memory a process really costs, in KiB: shared pages are divided among those who share them.
pub fn pss_kib(id: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The process's name, as short as the kernel keeps it.
pub fn name(id: u32) -> String {
    fs::read_to_string(format!("/proc/{id}/comm")).map(|name| name.trim().to_owned()).unwrap_or_default()
}

fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name stands in parentheses and may hold anything; after the last one come state and parent.
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_child_belongs_to_our_tree() {
        let mut child = std::process::Command::new("sleep").arg("30").spawn().expect("sleep is everywhere");
        let tree = tree(std::process::id());
        let cost = pss_kib(std::process::id());
        child.kill().expect("it is ours");
        child.wait().expect("it was killed");
        assert!(tree.contains(&child.id()));
        assert!(cost.is_some_and(|kib| kib > 0));
    }
}
