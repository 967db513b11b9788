//! What the services desk sells.

use serde::{Deserialize, Serialize};

use crate::Service;

/// One product of the services desk: what a recharge calls an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct DeskProduct {
    /// Short id, `pan-new`. No operator of the list has one of these.
    pub id: &'static str,
    /// What kind of service it is.
    pub service: Service,
    /// Name in English.
    pub name_en: &'static str,
    /// Name in Hindi.
    pub name_hi: &'static str,
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

const fn product(id: &'static str, service: Service, name_en: &'static str, name_hi: &'static str) -> DeskProduct {
    DeskProduct { id, service, name_en, name_hi }
}

const PRODUCTS: [DeskProduct; 6] = [
    product("pan-new", Service::PanCard, "PAN card, new", "पैन कार्ड, नया"),
    product("pan-correction", Service::PanCard, "PAN card, correction", "पैन कार्ड, सुधार"),
    product("account-saving", Service::BankAccount, "Bank account, savings", "बैंक खाता, बचत"),
    product("account-current", Service::BankAccount, "Bank account, current", "बैंक खाता, चालू"),
    product("aadhaar-otp", Service::AadhaarCheck, "Aadhaar check", "आधार जाँच"),
    product("wallet-load", Service::WalletLoad, "Wallet load", "वॉलेट में पैसे"),
];

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
            assert_eq!(desk_product(product.id), Some(product));
            assert_eq!(operator(product.id), None, "{} is an operator too", product.id);
            assert!(product.name_en.is_ascii() && !product.name_hi.is_ascii());
        }
        for (service, word) in Service::ALL {
            let count = desk_products().iter().filter(|product| product.service == service).count();
            assert_eq!(count > 0, service.is_at_desk(), "{word}");
        }
        assert_eq!(desk_product("airtel"), None);
    }
}
