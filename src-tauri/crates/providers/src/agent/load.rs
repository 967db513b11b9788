//! Money that is loaded into the wallet by UPI.

use domain::Paise;

/// Money to be loaded into the wallet by UPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletLoad {
    /// The company's id for it.
    pub order_id: String,
    /// The amount.
    pub amount: Paise,
    /// The `upi://pay?` link, which names this amount and this id: the text of the QR code.
    pub upi_link: String,
    /// To whom it is paid, as the link names it.
    pub payee: String,
}

/// Which load an enquiry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadQuestion {
    /// From [`WalletLoad`].
    pub order_id: String,
    /// The amount.
    pub amount: Paise,
}

/// What is said of a load beside how it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadParticulars {
    /// The amount that was really paid, which may be another one than was asked for; only of a load that succeeded.
    pub paid: Option<Paise>,
    /// The wallet after it.
    pub new_balance: Option<Paise>,
    /// When it was paid, as printed.
    pub date_time: Option<String>,
    /// What the company says; the bank's reference stands in it.
    pub words: Option<String>,
}
