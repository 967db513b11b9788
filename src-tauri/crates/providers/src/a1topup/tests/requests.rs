//! A1Topup's requests, with the callbacks about them.

use super::*;

fn access() -> Access {
    let fields = [("username", "500771"), ("pwd", "s3cr t")];
    let credentials = fields.map(|(key, value)| (key.to_owned(), value.to_owned().into())).into();
    Access::new(A1Topup.descriptor(), "https://a1.example", false, credentials).unwrap()
}

#[test]
fn the_requests_are_the_papers() {
    let extras = [("value1", "040"), ("value2", "80012")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let with_extras = Order { extras: extras.into(), amount: Paise::new(1_050), ..order() };
    let recharge = A1Topup.recharge_request(&access(), &with_extras).unwrap();
    let expected = "username=500771&pwd=s3cr+t&circlecode=14&operatorcode=RC&number=9812300045&amount=10.50&\
        orderid=K7QX2M000017&format=json&value1=040&value2=80012";
    assert_eq!(
        (recharge.address.as_str(), recharge.exposed_form().as_str()),
        ("https://a1.example/recharge/api", expected)
    );
    let balance = A1Topup.balance_request(&access()).unwrap();
    assert_eq!(balance.address.as_str(), "https://a1.example/recharge/balance");
    assert_eq!(balance.exposed_form(), "username=500771&pwd=s3cr+t&format=json");
    let enquiries = A1Topup.enquiry_requests(&access(), &order()).unwrap();
    assert_eq!((enquiries.len(), enquiries[0].address.as_str()), (1, "https://a1.example/recharge/status"));
    assert_eq!(enquiries[0].exposed_form(), "username=500771&pwd=s3cr+t&orderid=K7QX2M000017&format=json");
    for request in [&recharge, &balance, &enquiries[0]] {
        assert_eq!((request.method, request.plain_http), (Method::Post, false));
        assert!(request.to_string().contains("pwd=•••") && !request.to_string().contains("s3cr"));
    }
    assert!(A1Topup.list_request(&access()).is_none());
}

#[test]
fn without_a_circle_nothing_is_sent() {
    for circle_code in [None, Some(String::new()), Some(" ".to_owned())] {
        let refused = A1Topup.recharge_request(&access(), &Order { circle_code, ..order() });
        assert_eq!(refused.err(), Some(BadField { field: "circlecode".to_owned() }));
    }
    let foreign = Order { extras: [("pwd".to_owned(), "other".to_owned())].into(), ..order() };
    let refused = A1Topup.recharge_request(&access(), &foreign);
    assert_eq!(refused.err(), Some(BadField { field: "pwd".to_owned() }), "only the paper's two extra parameters");
    assert!(A1Topup.circles().len() > 4 && A1Topup.circles().iter().all(|row| !row.code.is_empty()));
}

#[test]
fn a_callback_names_our_order() {
    let told =
        |text: &str| A1Topup.read_callback(&Fields::read(text.as_bytes())).map(|hint| (hint.order_id, hint.cost));
    let ours = Some((ORDER_ID.to_owned(), Default::default()));
    for text in [
        "txid=K7QX2M000017&status=Success&opid=BR00071KX42A",
        "txid=K7QX2M000017&status=Failure&opid=",
        "TXID=K7QX2M000017&Status=whatever",
    ] {
        assert_eq!(told(text), ours, "{text}");
    }
    for text in ["", "txid=K7QX2M000017", "status=Success", "txid=&status=Success", "TNO=K7QX2M000017&ST=1"] {
        assert_eq!(told(text), None, "{text}");
    }
}
