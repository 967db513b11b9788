//! The system's browser, for the pages where a customer finishes an order.

use till::{Browser, Problem};
use url::Url;

/// The browser that the desktop names.
pub(crate) struct SystemBrowser;

impl Browser for SystemBrowser {
    fn open(&self, page: &Url) -> Result<(), Problem> {
        // In a process of its own: closing the browser must not close the counter, nor the other way round.
        open::that_detached(page.as_str()).map_err(|_| Problem::BrowserMissing)
    }
}
