//! What goes on paper: the sheet of every kind of slip, made of the books as they are when it is asked for. One function,
//! [`Till::sheet`](crate::Till::sheet), makes them all: for a printer, for the preview, for a PDF and for a picture. What was signed
//! on a slip is checked here, too.

pub(crate) mod answer;
mod apart;
mod chit;
pub(crate) mod design;
mod drawer;
pub(crate) mod halt;
pub(crate) mod preview;
pub(crate) mod proof;
pub(crate) mod queue;
pub(crate) mod sale;
pub(crate) mod share;
mod sheet;
pub(crate) mod slip_of;
pub(crate) mod worker;
