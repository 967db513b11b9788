//! The catalogues of all sellers against the papers' tables and the one list.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Field, Operator, Service, circle, circles, operator, operators, same_company};

use super::{CatalogueRow, CircleRow, Extra, Provenance, read};
use crate::sellers;

/// The file of a seller as it stands.
fn text(slug: &str) -> &'static str {
    std::fs::read_to_string(format!("{}/src/{slug}/catalogue.csv", env!("CARGO_MANIFEST_DIR"))).unwrap().leak()
}

fn catalogue(slug: &str) -> Vec<CatalogueRow> {
    read(text(slug))
}

fn slugs() -> impl Iterator<Item = &'static str> {
    sellers().into_iter().map(|seller| seller.descriptor().slug)
}

/// The four papers that were read side by side. The tables below say where they part, and where they mean the same.
const FIRST: [&str; 4] = ["inspay", "a1topup", "rechargeopen", "paygrt"];

/// The rows of those four.
fn of_the_first() -> Vec<(&'static str, CatalogueRow)> {
    all().into_iter().filter(|(slug, _)| FIRST.contains(slug)).collect()
}

fn all() -> Vec<(&'static str, CatalogueRow)> {
    slugs().flat_map(|slug| catalogue(slug).into_iter().map(move |row| (slug, row))).collect()
}

/// Which entry a provider's code leads to.
fn sold_as(slug: &str, service: Service, code: &str, special: bool) -> Vec<String> {
    let rows = catalogue(slug).into_iter();
    rows.filter(|row| row.service == service && row.code == code && row.special == special)
        .map(|row| row.operator)
        .collect()
}

#[test]
fn every_row_can_be_read() {
    for slug in slugs() {
        let text = text(slug);
        assert!(text.starts_with("operator,code,service,name,provenance,extras,special\n"), "{slug}");
        assert_eq!(catalogue(slug).len(), text.lines().count() - 1, "{slug}: a row that cannot be read is not sold");
    }
}

#[test]
fn every_row_names_an_entry_of_its_service_once() {
    for (slug, row) in all() {
        let known = operator(&row.operator).unwrap_or_else(|| panic!("{slug}: {} is nobody", row.operator));
        assert_eq!(known.service, row.service, "{slug}: {}", row.operator);
        assert_eq!(catalogue(slug).iter().filter(|other| other.operator == row.operator).count(), 1, "{slug} {row:?}");
        assert!(!row.code.is_empty() && row.code.bytes().all(|sign| sign.is_ascii_alphanumeric()), "{slug} {row:?}");
        assert_eq!(row.name.trim(), row.name);
        assert!(!row.name.is_empty(), "{slug} {row:?}");
    }
}

#[test]
fn every_entry_of_the_list_is_sold_by_somebody() {
    let sold: BTreeSet<String> = all().into_iter().map(|(_, row)| row.operator).collect();
    for known in operators() {
        assert!(sold.contains(&known.id), "{} stands in the list for nobody", known.id);
    }
}

/// Rows per service and provenance as the paper's tables have them, without the rows that are there a second time for a flag:
/// `printed.csv` of the seller's folder, counted on the paper and not in the catalogue. Its last row is the sum.
fn printed(slug: &str) -> BTreeMap<String, usize> {
    let file = format!("{}/src/{slug}/printed.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{slug} has no printed.csv: {error}"));
    let (head, rows) = text.split_once('\n').unwrap();
    assert_eq!(head, "service,provenance,rows", "{slug}");
    let row = |line: &str| {
        let (what, count) = line.rsplit_once(',').unwrap_or_else(|| panic!("{slug}: {line}"));
        (what.to_owned(), count.parse().unwrap_or_else(|error| panic!("{slug}, {line}: {error}")))
    };
    rows.lines().map(row).collect()
}

#[test]
fn the_catalogues_hold_what_the_papers_print() {
    for slug in slugs() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in catalogue(slug).into_iter().filter(|row| !row.special) {
            let provenance = format!("{:?}", row.provenance).to_lowercase();
            *counts.entry(format!("{},{provenance}", row.service.as_str())).or_default() += 1;
        }
        counts.insert("all,all".to_owned(), counts.values().sum());
        assert_eq!(counts, printed(slug), "{slug}");
    }
    assert_eq!(FIRST.map(|slug| printed(slug)["all,all"]).iter().sum::<usize>(), 360);
}

#[test]
fn a_code_stands_once_but_for_the_one_that_is_printed_twice() {
    let mut seen: BTreeMap<(&str, Service, String, bool), Vec<Provenance>> = BTreeMap::new();
    for (slug, row) in all() {
        seen.entry((slug, row.service, row.code, row.special)).or_default().push(row.provenance);
    }
    let twice: Vec<_> = seen.into_iter().filter(|(_, rows)| rows.len() > 1).collect();
    let printed_twice = ("a1topup", Service::Electricity, "MPPKVVCLPU".to_owned(), false);
    assert_eq!(twice, [(printed_twice, vec![Provenance::Unsure, Provenance::Unsure])]);
}

#[test]
fn what_is_doubtful_is_marked() {
    let rows = of_the_first().into_iter().filter(|(_, row)| row.provenance == Provenance::Unsure);
    let unsure: Vec<_> = rows.map(|(slug, row)| (slug, row.code, row.operator)).collect();
    let expected = [
        ("a1topup", "MPPKVVCLPU", "mp-east-ngb"),
        ("a1topup", "MPPKVVCLPU", "mp-east-rural"),
        ("a1topup", "BS", "bsnl-recharge"),
        ("a1topup", "RI", "idea-lapu"),
    ];
    assert_eq!(unsure, expected.map(|(slug, code, id)| (slug, code.to_owned(), id.to_owned())));
}

#[test]
fn one_code_means_another_company_at_another_provider() {
    let table = [
        ("inspay", Service::Prepaid, "RC", "jio"),
        ("a1topup", Service::Prepaid, "RC", "jio"),
        ("rechargeopen", Service::Prepaid, "RC", "reliance-cdma"),
        ("inspay", Service::Postpaid, "VI", "vi-postpaid"),
        ("rechargeopen", Service::Prepaid, "VI", "videocon-mobile"),
        ("rechargeopen", Service::Dth, "TS", "tata-play"),
        ("paygrt", Service::Dth, "TS", "tata-play"),
        ("rechargeopen", Service::Dth, "DT", "dish-tv"),
        ("paygrt", Service::Prepaid, "DT", "docomo"),
        ("rechargeopen", Service::Prepaid, "TI", "indicom"),
        ("paygrt", Service::Prepaid, "BS", "bsnl-stv"),
        ("a1topup", Service::Prepaid, "BS", "bsnl-recharge"),
        ("inspay", Service::Postpaid, "AP", "airtel-postpaid"),
        ("rechargeopen", Service::Dth, "VD", "d2h"),
        ("inspay", Service::Electricity, "BESL", "besl"),
        ("a1topup", Service::Electricity, "BESL", "bkesl"),
        ("inspay", Service::Electricity, "MPPKVVCL", "mp-west"),
        ("a1topup", Service::Electricity, "MPPKVVCL", "mp-east-urban"),
        ("inspay", Service::Electricity, "CESCOM", "cescom"),
        ("a1topup", Service::Electricity, "CESC", "cesc"),
    ];
    for (slug, service, code, id) in table {
        assert_eq!(sold_as(slug, service, code, false), [id], "{slug} {code}");
    }
}

#[test]
fn one_company_is_one_entry_whatever_it_is_called() {
    let table: [(&str, &[(&str, &str)]); 9] = [
        ("tata-play", &[("inspay", "TTV"), ("a1topup", "TTV"), ("rechargeopen", "TS"), ("paygrt", "TS")]),
        ("vi", &[("inspay", "V"), ("a1topup", "V"), ("rechargeopen", "V"), ("paygrt", "VF")]),
        ("msedcl", &[("inspay", "MSEDCL"), ("a1topup", "MSEDC")]),
        ("nbpdcl", &[("inspay", "NBPDCL"), ("a1topup", "NBE")]),
        ("sbpdcl", &[("inspay", "SBPDCL"), ("a1topup", "SBE")]),
        ("tata-power-delhi", &[("inspay", "TPDDL"), ("a1topup", "TPD")]),
        ("ndpl", &[("a1topup", "NDPL")]),
        ("mescom-rapdr", &[("inspay", "MESCOMR"), ("a1topup", "MESCOMR")]),
        ("fastag-sbi", &[("inspay", "SBOIFT"), ("a1topup", "SBF")]),
    ];
    for (id, codes) in table {
        let rows = of_the_first().into_iter().filter(|(_, row)| row.operator == id);
        let sold: Vec<_> = rows.map(|(slug, row)| (slug, row.code)).collect();
        let expected: Vec<_> = codes.iter().map(|(slug, code)| (*slug, (*code).to_owned())).collect();
        assert_eq!(sold, expected, "{id}");
    }
}

#[test]
fn the_flag_is_for_three_companies_of_the_open_api() {
    let flagged: Vec<_> = of_the_first().into_iter().filter(|(_, row)| row.special).collect();
    let ids: Vec<_> = flagged.iter().map(|(slug, row)| (*slug, row.code.as_str(), row.operator.as_str())).collect();
    assert_eq!(
        ids,
        [("rechargeopen", "B", "bsnl-stv"), ("rechargeopen", "TD", "docomo-stv"), ("rechargeopen", "U", "uninor-stv")]
    );
    for (_, row) in &flagged {
        let plain = sold_as("rechargeopen", Service::Prepaid, &row.code, false);
        assert_eq!(plain, [row.operator.trim_end_matches("-stv")]);
    }
}

#[test]
fn extra_fields_are_those_of_the_papers() {
    let shown = |extras: &[Extra]| {
        let pairs: Vec<_> = extras.iter().map(|one| format!("{}:{}", one.parameter, one.field.as_str())).collect();
        pairs.join("|")
    };
    let wanted = |slug: &str, row: &CatalogueRow| match (slug, row.service, row.code.as_str()) {
        ("a1topup", _, "LAT") => "value1:std_code",
        ("a1topup", _, "LBS") => "value1:std_code|value2:account_number",
        ("a1topup", _, "LMT") => "value1:ca_number",
        ("a1topup", _, "MG") => "value1:bill_group",
        ("a1topup", _, "MSEDC") | ("inspay", _, "MSEDCL") => "value1:billing_unit|value2:processing_cycle",
        ("a1topup", _, "RELIANCE") | ("inspay", _, "AEML" | "AWMLO") => "value1:cycle_number",
        ("a1topup", _, "ICP" | "TAI") => "value1:date_of_birth",
        ("inspay", Service::Landline, _) => "value1:std_code",
        ("inspay", Service::Fastag, _) => "value1:vehicle_number|value2:customer_name",
        _ => "",
    };
    for (slug, row) in of_the_first() {
        assert_eq!(shown(&row.extras), wanted(slug, &row), "{slug} {}", row.code);
        for extra in &row.extras {
            assert!(Field::parse(extra.field.as_str()).is_some());
        }
    }
}

#[test]
fn a1topup_has_one_code_for_each_of_our_circles() {
    let text = include_str!("../a1topup/circles.csv");
    let rows: Vec<CircleRow> = read(text);
    assert!(text.starts_with("circle,code,provenance\n") && rows.len() == text.lines().count() - 1);
    assert_eq!((rows.len(), circles().len()), (41, 41));
    for one in circles() {
        assert_eq!(rows.iter().filter(|row| row.circle == one.id).count(), 1, "{}", one.id);
    }
    for row in &rows {
        assert!(circle(&row.circle).is_some() && row.code.bytes().all(|sign| sign.is_ascii_digit()), "{row:?}");
    }
    let count = |provenance| rows.iter().filter(|row| row.provenance == provenance).count();
    let (seed, public, unsure) = (count(Provenance::Seed), count(Provenance::Public), count(Provenance::Unsure));
    assert_eq!((seed, public, unsure), (16, 23, 2));
    let code = |id: &str| rows.iter().find(|row| row.circle == id).map(|row| row.code.as_str());
    assert_eq!([code("odisha"), code("puducherry"), code("uttarakhand")], [Some("23"), Some("53"), Some("56")]);
    assert_eq!([code("delhi"), code("new-delhi"), code("mumbai")], [Some("5"), Some("52"), Some("3")]);
}

#[test]
fn a_providers_own_name_leads_to_the_right_entry_or_to_none() {
    let mut missed = Vec::new();
    for (slug, row) in all().into_iter().filter(|(_, row)| !row.special) {
        match same_company(operators().iter(), &row.name, row.service).map(|known: &Operator| known.id.as_str()) {
            None => missed.push(format!("{slug} {} = {}", row.name, row.operator)),
            Some(id) => assert_eq!(id, row.operator, "{slug}: {}", row.name),
        }
    }
    // Plain names may mean the topup or the special recharge, and one is misspelt.
    let doubtful = ["BSNL = bsnl", "TATA DOCOMO = docomo", "UNINOR = uninor", "AIRCLE BILL = aircel-postpaid"];
    assert_eq!(missed, doubtful.map(|what| format!("rechargeopen {what}")));
}
