//! INSPAY's answers as they stand on the wire.

use serde::Deserialize;

use crate::echo::Echo;
use crate::text::{Text, read_object};

/// Answer to `api` and `status`. The status answer leaves out `message` and `opcode`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SaleAnswer {
    pub(super) txid: Text,
    pub(super) status: Text,
    pub(super) opid: Text,
    pub(super) message: Text,
    pub(super) number: Text,
    pub(super) amount: Text,
    pub(super) orderid: Text,
}

impl SaleAnswer {
    /// Reads a body; `None` when it is not one JSON object of these leaves.
    pub(super) fn read(body: &str) -> Option<SaleAnswer> {
        read_object(body)
    }

    pub(super) fn echo(&self) -> Echo<'_> {
        Echo { order_id: self.orderid.get(), number: self.number.get(), amount: self.amount.get() }
    }
}

/// Answer to `balance`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct BalanceAnswer {
    pub(super) status: Text,
    pub(super) balance: Text,
    pub(super) message: Text,
}

impl BalanceAnswer {
    /// Reads a body.
    pub(super) fn read(body: &str) -> Option<BalanceAnswer> {
        read_object(body)
    }
}
