//! Galla's information protocol: what is asked, byte for byte, and what is made of answers of every kind.

use std::collections::BTreeMap;

use domain::{DataPer, Field, Language, Paise, PlanData, Service};
use proptest::prelude::*;

use super::*;
use crate::http::Reply;

const KEY: &str = "s3cret+key&=%";

fn access() -> Access {
    let credentials = [("key".to_owned(), KEY.into())].into();
    Access::new(informant().descriptor(), "http://127.0.0.1:9/told/", false, credentials).expect("access")
}

fn reply(body: &str) -> Reply {
    Reply { status: 200, server_time_ms: None, body: body.to_owned() }
}

fn plans_asked() -> PlansQuestion {
    PlansQuestion {
        service: Service::Prepaid,
        operator: "airtel".into(),
        operator_name: "Airtel".into(),
        circle: "mumbai".into(),
        circle_name: "Mumbai".into(),
    }
}

fn number_asked() -> NumberQuestion {
    NumberQuestion { service: Service::Prepaid, number: "9812300045".into() }
}

fn bill_asked() -> BillQuestion {
    BillQuestion {
        service: Service::Electricity,
        operator: "msedcl".into(),
        operator_name: "Mahavitaran (MSEDCL)".into(),
        number: "170023456789".into(),
        fields: [(Field::BillingUnit, "4210".to_owned()), (Field::ProcessingCycle, String::new())].into(),
    }
}

fn sent(request: &Request) -> String {
    let headers: Vec<String> = request.exposed_headers().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{:?} {}\n{}\n{}", request.method, request.address, headers.join("\n"), request.exposed_form())
}

#[test]
fn each_question_is_these_bytes() {
    let (access, it) = (access(), informant());
    let request = it.plans_request(&access, &plans_asked()).expect("a request");
    assert_eq!(
        sent(&request),
        "Post http://127.0.0.1:9/told/v1/plans\nauthorization: Bearer s3cret+key&=%\n\
         service=prepaid&operator=airtel&operator_name=Airtel&circle=mumbai&circle_name=Mumbai"
    );
    let everywhere = PlansQuestion { circle: String::new(), circle_name: String::new(), ..plans_asked() };
    let request = it.plans_request(&access, &everywhere).expect("a request");
    assert!(sent(&request).ends_with("\nservice=prepaid&operator=airtel&operator_name=Airtel"));
    let request = it.number_request(&access, &number_asked()).expect("a request");
    assert_eq!(
        sent(&request),
        "Post http://127.0.0.1:9/told/v1/number\nauthorization: Bearer s3cret+key&=%\nservice=prepaid&number=9812300045"
    );
    let request = it.bill_request(&access, &bill_asked()).expect("a request");
    assert_eq!(
        sent(&request),
        "Post http://127.0.0.1:9/told/v1/bill\nauthorization: Bearer s3cret+key&=%\n\
         service=electricity&operator=msedcl&operator_name=Mahavitaran+%28MSEDCL%29&number=170023456789&billing_unit=4210"
    );
    let shown = request.to_string();
    assert!(!shown.contains(KEY) && shown.contains("Bearer •••"), "{shown}");
}

/// No question has a place for an amount or an order id, whatever is asked.
#[test]
fn nothing_that_could_sell_is_sent() {
    let (access, it) = (access(), informant());
    let requests = [
        it.plans_request(&access, &plans_asked()),
        it.number_request(&access, &number_asked()),
        it.bill_request(&access, &bill_asked()),
    ];
    let known = ["service", "operator", "operator_name", "circle", "circle_name", "number", "billing_unit"];
    for request in requests.map(|request| request.expect("a request")) {
        assert!(request.shown_parameters().all(|(name, _)| known.contains(&name)), "{request}");
    }
    assert!(crate::registry().iter().all(|company| company.descriptor().slug != it.descriptor().slug));
}

#[test]
fn a_login_that_no_header_can_carry_is_told_of() {
    for key in ["", "two words", "नमक", "line\nbreak"] {
        let credentials: BTreeMap<_, _> = [("key".to_owned(), key.into())].into();
        let access = Access::new(informant().descriptor(), "https://a.example", false, credentials).expect("access");
        let bad = informant().number_request(&access, &number_asked()).map(|_| ());
        assert_eq!(bad, Err(BadField { field: "key".to_owned() }), "{key:?}");
    }
}

fn bill(body: &str) -> Result<Option<ToldBill>, Trouble> {
    informant().read_bill(&access(), &bill_asked(), &reply(body))
}

#[test]
fn a_bill_is_read_whatever_types_its_fields_have() {
    let whole = ToldBill {
        amount: Paise::new(123_450),
        name: Some("Asha Patil".into()),
        due_date: Some("2026-12-05".into()),
        bill_number: Some("88231".into()),
        period: Some("Nov 2026".into()),
    };
    let body = r#"{"status":"ok","number":"1700 2345 6789","amount":"1,234.50","name":" Asha \n Patil ",
        "due_date":"05-12-2026","bill_number":88231,"period":"Nov 2026","more":{"x":[1]}}"#;
    assert_eq!(bill(body), Ok(Some(whole.clone())));
    let noisy = format!("\u{feff}<br />\n<b>Warning</b>:  x in <b>y</b> on line <b>3</b><br />\n{body}");
    assert_eq!(bill(&noisy), Ok(Some(whole)));
    let bare = ToldBill { amount: Paise::ZERO, name: None, due_date: None, bill_number: None, period: None };
    for body in [
        r#"{"status":"OK","number":170023456789,"amount":0}"#,
        r#"{"status":"ok","number":"170023456789","amount":"0.00","name":"","due_date":null,"period":[]}"#,
        r#"{"status":"ok","number":"170023456789","amount":0.0,"name":true,"due_date":"soon","bill_number":{"a":1}}"#,
    ] {
        assert_eq!(bill(body), Ok(Some(bare.clone())), "{body}");
    }
}

#[test]
fn what_is_no_answer_is_told_as_that() {
    let unreadable = Err(Trouble::AnswerUnreadable);
    let number = r#""number":"170023456789""#;
    for (body, wanted) in [
        (String::new(), unreadable.clone()),
        ("null".into(), unreadable.clone()),
        ("[]".into(), unreadable.clone()),
        ("ok".into(), unreadable.clone()),
        ("{".into(), unreadable.clone()),
        ("{}".into(), unreadable.clone()),
        (r#"{"status":"ok"}"#.into(), Err(Trouble::AnswerNotOurs)),
        (r#"{"status":"ok","number":"170023456780","amount":"5"}"#.into(), Err(Trouble::AnswerNotOurs)),
        (r#"{"status":"ok","number":["170023456789"],"amount":"5"}"#.into(), Ok(())),
        (format!(r#"{{"status":"ok",{number}}}"#), unreadable.clone()),
        (format!(r#"{{"status":"ok",{number},"amount":"-5"}}"#), unreadable.clone()),
        (format!(r#"{{"status":"ok",{number},"amount":"10.005"}}"#), unreadable.clone()),
        (format!(r#"{{"status":"ok",{number},"amount":"many"}}"#), unreadable.clone()),
        (format!(r#"{{"status":"ok",{number},"amount":99999999999999999999999}}"#), unreadable.clone()),
        (format!(r#"{{"status":{{"a":1}},{number},"amount":5}}"#), unreadable.clone()),
        (format!(r#"{{"status":"fine",{number},"amount":5}}"#), unreadable.clone()),
        (r#"{"status":"error","message":"Busy"}"#.into(), Err(Trouble::ProviderSays { words: "Busy".into() })),
        (r#"{"status":"refused","message":"No"}"#.into(), Err(Trouble::CredentialsRefused { words: "No".into() })),
        ("<html><title>Log in</title></html>".into(), Err(Trouble::WebPageAtAddress)),
    ] {
        assert_eq!(bill(&body).map(|_| ()), wanted, "{body}");
    }
    assert_eq!(bill(r#"{"status":"unknown","message":"No such consumer"}"#), Ok(None));
}

#[test]
fn whose_a_number_is_is_read_only_of_that_number() {
    let read = |body: &str| informant().read_number(&access(), &number_asked(), &reply(body));
    let told = |operator: &str, circle: Option<&str>| {
        Ok(Some(ToldNumber { operator: operator.into(), circle: circle.map(str::to_owned) }))
    };
    let body = r#"{"status":"ok","number":"98123 00045","operator":"airtel","circle":"mumbai"}"#;
    assert_eq!(read(body), told("airtel", Some("mumbai")));
    assert_eq!(read(r#"{"status":"ok","number":9812300045,"operator":"Jio","circle":[]}"#), told("Jio", None));
    for body in [r#"{"status":"ok","operator":"Jio"}"#, r#"{"status":"ok","number":"9812300046","operator":"Jio"}"#] {
        assert_eq!(read(body), Err(Trouble::AnswerNotOurs), "{body}");
    }
    assert_eq!(read(r#"{"status":"ok","number":"9812300045"}"#), Err(Trouble::AnswerUnreadable));
    assert_eq!(read(r#"{"status":"unknown"}"#), Ok(None));
}

fn plans(body: &str) -> Result<Option<Vec<ToldPlan>>, Trouble> {
    informant().read_plans(&access(), &reply(body))
}

#[test]
fn plans_are_read_one_by_one_and_odd_ones_are_passed_over() {
    let body = r#"{"status":"ok","plans":[
        {"amount":"299","days":28,"data":"1.5 GB/day","words":{"en":"Calls to all","hi":"मुफ़्त कॉल","xx":"?","gu":5}},
        {"amount":19.00,"days":"1 day","data":"1 GB","words":"Data pack"},
        {"amount":"199","days":"a month","data":null,"words":{}},
        {"amount":"-5","days":28}, {"amount":"0","days":28}, {"days":28}, "299", null, [1], {"amount":{"a":1},"days":28},
        {"amount":299,"days":30}
    ]}"#;
    let [en, hi] = ["en", "hi"].map(|code| Language::of_code(code).expect("a language"));
    let day = PlanData { mb: 1_536, per: DataPer::Day };
    let total = PlanData { mb: 1_024, per: DataPer::Total };
    assert_eq!(
        plans(body),
        Ok(Some(vec![
            ToldPlan {
                amount: Paise::new(29_900),
                days: Some(28),
                data: Some(day),
                words: [(en, "Calls to all".to_owned()), (hi, "मुफ़्त कॉल".to_owned())].into(),
            },
            ToldPlan {
                amount: Paise::new(1_900),
                days: Some(1),
                data: Some(total),
                words: [(en, "Data pack".to_owned())].into(),
            },
        ]))
    );
    assert_eq!(plans(r#"{"status":"ok","plans":[]}"#), Ok(Some(Vec::new())));
    for body in [
        r#"{"status":"ok"}"#,
        r#"{"status":"ok","plans":{}}"#,
        r#"{"status":"ok","plans":"299"}"#,
        r#"{"status":"ok","plans":[1,2]}"#,
    ] {
        assert_eq!(plans(body), Err(Trouble::AnswerUnreadable), "{body}");
    }
}

#[test]
fn of_a_huge_list_only_so_many_plans_are_read() {
    let rows: Vec<String> = (1..=2_000).map(|rupees| format!(r#"{{"amount":{rupees},"days":28}}"#)).collect();
    let body = format!(r#"{{"status":"ok","plans":[{}]}}"#, rows.join(","));
    assert_eq!(plans(&body).map(|plans| plans.map(|plans| plans.len())), Ok(Some(500)));
}

#[test]
fn no_text_is_longer_than_what_is_kept_and_none_holds_the_login() {
    let long = "ab ".repeat(400);
    let body = format!(
        r#"{{"status":"ok","number":"170023456789","amount":5,"name":"{long}","period":"x {KEY} y","bill_number":"\u202eevil"}}"#
    );
    let told = bill(&body).expect("an answer").expect("a bill");
    assert_eq!(told.name.map(|name| name.chars().count()), Some(119), "120 signs, the last of which is a blank");
    assert_eq!(told.period.as_deref(), Some("x ••• y"));
    assert_eq!(told.bill_number.as_deref(), Some("evil"), "nothing turns the line round");
    let body = format!(r#"{{"status":"error","message":"your key is {KEY}"}}"#);
    assert_eq!(bill(&body), Err(Trouble::ProviderSays { words: "your key is •••".into() }));
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let _ = (bill(&body), plans(&body));
        let _ = informant().read_number(&access(), &number_asked(), &reply(&body));
    }

    /// Any JSON in any place is an answer or none, and money is never below zero.
    #[test]
    fn no_json_makes_a_reader_panic(
        status in "\"(ok|unknown|refused|x)\"|[0-9]{1,3}|null|\\[\\]|\\{\\}",
        leaf in "\"[^\"\\\\\\x00-\\x1f]{0,20}\"|-?[1-9][0-9]{0,30}(\\.[0-9]{1,9})?|true|null|\\[1,\\{\\}\\]|\\{\"a\":[0-9]\\}",
        plan in "\"x\"|null|\\{\"amount\":[0-9]{1,2},\"days\":[1-9]\\}|\\{\"amount\":\"[^\"\\\\\\x00-\\x1f]{0,8}\",\"words\":\\{\"en\":1\\}\\}",
    ) {
        let body = format!(
            r#"{{"status":{status},"number":"170023456789","amount":{leaf},"name":{leaf},"due_date":{leaf},"plans":[{plan},{leaf}]}}"#
        );
        if let Ok(Some(told)) = bill(&body) {
            prop_assert!(told.amount >= Paise::ZERO);
            prop_assert!(told.name.is_none_or(|name| name.chars().count() <= 120));
        }
        if let Ok(Some(told)) = plans(&body) {
            prop_assert!(told.iter().all(|plan| plan.amount > Paise::ZERO));
        }
    }
}
