//! The credentials that open the practice line.

use crate::dialect::{LOGINS, Login};

/// For each slug, the credential fields and the values the simulator accepts. They open nothing else anywhere.
pub const PRACTICE_CREDENTIALS: &[(&str, Login)] = LOGINS;

/// A secret that is right but comes from an address the provider does not know.
const NOT_LISTED: &str = "not-listed";

/// What a provider thinks of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// May go on.
    Known,
    /// The credentials are wrong.
    Unknown,
    /// Only the PIN is wrong, in the one dialect that has one.
    WrongPin,
    /// The caller's address is not on the provider's list.
    NotListed,
}

/// Judges a caller. `given` are the credential fields of the call, the secret ones among them named by `secrets`.
pub(crate) fn judge(slug: &str, secrets: &[&str], given: &[(&str, &str)]) -> Caller {
    if given.iter().any(|(field, value)| secrets.contains(field) && *value == NOT_LISTED) {
        return Caller::NotListed;
    }
    let expected = PRACTICE_CREDENTIALS.iter().find(|(name, _)| *name == slug).map(|(_, fields)| *fields);
    match expected {
        Some(fields) if fields.iter().all(|field| given.contains(field)) => Caller::Known,
        Some(_) | None => Caller::Unknown,
    }
}

/// A practice credential; nothing for one that there is not.
pub(crate) fn practice(slug: &str, field: &str) -> &'static str {
    let fields = PRACTICE_CREDENTIALS.iter().find(|(name, _)| *name == slug).map_or(&[][..], |(_, fields)| *fields);
    fields.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fields_must_match() {
        let judged = |token, name| judge("inspay", &["token"], &[("username", name), ("token", token)]);
        assert_eq!(judged("practice-token", "practice"), Caller::Known);
        assert_eq!(judged("practice-token", "somebody"), Caller::Unknown);
        assert_eq!(judged("", "practice"), Caller::Unknown);
        assert_eq!(judged("not-listed", "practice"), Caller::NotListed);
    }

    #[test]
    fn unknown_slug_knows_nobody() {
        assert_eq!(judge("elsewhere", &["token"], &[]), Caller::Unknown);
    }
}
