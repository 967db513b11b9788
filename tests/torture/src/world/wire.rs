//! What a request of the till asks for, read anew from what would go over the line.

use providers::Request;
use url::form_urlencoded;

use crate::mouth::{Ask, MOUTHS, SLUGS};

/// One call to one company.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its place in [`SLUGS`].
    pub firm: usize,
    /// What it asks for.
    pub ask: Ask,
}

/// The address of a company in this world.
pub fn base_address(slug: &str) -> String {
    format!("https://{slug}.invalid")
}

impl Call {
    /// Reads a request; `None` when it is none that any of the companies knows.
    pub fn read(request: &Request) -> Option<Call> {
        let host = request.address.host_str()?;
        let firm = SLUGS.iter().position(|slug| host.strip_suffix(".invalid") == Some(slug))?;
        let form: Vec<(String, String)> =
            form_urlencoded::parse(request.exposed_form().as_bytes()).into_owned().collect();
        let field = |name: &str| form.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let path: Vec<&str> = request.address.path_segments()?.collect();
        Some(Call { firm, ask: MOUTHS[firm].heard(&path, &field)? })
    }

    /// The order it is about.
    pub fn order_id(&self) -> Option<&str> {
        match &self.ask {
            Ask::Recharge(wish) => Some(&wish.order_id),
            Ask::Enquiry { order_id, .. } => Some(order_id),
            Ask::Balance => None,
        }
    }
}
