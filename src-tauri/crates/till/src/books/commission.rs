//! What companies pay the shop for its sales.
