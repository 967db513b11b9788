//! A printer on a loopback port. It says nothing, as most cheap ones, and keeps what comes out of it.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

/// The question that every printer is asked before a job. This one does not answer.
const QUESTION: [u8; 3] = [0x10, 0x04, 0x01];

/// A printer.
pub struct Tray {
    pub port: u16,
    papers: Receiver<Vec<u8>>,
}

impl Tray {
    pub fn start() -> Result<Tray, String> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        let (tell, papers) = channel();
        std::thread::spawn(move || print(&listener, &tell));
        Ok(Tray { port, papers })
    }

    /// What came of every job since the last call. Whoever sent them is dead or done.
    pub fn papers(&self) -> Result<Vec<Vec<u8>>, String> {
        // Connections are taken one after the other, so that all that came before this one are read to their ends.
        drop(
            TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)))
                .map_err(|error| error.to_string())?,
        );
        let mut papers = Vec::new();
        loop {
            let bytes = self.papers.recv().map_err(|error| error.to_string())?;
            if bytes.is_empty() {
                return Ok(papers);
            }
            // A connection in which it was only asked how it is brought no job.
            let job = bytes.strip_prefix(&QUESTION).unwrap_or(&bytes);
            papers.extend((!job.is_empty()).then(|| job.to_vec()));
        }
    }
}

fn print(listener: &TcpListener, tell: &Sender<Vec<u8>>) {
    for connection in listener.incoming().map_while(Result::ok) {
        let (mut connection, mut bytes) = (connection, Vec::new());
        // A connection that was reset brought what it brought.
        let _ = connection.read_to_end(&mut bytes);
        if tell.send(bytes).is_err() {
            return;
        }
    }
}
