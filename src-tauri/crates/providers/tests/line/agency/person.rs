//! Identity checks, against the simulator.

use super::*;

#[tokio::test]
async fn a_person_is_verified_by_the_right_otp_only() {
    let shop = Shop::open(AT_ONCE).await;
    let aadhaar = Aadhaar::parse(TEST_AADHAAR[0].number).unwrap();
    let sent = shop.asked(agent().send_otp(&shop.access, &id("V1"), &aadhaar)).await;
    let Start::Started(sent) = sent else { panic!("{sent:?}") };
    let answer = |otp: &str| OtpAnswer {
        order_id: id("V1"),
        request_id: sent.request_id.clone(),
        otp: otp.to_owned().into(),
        aadhaar: aadhaar.clone(),
    };
    for (otp, words, expected) in
        [("999999", "Invalid OTP", OtpRefusal::Wrong), ("000000", "OTP Expired", OtpRefusal::Expired)]
    {
        let told = shop.asked(agent().verify_otp(&shop.access, &answer(otp))).await;
        let Verification::Rejected { words: said, why, .. } = told else { panic!("{told:?}") };
        assert_eq!((said.as_str(), why), (words, expected));
    }
    let told = shop.asked(agent().verify_otp(&shop.access, &answer("123456"))).await;
    let Verification::Verified(person) = told else { panic!("{told:?}") };
    assert!(!person.full_name.expose_secret().is_empty() && !person.address.expose_secret().is_empty());
    let again = shop.asked(agent().verify_otp(&shop.access, &answer("123456"))).await;
    assert!(matches!(again, Verification::Rejected { .. }), "{again:?}");
}

#[tokio::test]
async fn every_test_number_of_aadhaar_is_understood() {
    let shop = Shop::open(AT_ONCE).await;
    let mut told = Vec::new();
    for (place, test) in TEST_AADHAAR.iter().enumerate() {
        let aadhaar = Aadhaar::parse(test.number).unwrap();
        let sent = shop.told(agent().send_otp(&shop.access, &id(&format!("V{place}")), &aadhaar)).await;
        told.push(match sent {
            Ok(Start::Started(_)) => "sent",
            Ok(Start::Rejected { .. }) => "refused",
            Ok(Start::Unclear(_)) => "unclear",
            Err(SendError::MaybeSent(_)) => "maybe",
            Err(SendError::NeverSent(_)) => "never",
        });
    }
    assert_eq!(told, ["sent", "sent", "refused", "refused", "unclear", "maybe", "maybe", "unclear", "maybe"]);
}
