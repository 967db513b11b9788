//! What the server does with one connection, as the fault in force says.

use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Armed, Inner, held};
use crate::net::fault::{Act, Handshake, How, Over};
use crate::net::stream::Stream;
use crate::net::wire::{Reply, Request, answer};

impl Inner {
    pub(super) async fn serve(&self, stream: TcpStream) -> io::Result<()> {
        let armed = *held(&self.armed);
        match armed.map(|armed| (armed, armed.fault.how)) {
            Some((_, How::Tls(handshake))) => {
                self.hold().await;
                self.shake_hands(stream, handshake).await
            }
            Some((_, How::Unread(act))) => {
                self.hold().await;
                self.act(&mut Stream::Plain(stream), vec![act()]).await
            }
            Some((armed, How::Early(says))) => {
                self.hold().await;
                let mut stream = self.let_in(stream).await?;
                let reply = self.early_reply();
                stream.write(&says(&reply)).await?;
                let Some(request) = self.read(&mut stream).await? else { return Ok(()) };
                if !armed.is_lost {
                    self.pass_on(&request).await?;
                }
                Ok(())
            }
            _ => {
                let mut stream = self.let_in(stream).await?;
                let Some(request) = self.read(&mut stream).await? else { return Ok(()) };
                self.answer(&mut stream, &request).await
            }
        }
    }

    async fn let_in(&self, stream: TcpStream) -> io::Result<Stream> {
        match self.over {
            Over::Tls => Ok(Stream::Tls(Box::new(self.tls.good.accept(stream).await?))),
            Over::Plain | Over::Either => Ok(Stream::Plain(stream)),
        }
    }

    /// The one good answer that repeats nothing of its order: whoever believes it without having asked, believes it here.
    fn early_reply(&self) -> Reply {
        Reply { body: "0=Success".to_owned(), path: "/".to_owned(), elsewhere: self.elsewhere.clone() }
    }

    async fn answer(&self, stream: &mut Stream, request: &Request) -> io::Result<()> {
        // Read anew: the fault may have come into force while the request was on its way.
        let armed = held(&self.armed).filter(|armed| armed.ask == request.ask);
        let Some(Armed { fault, is_lost, .. }) = armed else {
            let body = self.pass_on(request).await?;
            stream.write(&answer("200 OK\r\nConnection: close", &body)).await?;
            return stream.finish().await;
        };
        let body = match is_lost {
            true => "<html><body>Service Temporarily Unavailable</body></html>".to_owned(),
            false => self.pass_on(request).await?,
        };
        let reply = Reply { body, path: request.path().to_owned(), elsewhere: self.elsewhere.clone() };
        self.hold().await;
        match fault.how {
            How::Answer(acts) => self.act(stream, acts(&reply)).await,
            _ => stream.write(&answer("200 OK\r\nConnection: close", &reply.body)).await,
        }
    }

    /// The fault strikes, and waits to be released.
    async fn hold(&self) {
        self.struck.send_modify(|struck| *struck += 1);
        let _ = self.is_released.subscribe().wait_for(|is_released| *is_released).await;
    }

    /// Hands the request to the provider and gives the body of its answer.
    async fn pass_on(&self, request: &Request) -> io::Result<String> {
        held(&self.seen).forwarded.push(request.clone());
        let mut provider = TcpStream::connect(("127.0.0.1", self.provider)).await?;
        provider.write_all(request.once().as_bytes()).await?;
        let mut answer = Vec::new();
        provider.read_to_end(&mut answer).await?;
        let text = String::from_utf8_lossy(&answer).into_owned();
        Ok(text.split_once("\r\n\r\n").map_or(String::new(), |(_, body)| body.to_owned()))
    }

    /// One whole request; nothing when the connection ends before.
    async fn read(&self, stream: &mut Stream) -> io::Result<Option<Request>> {
        let mut bytes = Vec::new();
        loop {
            let mut more = [0; 4_096];
            let read = stream.read(&mut more).await?;
            if read == 0 {
                return Ok(None);
            }
            self.bytes.fetch_add(read as u64, Ordering::SeqCst);
            bytes.extend_from_slice(&more[..read]);
            if let Some(request) = Request::whole(&bytes) {
                held(&self.seen).requests.push(request.clone());
                return Ok(Some(request));
            }
        }
    }

    async fn act(&self, stream: &mut Stream, acts: Vec<Act>) -> io::Result<()> {
        for act in acts {
            match act {
                Act::Say(bytes) => self.say(stream, &bytes).await?,
                Act::Repeat(bytes, times) => {
                    for _ in 0..times {
                        self.say(stream, &bytes).await?;
                    }
                }
                Act::Drip(bytes) => {
                    for byte in bytes {
                        self.say(stream, &[byte]).await?;
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
                Act::Beat(bytes) => loop {
                    self.say(stream, &bytes).await?;
                    tokio::time::sleep(Duration::from_secs(1)).await;
                },
                Act::Silence => stream.listen_to_the_end().await?,
                Act::HalfClose => {
                    stream.finish().await?;
                    stream.listen_to_the_end().await?;
                }
                Act::KeepUntilNext => self.keep_until_next(stream).await?,
                Act::Reset => stream.reset()?,
            }
        }
        Ok(())
    }

    async fn say(&self, stream: &mut Stream, bytes: &[u8]) -> io::Result<()> {
        stream.write(bytes).await?;
        self.said.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        Ok(())
    }

    /// A second request on the connection is noted and never answered.
    async fn keep_until_next(&self, stream: &mut Stream) -> io::Result<()> {
        let mut connections = self.connections.subscribe();
        let known = *connections.borrow_and_update();
        tokio::select! {
            _ = connections.wait_for(|count| *count > known) => Ok(()),
            second = self.read(stream) => second.map(drop),
        }
    }

    async fn shake_hands(&self, mut stream: TcpStream, handshake: Handshake) -> io::Result<()> {
        let acceptor = match handshake {
            Handshake::Say(_) | Handshake::Reset | Handshake::Silence => {
                // The caller's hello: nothing of the request is in it.
                if stream.read(&mut [0; 4_096]).await? == 0 {
                    return Ok(());
                }
                return match handshake {
                    Handshake::Say(bytes) => stream.write_all(bytes).await,
                    Handshake::Reset => stream.set_zero_linger(),
                    _ => Stream::Plain(stream).listen_to_the_end().await,
                };
            }
            Handshake::Stranger => &self.tls.stranger,
            Handshake::OtherName => &self.tls.other_name,
            Handshake::OnlyHttp2 => &self.tls.only_http2,
            Handshake::WantsCertificate => &self.tls.wants_certificate,
        };
        // Should the handshake succeed all the same, what is said over it counts.
        let mut stream = Stream::Tls(Box::new(acceptor.accept(stream).await?));
        self.read(&mut stream).await.map(drop)
    }
}
