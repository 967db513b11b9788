//! What the filter of the day book offers: what occurs among the sales of its days, with how often.

use domain::{Days, Payment, Service};
use serde::Serialize;
use specta_typescript::Number;

use crate::{Problem, SalesFilter, Till};

/// What occurs, the most frequent first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SalesFacets {
    pub days: Days,
    pub services: Vec<ServiceCount>,
    pub operators: Vec<OperatorCount>,
    pub companies: Vec<CompanyCount>,
    pub payments: Vec<PaymentCount>,
    /// Customers who have a name; the one that is filtered by is among them, even without a sale.
    pub customers: Vec<CustomerCount>,
}

/// How many sales are of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ServiceCount {
    pub service: Service,
    #[specta(type = Number)]
    pub sales: i64,
}

/// How many sales are of an operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OperatorCount {
    pub operator: String,
    #[specta(type = Number)]
    pub sales: i64,
}

/// How many sales went through a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CompanyCount {
    pub company: String,
    pub name: String,
    #[specta(type = Number)]
    pub sales: i64,
}

/// How many sales were paid so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct PaymentCount {
    pub payment: Payment,
    #[specta(type = Number)]
    pub sales: i64,
}

/// How many sales a customer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CustomerCount {
    #[specta(type = Number)]
    pub id: i64,
    pub name: String,
    #[specta(type = Number)]
    pub sales: i64,
}

impl Till {
    /// What occurs among the sales of a filter's days, whatever else it asks for.
    pub fn sales_facets(&self, asked: &SalesFilter) -> Result<SalesFacets, Problem> {
        let days = self.days(&asked.period)?;
        let found = self.ledger.facets(&days)?;
        Ok(SalesFacets {
            days,
            services: found.services.into_iter().map(|(service, sales)| ServiceCount { service, sales }).collect(),
            operators: found.operators.into_iter().map(|(operator, sales)| OperatorCount { operator, sales }).collect(),
            companies: found
                .providers
                .into_iter()
                .map(|(company, sales)| CompanyCount { name: self.name_of(&company), company, sales })
                .collect(),
            payments: found.payments.into_iter().map(|(payment, sales)| PaymentCount { payment, sales }).collect(),
            customers: self.customer_counts(found.customers, asked.customer)?,
        })
    }

    fn customer_counts(&self, found: Vec<(i64, i64)>, chosen: Option<i64>) -> Result<Vec<CustomerCount>, Problem> {
        let chosen = chosen.filter(|chosen| found.iter().all(|(id, _)| id != chosen)).map(|chosen| (chosen, 0));
        let found: Vec<(i64, i64)> = found.into_iter().chain(chosen).collect();
        let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
        let names = self.named_customers(&ids)?;
        let count = |(id, sales): (i64, i64)| {
            let named = names.iter().find(|named| named.id == id)?;
            Some(CustomerCount { id, name: named.name.clone(), sales })
        };
        Ok(found.into_iter().filter_map(count).collect())
    }
}
