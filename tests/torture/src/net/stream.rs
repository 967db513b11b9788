//! A caller's connection, plain or over TLS.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// The connection. Dropped, it is closed; over TLS that is a cut, since nothing is said about the end.
pub enum Stream {
    /// Plain TCP.
    Plain(TcpStream),
    /// TLS.
    Tls(Box<TlsStream<TcpStream>>),
}

impl Stream {
    /// Reads what there is; 0 at the end.
    pub async fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Stream::Plain(stream) => stream.read(bytes).await,
            Stream::Tls(stream) => stream.read(bytes).await,
        }
    }

    /// Writes all, to the wire.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Stream::Plain(stream) => stream.write_all(bytes).await,
            Stream::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
        }
    }

    /// Says that nothing more comes.
    pub async fn finish(&mut self) -> io::Result<()> {
        match self {
            Stream::Plain(stream) => stream.shutdown().await,
            Stream::Tls(stream) => stream.shutdown().await,
        }
    }

    /// Makes the end a reset.
    pub fn reset(&self) -> io::Result<()> {
        match self {
            Stream::Plain(stream) => stream.set_zero_linger(),
            Stream::Tls(stream) => stream.get_ref().0.set_zero_linger(),
        }
    }

    /// Reads until the other side hangs up.
    pub async fn listen_to_the_end(&mut self) -> io::Result<()> {
        while self.read(&mut [0; 4_096]).await? > 0 {}
        Ok(())
    }
}
