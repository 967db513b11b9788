//! What a company declares of itself.

use domain::IdForm;

/// One line of a provider's settings form and one entry in the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialField {
    /// Name in the keychain.
    pub key: &'static str,
    /// The word of the provider's own paper, shown beside the field.
    pub label: &'static str,
    /// Whether it is a secret; one that is not (a user name) may stand in what is shown as sent.
    pub secret: bool,
}

/// Whether a provider wants the circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CircleUse {
    /// It has no place for it.
    Unused,
    /// It will not sell without (A1Topup only).
    Required,
}

/// What a provider declares of itself. The settings form, the keychain entries and the conformance tests follow from
/// it, so that a new provider needs no line elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Descriptor {
    /// Folder name, keychain key and catalogue id.
    pub slug: &'static str,
    /// Name on the screen.
    pub name: &'static str,
    /// The address of its paper; `None` where each reseller has a domain of its own (Open API).
    pub default_base_address: Option<&'static str>,
    /// Whether the shopkeeper may allow plain http for it.
    pub may_use_plain_http: bool,
    /// What it authenticates with.
    pub credentials: &'static [CredentialField],
    /// Whether it wants the circle.
    pub circle: CircleUse,
    /// Whether its answers repeat the order they are about. Of one whose answers do not, nothing is believed that comes from
    /// another account or address than the order went to.
    pub repeats_order: bool,
    /// The one page that all its calls go to, below the base address, as segments of a path. Empty where each call has its own.
    pub page: &'static [&'static str],
    /// Paths of its calls that its paper does not settle: settings, shown with these defaults (INEXOPAY). Empty where the
    /// paper names them.
    pub paths: &'static [PathField],
    /// Whether its paper shows the parameters both in the body and in the address, so that the shopkeeper may choose.
    pub may_use_address: bool,
    /// Which order ids it is sent while nothing else is set: digits where its paper calls the id a number.
    pub id_form: IdForm,
}

/// One path below the base address that the shopkeeper may correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathField {
    /// Name of the call.
    pub key: &'static str,
    /// The words of the provider's own paper for the call, shown beside the field.
    pub label: &'static str,
    /// The path while nothing else is set, `/api/balance`.
    pub default: &'static str,
}
