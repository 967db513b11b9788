//! The shop's own settings: `settings.json` in the data folder.

pub(crate) mod callbacks;
pub(crate) mod company;
pub(crate) mod desk;
pub(crate) mod drawer;
pub(crate) mod entries;
pub(crate) mod file;
pub(crate) mod information;
pub(crate) mod lists;
pub(crate) mod logins;
pub(crate) mod pen;
pub(crate) mod printing;
pub(crate) mod provider;
pub(crate) mod routes;
pub(crate) mod statements;
pub(crate) mod store;
pub(crate) mod tally;
pub(crate) mod tour;

use domain::{Language, Mode, circle, parse_mobile};
use printing::known_or_none;
use serde::{Deserialize, Deserializer, Serialize};
use specta_typescript::Number;
use tour::Tour;

use crate::Problem;

/// The longest name, address and the like, in letters: what a slip can carry.
const TEXT_MAX: usize = 80;

/// The shop, as it is kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Settings {
    #[serde(deserialize_with = "known_language")]
    #[specta(type = Language)]
    pub language: Language,
    #[serde(default)]
    pub mode: Mode,
    pub shop_name: String,
    pub shop_phone: String,
    pub shop_address: String,
    /// Id of a circle.
    pub home_circle: String,
    /// Minutes within which the same number and amount asks first.
    #[serde(default = "repeat_minutes")]
    #[specta(type = Number)]
    pub repeat_minutes: i64,
    /// Where customers pay by UPI; empty while the shop has not said.
    #[serde(default)]
    pub upi_address: String,
    /// How far the first tour is.
    #[serde(default, deserialize_with = "known_or_none")]
    #[specta(type = Tour)]
    pub tour: Tour,
}

/// Of a shop that nobody described yet.
impl Default for Settings {
    fn default() -> Settings {
        Settings {
            language: Language::default(),
            mode: Mode::default(),
            shop_name: String::new(),
            shop_phone: String::new(),
            shop_address: String::new(),
            home_circle: String::new(),
            repeat_minutes: REPEAT_MINUTES,
            upi_address: String::new(),
            tour: Tour::default(),
        }
    }
}

/// A later Galla may have written a language that this one does not speak. It must not keep the shop shut.
fn known_language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Language, D::Error> {
    Ok(Language::of_code(&String::deserialize(deserializer)?).unwrap_or_default())
}

/// Minutes within which the same number and amount asks first, unless the shopkeeper says otherwise.
pub(crate) const REPEAT_MINUTES: i64 = 10;

fn repeat_minutes() -> i64 {
    REPEAT_MINUTES
}

/// Whether somebody can be called by it: a mobile number, or a landline. It is only shown and printed.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let strange = text.chars().any(|sign| !sign.is_ascii_digit() && !" +-()/,".contains(sign));
    parse_mobile(text).is_ok() || (!strange && (6..=15).contains(&digits))
}

/// The shop as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ShopInput {
    pub language: Language,
    pub shop_name: String,
    pub shop_phone: String,
    pub shop_address: String,
    pub home_circle: String,
}

impl ShopInput {
    /// Every problem of every field, or the settings with these fields in place of the old.
    pub(crate) fn check(&self, old: Option<&Settings>) -> Result<Settings, Vec<Problem>> {
        let mut problems = Vec::new();
        let (name, address) = (domain::typed_line(&self.shop_name), domain::typed_lines(&self.shop_address));
        if name.is_empty() {
            problems.push(Problem::ShopNameMissing);
        }
        for (field, text) in [("shop_name", &name), ("shop_address", &address)] {
            if text.chars().count() > TEXT_MAX {
                problems.push(Problem::ShopTextTooLong { field: field.to_owned(), max: TEXT_MAX });
            }
        }
        let phone = self.shop_phone.trim();
        if !phone.is_empty() && !is_phone(phone) {
            problems.push(Problem::ShopPhoneWrong);
        }
        if circle(&self.home_circle).is_none() {
            problems.push(Problem::ShopCircleMissing);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Settings {
            language: self.language,
            shop_name: name,
            shop_phone: phone.to_owned(),
            shop_address: address,
            home_circle: self.home_circle.clone(),
            tour: old.map_or(Tour::Offered, |old| old.tour),
            ..old.cloned().unwrap_or_default()
        })
    }
}
