//! The real window, driven as a shopkeeper would.
