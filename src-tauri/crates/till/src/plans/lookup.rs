//! With whom a number is, as the information company tells it: an offer beside what the shop knows, which stays as it is.

use domain::{Service, circle_named, parse_mobile};
use providers::{NumberQuestion, information};
use serde::Serialize;
use specta_typescript::Number;

use super::file::operator_of;
use crate::till::information::NumberOfDay;
use crate::{Problem, Till};

/// With whom a number is, as told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct NumberTold {
    /// The operator's id.
    pub operator: String,
    /// The circle's id; `None`: it was not told.
    pub circle: Option<String>,
    /// Who told it.
    pub told_by: String,
    /// When that was, in ms since 1970.
    #[specta(type = Number)]
    pub at_ms: i64,
}

impl Till {
    /// What the information company tells of a mobile number. `None`: the shop asks nobody, the company knows nothing of the
    /// number or names an operator that is not sold here, or it did not answer a moment ago.
    pub async fn look_up_number(&self, service: Service, number: &str) -> Result<Option<NumberTold>, Problem> {
        let Some(company) = self.informant().filter(|_| service.takes_mobile_number()) else { return Ok(None) };
        let (number, day) = (parse_mobile(number)?, self.day_of_telling());
        let answer = match self.information.number(&day, service, &number) {
            Some(known) => known,
            None if self.information.is_quiet(self.clock.steady_ms()) => return Ok(None),
            None => {
                let asked = NumberQuestion { service, number: number.clone() };
                let question = information::number(self.http.as_ref(), providers::informant(), &company.access, &asked);
                let fresh = (self.heard_of(question).await?, self.clock.now_ms());
                self.information.keep_number(&day, service, &number, fresh.clone());
                fresh
            }
        };
        Ok(self.number_told(service, &company.name, answer))
    }

    fn number_told(&self, service: Service, told_by: &str, (told, at_ms): NumberOfDay) -> Option<NumberTold> {
        let told = told?;
        let lists = self.lists();
        let operator = operator_of(&lists, service, &told.operator)?.id.clone();
        let circle = told.circle.and_then(|name| circle_named(&name)).map(|circle| circle.id.clone());
        Some(NumberTold { operator, circle, told_by: told_by.to_owned(), at_ms })
    }
}
