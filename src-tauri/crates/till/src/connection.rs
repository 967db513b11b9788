//! Providers as the shop has connected them.

use providers::{Access, Company, Provider};

/// A provider and how to reach it.
#[derive(Clone)]
pub struct Connection {
    /// The company.
    pub company: &'static dyn Company,
    /// Its address and the shop's credentials.
    pub access: Access,
}

impl Connection {
    /// The company's slug.
    pub fn slug(&self) -> &'static str {
        self.company.descriptor().slug
    }

    /// The company as a seller of recharges and bills.
    pub fn seller(&self) -> Option<&'static dyn Provider> {
        self.company.seller()
    }
}
