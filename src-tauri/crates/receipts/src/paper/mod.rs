//! Paper: from the words of a slip to dots, bytes, pages and pictures.
//!
//! A [`Sheet`] says what stands on the paper, block by block. [`Page::of`] lays it out once for a width, in whole dots.
//! Every output is made of that one page: the raster ([`Bitmap`]), which is also the preview and the picture, the bytes
//! of a thermal printer ([`escpos`]) and the PDF.

mod bitmap;
pub mod escpos;
#[cfg(test)]
mod escpos_tests;
pub(crate) mod fonts;
mod layout;
pub(crate) mod line;
mod page;
mod pdf;
mod picture;
mod raster;
mod sheet;
#[cfg(test)]
pub(crate) mod tests;

pub use bitmap::Bitmap;
pub(crate) use fonts::is_printable;
pub use page::{Bar, Page, Placed, Run};
pub(crate) use pdf::leaves;
pub use pdf::{Leaf, pdf};
pub use picture::png;
pub use sheet::{Align, Block, Sheet, Size};
