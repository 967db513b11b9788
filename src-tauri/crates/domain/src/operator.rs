//! The one list of operators. A shopkeeper picks "Airtel" once; which provider sells it under which code stands in
//! the providers' catalogues.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{AmountProblem, NumberProblem, Paise, Service, parse_amount, parse_mobile, parse_subscriber};

/// One operator of the list in `data/operators.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Operator {
    /// Short id, `airtel-dth`.
    pub id: String,
    /// What it sells.
    pub service: Service,
    /// Name in English.
    pub name_en: String,
    /// Name in Hindi.
    pub name_hi: String,
    /// One or two letters for its badge.
    pub badge: String,
    /// Colour of the badge, `#rrggbb`; white letters on it have a contrast of at least 4.5.
    pub colour: String,
    min_rupees: i64,
    max_rupees: i64,
    /// Fewest digits of its numbers.
    pub number_min: usize,
    /// Most digits of its numbers.
    pub number_max: usize,
    chips: String,
}

impl Operator {
    /// The least it takes.
    pub fn least(&self) -> Paise {
        Paise::from_rupees(self.min_rupees).unwrap_or(Paise::ZERO)
    }

    /// The most it takes.
    pub fn most(&self) -> Paise {
        Paise::from_rupees(self.max_rupees).unwrap_or(Paise::ZERO)
    }

    /// Usual amounts, for the chips beside the amount.
    pub fn usual_amounts(&self) -> Vec<Paise> {
        let rupees = self.chips.split('|').filter_map(|chip| chip.trim().parse().ok());
        rupees.filter_map(Paise::from_rupees).collect()
    }

    /// Reads a number for this operator as typed.
    pub fn parse_number(&self, text: &str) -> Result<String, NumberProblem> {
        if self.service.takes_mobile_number() {
            parse_mobile(text)
        } else {
            parse_subscriber(text, self.number_min, self.number_max)
        }
    }

    /// Reads an amount for this operator as typed.
    pub fn parse_amount(&self, text: &str) -> Result<Paise, AmountProblem> {
        parse_amount(text, self.least(), self.most())
    }
}

static OPERATORS: LazyLock<Vec<Operator>> = LazyLock::new(|| read_table(include_str!("../data/operators.csv")));

/// Every operator, in the order of the list.
pub fn operators() -> &'static [Operator] {
    &OPERATORS
}

/// The operator of that id.
pub fn operator(id: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| operator.id == id)
}

/// Rows of a table that is compiled in. A row that cannot be read is a fault of the build, found by the tests of
/// the table; it must not stop a counter.
pub(crate) fn read_table<Row: DeserializeOwned>(text: &'static str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_list_is_read() {
        let lines = include_str!("../data/operators.csv").lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(operators().len(), lines - 1);
        assert!(lines > 10);
    }

    #[test]
    fn operators_are_complete_and_unique() {
        for one in operators() {
            assert_eq!(operators().iter().filter(|other| other.id == one.id).count(), 1, "{}", one.id);
            assert!(one.least() > Paise::ZERO && one.least() < one.most(), "{}", one.id);
            assert!(one.number_min >= 1 && one.number_min <= one.number_max, "{}", one.id);
            assert!(one.colour.starts_with('#') && one.colour.len() == 7, "{}", one.id);
            assert!(!one.usual_amounts().is_empty() && one.usual_amounts().len() <= 6, "{}", one.id);
            assert!(!one.name_hi.is_ascii(), "{} has no Hindi name", one.id);
            for amount in one.usual_amounts() {
                assert_eq!(one.parse_amount(&amount.to_wire()), Ok(amount), "{}", one.id);
            }
        }
    }
}
