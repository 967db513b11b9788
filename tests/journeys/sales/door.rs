//! Knocking at the door for callbacks, byte by byte.

use std::collections::BTreeMap;

use till::CallbackView;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::counter::Counter;

/// An address of this computer where nobody listens.
pub async fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address").to_string()
}

/// Writes the bytes and gives the status that comes back; 0 when the connection ends without one. `whole`: nothing
/// more comes from this side.
pub async fn knock(address: &str, call: &[u8], whole: bool) -> u16 {
    let Ok(mut stream) = TcpStream::connect(address).await else { return 0 };
    // Whoever refuses a long call may close before all of it is written.
    let _ = stream.write_all(call).await;
    if whole {
        let _ = stream.shutdown().await;
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

/// A door as the providers know it.
pub struct Door {
    /// Host and port.
    pub address: String,
    paths: BTreeMap<String, String>,
}

impl Door {
    /// Turns callbacks on at a free port.
    pub async fn open(counter: &Counter) -> Door {
        let address = free_address().await;
        let view = counter.shop.save_callbacks(true, &address).await.expect("callbacks are on");
        assert!(view.listening, "{view:?}");
        Door::of(&view)
    }

    /// As Settings show it.
    pub fn of(view: &CallbackView) -> Door {
        let path = |url: &str| url.rsplit('/').next().unwrap_or_default().to_owned();
        let paths = view.providers.iter().map(|one| (one.slug.clone(), path(&one.url))).collect();
        Door { address: view.address.clone(), paths }
    }

    /// A provider's path, without the slash before it.
    pub fn path(&self, slug: &str) -> String {
        self.paths.get(slug).cloned().expect("a path")
    }

    /// A provider's whole address.
    pub fn url(&self, slug: &str) -> String {
        format!("http://{}/{}", self.address, self.path(slug))
    }

    /// A callback as a query.
    pub async fn get(&self, slug: &str, form: &str) -> u16 {
        self.raw(&format!("GET /{}?{form} HTTP/1.1\r\nHost: {}\r\n\r\n", self.path(slug), self.address)).await
    }

    /// A callback as a form.
    pub async fn post(&self, slug: &str, form: &str) -> u16 {
        let (path, length) = (self.path(slug), form.len());
        let kind = "Content-Type: application/x-www-form-urlencoded";
        self.raw(&format!("POST /{path} HTTP/1.1\r\nHost: x\r\n{kind}\r\nContent-Length: {length}\r\n\r\n{form}")).await
    }

    /// A whole call as it stands.
    pub async fn raw(&self, call: &str) -> u16 {
        knock(&self.address, call.as_bytes(), false).await
    }
}
