//! The shopkeeper's own part of the catalogue: corrected codes, added operators, offers switched off, live lists.

use domain::{Service, circle, operator};
use providers::call;
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::settings::lists::{CircleOffer, LiveList, OwnOperator};
use crate::{CodeFrom, Mode, Problem, Shop};

/// The longest code, in signs. The papers' longest has eleven.
const CODE_MAX: usize = 24;
/// The longest name of an operator, in letters.
const NAME_MAX: usize = 48;

/// An operator to add, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OperatorInput {
    pub name: String,
    pub service: Service,
    pub provider: String,
    pub code: String,
}

/// A provider's code for a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CircleCode {
    pub circle: String,
    pub code: String,
    pub provenance: CodeFrom,
}

/// What fetching a provider's list changed. Ids of operators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct FetchedList {
    pub provider: String,
    #[specta(type = Option<Number>)]
    pub fetched_at_ms: Option<i64>,
    pub added: Vec<String>,
    pub left: Vec<String>,
    pub changed: Vec<String>,
}

/// A code as typed: visible ASCII without blanks. A Cyrillic letter that looks like a Latin one sells nothing, or
/// something else.
fn check_code(typed: &str) -> Result<String, Problem> {
    let code = typed.trim();
    let plain = !code.is_empty() && code.len() <= CODE_MAX && code.bytes().all(|sign| sign.is_ascii_graphic());
    // The separator of one of the dialects.
    if plain && !code.contains('$') { Ok(code.to_owned()) } else { Err(Problem::CodeWrong) }
}

impl Shop {
    /// Types or confirms a code; an empty one takes the correction back.
    pub async fn save_code(&self, provider: &str, operator: &str, code: &str) -> Result<(), Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let slug = self.company(provider).map_err(one)?.descriptor().slug;
        if self.till().lists().operator(operator).is_none() {
            return Err(one(Problem::OperatorMissing));
        }
        let typed = if code.trim().is_empty() { None } else { Some(check_code(code).map_err(one)?) };
        let mut state = self.state.lock().await;
        self.change_catalogue(&mut state, |file| {
            let codes = file.codes.entry(slug.to_owned()).or_default();
            match typed {
                Some(code) => drop(codes.insert(operator.to_owned(), code)),
                None => drop(codes.remove(operator)),
            }
        })
        .map_err(one)
    }

    /// Switches one offer on or off.
    pub async fn set_offer(&self, provider: &str, operator: &str, on: bool) -> Result<(), Problem> {
        let slug = self.company(provider)?.descriptor().slug;
        let mut state = self.state.lock().await;
        self.change_catalogue(&mut state, |file| {
            let off = file.off.entry(slug.to_owned()).or_default();
            if on {
                off.remove(operator);
            } else {
                off.insert(operator.to_owned());
            }
        })
    }

    /// Adds an operator that no paper has.
    pub async fn add_operator(&self, input: &OperatorInput) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        let name = domain::typed_line(&input.name);
        if name.is_empty() || name.chars().count() > NAME_MAX {
            problems.push(Problem::OperatorNameMissing);
        }
        if input.service == Service::MoneyTransfer || input.service.is_at_desk() {
            problems.push(Problem::NoParameters { operator: name.clone() });
        }
        let code = check_code(&input.code).map_err(|problem| problems.push(problem)).ok();
        let seller = self.company(&input.provider).ok().filter(|company| company.seller().is_some());
        if seller.is_none() {
            problems.push(Problem::ProviderNotConnected { provider: input.provider.clone() });
        }
        let (Some(code), Some(seller), true) = (code, seller, problems.is_empty()) else { return Err(problems) };
        let mut state = self.state.lock().await;
        let taken = |id: &str| operator(id).is_some() || state.catalogue.operators.iter().any(|known| known.id == id);
        let counts = state.catalogue.operators_made.saturating_add(1)..;
        let free = counts.map(|count| (count, format!("own-{count}"))).find(|(_, id)| !taken(id));
        let (made, id) = free.unwrap_or_default();
        let service = input.service;
        self.change_catalogue(&mut state, |file| {
            file.operators_made = made;
            file.operators.push(OwnOperator { id: id.clone(), service, name });
            file.codes.entry(seller.descriptor().slug.to_owned()).or_default().insert(id, code);
        })
        .map_err(|problem| vec![problem])
    }

    /// Takes an operator away that was added by hand. Its sales stay in the books.
    pub async fn remove_operator(&self, id: &str) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        if !state.catalogue.operators.iter().any(|known| known.id == id) {
            return Err(Problem::OperatorMissing);
        }
        self.change_catalogue(&mut state, |file| {
            file.operators.retain(|known| known.id != id);
            file.codes.values_mut().for_each(|codes| drop(codes.remove(id)));
            file.off.values_mut().for_each(|off| off.retain(|known| known != id));
        })
    }

    /// A provider's circle codes; none where it has no place for them.
    pub fn circle_codes(&self, provider: &str) -> Vec<CircleCode> {
        let code =
            |row: &CircleOffer| CircleCode { circle: row.circle.clone(), code: row.code.clone(), provenance: row.from };
        self.till().lists().circles(provider).iter().map(code).collect()
    }

    /// Types or confirms a circle's code; an empty one takes the correction back.
    pub async fn save_circle_code(
        &self,
        provider: &str,
        circle_id: &str,
        code: &str,
    ) -> Result<Vec<CircleCode>, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let slug = self.company(provider).map_err(one)?.descriptor().slug;
        if circle(circle_id).is_none() {
            return Err(one(Problem::CircleMissing));
        }
        let typed = if code.trim().is_empty() { None } else { Some(check_code(code).map_err(one)?) };
        {
            let mut state = self.state.lock().await;
            self.change_catalogue(&mut state, |file| {
                let codes = file.circles.entry(slug.to_owned()).or_default();
                match typed {
                    Some(code) => drop(codes.insert(circle_id.to_owned(), code)),
                    None => drop(codes.remove(circle_id)),
                }
            })
            .map_err(one)?;
        }
        Ok(self.circle_codes(slug))
    }

    /// Fetches a provider's live list of operators, merges it and keeps it.
    pub async fn fetch_list(&self, provider: &str) -> Result<FetchedList, Problem> {
        let company = self.company(provider)?;
        let seller = company.seller().ok_or(Problem::ListNotOffered)?;
        let (connection, http, _) = self.line_to_check(provider).await?;
        let rows = call::list(http.as_ref(), seller, &connection.access).await.ok_or(Problem::ListNotOffered)??;
        let slug = company.descriptor().slug;
        let fetched_at_ms = self.ports.clock.now_ms();
        {
            let mut state = self.state.lock().await;
            // What the simulator made up is for practice alone.
            let is_own = state.file.providers.contains_key(slug);
            self.change_catalogue(&mut state, |file| {
                let lists = if is_own { &mut file.lists } else { &mut file.practice_lists };
                lists.insert(slug.to_owned(), LiveList { fetched_at_ms, rows });
            })?;
        }
        let lists = self.lists().await;
        lists.into_iter().find(|list| list.provider == slug).ok_or(Problem::ListNotOffered)
    }

    /// Fetches every list of the shop's own providers that is older than a day. One that cannot be fetched stays as it
    /// was.
    pub async fn refresh_lists(&self) {
        let old_ms = self.ports.clock.now_ms() - domain::DAY_MS;
        let Some(till) = self.tills.of(Mode::Real) else { return };
        for connection in till.connections() {
            let slug = connection.slug();
            let has_list = connection.seller().is_some_and(|seller| seller.list_request(&connection.access).is_some());
            let fetched = self.state.lock().await.catalogue.lists.get(slug).map(|list| list.fetched_at_ms);
            if has_list && fetched.is_none_or(|at_ms| at_ms < old_ms) {
                let _ = self.fetch_list(slug).await;
            }
        }
    }

    /// The connected providers with a live list, and when it was fetched.
    pub async fn lists(&self) -> Vec<FetchedList> {
        let state = self.state.lock().await;
        let lists = self.till().lists();
        let mut fetched = Vec::new();
        for connection in self.till().connections() {
            let slug = connection.slug();
            let has_list = connection.seller().is_some_and(|seller| seller.list_request(&connection.access).is_some());
            if !has_list {
                continue;
            }
            let changes = lists.changes(slug);
            fetched.push(FetchedList {
                provider: slug.to_owned(),
                fetched_at_ms: state.catalogue.list(slug, self.till().mode()).map(|list| list.fetched_at_ms),
                added: changes.added,
                left: changes.left,
                changed: changes.changed,
            });
        }
        fetched
    }
}
