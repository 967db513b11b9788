//! What a phrase of a company can say, as one closed list.

use serde::Deserialize;

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    /// It was carried out.
    Done,
    /// It is being worked on.
    Working,
    /// It was refused, or failed.
    Refused,
    /// The money went back.
    GivenBack,
    /// There is no such order.
    NoOrder,
    /// The company lost track of it: nobody knows.
    LostTrack,
    /// The gate: the login is not accepted.
    GateLogin,
    /// The gate: the internet address is not listed.
    GateAddress,
    /// The gate: the wallet does not cover it.
    GateWallet,
    /// The gate: something in the request itself.
    GateRequest,
    /// The gate: the shop's account.
    GateAccount,
    /// The order id was used before.
    Duplicate,
    /// The call erred; nothing is said of the sale.
    Erred,
    /// Looks like one of the others and says nothing.
    Neutral,
    /// Makes a sentence a general one.
    Condition,
    /// May stand around a status word.
    Subject,
    /// A noun for `{order}`.
    Order,
    /// A noun for `{order_part}`.
    OrderPart,
    /// A noun for `{login}`.
    Login,
    /// A noun for `{ip}`.
    Ip,
    /// A noun for `{param}`.
    Param,
    /// May stand around a sentence of the gate.
    Filler,
}
