use super::*;
use crate::{operator, operators};
use proptest::prelude::*;

fn ids(query: &str) -> Vec<&'static str> {
    find(operators().iter(), query, None, 500).into_iter().map(|one| one.id.as_str()).collect()
}

/// Texts that a shopkeeper types, each with the entry that must come first.
const FIRST: [(&str, &str); 106] = [
    // By its name.
    ("airtel", "airtel"),
    ("Airtel", "airtel"),
    ("jio", "jio"),
    ("vi", "vi"),
    ("bsnl", "bsnl"),
    ("idea", "idea"),
    ("msedcl", "msedcl"),
    ("airtel dth", "airtel-dth"),
    ("airtel postpaid", "airtel-postpaid"),
    ("tata play", "tata-play"),
    ("dish", "dish-tv"),
    ("big tv", "big-tv"),
    ("sbi", "fastag-sbi"),
    ("hdfc", "fastag-hdfc"),
    ("google play", "google-play"),
    ("swiggy", "swiggy"),
    ("uppcl", "uppcl-urban"),
    ("upcl", "upcl"),
    ("voda", "vi"),
    ("videocon", "d2h"),
    ("mobile recharge", "airtel"),
    ("dth", "airtel-dth"),
    ("prepaid meter", "bses-rajdhani-prepaid"),
    ("gaon ki bijli up", "uppcl-rural"),
    ("paisa", "imps"),
    ("बिजली बिल", "msedcl"),
    ("imps", "imps"),
    ("igl", "indraprastha-gas"),
    // By an old name, or one of another provider.
    ("vodafone", "vi"),
    ("reliance jio", "jio"),
    ("tata sky", "tata-play"),
    ("TATASKY", "tata-play"),
    ("videocon d2h", "d2h"),
    ("telenor", "uninor"),
    ("mseb", "msedcl"),
    ("mahavitaran", "msedcl"),
    ("reliance energy", "adani-mumbai-old"),
    ("wesco", "tpwodl"),
    ("uppcl rural", "uppcl-rural"),
    ("north bihar electricity", "nbpdcl"),
    ("hp gas", "hp-gas"),
    ("indane", "indane"),
    ("bharat petroleum", "bharat-gas"),
    // By city or state, together with the service.
    ("agra bijli", "torrent-agra"),
    ("pune", "msedcl"),
    ("lucknow electricity", "mvvnl"),
    ("patna", "sbpdcl"),
    ("ranchi bijli bill", "jbvnl"),
    ("kanpur", "kesco"),
    ("kerala", "kseb"),
    ("pondicherry", "puducherry"),
    ("bangalore electricity", "bescom"),
    ("bengaluru bijli", "bescom"),
    ("hyderabad", "tsspdcl"),
    ("vizag", "apepdcl"),
    ("gurgaon", "dhbvn"),
    ("indore", "mp-west"),
    ("kashmir electricity", "jkpdd"),
    ("j&k power", "jkpdd"),
    ("jammu & kashmir bank", "fastag-jk-bank"),
    ("mysore", "cescom"),
    ("calcutta", "cesc"),
    ("tata insurance", "tata-aia"),
    ("icici bima", "icici-prudential"),
    ("paytm toll", "fastag-paytm"),
    // In Hindi.
    ("एयरटेल", "airtel"),
    ("जियो", "jio"),
    ("जिओ", "jio"),
    ("वोडाफोन", "vi"),
    ("टाटा प्ले", "tata-play"),
    ("टाटा स्काई", "tata-play"),
    ("डिश टीवी", "dish-tv"),
    ("महावितरण", "msedcl"),
    ("पुणे बिजली", "msedcl"),
    ("आगरा", "torrent-agra"),
    ("मेरठ", "pvvnl"),
    ("दिल्ली बीएसईएस यमुना", "bses-yamuna"),
    ("गुजरात गैस", "gujarat-gas"),
    ("टाटा बीमा", "tata-aia"),
    ("पेटीएम फास्टैग", "fastag-paytm"),
    ("रांची", "jbvnl"),
    ("एचपी गैस", "hp-gas"),
    ("कोलकाता बिजली", "cesc"),
    ("सूरत की बिजली", "torrent-surat"),
    // Hindi spelt otherwise.
    ("मुम्बई बेस्ट", "best"),
    ("जिया", "jio"),
    ("दिली बीएसइएस राजधानि", "bses-rajdhani"),
    ("अडानी गैस", "adani-gas"),
    ("फ़ास्टैग पेटिएम", "fastag-paytm"),
    ("झाँसी", "dvvnl"),
    // Misspelt: a wrong, a missing, a doubled and a swapped letter.
    ("airtal", "airtel"),
    ("aitel", "airtel"),
    ("irtel", "airtel"),
    ("airtle", "airtel"),
    ("airrtell", "airtel"),
    ("vodaphone", "vi"),
    ("tatta skyy", "tata-play"),
    ("docmo", "docomo"),
    ("maharastra bijlee", "msedcl"),
    ("torent agra", "torrent-agra"),
    ("kotek mahindra", "fastag-kotak"),
    ("indraprasta gas", "indraprastha-gas"),
    // As it is typed without blanks, with dots, or with too many of them.
    ("b.s.n.l.", "bsnl"),
    ("b s n l", "bsnl"),
    ("tatapower mumbai", "tata-power-mumbai"),
    ("  sun-direct ", "sun-direct"),
];

#[test]
fn the_first_is_the_one_that_is_meant() {
    let mut wrong = Vec::new();
    for (query, id) in FIRST {
        let found = ids(query);
        if found.first() != Some(&id) {
            wrong.push(format!("{query:?}: wanted {id}, found {:?}", &found[..found.len().min(4)]));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), FIRST.len(), wrong.join("\n"));
}

#[test]
fn what_several_are_called_finds_them_all() {
    let table: [(&str, &[&str]); 12] = [
        ("mah", &["msedcl", "mahanagar-gas", "fastag-bom"]),
        ("bijli", &["msedcl", "tneb", "torrent-agra", "npcl"]),
        ("बिजली", &["msedcl", "tneb", "jbvnl"]),
        ("fastag", &["fastag-sbi", "fastag-paytm", "fastag-airtel"]),
        ("tata", &["docomo", "tata-play", "tata-power-delhi", "tata-power-mumbai", "tata-aia", "tata-photon-plus"]),
        ("agra", &["torrent-agra", "dvvnl"]),
        ("maharashtra", &["msedcl", "sndl", "torrent-bhiwandi", "fastag-bom"]),
        ("rajasthan bijli", &["jvvnl", "avvnl", "jdvvnl", "kedl", "bkesl", "besl"]),
        ("राजस्थान", &["jvvnl", "avvnl", "jdvvnl"]),
        ("noida", &["npcl", "pvvnl", "indraprastha-gas"]),
        ("बीमा", &["tata-aia", "icici-prudential"]),
        ("mp bijli", &["mp-west", "mp-east-urban", "mp-central-urban"]),
    ];
    for (query, wanted) in table {
        let found = ids(query);
        for id in wanted {
            assert!(found.contains(id), "{query}: {id} is not among {found:?}");
        }
    }
}

#[test]
fn every_entry_is_first_by_its_names() {
    for one in operators() {
        for name in one.names.all() {
            assert_eq!(ids(name).first(), Some(&one.id.as_str()), "{name}");
        }
        let by_short = find(operators().iter(), &one.short, Some(one.service), 1);
        assert_eq!(by_short.first().map(|found| found.id.as_str()), Some(one.id.as_str()), "{}", one.short);
    }
}

#[test]
fn every_word_must_be_met() {
    assert!(ids("airtel gas").is_empty());
    assert!(ids("xyzzy").is_empty() && ids("qwertyuiop").is_empty() && ids("१२३४५").is_empty());
    let bijli = ids("agra bijli");
    assert!(!bijli.is_empty() && bijli.iter().all(|id| operator(id).unwrap().service == Service::Electricity));
}

#[test]
fn a_service_keeps_the_others_out() {
    let found = find(operators().iter(), "airtel", Some(Service::Postpaid), 50);
    let ids: Vec<_> = found.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["airtel-postpaid", "airtel-postpaid-fetch"]);
    let all = find(operators().iter(), "", Some(Service::Dth), 50);
    assert_eq!(all.len(), operators().iter().filter(|one| one.service == Service::Dth).count());
}

#[test]
fn the_limit_is_kept_and_an_empty_query_is_the_list() {
    assert_eq!(find(operators().iter(), "bijli", None, 3).len(), 3);
    assert!(find(operators().iter(), "bijli", None, 0).is_empty());
    let all = find(operators().iter(), " - ", None, 1_000);
    assert!(all.iter().map(|one| &one.id).eq(operators().iter().map(|one| &one.id)), "not in the list's order");
}

#[test]
fn a_guess_is_made_only_when_nothing_is_met_as_spelt() {
    let found = ids("kota");
    assert_eq!(found.first(), Some(&"kedl"));
    assert!(!found.contains(&"fastag-bob"), "{found:?}");
    assert!(ids("kotaa").contains(&"kedl"));
}

#[test]
fn an_own_operator_is_found_by_its_name() {
    let own = Operator::own("own-1", Service::Electricity, "Gram Vidyut Samiti");
    let all = || operators().iter().chain([&own]);
    assert_eq!(find(all(), "gram samiti", None, 5), [&own]);
    assert_eq!(find(all(), "grm vidyut", None, 5).first(), None);
    assert_eq!(find(all(), "samti", None, 5), [&own]);
    assert!(find(all(), "bijli", None, 500).contains(&&own));
    let mut renamed = own.clone();
    renamed.names = crate::Names::alike("Nagar Vidyut");
    assert_eq!(find([&renamed].into_iter(), "nagar", None, 5), [&renamed]);
}

#[test]
fn slips_are_counted() {
    let distance = |typed: &str, known: &str| Distance::within(&words(typed)[0], &words(known)[0]);
    let whole = |typed, known| distance(typed, known).map(|distance| distance.to_whole);
    assert_eq!(whole("airtel", "airtel"), Some(0));
    assert_eq!(whole("airtal", "airtel"), Some(1));
    assert_eq!(whole("aitrel", "airtel"), Some(1));
    assert_eq!(whole("airtl", "airtel"), Some(1));
    assert_eq!(whole("xairtel", "airtel"), Some(1));
    assert_eq!(whole("axrtxl", "airtel"), None);
    assert_eq!(whole("jiq", "jio"), None);
    assert_eq!(whole("maharastar", "maharashtra"), Some(2));
    assert_eq!(distance("mahara", "maharashtra").map(|distance| distance.to_prefix), Some(0));
    assert_eq!(distance("mahxra", "maharashtra").map(|distance| distance.to_prefix), Some(1));
}

#[test]
fn what_is_spelt_differently_is_folded_alike() {
    for (one, other) in [
        ("मुम्बई", "मुंबई"),
        ("दिल्ली", "दिली"),
        ("बिजली", "बीजलि"),
        ("फ़ोन", "फोन"),
        ("झाँसी", "झांसी"),
        ("विद्युत", "विद्यूत"),
        ("पंजाब", "पञ्जाब"),
        ("डॉल्फिन", "डोल्फिन"),
        ("Jammu & Kashmir", "jamu and kashmir"),
        ("NetConnect+", "net connect plus"),
        ("D'Souza", "dsouza"),
        ("१X", "1x"),
    ] {
        assert_eq!(folded(one), folded(other), "{one} {other}");
    }
    assert_ne!(folded("22"), folded("2"));
    assert_ne!(folded("गैस"), folded("गन"));
}

#[test]
fn a_providers_spelling_leads_to_one_company_or_to_none() {
    let meant = |name: &str, service| same_company(operators().iter(), name, service).map(|one| one.id.as_str());
    for (name, service, id) in [
        ("TATA SKY DTH", Service::Dth, Some("tata-play")),
        ("Tata Sky", Service::Dth, Some("tata-play")),
        ("TataSky", Service::Dth, Some("tata-play")),
        ("Tata Play", Service::Dth, Some("tata-play")),
        ("SUN TV DTH", Service::Dth, Some("sun-direct")),
        ("VIDEOCON", Service::Prepaid, Some("videocon-mobile")),
        ("Videocon", Service::Dth, Some("d2h")),
        ("Airtel", Service::Prepaid, Some("airtel")),
        ("Airtel Prepaid", Service::Prepaid, Some("airtel")),
        ("Vodafone", Service::Prepaid, Some("vi")),
        ("Idea", Service::Prepaid, Some("idea")),
        ("BSNL Top-Up", Service::Prepaid, Some("bsnl")),
        ("BSNL STV", Service::Prepaid, Some("bsnl-stv")),
        ("MSEDCL", Service::Electricity, Some("msedcl")),
        ("Torrent Power Agra", Service::Electricity, Some("torrent-agra")),
        ("Tata Power Delhi", Service::Electricity, Some("tata-power-delhi")),
        ("Torrent Power Ltd", Service::Electricity, Some("torrent")),
        ("HDFC Bank - Fastag", Service::Fastag, Some("fastag-hdfc")),
        // In doubt, or not there.
        ("BSNL", Service::Prepaid, None),
        ("Tata Docomo", Service::Prepaid, None),
        ("Airtel Thanks", Service::Prepaid, None),
        ("Uttar Pradesh Power Corporation", Service::Electricity, None),
        ("Tata Power", Service::Electricity, None),
        ("Reliance", Service::Prepaid, None),
        ("MTNL", Service::Landline, None),
        // Two states whose companies are only a slip apart.
        ("UPPCL", Service::Electricity, None),
        ("UPCL", Service::Electricity, Some("upcl")),
        ("BSES", Service::Electricity, None),
        ("Agra Electricity", Service::Electricity, None),
        ("Airtel", Service::Gas, None),
        ("Airtl", Service::Prepaid, None),
        ("MP Poorv Kshetra", Service::Electricity, None),
        ("Bank FASTag", Service::Fastag, None),
        ("Limited", Service::Electricity, None),
        ("", Service::Prepaid, None),
    ] {
        assert_eq!(meant(name, service), id, "{name}");
    }
}

#[test]
fn every_entry_is_the_same_company_by_its_own_name() {
    for one in operators() {
        let meant = same_company(operators().iter(), one.names.english(), one.service);
        assert_eq!(meant.map(|found| found.id.as_str()), Some(one.id.as_str()), "{}", one.names.english());
    }
}

proptest! {
    #[test]
    fn no_text_upsets_the_search(query in "\\PC{0,40}|[a-z ]{0,60}|[\u{900}-\u{97f} ]{0,30}") {
        let found = find(operators().iter(), &query, None, 10);
        prop_assert!(found.len() <= 10);
        let _ = same_company(operators().iter(), &query, Service::Electricity);
    }

    #[test]
    fn a_slip_in_a_long_name_is_forgiven(at in 0..6_usize, letter in "[a-z]") {
        let mut typed: Vec<char> = "airtel".chars().collect();
        typed[at] = letter.chars().next().unwrap();
        let typed: String = typed.into_iter().collect();
        // One letter leads to another company.
        prop_assume!(typed != "aircel");
        let found = find(operators().iter(), &typed, Some(Service::Prepaid), 5);
        prop_assert!(found.iter().any(|one| one.id == "airtel"), "{}", typed);
    }
}
