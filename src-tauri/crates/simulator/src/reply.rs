//! What goes back over a connection.

/// What goes back over the connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reply {
    /// A whole answer.
    Whole(String),
    /// A whole answer, but not before this moment.
    Late { until_ms: i64, text: String },
    /// A whole answer with an HTTP status of its own.
    Coded { status: u16, text: String },
    /// A web page for a person.
    Page(String),
    /// An answer that breaks off in its middle.
    Cut(String),
    /// Nothing: the connection is closed.
    Close,
    /// No such path.
    NotFound,
    /// The path exists, but not for this method.
    WrongMethod,
    /// The book could not be written, so nothing was executed.
    Broken,
}
