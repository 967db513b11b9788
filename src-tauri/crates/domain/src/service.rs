//! What can be sold.

use serde::{Deserialize, Serialize};

/// A kind of sale: as the catalogues of the providers divide what is recharged and paid, and what an agent does for a
/// company beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Prepaid mobile.
    Prepaid,
    /// Postpaid mobile bill.
    Postpaid,
    /// Satellite television.
    Dth,
    /// Fixed-line telephone bill.
    Landline,
    /// Data card.
    DataCard,
    /// Electricity bill or prepaid meter.
    Electricity,
    /// Gas bill or cylinder.
    Gas,
    /// Insurance premium.
    Insurance,
    /// Toll tag of a vehicle.
    Fastag,
    /// Voucher.
    Voucher,
    /// Cash collected for a company.
    CashDrop,
    /// Money transfer.
    MoneyTransfer,
    /// Application for a PAN card.
    PanCard,
    /// Opening of a bank account.
    BankAccount,
    /// Identity check by Aadhaar and OTP.
    AadhaarCheck,
    /// Money that the shop itself loads into its wallet.
    WalletLoad,
}

impl Service {
    /// Every service, with the word the database and the catalogues use for it.
    pub const ALL: [(Service, &'static str); 16] = [
        (Service::Prepaid, "prepaid"),
        (Service::Postpaid, "postpaid"),
        (Service::Dth, "dth"),
        (Service::Landline, "landline"),
        (Service::DataCard, "data_card"),
        (Service::Electricity, "electricity"),
        (Service::Gas, "gas"),
        (Service::Insurance, "insurance"),
        (Service::Fastag, "fastag"),
        (Service::Voucher, "voucher"),
        (Service::CashDrop, "cash_drop"),
        (Service::MoneyTransfer, "money_transfer"),
        (Service::PanCard, "pan_card"),
        (Service::BankAccount, "bank_account"),
        (Service::AadhaarCheck, "aadhaar_check"),
        (Service::WalletLoad, "wallet_load"),
    ];

    /// The word for it in database and catalogues.
    pub fn as_str(self) -> &'static str {
        Service::ALL.iter().find(|(service, _)| *service == self).map_or("", |(_, word)| word)
    }

    /// The service of that word.
    pub fn parse(word: &str) -> Option<Service> {
        Service::ALL.iter().find(|(_, known)| *known == word).map(|(service, _)| *service)
    }

    /// Whether its number is a mobile number.
    pub fn takes_mobile_number(self) -> bool {
        matches!(self, Service::Prepaid | Service::Postpaid)
    }

    /// Whether it belongs to the services desk: an order with an agent's company, begun at the counter and mostly finished
    /// elsewhere. What is not is sold from the catalogues.
    pub fn is_at_desk(self) -> bool {
        match self {
            Service::PanCard | Service::BankAccount | Service::AadhaarCheck | Service::WalletLoad => true,
            Service::Prepaid
            | Service::Postpaid
            | Service::Dth
            | Service::Landline
            | Service::DataCard
            | Service::Electricity
            | Service::Gas
            | Service::Insurance
            | Service::Fastag
            | Service::Voucher
            | Service::CashDrop
            | Service::MoneyTransfer => false,
        }
    }
    /// Whether the company can be asked how an order stands. Of an identity check it does not speak again. A load goes by
    /// the company's own id, which never came where the load was refused or lost.
    pub fn can_be_asked(self, has_provider_ref: bool) -> bool {
        match self {
            Service::AadhaarCheck => false,
            Service::WalletLoad => has_provider_ref,
            Service::PanCard
            | Service::BankAccount
            | Service::Prepaid
            | Service::Postpaid
            | Service::Dth
            | Service::Landline
            | Service::DataCard
            | Service::Electricity
            | Service::Gas
            | Service::Insurance
            | Service::Fastag
            | Service::Voucher
            | Service::CashDrop
            | Service::MoneyTransfer => true,
        }
    }
}
