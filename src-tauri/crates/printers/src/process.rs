//! A command of the system, with a bound.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// What a command said.
pub struct Said {
    pub out: String,
    pub err: String,
    pub is_good: bool,
}

/// `None`: it is not there, or had not ended in time; then it is ended.
pub fn run(mut command: Command, input: Vec<u8>, at_most: Duration) -> Option<Said> {
    let end = Instant::now() + at_most;
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().ok()?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return None;
    };
    std::thread::spawn(move || stdin.write_all(&input));
    let (out, err) = (read_apart(stdout), read_apart(stderr));
    let left = || end.saturating_duration_since(Instant::now());
    let said = (out.recv_timeout(left()), err.recv_timeout(left()));
    // Its pipes close when it ends, so that there is next to nothing to wait for.
    while left() > Duration::ZERO {
        if let Ok(Some(status)) = child.try_wait() {
            let (Ok(out), Ok(err)) = said else { return None };
            return Some(Said { out, err, is_good: status.success() });
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

fn read_apart(mut pipe: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (tell, hear) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        let _ = tell.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    hear
}
