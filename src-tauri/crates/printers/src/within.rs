//! Work of the system that knows no bound.

use std::sync::mpsc;
use std::time::Duration;

/// What the work comes to; `None` when it is not done in time. Then its thread goes on alone, and nobody waits for it.
pub fn within<T: Send + 'static>(at_most: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, hear) = mpsc::channel();
    let begun = std::thread::Builder::new().name("printer".into()).spawn(move || tell.send(work()));
    begun.ok().and_then(|_| hear.recv_timeout(at_most).ok())
}
