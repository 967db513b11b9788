//! A1Topup's dialect.

use super::Mouth;
use super::flat::Flat;

pub const MOUTH: &dyn Mouth = &Flat { has_message: false };
