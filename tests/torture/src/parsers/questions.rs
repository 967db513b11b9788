//! What the agents' company is asked, made up.

use domain::{Aadhaar, OrderId, Pan};
use providers::{AccountKind, AccountOpening, AccountQuestion, Onboarding, OtpAnswer};

use super::case::{AADHAAR, AGENT_PAN, Asked, OTP, PAN, REQUEST_ID};

pub(super) fn account_question(asked: &Asked, is_whole: bool) -> AccountQuestion {
    let pan = Pan::parse(PAN).expect("a PAN");
    AccountQuestion {
        order_id: OrderId::parse(asked.order_id).expect("an order id"),
        txn_id: asked.txn_id.map(str::to_owned),
        pan_masked: pan.masked(),
        pan: Some(pan).filter(|_| is_whole),
    }
}

pub(super) fn otp(order_id: &OrderId) -> OtpAnswer {
    OtpAnswer {
        order_id: order_id.clone(),
        request_id: REQUEST_ID.to_owned(),
        otp: OTP.to_owned().into(),
        aadhaar: Aadhaar::parse(AADHAAR).expect("a number that fits"),
    }
}

pub(super) fn onboarding() -> Onboarding {
    Onboarding {
        shop_name: "Sample Telecom & Sons".to_owned(),
        name: "Sample Agent".to_owned(),
        email: "agent+shop@example.invalid".to_owned(),
        mobile: "9812300045".to_owned(),
        date_of_birth: "1990-03-02".to_owned(),
        address: "1, Sample Street".to_owned(),
        state_name: "Uttar Pradesh".to_owned(),
        city_name: "Agra".to_owned(),
        pincode: "282001".to_owned(),
        pan: Pan::parse(AGENT_PAN).expect("a PAN"),
        agent_id: Some("SHOP00417".to_owned()),
    }
}

pub(super) fn opening(order_id: &OrderId, asked: &Asked) -> AccountOpening {
    AccountOpening {
        order_id: order_id.clone(),
        kind: AccountKind::Saving,
        agent_id: "NSDLQ31".to_owned(),
        agent_pan: Pan::parse(AGENT_PAN).expect("a PAN"),
        first_name: "Sample".to_owned(),
        middle_name: None,
        last_name: "Customer".to_owned(),
        email: "customer@example.invalid".to_owned(),
        phone: asked.number.to_owned(),
        pan: Pan::parse(PAN).expect("a PAN"),
        pincode: "282001".to_owned(),
        return_url: "https://shop.example.invalid/done".parse().expect("an address"),
    }
}
