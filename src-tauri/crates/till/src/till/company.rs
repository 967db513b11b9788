//! What the shop calls a company and what it sells, and whom it calls about a sale.

use domain::{Names, desk_product};

use crate::Till;

impl Till {
    /// A company's name on the screen and on paper: the shop's own, or its paper's. One that this program does not know goes by
    /// its slug.
    pub(crate) fn name_of(&self, provider: &str) -> String {
        let rules = self.rules();
        let paper = || self.connection(provider).map(|connection| connection.company.descriptor().name.to_owned());
        let own = rules.companies.get(provider).map(|own| own.name.clone());
        own.or_else(paper).unwrap_or_else(|| provider.to_owned())
    }

    /// What was sold: an operator, or a product of the services desk. One that this program does not know goes by its id.
    pub(crate) fn names_of_sold(&self, id: &str) -> Names {
        let operator = self.lists().operator(id).map(|operator| operator.names.clone());
        let product = || desk_product(id).map(|product| product.names.clone());
        operator.or_else(product).unwrap_or_else(|| Names::alike(id))
    }

    /// The company's phone, as the shop noted it; empty: it did not.
    pub(crate) fn phone_of(&self, provider: &str) -> String {
        self.rules().companies.get(provider).map(|own| own.phone.clone()).unwrap_or_default()
    }
}
