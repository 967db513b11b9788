//! Money that is no sale.
