//! What the till hears of the line, call by call.

use providers::Trouble;
use tokio::time::Instant;

use crate::{Connection, Till};

impl Till {
    /// Hears how a call to a company ended. Tells whether the line is down since, or up again.
    pub(crate) fn heed_line(&self, connection: &Connection, trouble: Option<&Trouble>) -> bool {
        let before = self.is_line_down();
        self.line_sign.hear(connection.slug(), trouble, Instant::now());
        before != self.is_line_down()
    }

    /// Whether no company can be reached, as far as the last calls tell. One without a login is never called.
    pub(crate) fn is_line_down(&self) -> bool {
        let connections = self.connections();
        let called = connections.iter().filter(|one| one.access.missing(one.company.descriptor()).is_none());
        self.line_sign.is_down(&called.map(Connection::slug).collect::<Vec<_>>())
    }
}
