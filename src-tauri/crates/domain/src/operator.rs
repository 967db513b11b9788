//! The one list of operators. A shopkeeper picks "Airtel" once. The providers' catalogues say which provider sells it under
//! which code.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::search::Terms;
use crate::table::read_named;
use crate::{
    AmountProblem, Names, NumberProblem, Paise, Service, parse_amount, parse_mobile, parse_reference, parse_subscriber,
    parse_vehicle_or_mobile,
};

/// What the numbers of an operator are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// The ten digits of a mobile number.
    Mobile,
    /// Digits: a subscriber's number, a telephone number.
    Digits,
    /// Letters and digits, also `-` and `/`: a consumer number, a policy number.
    Letters,
    /// The registration number of a vehicle, or the mobile number its toll tag is registered with.
    Vehicle,
}

/// One operator of the list in `data/operators.csv`, or one that the shopkeeper added.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Operator {
    /// Short id, `airtel-dth`.
    pub id: String,
    /// Its service.
    pub service: Service,
    /// What it is called.
    #[serde(skip)]
    pub names: Names,
    /// The short name that people say at the counter: `MSEDCL`. No two operators of a service share it.
    pub short: String,
    /// Id of the circle where it sells, when there is one.
    pub place: Option<String>,
    aliases: String,
    /// One or two letters for its badge.
    pub badge: String,
    /// Colour of the badge, `#rrggbb`; white letters on it have a contrast of at least 4.5.
    pub colour: String,
    min_rupees: i64,
    max_rupees: i64,
    /// Which characters its numbers are made of. No paper says it. So the list is wide, and no customer is refused.
    pub number_kind: NumberKind,
    /// Fewest signs of its numbers. Of a [`NumberKind::Vehicle`] only the screen uses it.
    pub number_min: usize,
    /// Most signs of its numbers.
    pub number_max: usize,
    chips: String,
    /// Id of the operator that has its customers now, where it is out of use: a company that closed, a code that another one
    /// replaced. Old sales still name it.
    pub now: Option<String>,
    /// The phrases by which a search finds it. They are folded at the first search. So whoever renames an operator must
    /// rename a clone.
    #[serde(skip)]
    pub(crate) terms: Terms,
}

/// Colours for the badges of operators that the shopkeeper adds.
const OWN_COLOURS: [&str; 8] = ["#1d4f9c", "#8f1f3f", "#2f6b3c", "#6a2c91", "#0f6674", "#7d5a00", "#75306b", "#5b4a3a"];

/// The widest a service's numbers and amounts may be: kind, fewest and most signs, least and most rupees.
struct Width(NumberKind, usize, usize, i64, i64);

/// Wide on purpose, because nothing is known of an operator that the shopkeeper adds. The provider judges.
fn widest(service: Service) -> Width {
    match service {
        Service::Prepaid => Width(NumberKind::Mobile, 10, 10, 1, 10_000),
        Service::Postpaid => Width(NumberKind::Mobile, 10, 10, 1, 200_000),
        Service::Dth => Width(NumberKind::Digits, 6, 16, 1, 25_000),
        Service::Landline => Width(NumberKind::Digits, 5, 13, 1, 200_000),
        Service::DataCard => Width(NumberKind::Digits, 6, 13, 1, 10_000),
        Service::Electricity
        | Service::Gas
        | Service::Insurance
        | Service::CashDrop
        | Service::MoneyTransfer
        // The services of the desk have no operators, so nobody asks for these.
        | Service::PanCard
        | Service::BankAccount
        | Service::AadhaarCheck
        | Service::WalletLoad => Width(NumberKind::Letters, 3, 30, 1, 200_000),
        Service::Fastag => Width(NumberKind::Vehicle, 4, 11, 1, 100_000),
        Service::Voucher => Width(NumberKind::Mobile, 10, 10, 1, 100_000),
    }
}

/// The first letters of the first two words, or the first two of a single one: `Hello Power` → `HP`.
fn badge_of(name: &str) -> String {
    let words = name.split(|sign: char| sign.is_whitespace() || sign.is_ascii_punctuation());
    let mut words = words.filter(|word| word.starts_with(char::is_alphanumeric));
    let (first, second) = (words.next().unwrap_or("?"), words.next());
    let of_second = second.and_then(|word| word.chars().next());
    let badge = first.chars().take(1).chain(of_second.or_else(|| first.chars().nth(1)));
    badge.flat_map(char::to_uppercase).take(2).collect()
}

impl Operator {
    /// An operator that the shopkeeper adds. It has the same name in every language, and is found by that name. Its numbers
    /// and amounts are as wide as its service may have them.
    pub fn own(id: &str, service: Service, name: &str) -> Operator {
        let name = crate::typed::typed_line(name);
        let Width(number_kind, number_min, number_max, min_rupees, max_rupees) = widest(service);
        // The colour stays the same from start to start. Neighbours in the list mostly have different ones.
        let sum = id.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        Operator {
            id: id.to_owned(),
            service,
            badge: badge_of(&name),
            names: Names::alike(&name),
            short: name,
            place: None,
            aliases: String::new(),
            colour: OWN_COLOURS[sum % OWN_COLOURS.len()].to_owned(),
            min_rupees,
            max_rupees,
            number_kind,
            number_min,
            number_max,
            chips: String::new(),
            now: None,
            terms: Terms::default(),
        }
    }

    /// Further spellings, old names, and the cities and states it serves, in every language. The best known comes first.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.aliases.split('|').map(str::trim).filter(|alias| !alias.is_empty())
    }

    /// The least it takes.
    pub fn least(&self) -> Paise {
        Paise::from_rupees(self.min_rupees).unwrap_or(Paise::ZERO)
    }

    /// The most it takes.
    pub fn most(&self) -> Paise {
        Paise::from_rupees(self.max_rupees).unwrap_or(Paise::ZERO)
    }

    /// Usual amounts, for the chips beside the amount. Bills have none.
    pub fn usual_amounts(&self) -> Vec<Paise> {
        let rupees = self.chips.split('|').filter_map(|chip| chip.trim().parse().ok());
        rupees.filter_map(Paise::from_rupees).collect()
    }

    /// Reads a number for this operator as typed, and gives it as it is sent.
    pub fn parse_number(&self, text: &str) -> Result<String, NumberProblem> {
        match self.number_kind {
            NumberKind::Mobile => parse_mobile(text),
            NumberKind::Digits => parse_subscriber(text, self.number_min, self.number_max),
            NumberKind::Letters => parse_reference(text, self.number_min, self.number_max),
            NumberKind::Vehicle => parse_vehicle_or_mobile(text),
        }
    }

    /// Reads an amount for this operator as typed.
    pub fn parse_amount(&self, text: &str) -> Result<Paise, AmountProblem> {
        parse_amount(text, self.least(), self.most())
    }
}

static OPERATORS: LazyLock<Vec<Operator>> = LazyLock::new(|| {
    let rows = read_named::<Operator>(include_str!("../data/operators.csv"));
    rows.map(|(operator, names)| Operator { names, ..operator }).collect()
});

/// Every operator, in the order of the list.
pub fn operators() -> &'static [Operator] {
    &OPERATORS
}

/// The operator of that id.
pub fn operator(id: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| operator.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circle;

    #[test]
    fn every_row_of_the_list_is_read() {
        let lines = include_str!("../data/operators.csv").lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(operators().len(), lines - 1);
        assert!(lines > 200);
    }

    /// So many letters of a name stand in the operator's field of a window of 1024 dots.
    const LONGEST: usize = 34;

    /// Marks above and below a letter of Devanagari take no room of their own.
    fn is_mark(sign: char) -> bool {
        matches!(sign, '\u{900}'..='\u{902}' | '\u{93a}' | '\u{93c}' | '\u{941}'..='\u{948}' | '\u{94d}')
    }

    #[test]
    fn what_is_out_of_use_leads_to_one_that_is_in_use() {
        let old: Vec<_> = operators().iter().filter(|one| one.now.is_some()).collect();
        assert!(old.len() > 25);
        for one in &old {
            let now = one.now.as_deref().and_then(operator).expect("an operator");
            assert_eq!((now.service, now.now.as_deref()), (one.service, None), "{}", one.id);
        }
        for one in operators().iter().filter(|one| one.names.english().contains(" code)")) {
            assert!(one.now.is_some(), "{} is offered beside the code that replaced it", one.id);
        }
    }

    #[test]
    fn operators_are_complete_and_unique() {
        for one in operators() {
            let id = &one.id;
            let alike = operators().iter().filter(|other| other.service == one.service);
            assert_eq!(operators().iter().filter(|other| other.id == one.id).count(), 1, "{id}");
            for language in crate::languages() {
                let name = |operator: &Operator| operator.names.in_language(*language).to_owned();
                assert_eq!(alike.clone().filter(|other| name(other) == name(one)).count(), 1, "{id}: {language} name");
            }
            assert_eq!(alike.filter(|other| other.short == one.short).count(), 1, "{id}: short name");
            assert!(id.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-'), "{id}");
            assert!(one.least() > Paise::ZERO && one.least() < one.most(), "{id}");
            assert!(one.number_min >= 1 && one.number_min <= one.number_max, "{id}");
            assert!((2..=LONGEST).contains(&one.names.english().chars().count()) && !one.short.is_empty(), "{id}");
            assert!(one.names.english().is_ascii() && one.short.is_ascii(), "{id}");
            assert!((1..=2).contains(&one.badge.chars().count()), "{id}");
            let hindi = crate::Language::of_code("hi").map_or("", |hindi| one.names.in_language(hindi));
            let seen = hindi.chars().filter(|sign| !is_mark(*sign)).count();
            assert!(seen <= LONGEST, "{id}: {hindi} is cut in a narrow window");
            assert!(hindi.chars().any(|sign| ('\u{900}'..='\u{97f}').contains(&sign)), "{id} has no Hindi name");
            assert!(one.place.as_deref().is_none_or(|place| circle(place).is_some()), "{id} has no such place");
            let aliases: Vec<_> = one.aliases().collect();
            assert!((1..aliases.len()).all(|at| !aliases[..at].contains(&aliases[at])), "{id}: an alias twice");
        }
    }

    #[test]
    fn usual_amounts_can_be_sold_and_stand_where_they_are_usual() {
        for one in operators() {
            let chips = one.usual_amounts();
            let is_usual = matches!(
                one.service,
                Service::Prepaid | Service::Dth | Service::DataCard | Service::Fastag | Service::Voucher
            );
            assert_eq!(is_usual, !chips.is_empty(), "{}", one.id);
            assert!(chips.len() <= 6 && chips.len() == one.chips.split('|').filter(|chip| !chip.is_empty()).count());
            for amount in chips {
                assert_eq!(one.parse_amount(&amount.to_wire()), Ok(amount), "{}", one.id);
            }
        }
    }

    #[test]
    fn ids_in_old_ledgers_still_name_their_operator() {
        let known = [
            "airtel",
            "jio",
            "vi",
            "bsnl",
            "bsnl-stv",
            "mtnl",
            "mtnl-stv",
            "idea",
            "docomo",
            "docomo-stv",
            "indicom",
            "uninor",
            "uninor-stv",
        ];
        let dth = ["airtel-dth", "sun-direct", "tata-play", "d2h", "dish-tv", "big-tv"];
        assert!(known.iter().all(|id| operator(id).is_some_and(|one| one.service == Service::Prepaid)));
        assert!(dth.iter().all(|id| operator(id).is_some_and(|one| one.service == Service::Dth)));
    }

    #[test]
    fn numbers_are_read_by_their_kind() {
        let table = [
            ("airtel", "+91 98765 43210", Ok("9876543210")),
            ("airtel", "98765A3210", Err(NumberProblem::HasLetters)),
            ("tata-play", "1012 345 678", Ok("1012345678")),
            ("msedcl", "1700 2345 6789", Ok("170023456789")),
            ("msedcl", "१७००२३४५६७८९", Ok("170023456789")),
            ("tneb", "09-234/56 A", Ok("09-234/56A")),
            ("tneb", "09_234", Err(NumberProblem::StrangeSign)),
            ("hp-gas", "9876543210", Ok("9876543210")),
            ("icici-prudential", "abc", Err(NumberProblem::TooShort { digits: 3, wanted: 5 })),
            ("fastag-sbi", "up-80 bt 4471", Ok("UP80BT4471")),
            ("fastag-sbi", "98765 43210", Ok("9876543210")),
            ("fastag-sbi", "UP80", Err(NumberProblem::NotAVehicle)),
            ("bsnl-landline", "226 7890", Ok("2267890")),
        ];
        for (id, typed, read) in table {
            let one = operator(id).unwrap();
            assert_eq!(one.parse_number(typed), read.map(str::to_owned), "{id}: {typed}");
        }
    }

    #[test]
    fn an_own_operator_is_as_wide_as_the_widest_of_its_service() {
        for (service, word) in Service::ALL {
            let own = Operator::own("own-1", service, "  Ghar   Ghar bijli ");
            assert!(own.names.all().all(|name| name == "Ghar Ghar bijli"));
            assert_eq!((own.badge.as_str(), own.place.as_deref(), own.aliases().count()), ("GG", None, 0));
            for known in operators().iter().filter(|known| known.service == service) {
                assert_eq!(own.number_kind, known.number_kind, "{word}: {}", known.id);
                assert!(own.number_min <= known.number_min && own.number_max >= known.number_max, "{word}");
                assert!(own.least() <= known.least() && own.most() >= known.most(), "{word}: {}", known.id);
            }
        }
        assert_eq!(Operator::own("own-2", Service::Gas, "surya").badge, "SU");
        assert_eq!(Operator::own("own-2", Service::Gas, "सूर्य गैस").badge, "सग");
        assert_eq!(Operator::own("own-2", Service::Gas, "").badge, "?");
    }

    /// How bright one part of a colour is, in parts of 10 000 (WCAG 2, relative luminance), at every fifteenth step.
    const BRIGHTNESS: [u32; 18] =
        [0, 48, 130, 263, 452, 704, 1022, 1413, 1878, 2423, 3050, 3763, 4564, 5457, 6445, 7529, 8714, 10_000];

    /// How bright the part is at most. Between two steps the brighter one counts.
    fn brightness_at_most(colour: &str) -> u32 {
        let part = |at: usize| {
            let value = usize::from_str_radix(&colour[at..at + 2], 16).unwrap();
            let (step, rest) = (value / 15, u32::try_from(value % 15).unwrap());
            let next = BRIGHTNESS[(step + 1).min(17)];
            // The curve bends upwards, so a straight line between two steps lies above it.
            BRIGHTNESS[step] + ((next - BRIGHTNESS[step]) * rest).div_ceil(15)
        };
        (2_126 * part(1) + 7_152 * part(3) + 722 * part(5)).div_ceil(10_000)
    }

    #[test]
    fn white_letters_can_be_read_on_every_badge() {
        // (1 + 0.05) / (brightness + 0.05) >= 4.5 means a brightness of at most 0.1833.
        let ours = operators().iter().map(|one| one.colour.as_str());
        for colour in ours.chain(OWN_COLOURS) {
            assert!(colour.len() == 7 && colour.starts_with('#'), "{colour}");
            assert!(brightness_at_most(colour) <= 1_833, "{colour}: {}", brightness_at_most(colour));
        }
        assert!(brightness_at_most("#7a7a7a") > 1_833 && brightness_at_most("#ffffff") == 10_000);
    }
}
