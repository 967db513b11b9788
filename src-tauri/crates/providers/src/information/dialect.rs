//! Galla's own information protocol: forms go out, and one JSON object comes back. `docs/information.md` has every field.

use std::collections::{BTreeMap, BTreeSet};

use domain::{IdForm, Language, Paise, PlanData, parse_day, parse_plan_data, parse_plan_days, typed_line};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{BillQuestion, Informant, NumberQuestion, PlansQuestion, ToldBill, ToldNumber, ToldPlan};
use crate::access::{Access, BadField};
use crate::descriptor::{CircleUse, CredentialField, Descriptor};
use crate::http::Reply;
use crate::money;
use crate::request::{HIDDEN, Method, Request, Value};
use crate::text::{Read, Text, compared, read, read_object, shown};
use crate::trouble::Trouble;

/// The one credential.
const KEY: &str = "key";
/// The most plans that are read of one answer.
const MOST_PLANS: usize = 500;
/// The longest text that is kept of an answer, in signs: as long as the words of a plan may be.
const MOST_SIGNS: usize = 120;

/// Whoever speaks Galla's protocol.
pub(super) struct GallaProtocol;

static DESCRIPTOR: Descriptor = Descriptor {
    slug: "information",
    name: "Information",
    default_base_address: None,
    may_use_plain_http: true,
    credentials: &[CredentialField { key: KEY, label: "key", secret: true }],
    // What follows is about those that sell.
    circle: CircleUse::Unused,
    repeats_order: false,
    page: &[],
    paths: &[],
    may_use_address: false,
    id_form: IdForm::Signs,
};

/// An answer. Each question has its own of these fields; whatever else stands there is passed over.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    status: Text,
    #[serde(deserialize_with = "shown")]
    message: Text,
    #[serde(deserialize_with = "compared")]
    number: Text,
    #[serde(deserialize_with = "shown")]
    operator: Text,
    #[serde(deserialize_with = "shown")]
    circle: Text,
    plans: Option<Box<RawValue>>,
    amount: Text,
    #[serde(deserialize_with = "shown")]
    name: Text,
    #[serde(deserialize_with = "shown")]
    due_date: Text,
    #[serde(deserialize_with = "shown")]
    bill_number: Text,
    #[serde(deserialize_with = "shown")]
    period: Text,
}

/// A plan of an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Plan {
    amount: Text,
    #[serde(deserialize_with = "shown")]
    days: Text,
    #[serde(deserialize_with = "shown")]
    data: Text,
    words: Option<Box<RawValue>>,
}

/// A text of an answer on one line, without secrets and no longer than what is kept; `None` where there is none.
fn line(access: &Access, text: &Text) -> Option<String> {
    // A secret that invisible signs stood in is whole again in one line, so that it is hidden once more.
    let text = access.scrub(&typed_line(&access.scrub(text.get()?)));
    let head: String = text.chars().take(MOST_SIGNS).collect();
    Some(head.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The answer, where it says that it has what was asked for; `None`: it knows nothing of it.
fn told(access: &Access, reply: &Reply) -> Result<Option<Answer>, Trouble> {
    let Read::Object(answer) = read::<Answer>(&reply.body)? else { return Err(Trouble::AnswerUnreadable) };
    let words = line(access, &answer.message);
    match answer.status.word().as_str() {
        "ok" => Ok(Some(answer)),
        "unknown" => Ok(None),
        "refused" => Err(Trouble::CredentialsRefused { words: words.unwrap_or_default() }),
        _ => Err(words.map_or(Trouble::AnswerUnreadable, |words| Trouble::ProviderSays { words })),
    }
}

/// A number by its letters and digits: how it is written says nothing.
fn plain(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect()
}

/// The same for an answer about one number. It must repeat it, so that nobody reads another customer's bill.
fn told_of(access: &Access, number: &str, reply: &Reply) -> Result<Option<Answer>, Trouble> {
    let Some(answer) = told(access, reply)? else { return Ok(None) };
    if plain(answer.number.get().unwrap_or_default()) == plain(number) {
        Ok(Some(answer))
    } else {
        Err(Trouble::AnswerNotOurs)
    }
}

/// What else is said of a plan: by the codes of languages, or one text, which is English.
fn words(access: &Access, raw: Option<&RawValue>) -> BTreeMap<Language, String> {
    let Some(raw) = raw else { return BTreeMap::new() };
    let texts: BTreeMap<String, Text> = match read_object::<BTreeMap<String, Text>>(raw.get()) {
        Some(texts) => texts,
        None => serde_json::from_str(raw.get()).map(|text: Text| [("en".to_owned(), text)].into()).unwrap_or_default(),
    };
    let known = |(code, text): (String, Text)| Some((Language::of_code(&code)?, line(access, &text)?));
    texts.into_iter().filter_map(known).collect()
}

/// A plan of an answer; `None` where it has no amount, or nothing is said of it.
fn plan(access: &Access, raw: &RawValue) -> Option<ToldPlan> {
    let plan = read_object::<Plan>(raw.get())?;
    let amount = money::read(plan.amount.get()?).filter(|amount| *amount > Paise::ZERO)?;
    let days = plan.days.get().and_then(parse_plan_days);
    let data: Option<PlanData> = plan.data.get().and_then(parse_plan_data);
    let words = words(access, plan.words.as_deref());
    (days.is_some() || data.is_some() || !words.is_empty()).then_some(ToldPlan { amount, days, data, words })
}

impl GallaProtocol {
    /// A question: a form to its path, with the key in a header.
    fn question(&self, access: &Access, call: &str, fields: &[(&str, &str)]) -> Result<Request, BadField> {
        let key = access.secret(KEY)?;
        if !key.expose_secret().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(BadField { field: KEY.to_owned() });
        }
        let sent = format!("Bearer {}", key.expose_secret()).into();
        let bearer = Value::Partly { sent, shown: format!("Bearer {HIDDEN}") };
        let request = access.request(Method::Post, &["v1", call]).header("authorization", bearer);
        let told = fields.iter().filter(|(_, value)| !value.is_empty());
        Ok(told.fold(request, |request, (name, value)| request.parameter(name, *value)))
    }
}

impl Informant for GallaProtocol {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn plans_request(&self, access: &Access, asked: &PlansQuestion) -> Result<Request, BadField> {
        let fields = [
            ("service", asked.service.as_str()),
            ("operator", asked.operator.as_str()),
            ("operator_name", asked.operator_name.as_str()),
            ("circle", asked.circle.as_str()),
            ("circle_name", asked.circle_name.as_str()),
        ];
        self.question(access, "plans", &fields)
    }

    fn read_plans(&self, access: &Access, reply: &Reply) -> Result<Option<Vec<ToldPlan>>, Trouble> {
        let Some(answer) = told(access, reply)? else { return Ok(None) };
        let raw = answer.plans.ok_or(Trouble::AnswerUnreadable)?;
        let listed: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).map_err(|_| Trouble::AnswerUnreadable)?;
        let mut above = BTreeSet::new();
        let plans: Vec<ToldPlan> = listed
            .iter()
            .take(MOST_PLANS)
            .filter_map(|raw| plan(access, raw))
            .filter(|plan| above.insert(plan.amount))
            .collect();
        // A list of which nothing can be read is no list of plans.
        if plans.is_empty() && !listed.is_empty() { Err(Trouble::AnswerUnreadable) } else { Ok(Some(plans)) }
    }

    fn number_request(&self, access: &Access, asked: &NumberQuestion) -> Result<Request, BadField> {
        self.question(access, "number", &[("service", asked.service.as_str()), ("number", asked.number.as_str())])
    }

    fn read_number(
        &self,
        access: &Access,
        asked: &NumberQuestion,
        reply: &Reply,
    ) -> Result<Option<ToldNumber>, Trouble> {
        let Some(answer) = told_of(access, &asked.number, reply)? else { return Ok(None) };
        let operator = line(access, &answer.operator).ok_or(Trouble::AnswerUnreadable)?;
        Ok(Some(ToldNumber { operator, circle: line(access, &answer.circle) }))
    }

    fn bill_request(&self, access: &Access, asked: &BillQuestion) -> Result<Request, BadField> {
        let fields = [
            ("service", asked.service.as_str()),
            ("operator", asked.operator.as_str()),
            ("operator_name", asked.operator_name.as_str()),
            ("number", asked.number.as_str()),
        ];
        let request = self.question(access, "bill", &fields)?;
        let typed = asked.fields.iter().filter(|(_, text)| !text.is_empty());
        Ok(typed.fold(request, |request, (field, text)| request.parameter(field.as_str(), text.as_str())))
    }

    fn read_bill(&self, access: &Access, asked: &BillQuestion, reply: &Reply) -> Result<Option<ToldBill>, Trouble> {
        let Some(answer) = told_of(access, &asked.number, reply)? else { return Ok(None) };
        let amount = answer.amount.get().and_then(money::read).filter(|amount| *amount >= Paise::ZERO);
        Ok(Some(ToldBill {
            amount: amount.ok_or(Trouble::AnswerUnreadable)?,
            name: line(access, &answer.name),
            due_date: answer.due_date.get().and_then(parse_day),
            bill_number: line(access, &answer.bill_number),
            period: line(access, &answer.period),
        }))
    }
}
