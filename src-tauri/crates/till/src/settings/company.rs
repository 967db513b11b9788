//! What the shop itself knows of a company: what it calls it, and whom it calls.

use std::collections::BTreeMap;

use domain::typed_line;
use providers::{Company, Descriptor};
use serde::{Deserialize, Serialize};

use super::is_phone;
use crate::Problem;

/// The longest name, in letters: a longer one is cut in a narrow window.
const NAME_MOST: usize = 34;

/// The shop's own note of a company, as typed and as kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CompanyNote {
    /// What the shop calls it; empty: as its paper does.
    #[serde(default)]
    pub name: String,
    /// Who is called about a sale; empty: the shop knows no number.
    #[serde(default)]
    pub phone: String,
}

/// The notes of all companies, by slug.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct CompanyNotes(BTreeMap<String, CompanyNote>);

impl CompanyNotes {
    /// What is noted of a company.
    pub(crate) fn of(&self, slug: &str) -> CompanyNote {
        self.0.get(slug).cloned().unwrap_or_default()
    }

    /// What a company is called on the screen and on paper. This is the only place that chooses between its two names.
    pub(crate) fn name(&self, descriptor: &Descriptor) -> String {
        called(descriptor, &self.of(descriptor.slug))
    }

    /// The same with the note as typed, or everything that is wrong with it.
    pub(crate) fn with(
        &self,
        company: &Descriptor,
        typed: &CompanyNote,
        registry: &[&'static dyn Company],
    ) -> Result<CompanyNotes, Vec<Problem>> {
        let name = Some(typed_line(&typed.name)).filter(|name| name != company.name).unwrap_or_default();
        let note = CompanyNote { name, phone: typed_line(&typed.phone) };
        let folded = |name: &str| name.to_lowercase();
        let shown = folded(&called(company, &note));
        let mut others = registry.iter().map(|other| other.descriptor()).filter(|other| other.slug != company.slug);
        let other = others.find(|other| folded(&self.name(other)) == shown);
        let mut problems = Vec::new();
        if note.name.chars().count() > NAME_MOST {
            problems.push(Problem::CompanyNameTooLong { most: NAME_MOST });
        } else if let Some(other) = other {
            problems.push(Problem::CompanyNameTaken { provider: other.slug.to_owned() });
        }
        if !note.phone.is_empty() && !is_phone(&note.phone) {
            problems.push(Problem::CompanyPhoneWrong);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut notes = self.clone();
        notes.0.insert(company.slug.to_owned(), note);
        notes.0.retain(|_, note| *note != CompanyNote::default());
        Ok(notes)
    }
}

fn called(descriptor: &Descriptor, note: &CompanyNote) -> String {
    if note.name.is_empty() { descriptor.name.to_owned() } else { note.name.clone() }
}
