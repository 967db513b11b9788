//! INEXOPAY's answers, which do not agree with each other: one reader for what stands around all of them.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_json::value::RawValue;

use crate::Trouble;
use crate::text::{Read, read, read_object};

/// A leaf that something is decided by: a text, a number, true, false or null, as it is printed. `107.00` stays
/// `107.00` and never is a float. A list or an object in its place makes the answer unreadable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Leaf(Option<String>);

impl Leaf {
    /// The text without blanks around it; `None` when there is none, since no answer tells empty, blank and null apart.
    pub(super) fn get(&self) -> Option<&str> {
        self.0.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// As [`Leaf::get`], owned.
    pub(super) fn owned(&self) -> Option<String> {
        self.get().map(str::to_owned)
    }

    /// The word: trimmed, lower case. Empty when there is none.
    pub(super) fn word(&self) -> String {
        self.get().unwrap_or_default().to_lowercase()
    }

    /// Whether something stands there that is not this.
    pub(super) fn is_other_than(&self, ours: &str) -> bool {
        self.get().is_some_and(|printed| printed != ours)
    }

    fn of(raw: &str) -> Option<Leaf> {
        match raw.as_bytes().first()? {
            b'"' => Some(Leaf(Some(serde_json::from_str(raw).ok()?))),
            b'n' => Some(Leaf(None)),
            b'{' | b'[' => None,
            _ => Some(Leaf(Some(raw.to_owned()))),
        }
    }
}

impl<'de> Deserialize<'de> for Leaf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Leaf, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Leaf::of(raw.get()).ok_or_else(|| D::Error::custom("a list or an object for a leaf"))
    }
}

/// For a leaf that is only shown: whatever else stands in its place is nothing.
pub(super) fn shown<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Leaf, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(Leaf::of(raw.get()).unwrap_or_default())
}

/// For a leaf that is compared with ours: a list or an object in its place stands there too, and is not ours.
pub(super) fn compared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Leaf, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(Leaf::of(raw.get()).unwrap_or_else(|| Leaf(Some(raw.get().to_owned()))))
}

/// What stands around every answer, and the leaves that some answers have beside `data` instead of in it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Envelope {
    pub(super) status: Leaf,
    pub(super) status_code: Leaf,
    pub(super) error_code: Leaf,
    #[serde(deserialize_with = "shown")]
    pub(super) message: Leaf,
    data: Option<Box<RawValue>>,
    user: Option<Box<RawValue>>,
    pub(super) balance: Leaf,
    #[serde(deserialize_with = "compared")]
    pub(super) order_id: Leaf,
    #[serde(deserialize_with = "compared")]
    pub(super) orderid: Leaf,
    #[serde(deserialize_with = "compared")]
    pub(super) txn_id: Leaf,
    pub(super) account_url: Leaf,
    pub(super) status_in_db: Leaf,
    pub(super) reference: Leaf,
    #[serde(deserialize_with = "compared")]
    pub(super) number: Leaf,
    pub(super) amount: Leaf,
    #[serde(deserialize_with = "shown")]
    pub(super) date_time: Leaf,
}

/// What stands in `data`, by its kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inner<T> {
    /// It is not there, null, or the empty list that PHP prints for an empty object.
    Nothing,
    /// An object.
    Object(T),
    /// A text, a number, a list.
    NoObject,
    /// An object that cannot be this one.
    Unreadable,
}

fn inner<T: DeserializeOwned>(raw: Option<&RawValue>) -> Inner<T> {
    let Some(raw) = raw.map(RawValue::get) else { return Inner::Nothing };
    if raw.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(|rest| rest.trim().is_empty()) {
        return Inner::Nothing;
    }
    if !raw.starts_with('{') {
        return Inner::NoObject;
    }
    read_object(raw).map_or(Inner::Unreadable, Inner::Object)
}

impl Envelope {
    /// Reads the one JSON object in a body; or why there is none of this shape.
    pub(super) fn read(body: &str) -> Result<Envelope, Trouble> {
        match read(body)? {
            Read::Object(envelope) => Ok(envelope),
            Read::Text(_) => Err(Trouble::AnswerUnreadable),
        }
    }

    /// `data` as an object.
    pub(super) fn data<T: DeserializeOwned>(&self) -> Inner<T> {
        inner(self.data.as_deref())
    }

    /// `data` as a leaf: the account opening prints the address there ("Account Opening").
    pub(super) fn data_leaf(&self) -> Leaf {
        self.data.as_deref().and_then(|raw| Leaf::of(raw.get())).unwrap_or_default()
    }

    /// `user` as an object.
    pub(super) fn user<T: DeserializeOwned>(&self) -> Inner<T> {
        inner(self.user.as_deref())
    }

    /// The provider's words: `message`, or the reason that stands in `data` ("Account Status Check").
    pub(super) fn words(&self) -> String {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Reason {
            #[serde(deserialize_with = "shown")]
            response: Leaf,
        }
        let reason = || match self.data::<Reason>() {
            Inner::Object(reason) => reason.response.owned(),
            Inner::Nothing | Inner::NoObject | Inner::Unreadable => None,
        };
        self.message.owned().or_else(reason).unwrap_or_default()
    }
}
