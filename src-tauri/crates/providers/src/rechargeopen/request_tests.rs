//! The Open API's requests, with the callbacks about them.

use std::collections::BTreeMap;

use domain::{BasisPoints, Paise};

use super::tests::order;
use super::{DESCRIPTOR, RechargeOpen};
use crate::{Access, AddressProblem, BadField, Company, CostEvidence, Fields, Method, Order, Provider, Request};

const CALLBACK: &str = include_str!("fixtures/callback.txt");

fn credentials() -> BTreeMap<String, String> {
    let fields = [("user_id", "GALLA7"), ("password", "pass word&1"), ("mobile_no", "9812300001"), ("sms_pin", "7391")];
    fields.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

fn access_with(base: &str, credentials: BTreeMap<String, String>) -> Result<Access, AddressProblem> {
    Access::new(&DESCRIPTOR, base, true, credentials.into_iter().map(|(key, value)| (key, value.into())).collect())
}

fn access() -> Access {
    access_with("http://reseller.example", credentials()).unwrap()
}

fn message(request: &Request) -> String {
    let form = request.exposed_form();
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["UserID", "Password", "MobileNo", "Message"]);
    let values: Vec<&str> = pairs.iter().take(3).map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["GALLA7", "pass word&1", "9812300001"]);
    pairs[3].1.clone()
}

#[test]
fn the_three_calls_are_messages_to_one_page() {
    let recharge = RechargeOpen.recharge_request(&access(), &order()).unwrap();
    assert_eq!(message(&recharge), "A$9812300045$10$7391$0$K7QX2M000017");
    let special = Order { special: true, amount: Paise::new(1_050), ..order() };
    let stv = RechargeOpen.recharge_request(&access(), &special).unwrap();
    assert_eq!(message(&stv), "A$9812300045$10.50$7391$S$K7QX2M000017");
    let balance = RechargeOpen.balance_request(&access()).unwrap();
    assert_eq!(message(&balance), "BAL$7391");
    let enquiries = RechargeOpen.enquiry_requests(&access(), &order()).unwrap();
    assert_eq!(enquiries.iter().map(message).collect::<Vec<_>>(), ["STATUS$K7QX2M000017$7391"]);
    for request in [recharge, stv, balance].iter().chain(&enquiries) {
        assert_eq!((request.method, request.plain_http), (Method::Get, true));
        assert_eq!(request.address.as_str(), "http://reseller.example/Admin/RechargeAPI.aspx");
    }
    assert!(RechargeOpen.list_request(&access()).is_none() && RechargeOpen.circles().is_empty());
}

#[test]
fn what_was_sent_is_shown_without_pin_and_password() {
    let shown = RechargeOpen.recharge_request(&access(), &order()).unwrap().to_string();
    let expected = "GET http://reseller.example/Admin/RechargeAPI.aspx\nUserID=GALLA7\nPassword=•••\nMobileNo=9812300001\n\
        Message=A$9812300045$10$•••$0$K7QX2M000017";
    assert_eq!(shown, expected);
    let shown = format!("{:?}", RechargeOpen.enquiry_requests(&access(), &order()).unwrap());
    assert!(shown.contains("Message=STATUS$K7QX2M000017$•••") && !shown.contains("7391"), "{shown}");
    let shown = RechargeOpen.balance_request(&access()).unwrap();
    let parameters: Vec<(&str, &str)> = shown.shown_parameters().collect();
    assert_eq!(parameters.last(), Some(&("Message", "BAL$•••")));
}

#[test]
fn a_pin_is_hidden_where_it_is_one_and_left_where_it_is_none() {
    let scrub = |pin: &str, text: &str| {
        let mut changed = credentials();
        changed.insert("sms_pin".to_owned(), pin.to_owned());
        access_with("http://reseller.example", changed).unwrap().scrub(text)
    };
    for (pin, text, clean) in [
        ("7391", "Message=A$9812300045$10$7391$0$K7QX2M000017", "Message=A$9812300045$10$•••$0$K7QX2M000017"),
        ("7391", "Message=BAL%247391", "Message=BAL%24•••"),
        ("7391", "A%249812300045%2410%247391%240%24K7", "A%249812300045%2410%24•••%240%24K7"),
        ("4444", "%244444%24", "%24•••%24"),
        ("7391", "\\u00247391\\u0024", "\\u0024•••\\u0024"),
        ("7391", "&#36;7391&#36; pin7391! 7391", "&#36;•••&#36; pin•••! •••"),
        ("7391", "9003=Invalid SMS Password 7391.", "9003=Invalid SMS Password •••."),
        ("739100", "739100", "•••"),
        ("0000", "A$9812300045$10$•••$0$K7QX2M000017", "A$9812300045$10$•••$0$K7QX2M000017"),
        ("1230", "9812300045", "9812300045"),
        ("0045", "9812300045", "9812300045"),
        ("7391", "0=7391.00", "0=7391.00"),
        ("7391", "73917391 17391 73910", "73917391 17391 73910"),
        ("739", "pin 1739 and 739", "pin 1••• and •••"),
        ("7391", "", ""),
    ] {
        assert_eq!(scrub(pin, text), clean, "{pin} in {text}");
    }
    assert_eq!(scrub("7391", "pass word&1 or pass+word%261 of GALLA7"), "••• or ••• of GALLA7");
}

#[test]
fn the_page_is_not_put_behind_itself() {
    for (base, address) in [
        ("http://reseller.example", "http://reseller.example/Admin/RechargeAPI.aspx"),
        ("http://reseller.example/", "http://reseller.example/Admin/RechargeAPI.aspx"),
        ("http://reseller.example/Admin/RechargeAPI.aspx", "http://reseller.example/Admin/RechargeAPI.aspx"),
        ("http://reseller.example/Admin/RechargeAPI.aspx/", "http://reseller.example/Admin/RechargeAPI.aspx"),
        ("http://reseller.example/admin/rechargeapi.aspx", "http://reseller.example/admin/rechargeapi.aspx"),
        ("https://a.example:8443/shop/", "https://a.example:8443/shop/Admin/RechargeAPI.aspx"),
        ("https://a.example/shop/Admin/RechargeAPI.aspx", "https://a.example/shop/Admin/RechargeAPI.aspx"),
        ("https://a.example/api/Recharge.ASPX/", "https://a.example/api/Recharge.ASPX"),
    ] {
        let access = access_with(base, credentials()).unwrap();
        assert_eq!(RechargeOpen.balance_request(&access).unwrap().address.as_str(), address, "{base}");
    }
}

/// The same page and another, in what a sale remembers and in what is known of the wallet.
#[test]
fn an_address_written_otherwise_is_the_same_account_and_another_page_is_another() {
    let access = |base: &str| access_with(base, credentials()).unwrap();
    let sold = access("http://reseller.example/Admin/RechargeAPI.aspx").account();
    let by = std::hash::RandomState::new();
    let known = access("http://reseller.example/Admin/RechargeAPI.aspx").fingerprint(&by);
    // The third says whether the very same is sent, so that a wallet that was read there was read here.
    for (base, is_same, is_read) in [
        ("http://reseller.example", true, true),
        ("http://reseller.example/", true, true),
        ("HTTP://Reseller.EXAMPLE/Admin/RechargeAPI.aspx/", true, true),
        ("http://reseller.example:80", true, true),
        ("http://reseller.example/admin/rechargeapi.aspx", true, false),
        ("http://reseller.example.", true, false),
        ("http://reseller.example/Admin/RechargeAPI.aspx.", true, false),
        ("http://reseller.example/Admin/RechargeAPI.aspx%20", true, false),
        ("http://www.reseller.example", true, false),
        ("http://WWW.reseller.example./admin/rechargeapi.aspx", true, false),
        ("http://reseller.example/shop", false, false),
        ("http://reseller.example/Admin/Other.aspx", false, false),
        ("http://reseller.example:8080", false, false),
        ("https://reseller.example", false, false),
        ("http://api.reseller.example", false, false),
        ("http://reseller.example.org", false, false),
        ("http://wwwreseller.example", false, false),
    ] {
        let now = access(base);
        assert_eq!((now.is_account(&sold), now.fingerprint(&by) == known), (is_same, is_read), "{base}");
        assert_eq!(access("http://reseller.example").is_account(&now.account()), is_same, "the other way: {base}");
    }
    let other = [credentials(), [("user_id".to_owned(), "GALLA8".to_owned())].into()];
    let other = access_with("http://reseller.example", other.into_iter().flatten().collect()).unwrap();
    assert!(!other.is_account(&sold), "another login at the same page");
}

#[test]
fn plain_http_needs_the_shopkeepers_word() {
    assert!(DESCRIPTOR.may_use_plain_http && DESCRIPTOR.default_base_address.is_none());
    let refused = Access::new(&DESCRIPTOR, "http://reseller.example", false, BTreeMap::new());
    assert_eq!(refused.err(), Some(AddressProblem::NotHttps));
    let secure = Access::new(&DESCRIPTOR, "https://reseller.example", false, BTreeMap::new()).unwrap();
    assert!(!secure.page(Method::Get).plain_http);
}

/// What the separator, a control character or nothing at all would make of a message.
const UNFIT: [&str; 10] = ["$", "98$12", "$98", "98$", "98\n12", "98\r\n", "98\u{0}12", "98\t12", "98\u{85}", ""];

#[test]
fn a_sign_that_divides_is_refused_in_every_field_of_the_order() {
    for unfit in UNFIT.into_iter().chain([" "]) {
        let code = RechargeOpen.recharge_request(&access(), &Order { code: unfit.to_owned(), ..order() });
        assert_eq!(code.err(), Some(BadField { field: "OperatorCode".to_owned() }), "{unfit:?}");
        let number = RechargeOpen.recharge_request(&access(), &Order { number: unfit.to_owned(), ..order() });
        assert_eq!(number.err(), Some(BadField { field: "CustomerNo".to_owned() }), "{unfit:?}");
    }
    for fit in ["9812300045", "AB-12/7", "नंबर", "a&b=c"] {
        assert!(
            RechargeOpen.recharge_request(&access(), &Order { number: fit.to_owned(), ..order() }).is_ok(),
            "{fit}"
        );
    }
}

#[test]
fn a_sign_that_divides_is_refused_in_every_credential() {
    for field in DESCRIPTOR.credentials {
        for unfit in UNFIT {
            let mut changed = credentials();
            changed.insert(field.key.to_owned(), unfit.to_owned());
            let access = access_with("http://reseller.example", changed).unwrap();
            let bad = BadField { field: field.key.to_owned() };
            assert_eq!(RechargeOpen.recharge_request(&access, &order()).err(), Some(bad.clone()), "{unfit:?}");
            assert_eq!(RechargeOpen.enquiry_requests(&access, &order()).err(), Some(bad.clone()), "{unfit:?}");
            assert_eq!(RechargeOpen.balance_request(&access).err(), Some(bad), "{unfit:?}");
        }
        let mut without = credentials();
        without.remove(field.key);
        let access = access_with("http://reseller.example", without).unwrap();
        let missing = RechargeOpen.balance_request(&access).err();
        assert_eq!(missing, Some(BadField { field: field.key.to_owned() }));
    }
}

fn callback(text: &str) -> Option<(String, CostEvidence)> {
    let hint = RechargeOpen.read_callback(&Fields::read(text.trim().as_bytes()))?;
    Some((hint.order_id, hint.cost))
}

#[test]
fn a_callback_names_our_order() {
    let ours = Some(("K7QX2M000017".to_owned(), CostEvidence::default()));
    assert_eq!(callback(CALLBACK), ours);
    assert_eq!(callback(&CALLBACK.to_lowercase().replace("k7qx2m", "K7QX2M")), ours, "names in any case");
    for status in ["1", "2", "3", "4", "5", "6", "77", "what"] {
        assert_eq!(callback(&CALLBACK.replace("ST=1", &format!("ST={status}"))), ours, "a callback only says: ask now");
    }
    let by_form = Fields::read(b"").and(Fields::read(CALLBACK.trim().as_bytes()));
    assert_eq!(RechargeOpen.read_callback(&by_form).map(|hint| hint.order_id), Some("K7QX2M000017".to_owned()));
    for strange in [
        "",
        "TNO=K7QX2M000017",
        "ST=1",
        "ST=1&TNO=",
        "TNO=K7QX2M000017&ST=%20",
        "txid=K7QX2M000017&status=Success",
        "api_ref_id=K7QX2M000017&recharge_status=Success",
    ] {
        assert_eq!(callback(strange), None, "{strange}");
    }
}

#[test]
fn a_callback_tells_the_true_commission() {
    let cost = |fields: &str| callback(&format!("TNO=K7QX2M000017&ST=1&{fields}")).unwrap().1;
    let all = cost("PRB=500.00&POB=490.30&DP=3.00&DR=0.30");
    let expected = CostEvidence {
        balance_before: Some(Paise::new(50_000)),
        balance_after: Some(Paise::new(49_030)),
        discount: Some(Paise::new(30)),
        discount_rate: BasisPoints::new(300),
    };
    assert_eq!(all, expected);
    let emptied = CostEvidence {
        balance_before: Some(Paise::new(1_000)),
        balance_after: Some(Paise::ZERO),
        ..CostEvidence::default()
    };
    assert_eq!(cost("PRB=10&POB=0&DP=0&DR=0"), emptied, "a wallet may come down to nothing");
    let rate = CostEvidence { discount_rate: BasisPoints::new(250), ..CostEvidence::default() };
    assert_eq!(cost("PRB=0&POB=0.00&DP=2.5&DR=0"), rate, "a nought is not told");
    for nothing in [
        "",
        "PRB=&POB=&DP=&DR=",
        "PRB=0.00&POB=0&DP=0.0&DR=0",
        "PRB=-5&POB=-1&DP=-1&DR=-2",
        "PRB=x&POB=1e3&DP=101&DR=NaN",
        "DP=%E0%A5%A8&DR=%E0%A5%A8",
    ] {
        assert_eq!(cost(nothing), CostEvidence::default(), "{nothing}");
    }
}
