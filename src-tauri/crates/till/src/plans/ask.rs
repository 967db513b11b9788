//! Asks the shop's information company. Nobody who sells waits for it: each question has a short end, and none is asked by itself
//! while the company does not answer.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use domain::india_day;
use providers::Trouble;
use tokio::time::timeout;

use crate::{InformationConnection, Problem, Till};

/// So long a question waits for its answer.
pub(crate) const WITHIN: Duration = Duration::from_secs(3);

impl Till {
    /// Another information company tells from now on; `None`: nobody is asked.
    pub fn set_information(&self, connection: Option<InformationConnection>) {
        self.information.connect(connection);
    }

    /// What the shop calls its information company; `None`: it has none that is asked.
    pub fn informed_by(&self) -> Option<String> {
        self.information.connection().map(|connection| connection.name.clone())
    }

    /// The information company, where there is one.
    pub(crate) fn informant(&self) -> Option<Arc<InformationConnection>> {
        self.information.connection()
    }

    /// The day that what it tells is of.
    pub(crate) fn day_of_telling(&self) -> String {
        india_day(self.clock.now_ms())
    }

    /// What a question brought, within its time.
    pub(crate) async fn heard_of<T>(&self, question: impl Future<Output = Result<T, Trouble>>) -> Result<T, Problem> {
        let answer = timeout(WITHIN, question).await.unwrap_or(Err(Trouble::TimedOut));
        self.information.heard(answer.is_ok(), self.clock.steady_ms());
        answer.map_err(Problem::from)
    }
}
