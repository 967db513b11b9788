//! What must hold in every cell, whatever the fault.

use domain::{SaleState, Verdict};
use till::{Problem, SaleView};

use super::cell::{Run, first, may_be_told};
use super::column::{AGENT, Call, Truth};
use super::fault::{Class, Handshake, How};
use crate::mouth::Want;

/// More than the sockets of both sides hold: whoever says so much was read all the while, in bytes.
const HEARD_MOST: u64 = 32 << 20;
/// More memory is not needed to read an answer that is too long, in bytes.
const GREW_MOST: u64 = 48 << 20;

fn hold(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}

/// At the moment at which the first attempt has an outcome.
pub fn begin(run: &Run, sale: &SaleView) -> Result<(), String> {
    let (cell, attempt) = (&run.cell, first(sale));
    let state = attempt.state;
    let told = cell.column.told(cell.truth);
    let unknown = match cell.column.is_closed_when_unknown() {
        // Nobody can go on with it: the shop closes it, and says why.
        true => state == SaleState::Failed && sale.problem != Some(Problem::NotFinished) && sale.problem.is_some(),
        false => state == SaleState::Unknown,
    };
    let as_told = state == told || (told == SaleState::Unknown && unknown);
    let fits = match cell.fault.class {
        Class::NeverSent => state == SaleState::NotSent,
        // A refusal in the company's own words is one under such statuses too.
        Class::Unknown if is_refused_in_words(run) => unknown || as_told,
        Class::Unknown => unknown,
        Class::Told => as_told,
        // What an honest answer could never say must not come of an early one either.
        Class::UnknownOrTold => unknown || as_told || state == SaleState::Pending,
    };
    hold(fits, || format!("expected {:?}, and it is {state:?} ({:?})", cell.fault.class, attempt.problem))?;
    if let How::Tls(handshake) = cell.fault.how {
        let is_blamed = matches!(attempt.problem, Some(Problem::CertificateWrong | Problem::IssuerUnknown));
        let is_wrong = matches!(handshake, Handshake::Stranger | Handshake::OtherName);
        hold(is_blamed == is_wrong, || format!("of the certificate it says {:?}", attempt.problem))?;
    }
    if state == SaleState::NotSent {
        // A load reads the wallet before: those bytes are no order.
        let begun = run.gate.arrived(Want::Begin);
        let bytes = if cell.column.call == Call::Load { 0 } else { run.gate.bytes() };
        hold(begun == 0 && bytes == 0, || format!("\"not sent\", and {begun} requests, {bytes} bytes arrived"))?;
    }
    heard(run)
}

/// Whether a refusal came under a status at which its words count: at the desk's company those that its paper lists, at a
/// seller those of the gate, 400 to 422.
fn is_refused_in_words(run: &Run) -> bool {
    let cell = &run.cell;
    let status = cell.fault.name.get(..3).and_then(|digits| digits.parse::<u16>().ok());
    let counts = |status: u16| match cell.column.slug {
        AGENT => (400..600).contains(&status),
        _ => (400..=422).contains(&status),
    };
    cell.truth == Truth::Refused && status.is_some_and(counts)
}

/// Whether an order was refused before anything was written, because the wallet's call had met the same wall.
pub fn is_closed_before(run: &Run, problems: &[Problem]) -> bool {
    let is_closed = problems.iter().all(|problem| matches!(problem, Problem::ProviderClosed { .. }));
    is_closed && !problems.is_empty() && run.gate.arrived(Want::Begin) == 0
}

/// At the moment at which the enquiry has an outcome.
pub fn enquiry(run: &Run, before: &SaleView, sale: &SaleView) -> Result<(), String> {
    let class = run.cell.fault.class;
    hold(sale.state == before.state || may_be_told(class), || {
        format!("an enquiry that brought nothing made it {:?}", sale.state)
    })?;
    hold(class != Class::NeverSent || sale.checks == before.checks, || "an enquiry that never left counts".to_owned())?;
    hold(class != Class::Unknown || sale.checks > before.checks, || "an enquiry that left does not count".to_owned())?;
    heard(run)
}

/// Who talks without end is not listened to without end.
fn heard(run: &Run) -> Result<(), String> {
    let said = run.gate.said();
    hold(said <= HEARD_MOST, || format!("{said} bytes were listened to"))?;
    let grew = run.outcome.grew.unwrap_or_default();
    hold(grew <= GREW_MOST, || format!("memory grew by {grew} bytes"))
}

/// Whether an open sale cannot settle any more, since there is nobody to ask or nothing to be told.
pub fn is_as_settled_as_it_gets(run: &Run, sale: &SaleView, asked: u32) -> bool {
    let never_arrived = run.gate.forwarded() == 0 || run.cell.truth == Truth::Refused;
    run.cell.column.call == Call::Otp || (never_arrived && sale.checks > asked)
}

/// At the end, when the server was honest and the watcher has asked.
pub fn end(run: &mut Run, sale: &SaleView) -> Result<(), String> {
    let mut executed = 0;
    for (place, attempt) in sale.attempts.iter().enumerate() {
        let at_gate = run.gate.begun_with(&attempt.order_id);
        let at_provider = run.simulator.recharge_count(&attempt.order_id);
        run.outcome.requests = run.outcome.requests.max(at_gate).max(at_provider);
        hold(at_gate <= 1 && at_provider <= 1, || {
            format!("{} was sent: {at_gate} requests at the server, {at_provider} at the provider", attempt.order_id)
        })?;
        let carried_out = at_provider > 0 && matches!(run.cell.truth, Truth::Done | Truth::DoneLater);
        executed += usize::from(carried_out && run.cell.column.call == Call::Recharge);
        let is_last = place + 1 == sale.attempts.len();
        let came_to_nothing = matches!(attempt.state, SaleState::NotSent | SaleState::Failed);
        hold(is_last || came_to_nothing, || format!("another was tried while the first is {:?}", attempt.state))?;
        hold(is_last || !carried_out, || "another was tried although the first has carried it out".to_owned())?;
    }
    hold(executed <= 1, || format!("carried out {executed} times"))?;
    let begun = run.gate.arrived(Want::Begin);
    let most = if run.cell.fault.name == super::cell::KEPT { 2 } else { 1 };
    hold(begun <= most, || format!("{begun} requests that begin an order"))?;
    run.outcome.requests = run.outcome.requests.max(begun.div_ceil(most));
    run.outcome.went_on = sale.attempts.len() > 1;
    truth(run, sale)?;
    postings(run, sale)
}

/// The first attempt's state is what the provider knows to be true, or openly unknown.
fn truth(run: &Run, sale: &SaleView) -> Result<(), String> {
    let (cell, state) = (&run.cell, first(sale).state);
    let arrived = run.gate.forwarded() > 0;
    let closed = cell.column.is_closed_when_unknown() && !cell.column.enquiry && state == SaleState::Failed;
    let fits = match cell.truth {
        _ if closed => {
            let may_be_closed = matches!(cell.fault.class, Class::Unknown | Class::UnknownOrTold);
            may_be_closed || !arrived || matches!(cell.truth, Truth::Refused | Truth::FailsLater)
        }
        _ if !arrived => matches!(state, SaleState::NotSent | SaleState::Unknown | SaleState::Pending),
        _ if cell.column.call == Call::Otp => matches!(state, SaleState::Pending),
        Truth::Done | Truth::DoneLater => state == SaleState::Succeeded,
        Truth::FailsLater => state == SaleState::Failed,
        Truth::Refused => matches!(state, SaleState::Failed | SaleState::Unknown),
        Truth::Lost => false,
    };
    hold(fits, || format!("the truth is {:?} (arrived: {arrived}), the till says {state:?}", cell.truth))?;
    let sure = sale.state != SaleState::Unknown || sale.verdict != Verdict::Safe;
    hold(sure, || "unknown, and said to be safe to sell again".to_owned())
}

fn postings(run: &Run, sale: &SaleView) -> Result<(), String> {
    let detail = run.stall.till.sale(sale.id).map_err(|problem| format!("{problem:?}"))?;
    let sum: i64 = detail.postings.iter().map(|posting| posting.amount_paise).sum();
    hold(sum == 0, || format!("the postings sum to {sum}"))?;
    // While a sale waits, and after it came to nothing, only its customer's own money stands in the books.
    let is_booked = detail.postings.iter().any(|posting| !matches!(posting.account.as_str(), "cash" | "owed"));
    // A load that is not paid yet, and a check that is not verified yet, are not booked.
    let may_be_booked = sale.state == SaleState::Succeeded;
    hold(is_booked == may_be_booked, || format!("{:?}, with {} postings", sale.state, detail.postings.len()))
}
