//! The shift, from the counted drawer in the morning to the close.
