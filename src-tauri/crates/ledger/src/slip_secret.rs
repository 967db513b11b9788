//! The secret that signs slips.

use crate::{Ledger, LedgerError};

/// What the secret is for. No row of the journal is sealed by these words: a row begins with the digest of the row before or, as
/// the first one, with the name of its key.
const SIGNS_SLIPS: &str = "galla: this secret signs slips, form 1";

impl Ledger {
    /// The secret that signs slips, and the name of the key that it follows from.
    pub fn slip_secret(&self) -> Result<(String, [u8; 32]), LedgerError> {
        let key = self.key();
        let secret = key.secret_for(SIGNS_SLIPS)?;
        Ok((key.id, secret))
    }
}
