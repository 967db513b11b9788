//! What of the outcomes of an agent's calls may be kept. A page's address and a UPI link are not touched: they are there
//! to be opened or drawn, and whoever keeps an outcome leaves them out.

use secrecy::{ExposeSecret, SecretString};

use super::{
    AadhaarPerson, AccountPage, AccountParticulars, LoadParticulars, OnboardedAgent, OtpSent, PanPage, PanParticulars,
    Standing, Start, Verification, WalletLoad,
};
use crate::Trouble;
use crate::discreet::{Discreet, Scrub};

impl Scrub for Trouble {
    fn kept(self, discreet: &Discreet<'_>) -> Trouble {
        self.cleaned(|words| discreet.words(words))
    }
}

impl<T: Scrub> Scrub for Start<T> {
    fn kept(self, discreet: &Discreet<'_>) -> Start<T> {
        match self {
            Start::Started(begun) => Start::Started(begun.kept(discreet)),
            Start::Rejected { words, trouble } => {
                Start::Rejected { words: discreet.words(&words), trouble: trouble.kept(discreet) }
            }
            Start::Unclear(trouble) => Start::Unclear(trouble.kept(discreet)),
        }
    }
}

impl<T: Scrub> Scrub for Standing<T> {
    fn kept(self, discreet: &Discreet<'_>) -> Standing<T> {
        match self {
            Standing::Says(word, particulars) => Standing::Says(word, particulars.kept(discreet)),
            Standing::NoRecord(words) => Standing::NoRecord(discreet.words(&words)),
            Standing::SaysNothing(trouble) => Standing::SaysNothing(trouble.kept(discreet)),
        }
    }
}

impl<T: Scrub> Scrub for Result<T, Trouble> {
    fn kept(self, discreet: &Discreet<'_>) -> Result<T, Trouble> {
        match self {
            Ok(found) => Ok(found.kept(discreet)),
            Err(trouble) => Err(trouble.kept(discreet)),
        }
    }
}

/// The person goes to the screen once and is kept by nobody; their number goes to no screen and no slip, wherever in
/// the person's particulars the company has put it.
impl Scrub for Verification {
    fn kept(self, discreet: &Discreet<'_>) -> Verification {
        match self {
            Verification::Verified(person) => Verification::Verified(person.kept(discreet)),
            Verification::Rejected { words, why, trouble } => {
                Verification::Rejected { words: discreet.words(&words), why, trouble: trouble.kept(discreet) }
            }
            Verification::Unclear(trouble) => Verification::Unclear(trouble.kept(discreet)),
        }
    }
}

impl Scrub for AadhaarPerson {
    fn kept(self, discreet: &Discreet<'_>) -> AadhaarPerson {
        let clean = |text: SecretString| SecretString::from(discreet.exact(text.expose_secret()));
        AadhaarPerson {
            full_name: clean(self.full_name),
            date_of_birth: clean(self.date_of_birth),
            gender: clean(self.gender),
            address: clean(self.address),
        }
    }
}

impl Scrub for OnboardedAgent {
    fn kept(self, discreet: &Discreet<'_>) -> OnboardedAgent {
        OnboardedAgent { agent_id: discreet.id(&self.agent_id), words: discreet.words(&self.words) }
    }
}

impl Scrub for AccountPage {
    fn kept(self, discreet: &Discreet<'_>) -> AccountPage {
        AccountPage { url: self.url, txn_id: discreet.optional_id(self.txn_id) }
    }
}

impl Scrub for AccountParticulars {
    fn kept(self, discreet: &Discreet<'_>) -> AccountParticulars {
        AccountParticulars {
            txn_id: discreet.optional_id(self.txn_id),
            kind: self.kind,
            date: discreet.optional_words(self.date),
            words: discreet.optional_words(self.words),
        }
    }
}

impl Scrub for WalletLoad {
    fn kept(self, discreet: &Discreet<'_>) -> WalletLoad {
        WalletLoad { order_id: discreet.id(&self.order_id), payee: discreet.id(&self.payee), ..self }
    }
}

impl Scrub for LoadParticulars {
    fn kept(self, discreet: &Discreet<'_>) -> LoadParticulars {
        LoadParticulars {
            date_time: discreet.optional_words(self.date_time),
            words: discreet.optional_words(self.words),
            ..self
        }
    }
}

impl Scrub for PanPage {
    fn kept(self, discreet: &Discreet<'_>) -> PanPage {
        PanPage { url: self.url, txid: discreet.optional_id(self.txid) }
    }
}

impl Scrub for PanParticulars {
    fn kept(self, discreet: &Discreet<'_>) -> PanParticulars {
        PanParticulars {
            fee: self.fee,
            acknowledgement: discreet.optional_id(self.acknowledgement),
            txid: discreet.optional_id(self.txid),
            updated_at: discreet.optional_words(self.updated_at),
            words: discreet.optional_words(self.words),
        }
    }
}

/// A `request_id` with the person's number in it cannot be kept, and then it is not that id any more.
impl Scrub for OtpSent {
    fn kept(self, discreet: &Discreet<'_>) -> OtpSent {
        OtpSent { request_id: discreet.id(&self.request_id) }
    }
}
