//! The real readers, asked as the till asks them, over a line that has the answer ready.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use async_trait::async_trait;
use domain::{Aadhaar, OrderId, Paise, PanMode};
use providers::call::{Finding, Submission, balance, enquire, list, submit};
use providers::probe::api_status;
use providers::{
    Access, Agent, CircleUse, Company, Fields, Http, LoadQuestion, Order, PanApplication, PanKind, PanQuestion,
    Provider, Reply, Request, SendError, Trouble, company,
};

use super::case::{AADHAAR, ASKED, Asked, Call, Dialect, Facts, Input, PIN, SECRET, Told};
use super::questions::{account_question, onboarding, opening, otp};
use super::told::{began, built, failed, found, kept_of, lost, page, particulars, stands, verified, word};

/// 20 November 2026, 13:50 in India: far from midnight, when an enquiry may be two requests.
const SUBMITTED_AT_MS: i64 = 1_795_162_800_000;

/// What came of an answer.
#[derive(Debug, Clone)]
pub struct Answered {
    pub told: Told,
    pub facts: Facts,
    /// The name of the trouble, where there is one.
    pub trouble: String,
    /// Everything that would be kept or shown of it.
    pub kept: String,
}

/// A dialect's readers with what they need to be asked.
pub struct Subject {
    company: &'static dyn Company,
    access: Access,
    orders: Vec<Order>,
}

/// A line on which this answer comes at once.
struct Ready(Reply);

#[async_trait]
impl Http for Ready {
    async fn send(&self, _request: Request) -> Result<Reply, SendError> {
        Ok(self.0.clone())
    }
}

/// The value of a future that waits for nothing.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("a line that has the answer ready waits for nothing"),
    }
}

fn order(seller: &dyn Provider, asked: &Asked) -> Order {
    let row = seller.catalogue().first().expect("a seller sells something");
    let circle = seller.circles().first().map(|circle| circle.code.clone());
    Order {
        order_id: OrderId::parse(asked.order_id).expect("an order id"),
        service: row.service,
        code: row.code.clone(),
        number: asked.number.to_owned(),
        amount: Paise::new(asked.amount),
        circle_code: circle.filter(|_| seller.descriptor().circle == CircleUse::Required),
        extras: BTreeMap::new(),
        special: false,
        submitted_at_ms: SUBMITTED_AT_MS,
    }
}

impl Subject {
    /// The readers of a dialect.
    pub fn new(dialect: Dialect) -> Subject {
        let company = company(dialect.slug()).expect("every dialect is a company's");
        let descriptor = company.descriptor();
        let value = |key: &str, secret: bool| match (key, secret) {
            ("sms_pin", _) => PIN.to_owned(),
            (_, true) => SECRET.to_owned(),
            (key, false) => format!("open-{key}"),
        };
        let credentials = descriptor.credentials.iter();
        let credentials = credentials.map(|one| (one.key.to_owned(), value(one.key, one.secret).into())).collect();
        let access = Access::new(descriptor, "https://provider.invalid", false, credentials).expect("an address");
        let orders =
            company.seller().map_or_else(Vec::new, |seller| ASKED.iter().map(|asked| order(seller, asked)).collect());
        Subject { company, access, orders }
    }

    /// What the readers make of an answer.
    pub fn read(&self, input: &Input) -> Answered {
        if input.call == Call::Callback {
            return self.heard(input);
        }
        let line = Ready(Reply { status: input.status, server_time_ms: None, body: input.text() });
        if input.call == Call::Balance {
            return match now(balance(&line, self.company, &self.access)) {
                Ok(paise) => found(Told::Money, vec![("paise", paise.get().to_string())], String::new()),
                Err(trouble) => lost(&trouble, format!("{trouble:?}")),
            };
        }
        match (self.company.seller(), self.company.agent()) {
            (Some(seller), _) => self.sold(seller, input, &line),
            (None, Some(agent)) => self.served(agent, input, &line),
            (None, None) => unreachable!("a company is a seller or an agent"),
        }
    }

    fn heard(&self, input: &Input) -> Answered {
        let Some(hint) = self.company.read_callback(&Fields::read(&input.body)) else {
            return lost(&Trouble::AnswerNotOurs, String::new());
        };
        let cost = &hint.cost;
        let mut facts = vec![("order", hint.order_id.clone())];
        let rupees = [("before", cost.balance_before), ("after", cost.balance_after), ("discount", cost.discount)];
        facts.extend(rupees.into_iter().filter_map(|(name, paise)| Some((name, paise?.get().to_string()))));
        facts.extend(cost.discount_rate.map(|rate| ("rate", rate.get().to_string())));
        found(Told::About, facts, String::new())
    }

    fn sold(&self, seller: &'static dyn Provider, input: &Input, line: &Ready) -> Answered {
        let order = &self.orders[input.asked];
        match input.call {
            Call::Recharge => {
                let told = now(submit(line, seller, &self.access, order));
                let kept = kept_of(&told);
                match told.outcome {
                    Submission::Succeeded(told) => found(Told::Succeeded, particulars(&told), kept),
                    Submission::Accepted(told) => found(Told::Accepted, particulars(&told), kept),
                    Submission::Rejected(_, trouble) => failed(&trouble, kept),
                    Submission::Unknown(trouble) => lost(&trouble, kept),
                    Submission::NotSent(trouble) => unreachable!("not sent: {trouble}"),
                }
            }
            Call::Enquiry => {
                let told = now(enquire(line, seller, &self.access, order));
                let kept = kept_of(&told);
                match told.outcome {
                    Finding::Says(said, told) => found(word(said), particulars(&told), kept),
                    Finding::NoRecord(_) => found(Told::NoRecord, Vec::new(), kept),
                    Finding::SaysNothing(trouble) => lost(&trouble, kept),
                    Finding::Offline(trouble) => unreachable!("not sent: {trouble}"),
                }
            }
            Call::List => match now(list(line, seller, &self.access)).expect("a seller that has a list") {
                Ok(rows) => {
                    let rows = rows.iter().map(|row| format!("{}|{}|{:?}", row.code, row.name, row.service));
                    let rows = rows.collect::<Vec<_>>().join("\n");
                    found(Told::Listed, vec![("rows", rows.clone())], rows)
                }
                Err(trouble) => lost(&trouble, format!("{trouble:?}")),
            },
            other => unreachable!("{other:?} is no call of a seller"),
        }
    }

    fn served(&self, agent: &'static dyn Agent, input: &Input, line: &Ready) -> Answered {
        let (access, asked) = (&self.access, input.asked());
        let order_id = OrderId::parse(asked.order_id).expect("an order id");
        let number = asked.number.to_owned();
        let account = account_question(asked, input.call == Call::AccountStatus || asked.pan_is_whole);
        match input.call {
            Call::ApiStatus => match now(api_status(line, agent, access)) {
                Ok(status) => {
                    let paise = status.balance.map(|paise| ("paise", paise.get().to_string()));
                    found(Told::Listed, paise.into_iter().collect(), format!("{status:?}"))
                }
                Err(trouble) => lost(&trouble, format!("{trouble:?}")),
            },
            Call::AccountStatus => {
                stands(now(built(agent.account_status(access, &account)).ask(line, access)), |told| {
                    told.txn_id.clone().map(|id| ("id", id)).into_iter().collect()
                })
            }
            Call::AccountDetails => {
                stands(now(built(agent.account_details(access, &account)).ask(line, access)), |told| {
                    told.txn_id.clone().map(|id| ("id", id)).into_iter().collect()
                })
            }
            Call::ResumeAccount => {
                page(now(built(agent.resume_account(access, &account)).ask(line, access)), |page| page.url.to_string())
            }
            Call::LoadStatus => {
                let question = LoadQuestion { order_id: asked.load_id.to_owned(), amount: Paise::new(asked.amount) };
                stands(now(built(agent.load_status(access, &question)).ask(line, access)), |told| {
                    let paid = told.paid.map(|paise| ("paid", paise.get().to_string()));
                    paid.into_iter().chain(told.new_balance.map(|paise| ("paise", paise.get().to_string()))).collect()
                })
            }
            Call::PanStatus => {
                let question = PanQuestion { order_id, number };
                stands(now(built(agent.pan_status(access, &question)).ask(line, access)), |told| {
                    let fee = told.fee.map(|paise| ("fee", paise.get().to_string()));
                    fee.into_iter().chain(told.acknowledgement.clone().map(|id| ("proof", id))).collect()
                })
            }
            Call::ResumePan => {
                page(now(built(agent.resume_pan(access, &order_id)).ask(line, access)), |page| page.url.to_string())
            }
            Call::VerifyOtp => verified(now(built(agent.verify_otp(access, &otp(&order_id))).ask(line, access))),
            begins => self.begun(agent, begins, asked, line),
        }
    }

    /// The calls that begin something.
    fn begun(&self, agent: &'static dyn Agent, call: Call, asked: &Asked, line: &Ready) -> Answered {
        let access = &self.access;
        let order_id = OrderId::parse(asked.order_id).expect("an order id");
        match call {
            Call::Onboard => began(now(built(agent.onboard(access, &onboarding())).ask(line, access)), |agent| {
                vec![("agent", agent.agent_id.clone())]
            }),
            Call::OpenAccount => {
                let opening = opening(&order_id, asked);
                began(now(built(agent.open_account(access, &opening)).ask(line, access)), |page| {
                    let id = page.txn_id.clone().map(|id| ("id", id));
                    [("url", page.url.to_string())].into_iter().chain(id).collect()
                })
            }
            Call::LoadWallet => {
                let amount = Paise::new(asked.amount);
                began(now(built(agent.load_wallet(access, amount)).ask(line, access)), |load| {
                    vec![
                        ("load", load.order_id.clone()),
                        ("link", load.upi_link.clone()),
                        ("payee", load.payee.clone()),
                    ]
                })
            }
            Call::ApplyForPan => {
                let application = PanApplication {
                    order_id,
                    number: asked.number.to_owned(),
                    mode: PanMode::Ekyc,
                    kind: PanKind::New,
                };
                began(now(built(agent.apply_for_pan(access, &application)).ask(line, access)), |page| {
                    vec![("url", page.url.to_string())]
                })
            }
            Call::SendOtp => {
                let aadhaar = Aadhaar::parse(AADHAAR).expect("a number that fits");
                began(now(built(agent.send_otp(access, &order_id, &aadhaar)).ask(line, access)), |sent| {
                    vec![("request", sent.request_id.clone())]
                })
            }
            other => unreachable!("{other:?} is no call of an agent's company"),
        }
    }
}
