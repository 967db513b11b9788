//! The calls of a company that sells agent services, each outcome told in words.

use domain::{Paise, PanMode};
use providers::probe::api_status;
use providers::{
    Access, Agent, Http, LoadQuestion, PanApplication, PanKind, PanQuestion, SendError, Standing, Start, Trouble,
    Verification,
};

use super::shared::lost;
use super::{Call, NUMBER, kind, word};
use crate::golden_agent::{aadhaar, account_question, onboarding, opening, order_id, otp_answer};

/// The load of the samples.
pub const LOAD_ID: &str = "WAL5550000000417";

fn unanswered(call: Call, error: &SendError) -> String {
    match error {
        SendError::MaybeSent(trouble) => lost(call, &kind(trouble)),
        SendError::NeverSent(trouble) => format!("not sent: {}", kind(trouble)),
    }
}

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

fn resumed<T>(call: Call, outcome: Result<Result<T, Trouble>, SendError>) -> String {
    match outcome {
        Ok(Ok(_)) => "a page".to_owned(),
        Ok(Err(trouble)) => format!("refused: {}", kind(&trouble)),
        Err(error) => unanswered(call, &error),
    }
}

fn verified(call: Call, outcome: Result<Verification, SendError>) -> String {
    match outcome {
        Ok(Verification::Verified(_)) => "verified".to_owned(),
        Ok(Verification::Rejected { trouble, .. }) => format!("rejected: {}", kind(&trouble)),
        Ok(Verification::Unclear(trouble)) => format!("unclear: {}", kind(&trouble)),
        Err(error) => unanswered(call, &error),
    }
}

/// What came of an answer to one of the agent's calls, in words.
pub async fn told(http: &dyn Http, agent: &'static dyn Agent, access: &Access, call: Call) -> String {
    let (order_id, number, account) = (order_id(), NUMBER.to_owned(), account_question());
    let load = LoadQuestion { order_id: LOAD_ID.to_owned(), amount: Paise::new(50_000) };
    match call {
        Call::ApiStatus => match api_status(http, agent, access).await {
            Ok(status) => format!("{} paise", status.balance.map_or(0, Paise::get)),
            Err(trouble) => format!("refused: {}", kind(&trouble)),
        },
        Call::Onboard => began(call, agent.onboard(access, &onboarding()).unwrap().ask(http, access).await.outcome),
        Call::OpenAccount => {
            began(call, agent.open_account(access, &opening()).unwrap().ask(http, access).await.outcome)
        }
        Call::AccountStatus => {
            stands(call, agent.account_status(access, &account).unwrap().ask(http, access).await.outcome)
        }
        Call::AccountDetails => {
            stands(call, agent.account_details(access, &account).unwrap().ask(http, access).await.outcome)
        }
        Call::ResumeAccount => {
            resumed(call, agent.resume_account(access, &account).unwrap().ask(http, access).await.outcome)
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
        Call::ResumePan => resumed(call, agent.resume_pan(access, &order_id).unwrap().ask(http, access).await.outcome),
        Call::SendOtp => {
            began(call, agent.send_otp(access, &order_id, &aadhaar()).unwrap().ask(http, access).await.outcome)
        }
        Call::VerifyOtp => {
            verified(call, agent.verify_otp(access, &otp_answer()).unwrap().ask(http, access).await.outcome)
        }
        other => panic!("{other:?} is no call of an agent"),
    }
}
