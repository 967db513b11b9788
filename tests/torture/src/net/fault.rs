//! A fault as data: what the server does in place of an honest answer, and what the till may make of it.

use super::wire::Reply;

/// One thing a server does to whoever has called.
#[derive(Debug, Clone)]
pub enum Act {
    /// These bytes.
    Say(Vec<u8>),
    /// These bytes so many times, or until nobody listens.
    Repeat(Vec<u8>, u64),
    /// These bytes, one each second.
    Drip(Vec<u8>),
    /// These bytes each second, for ever.
    Beat(Vec<u8>),
    /// Nothing, until the other side hangs up.
    Silence,
    /// "I have nothing more to say", and it goes on listening.
    HalfClose,
    /// The connection is kept, closed when the next one comes, and what arrives on it meanwhile is noted.
    KeepUntilNext,
    /// The connection is reset.
    Reset,
}

/// What is spoken where a TLS handshake is due, or before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handshake {
    /// These bytes in answer to the first ones, then the end.
    Say(&'static [u8]),
    /// A reset in answer to the first bytes.
    Reset,
    /// Nothing in answer to the first bytes, ever.
    Silence,
    /// A certificate that nobody vouches for.
    Stranger,
    /// A certificate of another name.
    OtherName,
    /// HTTP/2 and nothing else is offered.
    OnlyHttp2,
    /// The caller's certificate is demanded. In TLS 1.3 the caller learns it after its request is under way.
    WantsCertificate,
}

/// Where a fault strikes.
#[derive(Clone, Copy)]
pub enum How {
    /// Nobody listens.
    Refuse,
    /// The name leads nowhere.
    NoName,
    /// Whoever connects is neither let in nor turned away.
    Choke,
    /// At the TLS handshake.
    Tls(Handshake),
    /// Before a byte of the request is read.
    Unread(fn() -> Act),
    /// Said before the request is read; the request is read afterwards, and its answer thrown away.
    Early(fn(&Reply) -> Vec<u8>),
    /// In place of the answer to a request that was read whole.
    Answer(fn(&Reply) -> Vec<Act>),
}

/// What the till may make of it, as far as it is about the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It provably never left.
    NeverSent,
    /// Nobody knows.
    Unknown,
    /// What the answer says, as if there had been no fault.
    Told,
    /// Unknown or as told: it depends on who is quicker.
    UnknownOrTold,
}

/// Over what it is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Whatever chance says.
    Either,
    /// Plain TCP only.
    Plain,
    /// TLS only.
    Tls,
}

/// One way of a network, or of who sits on it, to misbehave.
#[derive(Clone, Copy)]
pub struct Fault {
    /// Its name in the table.
    pub name: &'static str,
    /// Where it strikes.
    pub how: How,
    /// What may come of it.
    pub class: Class,
    /// Over what.
    pub over: Over,
    /// It ends by the caller's own time-out: the clock is put forward.
    pub slow: bool,
    /// So much is said that memory is looked at, with nothing else under way.
    pub huge: bool,
}

impl Fault {
    const fn new(name: &'static str, how: How, class: Class) -> Fault {
        Fault { name, how, class, over: Over::Either, slow: false, huge: false }
    }

    /// In place of an answer, and nobody knows.
    pub const fn answer(name: &'static str, acts: fn(&Reply) -> Vec<Act>) -> Fault {
        Fault::new(name, How::Answer(acts), Class::Unknown)
    }

    /// In place of an answer, and harmless.
    pub const fn harmless(name: &'static str, acts: fn(&Reply) -> Vec<Act>) -> Fault {
        Fault::new(name, How::Answer(acts), Class::Told)
    }

    /// While connecting, and nothing has left.
    pub const fn connecting(name: &'static str, how: How) -> Fault {
        Fault { over: Over::Plain, ..Fault::new(name, how, Class::NeverSent) }
    }

    /// In the TLS handshake, and nothing has left.
    pub const fn handshake(name: &'static str, handshake: Handshake) -> Fault {
        Fault { over: Over::Tls, ..Fault::new(name, How::Tls(handshake), Class::NeverSent) }
    }

    /// Before the request is read.
    pub const fn before(name: &'static str, how: How, class: Class) -> Fault {
        Fault::new(name, how, class)
    }

    /// The same over something only.
    pub const fn over(self, over: Over) -> Fault {
        Fault { over, ..self }
    }

    /// The same with another class.
    pub const fn may_be(self, class: Class) -> Fault {
        Fault { class, ..self }
    }

    /// The same, ended by the caller's time-out.
    pub const fn slow(self) -> Fault {
        Fault { slow: true, ..self }
    }

    /// The same, with memory looked at.
    pub const fn huge(self) -> Fault {
        Fault { huge: true, ..self }
    }

    /// Whether the server itself can hold the fault back until it is told to go on.
    pub fn can_be_held(&self) -> bool {
        !matches!(self.how, How::Refuse | How::NoName | How::Choke)
    }
}
