//! The services that can be sold.

use serde::{Deserialize, Serialize};

/// Makes [`Service`] and [`AtDesk`] from the one list below, so that no service is forgotten in one of them.
macro_rules! services {
    (
        of the catalogues { $($(#[$sold_about:meta])+ $sold:ident = $sold_word:literal,)+ }
        of the desk { $($(#[$desk_about:meta])+ $desk:ident = $desk_word:literal,)+ }
    ) => {
        /// A kind of sale: as the catalogues of the providers divide what is recharged and paid, and what an agent does for a
        /// company beside it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
        #[serde(rename_all = "snake_case")]
        pub enum Service {
            $($(#[$sold_about])+ $sold,)+
            $($(#[$desk_about])+ $desk,)+
        }

        /// A service of the services desk: an order with an agent's company, begun at the counter and mostly finished
        /// elsewhere.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum AtDesk {
            $($(#[$desk_about])+ $desk,)+
        }

        impl Service {
            /// Every service, with the word the database and the catalogues use for it.
            pub const ALL: [(Service, &'static str); [$($sold_word,)+ $($desk_word,)+].len()] =
                [$((Service::$sold, $sold_word),)+ $((Service::$desk, $desk_word),)+];

            /// The word for it in database and catalogues.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Service::$sold => $sold_word,)+
                    $(Service::$desk => $desk_word,)+
                }
            }

            /// Which service of the desk it is. `None` if it is sold from the catalogues.
            pub fn at_desk(self) -> Option<AtDesk> {
                match self {
                    $(Service::$sold)|+ => None,
                    $(Service::$desk => Some(AtDesk::$desk),)+
                }
            }
        }
    };
}

services! {
    of the catalogues {
        /// Prepaid mobile.
        Prepaid = "prepaid",
        /// Postpaid mobile bill.
        Postpaid = "postpaid",
        /// Satellite television.
        Dth = "dth",
        /// Fixed-line telephone bill.
        Landline = "landline",
        /// Data card.
        DataCard = "data_card",
        /// Electricity bill or prepaid meter.
        Electricity = "electricity",
        /// Gas bill or cylinder.
        Gas = "gas",
        /// Insurance premium.
        Insurance = "insurance",
        /// Toll tag of a vehicle.
        Fastag = "fastag",
        /// Voucher.
        Voucher = "voucher",
        /// Cash collected for a company.
        CashDrop = "cash_drop",
        /// Money transfer.
        MoneyTransfer = "money_transfer",
    }
    of the desk {
        /// Application for a PAN card.
        PanCard = "pan_card",
        /// Opening of a bank account.
        BankAccount = "bank_account",
        /// Identity check by Aadhaar and OTP.
        AadhaarCheck = "aadhaar_check",
        /// Money that the shop itself loads into its wallet.
        WalletLoad = "wallet_load",
    }
}

impl Service {
    /// The service of that word.
    pub fn parse(word: &str) -> Option<Service> {
        Service::ALL.iter().find(|(_, known)| *known == word).map(|(service, _)| *service)
    }

    /// Whether its number is a mobile number.
    pub fn takes_mobile_number(self) -> bool {
        matches!(self, Service::Prepaid | Service::Postpaid)
    }

    /// Whether its amounts are those of a list of plans. Those of the others are of a bill or a balance.
    pub fn has_plans(self) -> bool {
        matches!(self, Service::Prepaid | Service::Dth | Service::DataCard | Service::Voucher)
    }

    /// Every service that has plans.
    pub fn with_plans() -> impl Iterator<Item = Service> {
        Service::ALL.into_iter().map(|(service, _)| service).filter(|service| service.has_plans())
    }

    /// Whether it is bought anew when its days are over. A bill comes when it comes, and a voucher has no days.
    pub fn is_renewed(self) -> bool {
        matches!(self, Service::Prepaid | Service::Dth | Service::DataCard)
    }

    /// Whether it belongs to the services desk. All others are sold from the catalogues.
    pub fn is_at_desk(self) -> bool {
        self.at_desk().is_some()
    }

    /// Whether the company can be asked about an order. It says nothing more about an identity check. It knows a load only
    /// by its own id, and that id never came if the load was refused or lost.
    pub fn can_be_asked(self, has_provider_ref: bool) -> bool {
        match self.at_desk() {
            None | Some(AtDesk::PanCard | AtDesk::BankAccount) => true,
            Some(AtDesk::AadhaarCheck) => false,
            Some(AtDesk::WalletLoad) => has_provider_ref,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    use super::*;

    #[test]
    fn window_and_database_have_one_word_for_each_service() {
        for (service, word) in Service::ALL {
            let text: StrDeserializer<'_, Error> = word.into_deserializer();
            assert_eq!(Service::deserialize(text), Ok(service));
            assert_eq!((service.as_str(), Service::parse(word)), (word, Some(service)));
        }
        assert_eq!(Service::parse("lottery"), None);
    }

    #[test]
    fn the_company_is_asked_about_all_but_an_identity_check() {
        let without = |has_provider_ref: bool| {
            let not = Service::ALL.into_iter().filter(|(service, _)| !service.can_be_asked(has_provider_ref));
            not.map(|(_, word)| word).collect::<Vec<_>>()
        };
        assert_eq!(without(true), ["aadhaar_check"]);
        assert_eq!(without(false), ["aadhaar_check", "wallet_load"]);
    }
}
