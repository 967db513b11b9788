//! What is below a line: something that takes bytes and may say some, and never blocks.

use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// A printer that heard the end of a connection ends it, too; one that does not is not listened to longer.
const HEAR_OUT: Duration = Duration::from_secs(30);

/// An open device, without blocking. `WouldBlock` means: not now.
pub trait Wire: Send {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// What the printer says; no bytes when it ended the connection.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize>;

    /// Until it says something, or, if `to_write`, takes bytes; at most so long.
    fn wait(&mut self, to_write: bool, at_most: Duration) -> io::Result<()>;

    /// How many bytes were accepted and have not left the computer; `None` when the system does not tell.
    fn left(&mut self) -> io::Result<Option<usize>>;

    /// The job is over: no more bytes come.
    fn close(&mut self) -> io::Result<()>;

    /// The job is with the printer, and nothing more is asked of it.
    fn let_go(self)
    where
        Self: Sized;

    /// The job broke: what has not left the computer shall not leave it.
    fn throw_away(&mut self);
}

/// Waits for one thing that the system can wait for.
pub fn wait_for(mut thing: PollFd<'_>, at_most: Duration) -> io::Result<()> {
    let time = Timespec::try_from(at_most).map_err(io::Error::other)?;
    match poll(std::slice::from_mut(&mut thing), Some(&time)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

pub fn flags(to_write: bool) -> PollFlags {
    if to_write { PollFlags::IN | PollFlags::OUT } else { PollFlags::IN }
}

impl Wire for std::net::TcpStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(self, bytes)
    }

    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        Read::read(self, into)
    }

    fn wait(&mut self, to_write: bool, at_most: Duration) -> io::Result<()> {
        wait_for(PollFd::new(self, flags(to_write)), at_most)
    }

    fn left(&mut self) -> io::Result<Option<usize>> {
        Ok(None)
    }

    fn close(&mut self) -> io::Result<()> {
        self.shutdown(std::net::Shutdown::Write)
    }

    /// A connection that is closed while the printer says something is reset, and the end of the slip with it. So somebody
    /// listens until the printer has heard the end.
    fn let_go(mut self) {
        let set_up = self.set_nonblocking(false).and_then(|()| self.set_read_timeout(Some(HEAR_OUT)));
        if set_up.is_err() {
            return;
        }
        let end = Instant::now() + HEAR_OUT;
        // Without a thread it is closed at once.
        let _ = std::thread::Builder::new().name("printer-end".into()).spawn(move || {
            let mut bytes = [0; 256];
            while Instant::now() < end && matches!(Read::read(&mut self, &mut bytes), Ok(1..)) {}
        });
    }

    fn throw_away(&mut self) {
        // The connection is reset when it is closed, and what waits in the send buffer is gone.
        let _ = socket2::SockRef::from(&*self).set_linger(Some(Duration::ZERO));
    }
}
