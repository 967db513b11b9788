//! Leaves of the providers' JSON.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::noise;
use crate::trouble::Trouble;

/// A text that a provider may print as a string, a number, true, false or null. Empty, blank and null are [`None`] in
/// [`Text::get`]: none of the papers tells them apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text(Option<String>);

impl Text {
    /// The text without blanks around it; `None` when there is none.
    pub(crate) fn get(&self) -> Option<&str> {
        self.0.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// As [`Text::get`], owned.
    pub(crate) fn owned(&self) -> Option<String> {
        self.get().map(str::to_owned)
    }

    /// The word: trimmed, lower case. Empty when there is none.
    pub(crate) fn word(&self) -> String {
        self.get().unwrap_or("").to_lowercase()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(Some(text.to_owned()))
    }
}

impl Text {
    /// What a leaf of JSON prints, whatever its type: a number of any size and fraction stays as it stands. A list or an
    /// object is no text.
    fn of_leaf(raw: &str) -> Text {
        match raw.as_bytes().first() {
            Some(b'"') => Text(serde_json::from_str(raw).ok()),
            None | Some(b'n' | b'{' | b'[') => Text(None),
            Some(_) => Text(Some(raw.to_owned())),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Text::of_leaf(raw.get()))
    }
}

/// For a leaf that is only shown: `true` in its place is no text either.
pub(crate) fn shown<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(if matches!(raw.get(), "true" | "false") { Text(None) } else { Text::of_leaf(raw.get()) })
}

/// For a leaf that is compared with ours: a list or an object in its place stands there too, and is not ours. An empty one
/// is what PHP prints for nothing.
pub(crate) fn compared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let raw = raw.get();
    let inside = raw.strip_prefix(['[', '{']).and_then(|rest| rest.strip_suffix([']', '}']));
    Ok(match inside {
        Some(inside) if !inside.trim().is_empty() => Text(Some(raw.to_owned())),
        _ => Text::of_leaf(raw),
    })
}

/// What came: one JSON object, or a bare text.
pub(crate) enum Read<T> {
    /// The object.
    Object(T),
    /// The text.
    Text(String),
}

/// Reads the one answer in a body, whatever noise is around it; or why there is none.
pub(crate) fn read<T: DeserializeOwned>(body: &str) -> Result<Read<T>, Trouble> {
    let answer = noise::answer(body)?;
    match answer.chars().next() {
        Some('{') => read_object(&answer).map(Read::Object).ok_or(Trouble::AnswerUnreadable),
        Some('[' | '<') | None => Err(Trouble::AnswerUnreadable),
        Some(_) => Ok(Read::Text(answer.into_owned())),
    }
}

/// Reads a text that is one JSON object; `None` for anything else.
pub(crate) fn read_object<T: DeserializeOwned>(text: &str) -> Option<T> {
    let object: Object<T> = serde_json::from_str(text).ok()?;
    Some(object.0)
}

/// For a field that is an object, or null, or the empty list that PHP prints for an empty object.
pub(crate) fn object_or_null<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let raw = raw.get();
    let is_empty_list =
        || raw.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(|rest| rest.trim().is_empty());
    if raw == "null" || is_empty_list() {
        return Ok(None);
    }
    read_object(raw).map(Some).ok_or_else(|| D::Error::custom("no object"))
}

/// For a field that is a list of objects, or null, which is an empty one.
pub(crate) fn objects_or_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let objects = Option::<Vec<Object<T>>>::deserialize(deserializer)?;
    Ok(objects.unwrap_or_default().into_iter().map(|object| object.0).collect())
}

/// A JSON object and nothing else. What serde derives would read an array as well, its values one by one as the
/// fields in the order in which they happen to be declared here.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<T>, D::Error> {
        struct Fields<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = Object<T>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(fields)).map(Object)
            }
        }
        deserializer.deserialize_map(Fields(PhantomData))
    }
}
