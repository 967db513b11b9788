//! Companies as the shop has connected them.

use providers::{Access, Company, Provider};

/// The information company that the shop asks. It tells, and cannot sell.
#[derive(Clone)]
pub struct InformationConnection {
    /// What the shop calls it.
    pub name: String,
    /// Its address and the shop's login.
    pub access: Access,
}

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
