//! The fields of a call that somebody else makes: a callback's query or form.

use url::form_urlencoded;

/// Fields in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2`, as a query or a form body carries it.
    pub fn read(encoded: &[u8]) -> Fields {
        Fields(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The fields of both, ours first.
    pub fn and(mut self, more: Fields) -> Fields {
        self.0.extend(more.0);
        self
    }

    /// The first field of that name, whatever its case, without blanks around it; `None` when it is not there or
    /// empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}
