//! The one list of operators, with every provider's codes. The papers give the codes. A provider's own live list changes
//! them, and the shopkeeper corrects them. The shopkeeper's word stands above all, and an update of the program does not
//! touch it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Operator, Service, operators, same_company};
use providers::{CircleUse, Descriptor, Extra, ListedOperator, Provenance, Provider};
use serde::{Deserialize, Serialize};

use crate::Mode;

/// What belongs to the shop: `catalogue.json` in the data folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CatalogueFile {
    /// Codes typed or confirmed: by provider, by operator.
    pub(crate) codes: BTreeMap<String, BTreeMap<String, String>>,
    /// Offers switched off: by provider, operators.
    pub(crate) off: BTreeMap<String, BTreeSet<String>>,
    /// Circle codes typed or confirmed: by provider, by circle.
    pub(crate) circles: BTreeMap<String, BTreeMap<String, String>>,
    /// Operators added by hand.
    pub(crate) operators: Vec<OwnOperator>,
    /// How many were ever added: the id of one that was taken away still names it in the books.
    pub(crate) operators_made: u32,
    /// Live lists as last fetched, by provider.
    pub(crate) lists: BTreeMap<String, LiveList>,
    /// The same as the simulator made them up: they never reach real money.
    pub(crate) practice_lists: BTreeMap<String, LiveList>,
}

impl CatalogueFile {
    /// A provider's live list, as a till of that mode goes by it.
    pub(crate) fn list(&self, provider: &str, mode: Mode) -> Option<&LiveList> {
        let practised = self.practice_lists.get(provider).filter(|_| mode == Mode::Practice);
        practised.or_else(|| self.lists.get(provider))
    }
}

/// An operator added by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OwnOperator {
    pub(crate) id: String,
    pub(crate) service: Service,
    pub(crate) name: String,
}

/// A provider's list as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LiveList {
    pub(crate) fetched_at_ms: i64,
    pub(crate) rows: Vec<ListedOperator>,
}

/// Where an offer's code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Provenance", rename_all = "snake_case")]
pub enum CodeFrom {
    /// As the paper prints it.
    Seed,
    /// A damaged scan, repaired.
    Repaired,
    /// Lost from the scan, taken from public uses.
    Public,
    /// Doubtful.
    Unsure,
    /// The shopkeeper's own word.
    Own,
    /// The provider's live list.
    Listed,
}

impl From<Provenance> for CodeFrom {
    fn from(provenance: Provenance) -> CodeFrom {
        match provenance {
            Provenance::Seed => CodeFrom::Seed,
            Provenance::Repaired => CodeFrom::Repaired,
            Provenance::Public => CodeFrom::Public,
            Provenance::Unsure => CodeFrom::Unsure,
        }
    }
}

/// Why an offer cannot be sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// The code is doubtful, and nobody has confirmed it.
    Unsure,
    /// The shopkeeper switched it off.
    SwitchedOff,
    /// The provider is not connected.
    NotConnected,
    /// The paper gives a code and no parameters.
    NoParameters,
    /// The provider's live list has it no more, or under another company's name.
    LeftList,
}

/// One operator at one provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) provider: &'static str,
    pub(crate) wants_circle: bool,
    pub(crate) operator: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) from: CodeFrom,
    pub(crate) extras: Vec<Extra>,
    pub(crate) special: bool,
    pub(crate) on: bool,
    /// `None`: it can be sold once its provider is connected.
    pub(crate) why_not: Option<WhyNot>,
}

/// A provider's code for a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CircleOffer {
    pub(crate) circle: String,
    pub(crate) code: String,
    pub(crate) from: CodeFrom,
}

/// What fetching a list changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ListChanges {
    pub(crate) added: Vec<String>,
    pub(crate) left: Vec<String>,
    pub(crate) changed: Vec<String>,
}

/// Everything that can be sold.
#[derive(Debug, Default)]
pub struct Lists {
    operators: Vec<Operator>,
    own: BTreeSet<String>,
    /// By operator.
    offers: BTreeMap<String, Vec<Offer>>,
    circles: BTreeMap<&'static str, Vec<CircleOffer>>,
    changes: BTreeMap<&'static str, ListChanges>,
}

impl Lists {
    /// What the papers say, without anything of the shop's own.
    pub fn of_papers(sellers: &[&'static dyn Provider]) -> Lists {
        Lists::new(sellers, &CatalogueFile::default(), Mode::Practice)
    }

    /// Merges the providers' catalogues with what belongs to the shop.
    pub(crate) fn new(sellers: &[&'static dyn Provider], file: &CatalogueFile, mode: Mode) -> Lists {
        let mut lists = Lists { operators: operators().to_vec(), ..Lists::default() };
        for own in &file.operators {
            lists.operators.push(Operator::own(&own.id, own.service, &own.name));
            lists.own.insert(own.id.clone());
        }
        for seller in sellers {
            let slug = seller.descriptor().slug;
            let mut offers: Vec<Offer> =
                seller.catalogue().iter().map(|row| offer_of(seller.descriptor(), row)).collect();
            if let Some(list) = file.list(slug, mode) {
                let changes = lists.merge(seller.descriptor(), &mut offers, &list.rows);
                lists.changes.insert(slug, changes);
            }
            lists.correct(seller.descriptor(), &mut offers, file);
            for offer in offers {
                lists.offers.entry(offer.operator.clone()).or_default().push(offer);
            }
            let own = file.circles.get(slug);
            let circle = |row: &providers::CircleRow| match own.and_then(|own| own.get(&row.circle)) {
                Some(code) => CircleOffer { circle: row.circle.clone(), code: code.clone(), from: CodeFrom::Own },
                None => CircleOffer { circle: row.circle.clone(), code: row.code.clone(), from: row.provenance.into() },
            };
            lists.circles.insert(slug, seller.circles().iter().map(circle).collect());
        }
        lists
    }

    /// Merges a live list into a provider's offers: it knows its own codes best. A code that is gone, or that stands
    /// beside another company's name now, is not sold until the shopkeeper confirms it. A list in which most of the
    /// codes are gone is a page of one, or a fault: it adds, and takes nothing away.
    fn merge(&mut self, seller: &'static Descriptor, offers: &mut Vec<Offer>, rows: &[ListedOperator]) -> ListChanges {
        let mut changes = ListChanges::default();
        let is_there = |offer: &&Offer| rows.iter().any(|row| row.code == offer.code);
        let is_whole = offers.iter().filter(is_there).count() * 2 > offers.len();
        for offer in offers.iter_mut() {
            match rows.iter().find(|row| row.code == offer.code) {
                Some(row) if self.means(row, offer) => {}
                Some(_) => {
                    offer.why_not = Some(WhyNot::LeftList);
                    changes.changed.push(offer.operator.clone());
                }
                None if !is_whole => {}
                None => {
                    offer.why_not = Some(WhyNot::LeftList);
                    changes.left.push(offer.operator.clone());
                }
            }
        }
        for row in rows.iter().filter(|row| !row.code.is_empty()) {
            let Some(service) = row.service else { continue };
            if offers.iter().any(|offer| offer.code == row.code && offer.why_not.is_none()) {
                continue;
            }
            let known = same_company(self.operators.iter(), &row.name, service).map(|known| known.id.clone());
            let id = known.unwrap_or_else(|| format!("{}-{}", seller.slug, row.code.to_lowercase()));
            if !self.operators.iter().any(|known| known.id == id) {
                self.operators.push(Operator::own(&id, service, &row.name));
            }
            offers.retain(|offer| offer.operator != id || offer.why_not.is_none());
            if offers.iter().all(|offer| offer.operator != id) {
                offers.push(Offer { name: row.name.clone(), ..plain_offer(seller, &id, &row.code, CodeFrom::Listed) });
                changes.left.retain(|left| *left != id);
                changes.added.push(id);
            }
        }
        changes
    }

    /// Whether a row of a live list, found by its code, is still what the offer is: the same name, or another spelling
    /// of the same company. A name that nobody knows is another company's.
    fn means(&self, row: &ListedOperator, offer: &Offer) -> bool {
        let Some(known) = self.operator(&offer.operator) else { return false };
        let service = row.service.unwrap_or(known.service);
        let is_named = || row.name.trim().eq_ignore_ascii_case(&offer.name);
        let is_known = || same_company(self.operators.iter(), &row.name, service).is_some_and(|it| it.id == known.id);
        service == known.service && (is_named() || is_known())
    }

    /// Lets the shopkeeper's corrections stand above everything else.
    fn correct(&self, seller: &'static Descriptor, offers: &mut Vec<Offer>, file: &CatalogueFile) {
        for (operator, code) in file.codes.get(seller.slug).into_iter().flatten() {
            match offers.iter_mut().find(|offer| offer.operator == *operator) {
                Some(offer) => {
                    offer.code.clone_from(code);
                    offer.from = CodeFrom::Own;
                    offer.why_not = offer.why_not.filter(|why| *why == WhyNot::NoParameters);
                }
                // Without an operator it was typed for one that a newer program or list no longer has.
                None => offers.extend(self.operator(operator).map(|known| {
                    let why_not = no_parameters(known.service);
                    Offer { why_not, ..plain_offer(seller, operator, code, CodeFrom::Own) }
                })),
            }
        }
        for offer in offers.iter_mut() {
            if file.off.get(seller.slug).is_some_and(|off| off.contains(&offer.operator)) {
                offer.on = false;
                offer.why_not = Some(WhyNot::SwitchedOff);
            }
        }
    }

    /// Every operator, in the order of the list.
    pub(crate) fn operators(&self) -> &[Operator] {
        &self.operators
    }

    /// The operator of that id.
    pub(crate) fn operator(&self, id: &str) -> Option<&Operator> {
        self.operators.iter().find(|operator| operator.id == id)
    }

    /// Whether the shopkeeper added it.
    pub(crate) fn is_own(&self, id: &str) -> bool {
        self.own.contains(id)
    }

    /// The offers of an operator, in the order of the registry.
    pub(crate) fn offers(&self, operator: &str) -> &[Offer] {
        self.offers.get(operator).map_or(&[], Vec::as_slice)
    }

    /// A provider's circle codes.
    pub(crate) fn circles(&self, provider: &str) -> &[CircleOffer] {
        self.circles.get(provider).map_or(&[], Vec::as_slice)
    }

    /// What the last fetched list of a provider changed.
    pub(crate) fn changes(&self, provider: &str) -> ListChanges {
        self.changes.get(provider).cloned().unwrap_or_default()
    }
}

/// No paper has parameters for money transfer, whatever its code.
fn no_parameters(service: Service) -> Option<WhyNot> {
    (service == Service::MoneyTransfer).then_some(WhyNot::NoParameters)
}

fn offer_of(seller: &'static Descriptor, row: &providers::CatalogueRow) -> Offer {
    let unsure = (row.provenance == Provenance::Unsure).then_some(WhyNot::Unsure);
    let why_not = no_parameters(row.service).or(unsure);
    Offer {
        name: row.name.clone(),
        extras: row.extras.clone(),
        special: row.special,
        why_not,
        ..plain_offer(seller, &row.operator, &row.code, row.provenance.into())
    }
}

fn plain_offer(seller: &'static Descriptor, operator: &str, code: &str, from: CodeFrom) -> Offer {
    Offer {
        provider: seller.slug,
        wants_circle: seller.circle == CircleUse::Required,
        operator: operator.to_owned(),
        code: code.to_owned(),
        name: String::new(),
        from,
        extras: Vec::new(),
        special: false,
        on: true,
        why_not: None,
    }
}
