//! Circles: the states and cities by which mobile operators divide India.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Names;
use crate::table::read_named;

/// One circle of the list in `data/circles.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Circle {
    /// Short id, `uttar-pradesh-west`.
    pub id: String,
    /// Its names.
    #[serde(skip)]
    pub names: Names,
    aliases: String,
}

impl Circle {
    /// Its other names, also the old ones, in every language.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.aliases.split('|').map(str::trim).filter(|alias| !alias.is_empty())
    }
}

static CIRCLES: LazyLock<Vec<Circle>> = LazyLock::new(|| {
    let rows = read_named::<Circle>(include_str!("../data/circles.csv"));
    rows.map(|(circle, names)| Circle { names, ..circle }).collect()
});

/// Every circle, in the order of the list.
pub fn circles() -> &'static [Circle] {
    &CIRCLES
}

/// The circle of that id.
pub fn circle(id: &str) -> Option<&'static Circle> {
    CIRCLES.iter().find(|circle| circle.id == id)
}

/// The circle of that name, in any language, old or new: `Odisha`, `orissa`, `ओडिशा`.
pub fn circle_named(name: &str) -> Option<&'static Circle> {
    let wanted = crate::search::folded(name);
    let is_it = |known: &str| crate::search::folded(known) == wanted;
    let mut found = circles()
        .iter()
        .filter(|circle| is_it(&circle.id) || circle.names.all().any(is_it) || circle.aliases().any(is_it));
    found.next().filter(|_| !wanted.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_by_old_and_new_names() {
        for (name, id) in [
            ("Orissa", "odisha"),
            ("ओडिशा", "odisha"),
            ("PONDICHERRY", "puducherry"),
            ("Uttaranchal", "uttarakhand"),
            ("Jammu & Kashmir", "jammu-and-kashmir"),
            ("uttar-pradesh-west", "uttar-pradesh-west"),
            ("New Delhi", "new-delhi"),
            ("Delhi", "delhi"),
            ("दिल्ली", "delhi"),
            ("UP East", "uttar-pradesh-east"),
        ] {
            assert_eq!(circle_named(name).map(|circle| circle.id.as_str()), Some(id), "{name}");
        }
        assert!(circle_named("").is_none() && circle_named("Atlantis").is_none());
        for one in circles() {
            for name in one.aliases().chain(one.names.all()) {
                assert_eq!(circle_named(name).map(|circle| circle.id.as_str()), Some(one.id.as_str()), "{name}");
            }
        }
    }

    #[test]
    fn circle_ids_are_unique() {
        assert_eq!(circles().len(), 41, "A1Topup's paper has 41");
        for one in circles() {
            assert_eq!(circles().iter().filter(|other| other.id == one.id).count(), 1, "{}", one.id);
        }
    }
}
