//! What the made-up month knows of companies, operators and customers. Names and numbers are invented.

use domain::Service;

/// How a company does its work in the made-up month.
pub(super) struct Habits {
    /// Its slug.
    pub(super) slug: &'static str,
    /// Of a hundred sales it gets so many.
    pub(super) share: i64,
    /// Of a thousand it refuses so many.
    pub(super) refuses: i64,
    /// It mostly needs so long, in ms.
    pub(super) settles_ms: i64,
    /// What it pays for a mobile recharge, in hundredths of a percent.
    pub(super) pays: i32,
    /// Whether it tells what it pays.
    pub(super) tells: bool,
}

/// The four companies that sell. The fifth is that of the services desk.
pub(super) const SELLERS: [Habits; 4] = [
    Habits { slug: "a1topup", share: 34, refuses: 15, settles_ms: 3_500, pays: 316, tells: true },
    Habits { slug: "inspay", share: 29, refuses: 35, settles_ms: 8_000, pays: 240, tells: false },
    Habits { slug: "paygrt", share: 22, refuses: 60, settles_ms: 21_000, pays: 328, tells: true },
    Habits { slug: "rechargeopen", share: 15, refuses: 110, settles_ms: 95_000, pays: 350, tells: false },
];

/// The company of the services desk.
pub(super) const DESK: &str = "inexopay";

/// What is sold: service, operator, how often, its amounts in rupees, and the service charge in rupees.
pub(super) type Ware = (Service, &'static str, i64, &'static [i64], i64);

pub(super) const WARES: [Ware; 14] = [
    (Service::Prepaid, "jio", 360, &[155, 189, 199, 239, 239, 299, 299, 349, 349, 666, 799, 899, 2_999], 0),
    (Service::Prepaid, "airtel", 300, &[155, 199, 199, 265, 299, 299, 349, 349, 509, 719, 859, 2_999], 0),
    (Service::Prepaid, "vi", 130, &[99, 155, 199, 299, 299, 365, 479, 719], 0),
    (Service::Prepaid, "bsnl", 40, &[10, 20, 50, 99, 110, 187], 0),
    (Service::Prepaid, "bsnl-stv", 24, &[107, 147, 197, 319, 397], 0),
    (Service::Dth, "tata-play", 34, &[200, 300, 350, 450, 500], 0),
    (Service::Dth, "dish-tv", 22, &[150, 200, 250, 300, 500], 0),
    (Service::Dth, "airtel-dth", 16, &[200, 300, 350, 450], 0),
    (Service::Dth, "sun-direct", 8, &[150, 200, 300], 0),
    (Service::Postpaid, "jio-postpaid", 16, &[399, 449, 599, 749], 5),
    (Service::Postpaid, "airtel-postpaid", 14, &[449, 549, 699, 1_199], 5),
    (Service::Electricity, "avvnl", 22, &[380, 640, 915, 1_240, 1_865, 2_410, 3_720], 10),
    (Service::Gas, "hp-gas", 8, &[806, 853, 1_104], 10),
    (Service::Fastag, "fastag-hdfc", 6, &[200, 500, 1_000], 5),
];

/// How often something is sold at an hour of the day, from midnight on: the shop opens at eight.
pub(super) const BY_HOUR: [i64; 24] = [0, 0, 0, 0, 0, 0, 0, 0, 2, 5, 8, 9, 6, 4, 3, 4, 6, 9, 13, 10, 6, 3, 0, 0];
/// By weekday, from Monday on.
pub(super) const BY_WEEKDAY: [i64; 7] = [10, 9, 9, 10, 11, 14, 8];

/// Customers whom the shop knows. The first ones come most often.
pub(super) const CUSTOMERS: [&str; 24] = [
    "रमेश कुमार",
    "Asha Devi",
    "Gupta Kirana Store",
    "सुनीता शर्मा",
    "Imran Khan",
    "विजय सिंह",
    "Lakshmi Narayanan",
    "पूजा वर्मा",
    "Rakesh Meena",
    "मोहम्मद आरिफ़",
    "Sunil Yadav (Auto Stand)",
    "गीता बाई",
    "Harpreet Singh",
    "अनिल जैन",
    "Fatima Begum",
    "देवेंद्र राठौड़",
    "Kavita Joshi",
    "महेश चायवाला",
    "Suresh Babu",
    "नीलम",
    "Joseph D'Souza",
    "बालकृष्ण अग्रवाल एण्ड सन्स",
    "Ritu",
    "ओम प्रकाश",
];
/// They owe no more than this, in rupees.
pub(super) const LIMIT_RUPEES: i64 = 50_000;
