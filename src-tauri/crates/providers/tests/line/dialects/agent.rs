//! The calls of a company that sells agent services, and what came of them in words.

use domain::{OrderId, Paise, Pan};
use providers::probe::api_status;
use providers::{
    Access, AccountKind, AccountOpening, AccountQuestion, Agent, Http, LoadQuestion, PanApplication, PanKind, PanMode,
    PanQuestion, SendError, Standing, Start,
};
use url::Url;

use super::shared::lost;
use super::{Call, NUMBER, ORDER_ID, kind, word};

pub const LOAD_ID: &str = "WAL7700112233445";
pub const TXN_ID: &str = "NSDLGALLA0001";
pub const PAN: &str = "ABCPE1234F";

fn began<T>(call: Call, outcome: Result<Start<T>, SendError>) -> String {
    match outcome {
        Ok(Start::Started(_)) => "started".to_owned(),
        Ok(Start::Rejected { trouble, .. }) => format!("rejected: {}", kind(&trouble)),
        Ok(Start::Unclear(trouble)) => format!("unclear: {}", kind(&trouble)),
        Err(error) => unanswered(call, &error),
    }
}

fn stands<T>(call: Call, outcome: Result<Standing<T>, SendError>) -> String {
    match outcome {
        Ok(Standing::Says(said, _)) => format!("says {}", word(said)),
        Ok(Standing::NoRecord(_)) => "no record".to_owned(),
        Ok(Standing::SaysNothing(trouble)) => format!("says nothing: {}", kind(&trouble)),
        Err(error) => unanswered(call, &error),
    }
}

fn unanswered(call: Call, error: &SendError) -> String {
    match error {
        SendError::MaybeSent(trouble) => lost(call, &kind(trouble)),
        SendError::NeverSent(trouble) => format!("not sent: {}", kind(trouble)),
    }
}

/// What came of an answer to one of the agent's calls, in words.
pub async fn told(http: &dyn Http, agent: &'static dyn Agent, access: &Access, call: Call) -> String {
    let order_id = OrderId::parse(ORDER_ID).unwrap();
    let load = LoadQuestion { order_id: LOAD_ID.to_owned(), amount: Paise::new(10_000) };
    let account =
        AccountQuestion { order_id: order_id.clone(), txn_id: Some(TXN_ID.to_owned()), pan: Pan::parse(PAN).unwrap() };
    let number = NUMBER.to_owned();
    match call {
        Call::ApiStatus => match api_status(http, agent, access).await {
            Ok(status) => format!("{} paise", status.balance.map_or(0, Paise::get)),
            Err(trouble) => format!("refused: {}", kind(&trouble)),
        },
        Call::OpenAccount => {
            let asked = agent.open_account(access, &opening()).unwrap();
            began(call, asked.ask(http, access).await.outcome)
        }
        Call::AccountStatus => {
            stands(call, agent.account_status(access, &account).unwrap().ask(http, access).await.outcome)
        }
        Call::AccountDetails => {
            stands(call, agent.account_details(access, &account).unwrap().ask(http, access).await.outcome)
        }
        Call::LoadWallet => {
            began(call, agent.load_wallet(access, load.amount).unwrap().ask(http, access).await.outcome)
        }
        Call::LoadStatus => stands(call, agent.load_status(access, &load).unwrap().ask(http, access).await.outcome),
        Call::ApplyForPan => {
            let application = PanApplication { order_id, number, mode: PanMode::Ekyc, kind: PanKind::New };
            began(call, agent.apply_for_pan(access, &application).unwrap().ask(http, access).await.outcome)
        }
        Call::PanStatus => {
            let question = PanQuestion { order_id, number };
            stands(call, agent.pan_status(access, &question).unwrap().ask(http, access).await.outcome)
        }
        other => panic!("{other:?} is no call of an agent"),
    }
}

fn opening() -> AccountOpening {
    AccountOpening {
        order_id: OrderId::parse(ORDER_ID).unwrap(),
        kind: AccountKind::Saving,
        agent_id: "INX00042".to_owned(),
        agent_pan: Pan::parse("AAAPZ9999K").unwrap(),
        first_name: "Asha".to_owned(),
        middle_name: None,
        last_name: "Example".to_owned(),
        email: "asha@example.invalid".to_owned(),
        phone: NUMBER.to_owned(),
        pan: Pan::parse(PAN).unwrap(),
        pincode: "500001".to_owned(),
        return_url: Url::parse("https://shop.example.invalid/done").unwrap(),
    }
}
