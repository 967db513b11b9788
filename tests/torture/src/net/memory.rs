//! How much memory this process has taken at most since a moment. Where the system does not tell, nobody knows.

/// A watch that was begun.
pub struct Memory {
    before: Option<u64>,
}

impl Memory {
    /// Begins one: what was the peak so far is forgotten.
    pub fn watch() -> Memory {
        // "5" sets the peak back to what is taken now. Elsewhere than on Linux there is no such file.
        let is_reset = std::fs::write("/proc/self/clear_refs", "5").is_ok();
        Memory { before: is_reset.then(|| status("VmRSS:")).flatten() }
    }

    /// By how many bytes the peak since then is above what was taken at first.
    pub fn grew(&self) -> Option<u64> {
        Some(status("VmHWM:")?.saturating_sub(self.before?))
    }
}

fn status(name: &str) -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn memory_that_was_taken_is_seen() {
        let watch = Memory::watch();
        let taken = vec![1_u8; 256 << 20];
        assert!(std::hint::black_box(&taken).iter().all(|byte| *byte == 1));
        drop(taken);
        // The tests beside this one give back meanwhile what they had taken before.
        assert!(watch.grew().unwrap() >= 128 << 20, "{:?}", watch.grew());
    }
}
