//! What the shop's accounts are called in Tally.

use crate::settings::tally::{TallyForm, TallyNames};
use crate::{Problem, Shop};

impl Shop {
    /// The form.
    pub async fn tally(&self) -> TallyForm {
        self.state.lock().await.file.tally.form()
    }

    /// Sets the ledgers as typed, or tells everything that is wrong.
    pub async fn save_tally(&self, names: &TallyNames) -> Result<TallyForm, Vec<Problem>> {
        let names = names.checked()?;
        let mut state = self.state.lock().await;
        self.change(&mut state, |file| file.tally = names).map_err(|problem| vec![problem])?;
        self.pass_rules(&state.file);
        Ok(state.file.tally.form())
    }
}
