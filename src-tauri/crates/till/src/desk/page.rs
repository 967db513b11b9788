//! The company's page where the customer finishes an order. It is opened only in the system's browser.

use std::sync::Arc;

use domain::{AtDesk, SaleState, parse_mobile};
use ledger::SaleRow;
use providers::{Call, SendError, Trouble};
use url::Url;

use super::company::AgentConnection;
use super::enquire::account_question;
use crate::books::udhaar::whatsapp_page;
use crate::screens::desk_order::has_page;
use crate::till::desk_memory::Page;
use crate::{About, Problem, Till};

impl Till {
    /// Opens the page of an unfinished order: the one that came when it was begun, or, later, one that is asked for. Only
    /// a page on a host that the company's paper names.
    pub async fn open_page(self: &Arc<Till>, sale_id: i64) -> Result<(), Problem> {
        self.lead_to_page(sale_id, |_, page| Some(page.clone())).await
    }

    /// Hands the page to WhatsApp instead, for the number of the order: a customer may finish it on the telephone.
    pub async fn share_page(self: &Arc<Till>, sale_id: i64) -> Result<(), Problem> {
        let to_customer = |order: &SaleRow, page: &Url| {
            parse_mobile(&order.number).ok().and_then(|mobile| whatsapp_page(Some(&mobile), page.as_str()))
        };
        self.lead_to_page(sale_id, to_customer).await
    }

    /// Opens in the system's browser what is made of an order's page.
    async fn lead_to_page(
        self: &Arc<Till>,
        sale_id: i64,
        made_of: impl Fn(&SaleRow, &Url) -> Option<Url>,
    ) -> Result<(), Problem> {
        let order = self.order_of(sale_id)?;
        if !has_page(&order) {
            return Err(Problem::NotAllowedNow);
        }
        let company = self.company_of(&order).ok_or(Problem::DeskNotConnected)?;
        let page = match self.page_of(sale_id) {
            Some(Page::AtHand(page)) if order.state == SaleState::Pending => page,
            _ => match self.resume(&company, &order).await {
                Ok(page) => page,
                Err(expired @ Problem::LinkExpired { .. }) => return Err(self.ended_or(&order, expired).await),
                Err(problem) => return Err(problem),
            },
        };
        // Gone from memory whatever comes now, but for a computer without a browser: there it is needed once more.
        let opened = if company.agent.page_is_known(&company.connection.access, &page) {
            made_of(&order, &page).ok_or(Problem::NotAllowedNow).and_then(|opened| self.browser.open(&opened))
        } else {
            Err(Problem::PageUnknown { host: page.host_str().unwrap_or_default().to_owned() })
        };
        if opened != Err(Problem::BrowserMissing) {
            self.desk.forget_page(sale_id);
        }
        opened
    }

    fn page_of(&self, sale_id: i64) -> Option<Page> {
        self.desk.page(sale_id)
    }

    /// Whether the company said that an order's page cannot be had any more.
    pub(crate) fn page_has_expired(&self, sale_id: i64) -> bool {
        matches!(self.page_of(sale_id), Some(Page::Expired))
    }

    /// A page is refused when it is too old, and also when the customer has finished it: then nobody must begin anew. The
    /// enquiry tells which.
    async fn ended_or(self: &Arc<Till>, order: &SaleRow, expired: Problem) -> Problem {
        // One that brings nothing leaves it at what was said of the page.
        self.heed_books(self.ask(order, false).await);
        match self.ledger.sale(order.sale_id) {
            Ok(order) if order.state.is_open() => {}
            Ok(_) => return Problem::NotAllowedNow,
            Err(error) => return error.into(),
        }
        self.desk.keep_page(order.sale_id, Page::Expired);
        self.tell(About::Sale(order.sale_id));
        expired
    }

    /// Asks for the page of an unfinished order.
    async fn resume(&self, company: &AgentConnection, order: &SaleRow) -> Result<Url, Problem> {
        let access = &company.connection.access;
        match order.service.at_desk() {
            Some(AtDesk::PanCard) => {
                let call = company.agent.resume_pan(access, &order.order_id);
                self.page_from(company, call).await.map(|page| page.url)
            }
            Some(AtDesk::BankAccount) => {
                let call = company.agent.resume_account(access, &account_question(order));
                self.page_from(company, call).await.map(|page| page.url)
            }
            None | Some(AtDesk::AadhaarCheck | AtDesk::WalletLoad) => Err(Problem::NotAllowedNow),
        }
    }

    async fn page_from<T>(
        &self,
        company: &AgentConnection,
        call: Result<Call<Result<T, Trouble>>, providers::BadField>,
    ) -> Result<T, Problem> {
        let call = call.map_err(|bad| Problem::FieldRefused { field: bad.field })?;
        match call.ask(self.http.as_ref(), &company.connection.access).await.outcome {
            Ok(page) => Ok(page?),
            Err(SendError::NeverSent(trouble) | SendError::MaybeSent(trouble)) => Err(trouble.into()),
        }
    }
}
