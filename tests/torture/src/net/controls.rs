//! Whether the table can fail: a client with the usual manners, and deliberate bugs.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use domain::flaw::{self, Flaw};
use providers::{Http, Method, Reply, Request, SendError, Trouble};
use tokio_rustls::rustls::crypto::ring;

use super::cell::{Cell, Lab};
use super::column::{Call, Column, Truth};
use super::fault::Over;
use super::faults;
use super::table;

/// reqwest as it comes out of the box: it follows redirects, and keeps connections.
struct Usual(reqwest::Client);

#[async_trait]
impl Http for Usual {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let broke = |_| SendError::MaybeSent(Trouble::LineBroke);
        let mut address = request.address.clone();
        let mut builder = match request.method {
            Method::Get => {
                address.set_query(Some(&request.exposed_form()));
                self.0.get(address)
            }
            Method::Post => {
                let form = "application/x-www-form-urlencoded";
                self.0.post(address).header("Content-Type", form).body(request.exposed_form())
            }
        };
        for (name, value) in request.exposed_headers() {
            builder = builder.header(name, value);
        }
        let response = builder.send().await.map_err(broke)?;
        let status = response.status().as_u16();
        Ok(Reply { status, server_time_ms: None, body: response.text().await.map_err(broke)? })
    }
}

fn cell(fault: &str, slug: &'static str, enquiry: bool, truth: Truth) -> Result<Cell, String> {
    let fault = if fault == faults::NONE.name { faults::NONE } else { faults::named(fault)? };
    let column = Column { slug, call: Call::Recharge, enquiry };
    Ok(Cell { fault, column, truth, over: Over::Plain })
}

/// What the harness says of a cell.
fn said(cell: Cell, lab: &Lab) -> Result<(), String> {
    table::play_all(vec![cell], 1, lab).map(drop)
}

/// Each must be seen, and the same cell without it must be in order.
fn must_be_seen(
    what: &str,
    cell: Cell,
    lab: &Lab,
    flawed: impl FnOnce() -> Result<(), String>,
    word: &str,
) -> Result<(), String> {
    said(cell, lab).map_err(|violation| format!("without {what}: {violation}"))?;
    match flawed() {
        Err(violation) if violation.contains(word) => Ok(()),
        Err(violation) => Err(format!("{what} was seen, but not for what it is: {violation}")),
        Ok(()) => Err(format!("{what} was not seen by {cell}")),
    }
}

/// A client with the usual manners.
fn usual_client(folder: &Path, lab: &Lab) -> Result<usize, String> {
    ring::default_provider().install_default().ok();
    let client = reqwest::Client::builder().build().map_err(|error| error.to_string())?;
    let line: Arc<dyn Http> = Arc::new(Usual(client));
    let controls = [
        ("307 to itself", "requests at the server"),
        ("308 to itself", "requests at the server"),
        ("307 elsewhere", "went where a redirect led"),
        ("302 elsewhere", "went where a redirect led"),
    ];
    for (fault, word) in controls {
        let cell = cell(fault, "inspay", false, Truth::Done)?;
        // Whoever strays is counted apart from what the real line does.
        let usual = Lab { line: line.clone(), ..table::lab(folder)? };
        must_be_seen("the usual client", cell, lab, || said(cell, &usual), word)?;
    }
    Ok(controls.len())
}

/// Runs them all, and says how many were seen.
pub fn run(folder: &Path) -> Result<String, String> {
    let lab = table::lab(folder)?;
    let usual = usual_client(folder, &lab)?;
    let flaws = [
        (Flaw::ResendOnReset, "reset after the request", "inspay", false, Truth::Done, "requests at the server"),
        (Flaw::TimeoutMeansFailed, "silence", "paygrt", false, Truth::Done, "expected Unknown"),
        (Flaw::RetryUnknown, "500", "a1topup", false, Truth::Done, "requests at the server"),
        (Flaw::NextOnPending, "(none)", "inspay", false, Truth::DoneLater, "expected Told"),
        (Flaw::NoRecordMeansFailed, "closed after the request", "inspay", false, Truth::Lost, "the truth is Lost"),
        (Flaw::RefusedEnquiryMeansFailed, "HTML with 200", "paygrt", true, Truth::Done, "brought nothing"),
    ];
    for (flaw, fault, slug, enquiry, truth, word) in flaws {
        let cell = cell(fault, slug, enquiry, truth)?;
        let flawed = || {
            flaw::switch_on(Some(flaw));
            let said = said(cell, &lab);
            flaw::switch_on(None);
            said
        };
        must_be_seen(&format!("{flaw:?}"), cell, &lab, flawed, word)?;
    }
    Ok(format!("{usual} controls by the usual client and {} deliberate bugs seen", flaws.len()))
}
