//! What a crash leaves behind.

use super::*;

/// The program and the web view's processes that run on this folder.
fn programs(home: &Home) -> Vec<(u32, String)> {
    let wanted = home.folder.path().join("galla").display().to_string();
    let all: Vec<(u32, String)> =
        processes().into_iter().map(|(id, line)| (id, String::from_utf8_lossy(&line).replace('\0', " "))).collect();
    let counter = all.iter().find(|(_, line)| {
        line.split(' ').next().is_some_and(|name| name.ends_with("/galla")) && line.contains(&wanted)
    });
    let counter = counter.unwrap_or_else(|| panic!("the program runs on {wanted}")).clone();
    let parent = |id: u32| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse::<u32>().ok()
    };
    let of_view = all.into_iter().filter(|(id, _)| parent(*id) == Some(counter.0));
    std::iter::once(counter.clone()).chain(of_view).collect()
}

/// Kills the program so that the system would dump its memory, and looks for the dump.
pub(super) fn crash(home: &Home, signal: &str) {
    let all = programs(home);
    assert!(all.len() > 1, "the web view has processes of its own: {all:?}");
    let folders: Vec<PathBuf> =
        all.iter().filter_map(|(id, _)| std::fs::read_link(format!("/proc/{id}/cwd")).ok()).collect();
    for (id, line) in &all {
        let limits = std::fs::read_to_string(format!("/proc/{id}/limits")).expect("limits");
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit").to_owned();
        assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["1", "1"], "{line}");
    }
    let before: Vec<Vec<String>> = folders.iter().map(|folder| dumps(folder)).collect();
    let gone = until(Duration::from_secs(10), || {
        // The first SIGSEGV only takes the handler away that looks for overflown stacks.
        Command::new("kill").args([signal, &all[0].0.to_string()]).status().expect("kill is everywhere");
        let state = std::fs::read_to_string(format!("/proc/{}/stat", all[0].0)).unwrap_or_default();
        state.rsplit_once(") ").is_none_or(|(_, state)| state.starts_with('Z')).then_some(())
    });
    assert!(gone.is_some(), "the program outlived {signal}");
    let after: Vec<Vec<String>> = folders.iter().map(|folder| dumps(folder)).collect();
    assert_eq!(before, after, "a crash by {signal} left a picture of the memory");
}

/// The control: where the system writes dumps into the folder of a program, one that forbids none leaves one there.
#[test]
fn a_dump_is_seen_where_there_is_one() {
    let pattern = std::fs::read_to_string("/proc/sys/kernel/core_pattern").expect("this is Linux");
    let folder = tempfile::tempdir().expect("a folder");
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -c unlimited && kill -SEGV $$"]).current_dir(folder.path());
    // A shell that may not raise the limit ends by itself.
    let crashed = shell.status().expect("a shell").signal().is_some();
    assert_eq!(dumps(folder.path()).is_empty(), !(crashed && pattern.starts_with("core")), "{pattern}");
}

fn dumps(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut dumps: Vec<String> = names
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("core"))
        .map(|entry| format!("{:?} {:?}", entry.path(), entry.metadata().and_then(|data| data.modified()).ok()))
        .collect();
    dumps.sort();
    dumps
}
