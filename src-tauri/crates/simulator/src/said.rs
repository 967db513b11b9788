//! JSON in the order of a paper. Rupees are written as numbers without a float on the way.

use std::fmt;

use crate::amount::rupees_of;

/// A JSON value as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Null,
    Bool(bool),
    /// Already in digits.
    Number(String),
    Text(String),
    Object(Vec<(&'static str, Said)>),
}

/// A text.
pub(crate) fn text(value: impl Into<String>) -> Said {
    Said::Text(value.into())
}

/// A whole number.
pub(crate) fn whole(value: impl Into<u64>) -> Said {
    Said::Number(value.into().to_string())
}

/// Rupees with two decimals.
pub(crate) fn rupees(paise: i64) -> Said {
    Said::Number(rupees_of(paise))
}

/// Rupees without decimals where they are whole.
pub(crate) fn short_rupees(paise: i64) -> Said {
    Said::Number(plain_rupees(paise))
}

/// The digits of [`short_rupees`].
pub(crate) fn plain_rupees(paise: i64) -> String {
    let digits = rupees_of(paise);
    digits.strip_suffix(".00").map_or(digits.clone(), str::to_owned)
}

/// An object.
pub(crate) fn object(fields: impl IntoIterator<Item = (&'static str, Said)>) -> Said {
    Said::Object(fields.into_iter().collect())
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Said::Null => f.write_str("null"),
            Said::Bool(value) => write!(f, "{value}"),
            Said::Number(digits) => f.write_str(digits),
            Said::Text(value) => write!(f, "{}", serde_json::Value::String(value.clone())),
            Said::Object(fields) => {
                f.write_str("{")?;
                for (place, (name, value)) in fields.iter().enumerate() {
                    let comma = if place == 0 { "" } else { "," };
                    write!(f, "{comma}\"{name}\":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_money_are_kept() {
        let said = object([
            ("b", rupees(125_050)),
            ("a", short_rupees(10_700)),
            ("c", short_rupees(10_701)),
            ("text", text("a\"b\n")),
            ("none", object([("null", Said::Null), ("yes", Said::Bool(true)), ("n", whole(7_u32))])),
        ]);
        assert_eq!(
            said.to_string(),
            r#"{"b":1250.50,"a":107,"c":107.01,"text":"a\"b\n","none":{"null":null,"yes":true,"n":7}}"#
        );
    }
}
