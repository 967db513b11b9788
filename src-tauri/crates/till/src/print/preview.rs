//! A slip on the screen, dot by dot as it is printed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Service;
use receipts::paper::{Bitmap, Page, Sheet, png};
use receipts::sheet_text;
use serde::Serialize;

use super::slip_of::SlipOf;
use crate::{Language, Problem, Till};

/// Paper of 80 mm, for a shop without a printer.
pub(super) const DOTS: u16 = 576;
/// The widest and the narrowest paper that is shown.
const DOTS_SHOWN: std::ops::RangeInclusive<u16> = 200..=1_200;

/// A slip on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SlipPreview {
    /// The picture, as a `data:` address.
    pub png: String,
    /// The languages that it is in.
    pub languages: Vec<Language>,
    /// The same as text; empty where it is not to be copied.
    pub text: String,
    /// In dots.
    pub width: u32,
    /// In dots.
    pub height: u32,
}

impl Till {
    /// A slip as it would be printed now. `dots`: the width of the paper; `None`: that of the printer.
    pub fn slip_preview(
        &self,
        slip: &SlipOf,
        languages: &[Language],
        dots: Option<u16>,
    ) -> Result<SlipPreview, Problem> {
        let rules = self.rules().print.clone();
        let shop = rules.shop.as_ref().ok_or(Problem::ShopNameMissing)?;
        let languages = self.languages_of(slip, languages, &rules)?;
        let sheet = self.sheet(shop, slip, &languages)?;
        let own = rules.printing.printer.as_ref().map_or(DOTS, |printer| printer.dots);
        let may_leave = self.may_leave(slip)?;
        let preview = preview_of(&sheet, &languages, dots.unwrap_or(own));
        Ok(SlipPreview { text: if may_leave { preview.text } else { String::new() }, ..preview })
    }

    /// Whether a slip may go to the clipboard, into a file and to a messenger. A person goes on paper and no further: other
    /// programs and histories keep what they are given.
    pub(super) fn may_leave(&self, slip: &SlipOf) -> Result<bool, Problem> {
        Ok(match slip {
            SlipOf::Sale { sale_id } | SlipOf::MoneyBack { sale_id } => {
                self.ledger.sale(*sale_id)?.service != Service::AadhaarCheck
            }
            SlipOf::Close { .. }
            | SlipOf::Count { .. }
            | SlipOf::Statement { .. }
            | SlipOf::Voucher { .. }
            | SlipOf::Chit { .. }
            | SlipOf::Test => true,
        })
    }
}

/// A picture as an address that the window shows.
pub(super) fn address_of(picture: &Bitmap, margin: u32) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(png(picture, margin)))
}

/// A sheet as it is printed on paper of so many dots.
pub(super) fn preview_of(sheet: &Sheet, languages: &[Language], dots: u16) -> SlipPreview {
    let dots = dots.clamp(*DOTS_SHOWN.start(), *DOTS_SHOWN.end());
    let picture = Page::of(sheet, u32::from(dots)).raster();
    SlipPreview {
        png: address_of(&picture, 0),
        languages: languages.to_vec(),
        text: sheet_text(sheet),
        width: picture.width(),
        height: picture.height(),
    }
}
