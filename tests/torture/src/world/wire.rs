//! What a request of the till asks for, read anew from what would go over the line.

use providers::Request;
use url::form_urlencoded;

/// The sellers, in the order of the registry.
pub const SLUGS: [&str; 4] = ["inspay", "a1topup", "rechargeopen", "paygrt"];

/// One call to one company.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its place in [`SLUGS`].
    pub firm: usize,
    /// What it asks for.
    pub ask: Ask,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub enum Ask {
    /// To recharge.
    Recharge(Wish),
    /// Where an order stands; `on`: of that day, in the dialect that wants one.
    Enquiry { order_id: String, on: Option<String> },
    /// What the wallet holds.
    Balance,
}

/// A recharge as asked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    pub order_id: String,
    pub number: String,
    pub amount: String,
}

/// The address of a company in this world.
pub fn base_address(slug: &str) -> String {
    format!("https://{slug}.invalid")
}

impl Call {
    /// Reads a request; `None` when it is none that any of the companies knows.
    pub fn read(request: &Request) -> Option<Call> {
        let host = request.address.host_str()?;
        let firm = SLUGS.iter().position(|slug| host.strip_suffix(".invalid") == Some(slug))?;
        let form = Form(form_urlencoded::parse(request.exposed_form().as_bytes()).into_owned().collect());
        let path: Vec<&str> = request.address.path_segments()?.collect();
        let ask = match (SLUGS[firm], path.as_slice()) {
            ("inspay", ["v3", "recharge", what]) | ("a1topup", ["recharge", what]) => form.flat(what),
            ("rechargeopen", ["Admin", "RechargeAPI.aspx"]) => form.packed(),
            ("paygrt", ["v1", "recharges", "status", _]) => {
                Some(Ask::Enquiry { order_id: form.field("api_ref_id"), on: Some(form.field("txn_date")) })
            }
            ("paygrt", ["v1", "recharges", _]) => Some(Ask::Recharge(Wish {
                order_id: form.field("api_ref_id"),
                number: form.field("recharge_number"),
                amount: form.field("recharge_amount"),
            })),
            ("paygrt", ["v1", "merchants", _, "balance"]) => Some(Ask::Balance),
            _ => None,
        }?;
        Some(Call { firm, ask })
    }

    /// The order it is about.
    pub fn order_id(&self) -> Option<&str> {
        match &self.ask {
            Ask::Recharge(wish) => Some(&wish.order_id),
            Ask::Enquiry { order_id, .. } => Some(order_id),
            Ask::Balance => None,
        }
    }
}

struct Form(Vec<(String, String)>);

impl Form {
    fn field(&self, name: &str) -> String {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn flat(&self, what: &str) -> Option<Ask> {
        let order_id = self.field("orderid");
        match what {
            "api" => Some(Ask::Recharge(Wish { order_id, number: self.field("number"), amount: self.field("amount") })),
            "status" => Some(Ask::Enquiry { order_id, on: None }),
            "balance" => Some(Ask::Balance),
            _ => None,
        }
    }

    fn packed(&self) -> Option<Ask> {
        let message = self.field("Message");
        let own = |text: &str| text.to_owned();
        match message.split('$').collect::<Vec<_>>().as_slice() {
            ["BAL", _] => Some(Ask::Balance),
            ["STATUS", order_id, _] => Some(Ask::Enquiry { order_id: own(order_id), on: None }),
            [_, number, amount, _, _, order_id] => {
                Some(Ask::Recharge(Wish { order_id: own(order_id), number: own(number), amount: own(amount) }))
            }
            _ => None,
        }
    }
}
