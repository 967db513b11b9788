//! Circles: the states and cities by which mobile operators divide India.

use std::sync::LazyLock;

use serde::Deserialize;

/// One circle of the list in `data/circles.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Circle {
    /// Short id, `uttar-pradesh-west`.
    pub id: String,
    /// Name in English.
    pub name_en: String,
    /// Name in Hindi.
    pub name_hi: String,
}

static CIRCLES: LazyLock<Vec<Circle>> =
    LazyLock::new(|| crate::operator::read_table(include_str!("../data/circles.csv")));

/// Every circle, in the order of the list.
pub fn circles() -> &'static [Circle] {
    &CIRCLES
}

/// The circle of that id.
pub fn circle(id: &str) -> Option<&'static Circle> {
    CIRCLES.iter().find(|circle| circle.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circle_ids_are_unique_and_named_in_both_languages() {
        assert!(circles().len() >= 22, "fewer circles than India has");
        for one in circles() {
            assert_eq!(circles().iter().filter(|other| other.id == one.id).count(), 1, "{}", one.id);
            assert!(!one.name_en.is_empty() && !one.name_hi.is_ascii(), "{}", one.id);
        }
    }
}
