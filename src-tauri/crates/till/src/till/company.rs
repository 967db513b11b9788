//! What the shop calls a company, and whom it calls about a sale.

use std::sync::PoisonError;

use crate::Till;

impl Till {
    /// A company's name on the screen and on paper: the shop's own, or its paper's. One that this program does not know goes by
    /// its slug.
    pub(crate) fn name_of(&self, provider: &str) -> String {
        let own = self.rules.read().unwrap_or_else(PoisonError::into_inner).companies.get(provider).cloned();
        let paper = || self.connection(provider).map(|connection| connection.company.descriptor().name.to_owned());
        own.map(|own| own.name).or_else(paper).unwrap_or_else(|| provider.to_owned())
    }

    /// The company's phone, as the shop noted it; empty: it did not.
    pub(crate) fn phone_of(&self, provider: &str) -> String {
        let rules = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        rules.companies.get(provider).map(|own| own.phone.clone()).unwrap_or_default()
    }
}
