//! A customer's bill, as the information company tells it. It is a hint: it pays nothing, it proves no payment, and its amount is
//! checked like one that was typed.

use std::collections::BTreeMap;

use domain::{Field, Paise, Service};
use providers::{BillQuestion, ToldBill, information};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::check::number_for;
use crate::{FieldInput, Problem, Till};

/// Whose bill, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct BillInput {
    /// The service.
    pub service: Service,
    /// The operator's id.
    pub operator: Option<String>,
    /// The customer's number there.
    pub number: String,
    /// What else the operator needs.
    pub fields: Vec<FieldInput>,
}

/// A bill, as told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BillTold {
    /// What is due, in paise; 0: nothing is.
    #[specta(type = Number)]
    pub amount_paise: Paise,
    /// The customer's name.
    pub name: Option<String>,
    /// The day by which it is due, `2026-11-20`.
    pub due_date: Option<String>,
    /// The day is over.
    pub is_overdue: bool,
    /// The bill's own number.
    pub bill_number: Option<String>,
    /// The time that it is for.
    pub period: Option<String>,
    /// When it was told, in ms since 1970.
    #[specta(type = Number)]
    pub at_ms: i64,
}

/// What asking for a bill brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BillFetched {
    /// The bill; `None`: none was told.
    pub bill: Option<BillTold>,
    /// Who was asked.
    pub told_by: String,
    /// Why nothing was told now. A bill beside it was told earlier today.
    pub trouble: Option<Problem>,
}

impl Till {
    fn bill_question(&self, input: &BillInput) -> Result<BillQuestion, Vec<Problem>> {
        let lists = self.lists();
        let known = input.operator.as_deref().and_then(|id| lists.operator(id));
        let is_bill = |service: Service| !service.has_plans() && !service.is_at_desk();
        let operator = known.filter(|known| known.service == input.service && is_bill(known.service));
        let operator = operator.ok_or_else(|| vec![Problem::OperatorMissing])?;
        let mut problems: Vec<Problem> = Vec::new();
        let number = number_for(operator, &input.number, &input.fields);
        let number = number.map_err(|problem| problems.push(problem.into())).unwrap_or_default();
        let today = self.day_of_telling();
        let mut fields = BTreeMap::new();
        for FieldInput { field, text } in input.fields.iter().filter(|typed| !typed.text.trim().is_empty()) {
            let field: Field = *field;
            match field.check(text, &today) {
                Ok(text) => drop(fields.insert(field, text)),
                Err(problem) => problems.push(Problem::of_field(field, problem)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let (operator, operator_name) = (operator.id.clone(), operator.names.english().to_owned());
        Ok(BillQuestion { service: input.service, operator, operator_name, number, fields })
    }

    /// Asks for a bill, because somebody wants it now. Where the company does not answer, the bill that it told earlier today is
    /// given, with its time.
    pub async fn fetch_bill(&self, input: &BillInput) -> Result<BillFetched, Vec<Problem>> {
        let company = self.informant().ok_or_else(|| vec![Problem::NotAllowedNow])?;
        let asked = self.bill_question(input)?;
        let day = self.day_of_telling();
        let question = information::bill(self.http.as_ref(), providers::informant(), &company.access, &asked);
        let (bill, trouble) = match self.heard_of(question).await {
            Ok(told) => {
                let bill = told.map(|told| (told, self.clock.now_ms()));
                self.information.keep_bill(&day, &asked, bill.clone());
                (bill, None)
            }
            Err(trouble) => (self.information.bill(&day, &asked), Some(trouble)),
        };
        let view = |(told, at_ms): (ToldBill, i64)| BillTold {
            amount_paise: told.amount,
            name: told.name,
            is_overdue: told.due_date.as_deref().is_some_and(|due| due < day.as_str()),
            due_date: told.due_date,
            bill_number: told.bill_number,
            period: told.period,
            at_ms,
        };
        Ok(BillFetched { bill: bill.map(view), told_by: company.name.clone(), trouble })
    }
}
