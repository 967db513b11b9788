//! What is below a line: something that takes bytes and may say some, and never blocks.

use std::io::{self, Read, Write};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// An open device, without blocking. `WouldBlock` means: not now.
pub trait Wire: Send {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// What the printer says; no bytes when it ended the connection.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize>;

    /// Until it says something, or, if `to_write`, takes bytes; at most so long.
    fn wait(&mut self, to_write: bool, at_most: Duration) -> io::Result<()>;

    /// How many bytes were accepted and have not left the computer; `None` when the system does not tell.
    fn left(&mut self) -> Option<usize>;

    /// The job is over: no more bytes come.
    fn close(&mut self) -> io::Result<()>;

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

    fn left(&mut self) -> Option<usize> {
        None
    }

    fn close(&mut self) -> io::Result<()> {
        self.shutdown(std::net::Shutdown::Write)
    }

    fn throw_away(&mut self) {
        // The connection is reset when it is closed, and what waits in the send buffer is gone.
        let _ = socket2::SockRef::from(&*self).set_linger(Some(Duration::ZERO));
    }
}
