//! What the shop adds to its slips, and what it leaves out, while it is chosen.

use domain::{Names, operator};
use receipts::{Design, DesignField, Logo, Slip, sample};

use super::preview::{DOTS, SlipPreview, preview_of};
use super::sheet::{in_languages, shown_shop};
use crate::{Language, Problem, Till};

/// The operator of the made-up sale.
const OPERATOR: &str = "airtel";
/// Through whom it was sold, while the shop has connected nobody.
const COMPANY: &str = "Provider Ltd";

/// Makes a logo of a file that somebody chose, in base64, or says why not.
pub fn read_logo(file: &str) -> Result<Logo, Problem> {
    Logo::read_base64(file).map_err(|fault| Problem::Design { field: DesignField::Logo, fault })
}

impl Till {
    /// What a design makes of a made-up sale, while it is typed. `dots`: the width of the paper; `None`: that of the printer.
    pub fn design_preview(
        &self,
        design: &Design,
        languages: &[Language],
        dots: Option<u16>,
    ) -> Result<SlipPreview, Problem> {
        let rules = self.rules().print.clone();
        let shop = shown_shop(&rules.shop.clone().unwrap_or_default(), design);
        let design = design.cut();
        let names = operator(OPERATOR).map_or_else(|| Names::alike(OPERATOR), |known| known.names.clone());
        let connections = self.connections();
        let provider =
            connections.first().map_or_else(|| COMPANY.to_owned(), |connection| self.name_of(connection.slug()));
        let made_up = sample(names, provider, self.clock.now_ms());
        let receipt = receipts::Receipt {
            practice: self.is_practice(),
            shop_name: shop.shop_name,
            shop_phone: shop.shop_phone,
            shop_address: shop.shop_address,
            ..design.shown(made_up)
        };
        let sheet = design.dressed(in_languages(languages, |language| Slip::of(&receipt, language)));
        let own = rules.printing.printer.as_ref().map_or(DOTS, |printer| printer.dots);
        Ok(preview_of(&sheet, languages, dots.unwrap_or(own)))
    }
}
