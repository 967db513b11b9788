//! What an operator is found by.

use std::sync::OnceLock;

use super::fold::{Word, spelling, words};
use crate::{Operator, Service, circle};

/// Where a phrase comes from: the nearer to the name, the more it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A name, whole or short, or what it is best known by beside them.
    Name,
    /// An alias, or the id.
    Alias,
    /// The circle where it sells.
    Place,
    /// A word for its service.
    Service,
}

impl Source {
    pub(crate) fn weight(self) -> u32 {
        match self {
            Source::Name => 10,
            Source::Alias => 8,
            Source::Place => 5,
            Source::Service => 3,
        }
    }
}

/// A phrase, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) source: Source,
    pub(crate) words: Vec<Word>,
    pub(crate) joined: Word,
    /// As it is spelt.
    pub(crate) spelling: String,
}

impl Phrase {
    fn read(source: Source, text: &str) -> Phrase {
        let words: Vec<Word> = words(text).into_iter().filter(|word| !word.is_and()).collect();
        Phrase { source, joined: Word::joined(&words), words, spelling: spelling(text) }
    }
}

/// An operator's phrases, folded when they are first asked for. They follow from its other fields, so two operators
/// are equal whether or not somebody has searched.
#[derive(Debug, Default)]
pub(crate) struct Terms(OnceLock<Vec<Phrase>>);

impl Clone for Terms {
    /// The copy may be changed: it folds its own.
    fn clone(&self) -> Terms {
        Terms::default()
    }
}

impl PartialEq for Terms {
    fn eq(&self, _: &Terms) -> bool {
        true
    }
}

impl Eq for Terms {}

impl Terms {
    pub(crate) fn of(&self, operator: &Operator) -> &[Phrase] {
        self.0.get_or_init(|| phrases(operator))
    }
}

fn phrases(operator: &Operator) -> Vec<Phrase> {
    let names = [&operator.name_en, &operator.name_hi, &operator.short].into_iter();
    let mut all: Vec<Phrase> = names.map(|name| Phrase::read(Source::Name, name)).collect();
    // The first alias is the best known: `vodafone` is Vi before it is Vodafone's old postpaid.
    let sources = std::iter::once(Source::Name).chain(std::iter::repeat(Source::Alias));
    all.extend(operator.aliases().zip(sources).map(|(alias, source)| Phrase::read(source, alias)));
    all.push(Phrase::read(Source::Alias, &operator.id));
    if let Some(place) = operator.place.as_deref().and_then(circle) {
        let said = [place.name_en.as_str(), place.name_hi.as_str()].into_iter().chain(place.aliases());
        all.extend(said.map(|name| Phrase::read(Source::Place, name)));
    }
    all.extend(words_of(operator.service).split('|').map(|words| Phrase::read(Source::Service, words)));
    all
}

/// What people call a service, in both languages.
pub(crate) fn words_of(service: Service) -> &'static str {
    match service {
        Service::Prepaid => "prepaid|mobile|recharge|topup|top up|sim|phone|प्रीपेड|मोबाइल|रिचार्ज|टॉपअप|सिम|फोन",
        Service::Postpaid => "postpaid|post paid|mobile|bill|phone|पोस्टपेड|मोबाइल|बिल|फोन",
        Service::Dth => "dth|tv|television|dish|satellite|recharge|डीटीएच|टीवी|टेलीविजन|डिश|छतरी|रिचार्ज",
        Service::Landline => "landline|telephone|phone|broadband|bill|लैंडलाइन|टेलीफोन|फोन|ब्रॉडबैंड|बिल",
        Service::DataCard => "data card|datacard|dongle|internet|recharge|डेटा कार्ड|डाटा कार्ड|डोंगल|इंटरनेट|रिचार्ज",
        Service::Electricity => {
            "electricity|electric|bijli|bijlee|bijali|vidyut|light|power|current|meter|bill|\
             बिजली|विद्युत|लाइट|पावर|करंट|मीटर|बिल"
        }
        Service::Gas => "gas|cylinder|lpg|png|bill|booking|गैस|सिलेंडर|एलपीजी|बिल|बुकिंग",
        Service::Insurance => "insurance|bima|policy|premium|life|बीमा|इंश्योरेंस|पॉलिसी|प्रीमियम|जीवन बीमा",
        Service::Fastag => "fastag|fast tag|toll|toll tax|recharge|फास्टैग|फास्ट टैग|टोल|टोल टैक्स|रिचार्ज",
        Service::Voucher => "voucher|gift card|code|वाउचर|गिफ्ट कार्ड|कूपन",
        Service::CashDrop => "cash drop|cash|collection|deposit|emi|loan|नकद|कैश|जमा|किस्त|लोन",
        Service::MoneyTransfer => "money transfer|transfer|bank|dmt|paisa|paise|पैसा|पैसे|मनी ट्रांसफर|ट्रांसफर|बैंक",
        // They are chosen from four buttons and never searched for.
        Service::PanCard | Service::BankAccount | Service::AadhaarCheck | Service::WalletLoad => "",
    }
}
