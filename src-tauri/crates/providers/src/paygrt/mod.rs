//! Paygrt v1 (`paygrt.postman.json`): REST with an `api-key` header, an envelope, and two status fields that must
//! agree.

mod status;
mod wire;

#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use domain::{DAY_MS, IdForm, Outcome, Word, india_day, india_day_start_ms};

use crate::access::{Access, BadField};
use crate::catalogue::{self, CatalogueRow, CircleRow};
use crate::descriptor::{CircleUse, CredentialField, Descriptor};
use crate::judge::{bare_recharge, bare_trouble, lost_track, no_record};
use crate::provider::{
    Agent, Answer, Balance, Company, CostEvidence, EnquiryAnswer, Hint, ListedOperator, Order, Provider,
};
use crate::text::{Read, read};
use crate::vocabulary::{Class, Vocabulary};
use crate::{Fields, Method, Reply, Request, Trouble, money};
use status::{Reading, Status, read_enquiry_status, read_recharge_status, says_at_most_failure};
use wire::{BalanceData, Envelope, ListAnswer, ListRow, SaleData};

/// Paygrt.
pub(crate) struct Paygrt;

static DESCRIPTOR: Descriptor = Descriptor {
    slug: "paygrt",
    name: "Paygrt",
    default_base_address: Some("https://api.paygrt.com"),
    may_use_plain_http: false,
    credentials: &[
        CredentialField { key: "merchant_id", label: "merchant_id", secret: false },
        CredentialField { key: "api_key", label: "api-key", secret: true },
    ],
    circle: CircleUse::Unused,
    repeats_order: true,
    page: &[],
    paths: &[],
    may_use_address: false,
    id_form: IdForm::Signs,
};

static CATALOGUE: LazyLock<Vec<CatalogueRow>> = LazyLock::new(|| catalogue::read(include_str!("catalogue.csv")));

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::with(include_str!("vocabulary.csv")));

/// How near to midnight in India the provider's clock may have put a sale on the neighbouring date, in ms. A shop's clock
/// may be wrong by hours, and an honest "no record" of the wrong day must not be taken for one of the sale.
const MIDNIGHT_MARGIN_MS: i64 = 10 * 60 * 60 * 1_000;

impl Paygrt {
    /// A call below `/v1`, authenticated; `{}` in the path stands for the merchant id.
    fn call(access: &Access, method: Method, path: &[&str]) -> Result<Request, BadField> {
        let merchant = access.open("merchant_id")?;
        let segments: Vec<&str> = path.iter().map(|part| if *part == "{}" { merchant } else { part }).collect();
        Ok(access.request(method, &segments).header("api-key", access.secret("api_key")?))
    }
}

/// The dates to ask about: the sale's in India, and its neighbour when the sale was near midnight.
fn enquiry_dates(submitted_at_ms: i64) -> Vec<String> {
    let day = india_day(submitted_at_ms);
    let into_day = india_day_start_ms(&day).map_or(DAY_MS / 2, |start| submitted_at_ms - start);
    let neighbour = if into_day < MIDNIGHT_MARGIN_MS {
        Some(submitted_at_ms - DAY_MS)
    } else if into_day >= DAY_MS - MIDNIGHT_MARGIN_MS {
        Some(submitted_at_ms + DAY_MS)
    } else {
        None
    };
    std::iter::once(day).chain(neighbour.map(india_day)).collect()
}

impl Company for Paygrt {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn balance_request(&self, access: &Access) -> Result<Request, BadField> {
        Paygrt::call(access, Method::Get, &["v1", "merchants", "{}", "balance"])
    }

    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble> {
        let envelope = match read::<Envelope<BalanceData>>(&reply.body)? {
            Read::Object(envelope) => envelope,
            Read::Text(text) => return Err(bare_trouble(&VOCABULARY, &text)),
        };
        match (envelope.status.get(), &envelope.data) {
            (Some("0"), Some(data)) => data.balance.get().and_then(money::balance).ok_or(Trouble::AnswerUnreadable),
            (Some("1"), data) => {
                let reason = data.as_ref().and_then(|data| data.message.get()).or(envelope.message.get());
                Err(Trouble::of_refusal(reason.unwrap_or_default()))
            }
            _ => Err(Trouble::AnswerUnreadable),
        }
    }

    fn read_callback(&self, fields: &Fields) -> Option<Hint> {
        fields.get("recharge_status")?;
        Some(Hint { order_id: fields.get("api_ref_id")?.to_owned(), cost: CostEvidence::default() })
    }

    fn read_status(&self, words: &str) -> Option<Outcome> {
        VOCABULARY.outcome(words)
    }

    fn seller(&'static self) -> Option<&'static dyn Provider> {
        Some(self)
    }

    fn agent(&'static self) -> Option<&'static dyn Agent> {
        None
    }
}

impl Provider for Paygrt {
    fn catalogue(&self) -> &'static [CatalogueRow] {
        &CATALOGUE
    }

    fn circles(&self) -> &'static [CircleRow] {
        &[]
    }

    fn list_request(&self, access: &Access) -> Option<Result<Request, BadField>> {
        Some(Paygrt::call(access, Method::Get, &["v1", "operators", "{}"]))
    }

    fn read_list(&self, reply: &Reply) -> Result<Vec<ListedOperator>, Trouble> {
        let answer = match read::<ListAnswer>(&reply.body)? {
            Read::Object(answer) => answer,
            Read::Text(text) => return Err(bare_trouble(&VOCABULARY, &text)),
        };
        match answer.status.get() {
            Some("0") => {}
            Some("1") => return Err(Trouble::of_refusal(answer.message.get().unwrap_or_default())),
            _ => return Err(Trouble::AnswerUnreadable),
        }
        let mut listed: Vec<ListedOperator> = Vec::new();
        for operator in answer.data.iter().filter_map(ListRow::listed) {
            if !listed.contains(&operator) {
                listed.push(operator);
            }
        }
        // A code that stands for two companies would be sold to one of them: to neither, then.
        let once = |code: &str| listed.iter().filter(|other| other.code == code).count() == 1;
        let sold: Vec<ListedOperator> = listed.iter().filter(|operator| once(&operator.code)).cloned().collect();
        if sold.is_empty() { Err(Trouble::AnswerUnreadable) } else { Ok(sold) }
    }

    fn recharge_request(&self, access: &Access, order: &Order) -> Result<Request, BadField> {
        Ok(Paygrt::call(access, Method::Post, &["v1", "recharges", "{}"])?
            .parameter("api_ref_id", order.order_id.as_str())
            .parameter("recharge_number", order.number.as_str())
            .parameter("recharge_amount", order.amount.to_wire().as_str())
            .parameter("operator_code", order.code.as_str()))
    }

    fn read_recharge(&self, order: &Order, reply: &Reply) -> Answer {
        let envelope = match read::<Envelope<SaleData>>(&reply.body) {
            Ok(Read::Object(envelope)) => envelope,
            Ok(Read::Text(text)) => return bare_recharge(&VOCABULARY, &text, reply.status),
            Err(trouble) => return Answer::Unclear(trouble),
        };
        let words = envelope.words();
        let is_ours = envelope.data.as_ref().is_some_and(|data| data.api_ref_id.get().is_some());
        if envelope.data.as_ref().is_some_and(|data| data.echo().contradicts(order)) {
            return Answer::Unclear(Trouble::AnswerNotOurs);
        }
        // The gate speaks of the call and names no order; nothing beside it may say that there is a sale.
        let is_bare = !is_ours && envelope.status.get() == Some("1");
        if is_bare
            && says_at_most_failure(&envelope.status, envelope.data.as_ref())
            && VOCABULARY.gate(&envelope.all_words()).is_some()
        {
            let told = envelope.data.as_ref().map(|data| data.particulars(&words)).unwrap_or_default();
            let told = crate::Particulars { words: Some(words.clone()), ..told };
            return Answer::Rejected(told, Trouble::of_refusal(&words));
        }
        let Some(data) = &envelope.data else { return Answer::Unclear(Trouble::of_refusal(&words)) };
        match read_recharge_status(&envelope.status, data) {
            Reading::Is(Status::Fail) => refused(&envelope, data, is_ours),
            Reading::Is(status) if data.is_denied(status) || envelope.denies_good_news() => {
                Answer::Unclear(Trouble::AnswerContradictsItself)
            }
            Reading::Is(_) if !is_ours => Answer::Unclear(Trouble::AnswerNotOurs),
            Reading::Is(_) if data.said().lost_track() => Answer::Unclear(Trouble::of_refusal(&words)),
            Reading::Is(Status::Success) => Answer::Succeeded(data.particulars(&words)),
            Reading::Is(Status::Pending) => Answer::Accepted(data.particulars(&words)),
            // Money cannot be given back that was not taken.
            Reading::Is(Status::Refunded) => Answer::Unclear(Trouble::ProviderSays { words }),
            Reading::Contradiction => Answer::Unclear(Trouble::AnswerContradictsItself),
            Reading::UnknownWord(words) => Answer::Unclear(Trouble::AnswerWordUnknown { words }),
        }
    }

    fn enquiry_requests(&self, access: &Access, order: &Order) -> Result<Vec<Request>, BadField> {
        let on_date = |date: String| {
            Ok(Paygrt::call(access, Method::Post, &["v1", "recharges", "status", "{}"])?
                .parameter("api_ref_id", order.order_id.as_str())
                .parameter("txn_date", date.as_str()))
        };
        enquiry_dates(order.submitted_at_ms).into_iter().map(on_date).collect()
    }

    fn read_enquiry(&self, order: &Order, reply: &Reply) -> EnquiryAnswer {
        let nothing = EnquiryAnswer::SaysNothing;
        let envelope = match read::<Envelope<SaleData>>(&reply.body) {
            Ok(Read::Object(envelope)) => envelope,
            Ok(Read::Text(text)) => return nothing(bare_trouble(&VOCABULARY, &text)),
            Err(trouble) => return nothing(trouble),
        };
        let words = envelope.words();
        let said = VOCABULARY.said(&envelope.all_words());
        // Before the word is read: a service that repeats our id and says "Fail" may mean that it looked in vain.
        let in_vain =
            said.no_order() && !said.lost_track() && says_at_most_failure(&envelope.status, envelope.data.as_ref());
        if in_vain && !envelope.data.as_ref().is_some_and(|data| data.echo().without_blanks().contradicts(order)) {
            return no_record(words);
        }
        if envelope.data.as_ref().is_some_and(|data| data.echo().contradicts(order)) {
            return nothing(Trouble::AnswerNotOurs);
        }
        // The recorded answer carries our id and the word; without them it is about the call, not the sale.
        let told = envelope
            .data
            .as_ref()
            .filter(|data| data.api_ref_id.get().is_some() && data.recharge_status.get().is_some());
        let Some(data) = told else { return nothing(Trouble::of_refusal(&words)) };
        // The envelope's words are about the enquiry. A balance here would be of the sale's moment or of now; the paper
        // does not say.
        let inner = data.message.get().unwrap_or_default();
        let says = |status: Status| {
            let particulars = crate::Particulars { balance: None, ..data.particulars(inner) };
            EnquiryAnswer::Says(Word::from(status), particulars)
        };
        let is_refused_call =
            envelope.status.get() == Some("1") && matches!(said.of_gate(), Some(Class::GateLogin | Class::GateAddress));
        match read_enquiry_status(&envelope.status, data) {
            Reading::Is(Status::Fail) if is_refused_call => nothing(Trouble::of_refusal(&words)),
            Reading::Is(Status::Success | Status::Pending) if envelope.denies_good_news() => {
                nothing(Trouble::AnswerContradictsItself)
            }
            Reading::Is(status) if data.is_denied(status) || said.no_order() => {
                nothing(Trouble::AnswerContradictsItself)
            }
            Reading::Is(status @ Status::Fail) if said.may_have_lost_track() => {
                lost_track(nothing, || says(status), &words)
            }
            Reading::Is(_) if data.said().lost_track() => nothing(Trouble::of_refusal(&words)),
            Reading::Is(status) => says(status),
            Reading::Contradiction => nothing(Trouble::AnswerContradictsItself),
            Reading::UnknownWord(words) => nothing(Trouble::AnswerWordUnknown { words }),
        }
    }
}

/// A failure in answer to a recharge call. Here the envelope is about the same thing: the recorded failure says "Fail" in
/// both.
fn refused(envelope: &Envelope<SaleData>, data: &SaleData, is_ours: bool) -> Answer {
    let words = envelope.words();
    let said = VOCABULARY.said(&envelope.all_words());
    let rejected = || Answer::Rejected(data.particulars(&words), Trouble::of_refusal(&words));
    if said.duplicate() {
        return Answer::duplicate();
    }
    if said.may_have_lost_track() {
        return lost_track(Answer::Unclear, rejected, &words);
    }
    let envelope_said = VOCABULARY.said(envelope.message.get().unwrap_or_default());
    if data.is_denied(Status::Fail) || envelope_said.denies_failure() {
        return Answer::Unclear(Trouble::AnswerContradictsItself);
    }
    // Somebody looked for the order, and looked in vain: nobody knows what became of it.
    if said.no_order() {
        return Answer::Unclear(Trouble::of_refusal(&words));
    }
    // The recorded failure names our order: of what does not, only the gate is believed.
    if is_ours || VOCABULARY.gate(&envelope.all_words()).is_some() {
        return rejected();
    }
    Answer::Unclear(if words.is_empty() { Trouble::AnswerNotOurs } else { Trouble::of_refusal(&words) })
}
