//! Whether the line to the companies is down, as far as the last calls tell. Kept in memory only: the wallets are read at the start.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use providers::Trouble;
use tokio::time::Instant;

/// So many companies out of reach are the line's fault, and not their own. Where fewer are connected, all of them.
const ENOUGH: usize = 2;

/// How the last call to a company ended.
#[derive(Debug, Clone, Copy)]
enum Last {
    /// It was reached, at this moment.
    Reached(Instant),
    /// No call has reached it since this moment.
    Unreached(Instant),
}

/// How the last calls ended, by company.
#[derive(Default)]
pub(crate) struct LineSign(Mutex<BTreeMap<&'static str, Last>>);

/// Whether a trouble shows that a company cannot be reached. Whatever else went wrong, something answered.
fn is_unreached(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::NoNetwork | Trouble::ConnectionRefused | Trouble::TimedOut | Trouble::LineBroke)
}

/// Whether a trouble shows nothing, because no call was made.
fn is_no_call(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::NotConnected { .. } | Trouble::CannotBeAsked | Trouble::FieldRefused { .. })
}

impl LineSign {
    /// Hears how a call to a company ended at a moment; `None`: well.
    pub(super) fn hear(&self, slug: &'static str, trouble: Option<&Trouble>, now: Instant) {
        if trouble.is_some_and(is_no_call) {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = match (trouble.is_some_and(is_unreached), known.get(slug)) {
            (true, Some(Last::Unreached(since))) => Last::Unreached(*since),
            (true, Some(Last::Reached(_)) | None) => Last::Unreached(now),
            (false, _) => Last::Reached(now),
        };
        known.insert(slug, last);
    }

    /// Whether the line is down for all of these companies: enough of them are out of reach, and none was reached since the first of
    /// them is.
    pub(super) fn is_down(&self, connected: &[&'static str]) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last: Vec<Last> = connected.iter().filter_map(|slug| known.get(slug).copied()).collect();
        let since = |last: &Last| match last {
            Last::Unreached(since) => Some(*since),
            Last::Reached(_) => None,
        };
        let unreached: Vec<Instant> = last.iter().filter_map(since).collect();
        let Some(first) = unreached.iter().min() else { return false };
        let was_reached = last.iter().any(|last| matches!(last, Last::Reached(at) if at >= first));
        !was_reached && unreached.len() >= ENOUGH.min(connected.len())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const OFFLINE: Option<&Trouble> = Some(&Trouble::NoNetwork);
    const ALL: [&str; 3] = ["a", "b", "c"];

    #[test]
    fn one_company_out_of_reach_is_not_the_line() {
        let sign = LineSign::default();
        let begun = Instant::now();
        let at = |second| begun + Duration::from_secs(second);
        assert!(!sign.is_down(&ALL), "nothing was called yet");
        for slug in ALL {
            sign.hear(slug, None, at(0));
        }
        sign.hear("a", OFFLINE, at(1));
        sign.hear("a", OFFLINE, at(1));
        assert!(!sign.is_down(&ALL));
        assert!(sign.is_down(&["a"]), "where no other is connected it is all that can be known");
        sign.hear("b", Some(&Trouble::ConnectionRefused), at(1));
        assert!(sign.is_down(&ALL));
    }

    #[test]
    fn the_line_is_up_as_soon_as_somebody_is_reached() {
        let sign = LineSign::default();
        let begun = Instant::now();
        let at = |second| begun + Duration::from_secs(second);
        sign.hear("a", OFFLINE, at(0));
        sign.hear("b", Some(&Trouble::TimedOut), at(0));
        assert!(sign.is_down(&ALL));
        sign.hear("c", Some(&Trouble::ProviderError { status: 500 }), at(0));
        assert!(!sign.is_down(&ALL), "an answer came, whatever it said");
        // Those two are down by themselves: no further call to them brings the line down.
        sign.hear("a", OFFLINE, at(1));
        sign.hear("b", OFFLINE, at(1));
        assert!(!sign.is_down(&ALL));
        sign.hear("c", OFFLINE, at(2));
        assert!(sign.is_down(&ALL), "nobody is left");
    }

    #[test]
    fn a_call_that_was_not_made_tells_nothing() {
        let sign = LineSign::default();
        let begun = Instant::now();
        let at = |second| begun + Duration::from_secs(second);
        sign.hear("a", OFFLINE, at(0));
        sign.hear("a", Some(&Trouble::NotConnected { provider: "a".to_owned() }), at(0));
        assert!(sign.is_down(&["a"]));
        assert!(!sign.is_down(&[]), "a shop without companies has no line");
    }
}
