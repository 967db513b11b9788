//! Who is likely due again today or tomorrow, with a message that the shopkeeper may send.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::{
    DueAgain, DueSure, DueWhy, Language, Paise, SaleState, Service, SoldOn, day_number, days_of_last_sales, due_again,
    numbered_day, parse_mobile, shown_number, spaced_mobile,
};
use ledger::{CustomerRow, DueDismissed, LedgerError, PlanRow, SaleToNumber};
use receipts::{DueMessage, due_message};
use serde::Serialize;
use specta_typescript::Number;

use crate::books::udhaar::whatsapp_page;
use crate::{Problem, Settings, Till};

/// So many sales of a day are read at once, so that nobody waits for the books meanwhile.
const SALES_AT_ONCE: u32 = 500;
/// So many numbers are looked at at once.
const NUMBERS_AT_ONCE: usize = 100;
/// What was put away is kept for so many days, far longer than anybody is listed.
const KEPT_DAYS: i64 = 60;

/// A number that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DueLine {
    /// Its last sale, which would be sold again.
    #[specta(type = Number)]
    pub sale_id: i64,
    /// The number.
    pub number: String,
    /// The service.
    pub service: Service,
    /// The operator's id.
    pub operator: String,
    /// The amount of the last sale, in paise.
    #[specta(type = Number)]
    pub amount_paise: Paise,
    /// What that amount buys, where the shop's list says it.
    pub plan: Option<PlanRow>,
    /// The business day of the last sale, `2026-11-01`.
    pub sold_on: String,
    /// The day on which it is due.
    pub due_day: String,
    /// In how many days that is; below nothing: so many days ago.
    pub in_days: i32,
    /// Why it is due.
    pub why: DueWhy,
    /// How sure that is.
    pub sure: DueSure,
    /// Whose number it is, where the shop knows the customer.
    #[specta(type = Option<Number>)]
    pub customer: Option<i64>,
    /// The customer's name; it may be empty.
    pub name: String,
    /// The language of the message: the customer's, or the shop's own.
    pub language: Language,
    /// The message.
    pub message: String,
    /// Where it can be sent.
    pub mobile: Option<String>,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DuePage {
    /// The shop's business day.
    pub today: String,
    /// Those of today first, then those of tomorrow, then those whose day is past. Of one day, the surer and the dearer come first.
    pub lines: Vec<DueLine>,
}

/// The shop's plans, by operator and amount.
struct Plans(BTreeMap<(String, Paise), Vec<PlanRow>>);

impl Plans {
    fn of(plans: Vec<PlanRow>) -> Plans {
        let mut by_amount: BTreeMap<(String, Paise), Vec<PlanRow>> = BTreeMap::new();
        for plan in plans {
            by_amount.entry((plan.key.operator.clone(), plan.key.amount_paise)).or_default().push(plan);
        }
        Plans(by_amount)
    }

    /// What a sale bought. What is said of its own circle goes before what is said of all.
    fn of_sale(&self, sale: &SaleToNumber) -> Option<&PlanRow> {
        let plans = self.0.get(&(sale.operator.clone(), sale.amount))?;
        let of_circle = |circle: &str| plans.iter().find(|plan| plan.key.circle == circle);
        of_circle(&sale.circle).or_else(|| of_circle(""))
    }

    fn days(&self) -> BTreeSet<u32> {
        self.0.values().flatten().filter_map(|plan| plan.days).collect()
    }

    /// It is another one whenever the list was changed.
    fn mark(&self) -> String {
        let all = || self.0.values().flatten();
        let days: u64 = all().filter_map(|plan| plan.days).map(u64::from).sum();
        format!("{} {days} {}", all().count(), all().map(|plan| plan.at_ms).max().unwrap_or_default())
    }
}

/// A number that is due, with its last sale.
struct Found<'a> {
    sale: &'a SaleToNumber,
    due: DueAgain,
}

/// Whether a number is due of a service.
fn found<'a>(sales: &'a [SaleToNumber], service: Service, today: i64, plans: &Plans) -> Option<Found<'a>> {
    let done = sales.iter().filter(|sale| sale.service == service && sale.state == SaleState::Succeeded);
    let mut dated: Vec<(i64, &SaleToNumber)> = done.filter_map(|sale| Some((day_number(&sale.day)?, sale))).collect();
    // A clock may have been set back in between.
    dated.sort_by_key(|(day, _)| *day);
    let sold = dated.iter().map(|(day, sale)| SoldOn {
        day: *day,
        amount: sale.amount,
        plan_days: plans.of_sale(sale).and_then(|plan| plan.days),
    });
    let due = due_again(&sold.collect::<Vec<_>>(), today)?;
    let (_, sale) = *dated.get(due.last)?;
    Some(Found { sale, due })
}

/// Whether something newer is on its way to the number: it may be what it is due for.
fn is_on_its_way(sales: &[SaleToNumber], last: &SaleToNumber) -> bool {
    let is_newer = |sale: &&SaleToNumber| sale.service == last.service && sale.sale_id > last.sale_id;
    sales.iter().filter(is_newer).any(|sale| sale.state.is_open())
}

fn services(sales: &[SaleToNumber]) -> BTreeSet<Service> {
    sales.iter().map(|sale| sale.service).filter(|service| service.is_renewed()).collect()
}

/// Where a line stands: today's first, then tomorrow's, then those of the days before.
fn place(line: &DueLine) -> (bool, u32, DueSure, Reverse<Paise>, String) {
    let is_past = line.in_days < 0;
    (is_past, line.in_days.unsigned_abs(), line.sure, Reverse(line.amount_paise), line.number.clone())
}

impl Till {
    /// The numbers whose last sale lies on one of the days that tell of today.
    fn numbers_seen(&self, today: i64, plans: &Plans) -> Result<Vec<String>, LedgerError> {
        let mut numbers = BTreeSet::new();
        for day in days_of_last_sales(today, plans.days()) {
            let (day, mut after) = (numbered_day(day), 0);
            loop {
                let part = self.ledger.numbers_of_day(&day, after, SALES_AT_ONCE)?;
                let Some(last) = part.last() else { break };
                after = last.sale_id;
                let renewed = part.into_iter().filter(|sold| sold.service.is_renewed());
                numbers.extend(renewed.map(|sold| sold.number));
                std::thread::yield_now();
            }
        }
        Ok(numbers.into_iter().collect())
    }

    /// Those of them that are due. They are worked out once for each day and list of plans: what was sold since, or is on its way, is
    /// looked at in [`Till::due_again`].
    fn due_numbers(&self, today: &str, number: i64, plans: &Plans) -> Result<Arc<Vec<String>>, LedgerError> {
        let key = format!("{today} {}", plans.mark());
        self.due_numbers.of(&key, || -> Result<Vec<String>, LedgerError> {
            let mut due = Vec::new();
            for part in self.numbers_seen(number, plans)?.chunks(NUMBERS_AT_ONCE) {
                let all = self.ledger.sales_to_numbers(part)?;
                let is_due = |sales: &Vec<SaleToNumber>| {
                    services(sales).into_iter().any(|service| found(sales, service, number, plans).is_some())
                };
                due.extend(part.iter().zip(&all).filter(|(_, sales)| is_due(sales)).map(|(number, _)| number.clone()));
                std::thread::yield_now();
            }
            Ok(due)
        })
    }

    fn owner_of(&self, number: &str) -> Result<Option<CustomerRow>, LedgerError> {
        let known = self.ledger.customer_of_number(number)?;
        known.map(|known| self.ledger.customer(known.id)).transpose()
    }

    /// What is listed of a number; nothing where its customer was forgotten and it is nobody's since.
    fn due_lines(
        &self,
        settings: &Settings,
        (number, sales): (&str, &[SaleToNumber]),
        today: i64,
        plans: &Plans,
    ) -> Result<Vec<DueLine>, LedgerError> {
        let owner = self.owner_of(number)?;
        if owner.is_none() && sales.iter().any(|sale| sale.is_of_forgotten) {
            return Ok(Vec::new());
        }
        let due = services(sales).into_iter().filter_map(|service| found(sales, service, today, plans));
        let due = due.filter(|found| !is_on_its_way(sales, found.sale));
        Ok(due.map(|found| self.due_line(settings, number, found, owner.as_ref(), today, plans)).collect())
    }

    fn due_line(
        &self,
        settings: &Settings,
        number: &str,
        Found { sale, due }: Found<'_>,
        owner: Option<&CustomerRow>,
        today: i64,
        plans: &Plans,
    ) -> DueLine {
        let facts = owner.map(|owner| &owner.facts);
        let language = facts.and_then(|facts| facts.language).unwrap_or(settings.language);
        let name = facts.map(|facts| facts.name.clone()).unwrap_or_default();
        let theirs = || facts.into_iter().flat_map(|facts| &facts.numbers);
        // A data card and a dish have no WhatsApp; whose they are may have.
        let mobile = match sale.service.takes_mobile_number() {
            true => parse_mobile(number).ok(),
            false => theirs().find(|other| *other != number && parse_mobile(other).is_ok()).cloned(),
        };
        let due_day = numbered_day(due.day);
        let message = DueMessage {
            practice: self.is_practice(),
            name: name.clone(),
            operator: self.names_of_sold(&sale.operator),
            number: shown_number(sale.service, number),
            amount: sale.amount,
            day: due_day.clone(),
            is_past: due.day < today,
            shop_name: settings.shop_name.clone(),
            shop_phone: spaced_mobile(&settings.shop_phone),
        };
        DueLine {
            sale_id: sale.sale_id,
            number: number.to_owned(),
            service: sale.service,
            operator: sale.operator.clone(),
            amount_paise: sale.amount,
            plan: plans.of_sale(sale).cloned(),
            sold_on: sale.day.clone(),
            due_day,
            in_days: i32::try_from(due.day - today).unwrap_or_default(),
            why: due.why,
            sure: due.sure,
            customer: owner.map(|owner| owner.id),
            name,
            language,
            message: due_message(&message, language),
            mobile,
        }
    }

    /// The shop's business day, and its number.
    fn today(&self) -> Result<(String, i64), LedgerError> {
        let today = self.ledger.business_day(self.clock.now_ms())?;
        let number = day_number(&today).ok_or(LedgerError::Corrupt)?;
        Ok((today, number))
    }

    /// Who is likely due: today, tomorrow, or some days ago. Who was sold to since, or was put away, is not in it.
    pub fn due_again(&self, settings: &Settings) -> Result<DuePage, Problem> {
        let (today, day) = self.today()?;
        let plans = Plans::of(self.ledger.plans()?);
        let numbers = self.due_numbers(&today, day, &plans)?;
        let dismissed = self.ledger.due_dismissed()?;
        // A day that was worked out anew may part by some days from the one that was put away.
        let is_dismissed = |line: &DueLine| {
            let is_it = |row: &&DueDismissed| row.number == line.number && row.service == line.service;
            dismissed.iter().filter(is_it).any(|row| row.due_day > line.sold_on)
        };
        let mut lines = Vec::new();
        for part in numbers.chunks(NUMBERS_AT_ONCE) {
            for (number, sales) in part.iter().zip(self.ledger.sales_to_numbers(part)?) {
                lines.extend(self.due_lines(settings, (number, &sales), day, &plans)?);
            }
        }
        lines.retain(|line| !is_dismissed(line));
        lines.sort_by_cached_key(place);
        Ok(DuePage { today, lines })
    }

    /// Puts a line away, until the number was sold to again.
    pub fn dismiss_due(&self, line: &DueDismissed) -> Result<(), Problem> {
        if day_number(&line.due_day).is_none() || !line.service.is_renewed() || line.number.is_empty() {
            return Err(Problem::NotAllowedNow);
        }
        let (_, today) = self.today()?;
        Ok(self.ledger.dismiss_due(line, &numbered_day(today - KEPT_DAYS), self.clock.now_ms())?)
    }

    /// Puts a line back that was put away.
    pub fn heed_due(&self, line: &DueDismissed) -> Result<(), Problem> {
        Ok(self.ledger.heed_due(line)?)
    }

    /// Hands the message of a line to WhatsApp, in the system's browser. Refused where the number is not due any more, or nobody knows
    /// where to send it.
    pub fn open_due_message(&self, settings: &Settings, number: &str, service: Service) -> Result<(), Problem> {
        let (_, day) = self.today()?;
        let plans = Plans::of(self.ledger.plans()?);
        let sales = self.ledger.sales_to_numbers(&[number.to_owned()])?.pop().unwrap_or_default();
        let lines = self.due_lines(settings, (number, &sales), day, &plans)?;
        let line = lines.into_iter().find(|line| line.service == service).ok_or(Problem::NotAllowedNow)?;
        let mobile = line.mobile.as_deref().ok_or(Problem::NotAllowedNow)?;
        let page = whatsapp_page(Some(mobile), &line.message).ok_or(Problem::NotAllowedNow)?;
        self.browser.open(&page)
    }
}
