//! The products of the services desk.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::table::read_named;
use crate::{Names, Service};

/// One product of the services desk, of the list in `data/desk.csv`: what a recharge calls an operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DeskProduct {
    /// Short id, `pan-new`. No operator of the list has one of these.
    pub id: String,
    /// What kind of service it is.
    pub service: Service,
    /// What it is called.
    pub names: Names,
}

/// How an applicant for a PAN card proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PanMode {
    /// By Aadhaar and OTP alone.
    Ekyc,
    /// With documents that are signed electronically.
    Esign,
}

#[derive(Deserialize)]
struct ProductRow {
    id: String,
    service: Service,
}

static PRODUCTS: LazyLock<Vec<DeskProduct>> = LazyLock::new(|| {
    let rows = read_named::<ProductRow>(include_str!("../data/desk.csv"));
    rows.map(|(row, names)| DeskProduct { id: row.id, service: row.service, names }).collect()
});

/// Every product, in the order of the desk.
pub fn desk_products() -> &'static [DeskProduct] {
    &PRODUCTS
}

/// The product of that id.
pub fn desk_product(id: &str) -> Option<&'static DeskProduct> {
    PRODUCTS.iter().find(|product| product.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operator;

    #[test]
    fn every_service_of_the_desk_has_a_product_and_every_product_an_id_of_its_own() {
        for product in desk_products() {
            assert!(product.service.is_at_desk(), "{}", product.id);
            assert_eq!(desk_product(&product.id), Some(product));
            assert_eq!(operator(&product.id), None, "{} is an operator too", product.id);
        }
        assert_eq!(desk_products().len(), 6);
        for (service, word) in Service::ALL {
            let count = desk_products().iter().filter(|product| product.service == service).count();
            assert_eq!(count > 0, service.is_at_desk(), "{word}");
        }
        assert_eq!(desk_product("airtel"), None);
    }
}
