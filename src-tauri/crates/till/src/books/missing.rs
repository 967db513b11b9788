//! The missing rupee on the screen: what explains a difference, with the sales and vouchers that it names.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Account, Counted, DayFacts, Explanation, Figures, Paise, Parting, Subject, Unopened, WalletGap, explain, parting,
    suspects,
};
use ledger::{LedgerError, ShiftFacts};
use serde::Serialize;
use specta_typescript::Number;

use super::voucher::VoucherView;
use crate::{Problem, Till};

/// A sale as an explanation names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SaleNamed {
    #[specta(type = Number)]
    pub sale_id: i64,
    pub number: String,
    pub operator: String,
    #[specta(type = Number)]
    pub amount_paise: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
}

/// A wallet whose book and company differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct WalletMissing {
    pub provider: String,
    /// The company's figure less the book's.
    #[specta(type = Number)]
    pub differs_paise: Paise,
    #[specta(type = Number)]
    pub read_at_ms: i64,
    /// The first sale at which they part, found from the readings of the shift.
    pub parting: Option<Parting>,
    pub explanations: Vec<Explanation>,
}

/// What explains the differences of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Missing {
    /// Of the drawer, likeliest first. None although something is over or short: the shift explains nothing of it.
    pub drawer: Vec<Explanation>,
    pub wallets: Vec<WalletMissing>,
    pub sales: Vec<SaleNamed>,
    pub vouchers: Vec<VoucherView>,
}

/// What an explanation names.
#[derive(Default)]
struct Named {
    sales: BTreeSet<i64>,
    vouchers: BTreeSet<i64>,
}

impl Named {
    fn heed(&mut self, explanations: &[Explanation]) {
        for part in explanations.iter().flat_map(|one| &one.parts) {
            match &part.subject {
                Subject::Sale { sale_id } => drop(self.sales.insert(*sale_id)),
                Subject::Voucher { seq } => drop(self.vouchers.insert(*seq)),
                Subject::Pieces { .. }
                | Subject::Sum { .. }
                | Subject::Customer { .. }
                | Subject::Wallet { .. }
                | Subject::Opening { .. } => {}
            }
        }
    }
}

impl Till {
    /// Looks for what explains a count, and what explains each wallet that differs.
    pub(crate) fn missing(
        &self,
        gap: Paise,
        counted: &Counted,
        opening: Option<&Counted>,
        figures: &Figures,
    ) -> Result<Missing, Problem> {
        let is_whole = gap == Paise::ZERO && figures.wallets.iter().all(|told| told.differs_paise == Paise::ZERO);
        if is_whole {
            return Ok(Missing { drawer: Vec::new(), wallets: Vec::new(), sales: Vec::new(), vouchers: Vec::new() });
        }
        let ShiftFacts { day, wallets } = self.ledger.shift_facts()?;
        let gaps = figures.wallets.iter();
        let gaps = gaps.map(|told| WalletGap { provider: told.provider.clone(), differs: told.differs_paise });
        let facts = DayFacts {
            count: Some(counted.clone()),
            opening: opening.cloned(),
            wallets: gaps.collect(),
            unopened: self.unopened(gap, figures)?,
            ..day
        };
        let mut named = Named::default();
        let drawer = explain(gap, suspects(&Account::Cash, &facts));
        named.heed(&drawer);
        let mut apart = Vec::new();
        for told in figures.wallets.iter().filter(|told| told.differs_paise != Paise::ZERO) {
            let story = wallets.get(&told.provider);
            let parting = story.and_then(|story| parting(&story.readings, &story.moves, &story.failed));
            let account = Account::Wallet(told.provider.clone());
            let explanations = explain(told.differs_paise, suspects(&account, &facts));
            named.heed(&explanations);
            named.sales.extend(parting.as_ref().and_then(|parting| parting.sale_id));
            let (provider, differs_paise, read_at_ms) = (told.provider.clone(), told.differs_paise, told.read_at_ms);
            apart.push(WalletMissing { provider, differs_paise, read_at_ms, parting, explanations });
        }
        let sales = named.sales.iter().map(|sale_id| self.sale_named(*sale_id)).collect::<Result<_, _>>()?;
        let mut vouchers = Vec::new();
        for seq in named.vouchers {
            vouchers.extend(self.ledger.voucher(seq)?.map(|row| self.voucher_view(row)).transpose()?);
        }
        Ok(Missing { drawer, wallets: apart, sales, vouchers })
    }

    /// The accounts without an opening, each with what is in it beyond the books.
    fn unopened(&self, gap: Paise, figures: &Figures) -> Result<Vec<Unopened>, LedgerError> {
        let wallets = figures.wallets.iter();
        let wallets = wallets.map(|told| (Account::Wallet(told.provider.clone()), told.differs_paise));
        let more: BTreeMap<Account, Paise> = wallets.chain([(Account::Cash, gap)]).collect();
        let unopened = self.ledger.unopened(more.keys().cloned().collect())?.into_iter();
        Ok(unopened
            .map(|account| Unopened { more: more.get(&account).copied().unwrap_or_default(), account })
            .collect())
    }

    fn sale_named(&self, sale_id: i64) -> Result<SaleNamed, LedgerError> {
        let sale = self.ledger.sale(sale_id)?;
        Ok(SaleNamed {
            sale_id,
            number: sale.number,
            operator: sale.operator,
            amount_paise: sale.amount.get(),
            at_ms: sale.created_at_ms,
        })
    }
}
