//! The line to the providers, as a port: the real one is [`crate::ReqwestHttp`], tests hand in their own.

use async_trait::async_trait;

use crate::{Request, Trouble, web};

/// The longest answer that is read, in bytes. No answer in the papers is longer than a few hundred; a longer one is
/// not an answer.
pub const BODY_LIMIT: usize = 256 * 1024;

/// What came back over HTTP, whatever it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The server's clock, from the `Date` header, in ms since 1970.
    pub server_time_ms: Option<i64>,
    /// The body as text; bytes that are no UTF-8 are replaced.
    pub body: String,
}

impl Reply {
    /// Whether it may be the company's own answer. An error, a page for people or nothing at all may come from a proxy, a router
    /// or a guard on this computer, whose clock is this computer's or nobody's.
    pub fn may_be_the_companys(&self) -> bool {
        web::is_good(self.status) && !self.body.trim().is_empty() && !web::is_page(&self.body)
    }
}

/// Why there is no whole reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendError {
    /// Not one byte of the request can have reached the provider.
    NeverSent(Trouble),
    /// It may have arrived and been carried out.
    MaybeSent(Trouble),
}

impl SendError {
    /// What went wrong.
    pub fn trouble(&self) -> &Trouble {
        match self {
            SendError::NeverSent(trouble) | SendError::MaybeSent(trouble) => trouble,
        }
    }
}

/// Sends one request once. An implementation never sends a second one by itself, whatever happens.
#[async_trait]
pub trait Http: Send + Sync {
    /// Sends it.
    async fn send(&self, request: Request) -> Result<Reply, SendError>;
}
