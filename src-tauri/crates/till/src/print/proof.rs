//! Whether a slip is genuine: what was signed is held against the books as they are now.

use domain::{OrderId, Paise};
use ledger::{RuleChange, SaleRow};
use receipts::{
    Money, Outcome, Receipt, SlipCode, SlipFacts, SlipFault, SlipKey, SlipProof, SlipPublic, SlipRead, SlipSays,
    SlipSigns, Subject, order_ids_in, read_slip,
};
use serde::Serialize;
use specta_typescript::Number;

use crate::{Problem, SaleView, Settings, Till};

/// The family of rules that keeps the public half of every key which signed a slip of this shop. So old slips stay genuine after a
/// restore, and under a key that was made anew.
const KEYS: &str = "slip_key";
/// The key of practice is everybody's, so that a slip of practice is known as one wherever it comes from.
const PRACTICE: [u8; 32] = *b"galla practice: worth no money!!";

/// What a slip says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct SlipTold {
    pub order_id: String,
    #[specta(type = Number)]
    pub amount_paise: Paise,
    pub says: SlipSays,
    #[specta(type = Number)]
    pub sold_at_ms: i64,
}

/// A fact of a slip that is not as it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the slip")]
pub enum SlipPart {
    OrderId,
    Amount,
    Outcome,
    Time,
    /// The facts are ours, and the signature is not.
    Signature,
}

/// What came out of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum SlipVerdict {
    /// This shop made it, and the sale still stands so.
    Genuine {
        /// What the slip says.
        says: SlipTold,
        /// The sale.
        sale: Box<SaleView>,
    },
    /// This shop made it, and the sale stands otherwise now: it was taken back, it was settled.
    Changed {
        /// What the slip says.
        says: SlipTold,
        /// What it would say now.
        now: SlipTold,
        /// The sale.
        sale: Box<SaleView>,
    },
    /// Somebody changed it.
    Edited {
        /// What is not as it was.
        differs: Vec<SlipPart>,
        /// What the slip says.
        says: SlipTold,
        /// What our slip says; `None`: there is no such order.
        now: Option<SlipTold>,
        /// The sale, where there is one.
        sale: Option<Box<SaleView>>,
    },
    /// This shop made it, and the books do not have the sale: they were restored from before it.
    Lost {
        /// What the slip says.
        says: SlipTold,
    },
    /// It is of practice: no money is behind it.
    Practice,
    /// It is of practice, and this practice never sold it. The key of practice is everybody's, so it is another shop's, or of practice
    /// books that were begun anew since.
    OtherPractice,
    /// It is an order id. That names a sale and proves no slip.
    OrderId {
        /// The sale; `None`: these books do not have it.
        sale: Option<Box<SaleView>>,
    },
    /// Another shop made it, or another computer, or nobody.
    NotOurs,
    /// It is no slip's text.
    Unreadable {
        /// Why.
        fault: SlipFault,
    },
}

/// The answer to a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SlipChecked {
    /// Whether no real money is behind it: it is of practice, or this is.
    pub practice: bool,
    /// What came out.
    pub verdict: SlipVerdict,
}

fn told(facts: &SlipFacts) -> SlipTold {
    SlipTold {
        order_id: facts.order_id.clone(),
        amount_paise: facts.amount,
        says: facts.says,
        sold_at_ms: facts.sold_at_s.saturating_mul(1000),
    }
}

/// Where a slip differs from ours. An order id of another attempt of the sale is no difference.
fn differences(paper: &SlipFacts, ours: &SlipFacts) -> Vec<SlipPart> {
    let mut parts = Vec::new();
    for (part, differs) in [
        (SlipPart::Amount, paper.amount != ours.amount),
        (SlipPart::Outcome, paper.says != ours.says),
        (SlipPart::Time, paper.sold_at_s != ours.sold_at_s),
    ] {
        if differs {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        parts.push(SlipPart::Signature);
    }
    parts
}

impl Till {
    fn slip_key(&self) -> Result<(String, SlipKey), Problem> {
        if self.is_practice() {
            return Ok(("practice".to_owned(), SlipKey::of_secret(&PRACTICE)));
        }
        let (id, secret) = self.ledger.slip_secret()?;
        Ok((id, SlipKey::of_secret(&secret)))
    }

    /// Signs what a slip says. The first time that a key signs, its public half goes into the books. Books that take no row keep
    /// nobody from printing: it is tried again with the next slip.
    pub(crate) fn proof_of(&self, sale_id: i64, facts: &SlipFacts) -> Option<SlipProof> {
        let (id, key) = self.heed_books(self.slip_key())?;
        let public = key.public();
        if !self.is_practice() {
            self.heed_books(self.keep_slip_key(&id, public));
        }
        let signs = public.signs(sale_id, self.is_practice(), facts).map(|signs| signs.to_string());
        Some(SlipProof { code: key.code(facts), signs: signs.unwrap_or_default() })
    }

    fn keep_slip_key(&self, id: &str, public: SlipPublic) -> Result<(), Problem> {
        let name = format!("{KEYS}:{id}");
        if self.ledger.rule(&name)?.as_deref().and_then(SlipPublic::parse) != Some(public) {
            let change = RuleChange { name, value: public.to_text(), by: String::new() };
            self.ledger.set_rule(&change, self.clock.now_ms())?;
        }
        Ok(())
    }

    /// Every key that may have signed a slip of this shop.
    fn slip_keys(&self) -> Result<Vec<SlipPublic>, Problem> {
        let mut keys = vec![self.slip_key()?.1.public()];
        keys.extend(self.ledger.rules(KEYS)?.iter().filter_map(|(_, value)| SlipPublic::parse(value)));
        Ok(keys)
    }

    /// Says of the text of a slip, scanned, pasted or typed, whether it is genuine.
    pub fn check_slip(&self, text: &str) -> Result<SlipChecked, Problem> {
        let practice = self.is_practice();
        let (whole, words) = order_ids_in(text);
        let verdict = match self.sale_of_slip(&whole)? {
            Some(sale) => SlipVerdict::OrderId { sale: Some(Box::new(self.view(&sale)?)) },
            None => match read_slip(text) {
                Err(fault @ (SlipFault::Nothing | SlipFault::CodeBroken)) => SlipVerdict::Unreadable { fault },
                Err(fault @ (SlipFault::SignsLength | SlipFault::SignsLetter | SlipFault::SignsTypo)) => {
                    self.order_among(&words)?.unwrap_or(SlipVerdict::Unreadable { fault })
                }
                Ok(SlipRead::Code(code)) => self.check_code(&code)?,
                Ok(SlipRead::Signs(signs)) => {
                    let verdict = self.check_signs(signs)?;
                    // One order id in 32 reads like signs.
                    let is_order_id = verdict == SlipVerdict::NotOurs && OrderId::is_formed(&whole);
                    if is_order_id { SlipVerdict::OrderId { sale: None } } else { verdict }
                }
            },
        };
        Ok(SlipChecked { practice: practice || verdict == SlipVerdict::Practice, verdict })
    }

    /// The order id among the words of a text that is no slip's.
    fn order_among(&self, words: &[String]) -> Result<Option<SlipVerdict>, Problem> {
        for word in words.iter().filter(|word| OrderId::is_formed(word)) {
            if let Some(sale) = self.sale_of_slip(word)? {
                return Ok(Some(SlipVerdict::OrderId { sale: Some(Box::new(self.view(&sale)?)) }));
            }
        }
        Ok(words.iter().any(|word| OrderId::is_formed(word)).then_some(SlipVerdict::OrderId { sale: None }))
    }

    fn check_code(&self, code: &SlipCode) -> Result<SlipVerdict, Problem> {
        let of_practice = SlipKey::of_secret(&PRACTICE).public();
        if !self.is_practice() && of_practice.has_signed(code) {
            return Ok(SlipVerdict::Practice);
        }
        let keys = self.slip_keys()?;
        let is_signed = keys.iter().any(|key| key.has_signed(code));
        let paper = &code.facts;
        let Some(sale) = self.sale_of_slip(&paper.order_id)? else {
            let is_our_key = keys.iter().any(|key| key.name() == code.key);
            return Ok(match (is_signed, is_our_key) {
                (true, _) if self.is_practice() => SlipVerdict::OtherPractice,
                (true, _) => SlipVerdict::Lost { says: told(paper) },
                (false, true) => {
                    let differs = vec![SlipPart::OrderId];
                    SlipVerdict::Edited { differs, says: told(paper), now: None, sale: None }
                }
                (false, false) => SlipVerdict::NotOurs,
            });
        };
        let ours = self.unproved(&Settings::default(), sale.sale_id)?.facts();
        if is_signed {
            return self.standing(&sale, paper, &ours);
        }
        Ok(SlipVerdict::Edited {
            differs: differences(paper, &ours),
            says: told(paper),
            now: Some(told(&ours)),
            sale: Some(Box::new(self.view(&sale)?)),
        })
    }

    /// Whether what was signed still stands.
    fn standing(&self, sale: &SaleRow, paper: &SlipFacts, ours: &SlipFacts) -> Result<SlipVerdict, Problem> {
        let (says, sale) = (told(paper), Box::new(self.view(sale)?));
        Ok(if paper == ours {
            SlipVerdict::Genuine { says, sale }
        } else {
            SlipVerdict::Changed { says, now: told(ours), sale }
        })
    }

    /// The signs name the sale; of all that its slips may ever have said, one must have these signs.
    fn check_signs(&self, signs: SlipSigns) -> Result<SlipVerdict, Problem> {
        if signs.practice != self.is_practice() {
            return Ok(if signs.practice { SlipVerdict::Practice } else { SlipVerdict::NotOurs });
        }
        let sale = match self.ledger.sale(signs.sale_id) {
            Ok(sale) => sale,
            Err(ledger::LedgerError::NoSuchSale) => return Ok(SlipVerdict::NotOurs),
            Err(error) => return Err(error.into()),
        };
        let now = self.unproved(&Settings::default(), sale.sale_id)?;
        let keys = self.slip_keys()?;
        let said = self
            .said_ever(&now)?
            .into_iter()
            .find(|facts| keys.iter().any(|key| key.signs(sale.sale_id, signs.practice, facts) == Some(signs)));
        match said {
            Some(said) => self.standing(&sale, &said, &now.facts()),
            None => Ok(SlipVerdict::NotOurs),
        }
    }

    /// All that slips of a sale may have said, under each of its order ids.
    fn said_ever(&self, now: &Receipt) -> Result<Vec<SlipFacts>, Problem> {
        let sale = self.sale_of_slip(&now.order_id)?.ok_or(Problem::LedgerCorrupt)?;
        let mut facts = vec![now.facts()];
        for attempt in self.ledger.attempts(sale.sale_id)? {
            for outcome in [Outcome::Done, Outcome::Pending, Outcome::Failed, Outcome::Reversed] {
                let order_id = attempt.order_id.to_string();
                let then = Receipt { order_id, outcome, money: Money::Settled, ..now.clone() };
                // A load is told by the amount that was asked for until it is known what was paid.
                if let Subject::Load { paid: Some(_) } = then.subject {
                    facts.push(Receipt { subject: Subject::Load { paid: None }, ..then.clone() }.facts());
                }
                facts.push(then.facts());
            }
        }
        Ok(facts)
    }

    /// The sale of an order id that stands on a slip.
    fn sale_of_slip(&self, order_id: &str) -> Result<Option<SaleRow>, Problem> {
        let Ok(order_id) = OrderId::parse(order_id) else { return Ok(None) };
        let found = self.ledger.sale_of_order(&order_id)?;
        Ok(found.map(|sale_id| self.ledger.sale(sale_id)).transpose()?)
    }
}
