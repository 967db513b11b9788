//! The words of a slip, in every language: `data/words.csv` has a column for each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::{Field, Language, Names, languages, read_words};

use crate::slip::Outcome;
use crate::subject::Subject;

/// Reads the fields by their names. What serde would write for so many texts is a quarter of a megabyte of code.
macro_rules! words {
    ($(#[$about:meta])* pub(crate) struct Words { $(pub(crate) $key:ident: String,)+ }) => {
        $(#[$about])*
        pub(crate) struct Words {
            $(pub(crate) $key: String,)+
        }

        impl Words {
            fn of(word: &mut dyn FnMut(&'static str) -> String) -> Words {
                Words { $($key: word(stringify!($key)),)+ }
            }
        }
    };
}

words! {
/// Every word, in one language. Its fields are the keys of the table, and a key too few or too many is an error.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) practice: String,
    pub(crate) duplicate: String,
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) order_id: String,
    pub(crate) through: String,
    pub(crate) told_reference: String,
    pub(crate) reason: String,
    pub(crate) taken_back_at: String,
    pub(crate) original_sale: String,
    pub(crate) original_order: String,
    pub(crate) original_amount: String,
    pub(crate) number: String,
    pub(crate) operator: String,
    pub(crate) biller: String,
    pub(crate) mobile_number: String,
    pub(crate) telephone_number: String,
    pub(crate) consumer_number: String,
    pub(crate) policy_number: String,
    pub(crate) tag_number: String,
    pub(crate) std_code: String,
    pub(crate) account_number: String,
    pub(crate) ca_number: String,
    pub(crate) bill_group: String,
    pub(crate) billing_unit: String,
    pub(crate) processing_cycle: String,
    pub(crate) cycle_number: String,
    pub(crate) vehicle_number: String,
    pub(crate) customer_name: String,
    pub(crate) applicant_mobile: String,
    pub(crate) product: String,
    pub(crate) recharge_of: String,
    pub(crate) customer: String,
    pub(crate) customer_mobile: String,
    pub(crate) aadhaar: String,
    pub(crate) amount_asked: String,
    pub(crate) amount_paid: String,
    pub(crate) amount_alone: String,
    pub(crate) service_charge: String,
    pub(crate) paid_by: String,
    pub(crate) by_cash: String,
    pub(crate) by_upi: String,
    pub(crate) by_udhaar: String,
    pub(crate) upi_note: String,
    pub(crate) total_due: String,
    pub(crate) total_credit: String,
    pub(crate) the_sale: String,
    pub(crate) shop_owes: String,
    pub(crate) given_back_at: String,
    pub(crate) full_name: String,
    pub(crate) date_of_birth: String,
    pub(crate) gender: String,
    pub(crate) female: String,
    pub(crate) male: String,
    pub(crate) transgender: String,
    pub(crate) address: String,
    pub(crate) acknowledgement: String,
    pub(crate) provider_ref: String,
    pub(crate) transaction_id: String,
    pub(crate) operator_ref: String,
    pub(crate) approval_number: String,
    pub(crate) bharat_connect: String,
    pub(crate) verified: String,
    pub(crate) not_verified: String,
    pub(crate) successful: String,
    pub(crate) pending: String,
    pub(crate) not_finished: String,
    pub(crate) failed: String,
    pub(crate) reversed: String,
    pub(crate) given_back: String,
    pub(crate) by_word: String,
    pub(crate) udhaar_due: String,
    pub(crate) udhaar_credit: String,
    pub(crate) udhaar_even: String,
    pub(crate) udhaar_opening: String,
    pub(crate) udhaar_before: String,
    pub(crate) udhaar_taken_back: String,
    pub(crate) udhaar_credited: String,
    pub(crate) udhaar_paid_cash: String,
    pub(crate) udhaar_paid_upi: String,
    pub(crate) udhaar_given_back: String,
    pub(crate) udhaar_corrected: String,
    pub(crate) udhaar_nameless: String,
    pub(crate) udhaar_note: String,
    pub(crate) paid_title: String,
    pub(crate) paid_credit_title: String,
    pub(crate) paid_number: String,
    pub(crate) paid_before: String,
    pub(crate) paid_credit_before: String,
    pub(crate) paid_now: String,
    pub(crate) paid_back_now: String,
    pub(crate) paid_after: String,
    pub(crate) paid_credit_after: String,
    pub(crate) paid_note: String,
    pub(crate) voucher_from: String,
    pub(crate) voucher_to: String,
    pub(crate) voucher_reference: String,
    pub(crate) voucher_by: String,
    pub(crate) voucher_number: String,
    pub(crate) voucher_note: String,
    pub(crate) voucher_mended: String,
    pub(crate) chit_title: String,
    pub(crate) chit_title_over: String,
    pub(crate) chit_number: String,
    pub(crate) chit_taken: String,
    pub(crate) chit_not_taken: String,
    pub(crate) chit_valid: String,
    pub(crate) chit_pay_later: String,
    pub(crate) chit_keep: String,
    pub(crate) chit_over: String,
    pub(crate) chit_over_taken: String,
    pub(crate) proof_signs: String,
    pub(crate) test_title: String,
    pub(crate) test_dots: String,
    pub(crate) test_ruler: String,
    pub(crate) test_drawer: String,
    pub(crate) test_sizes: String,
    pub(crate) test_code: String,
    pub(crate) test_good: String,
    pub(crate) page_of: String,
    pub(crate) reminder_hello: String,
    pub(crate) reminder_hello_name: String,
    pub(crate) reminder_due: String,
    pub(crate) reminder_link: String,
    pub(crate) reminder_thanks: String,
    pub(crate) renew_soon: String,
    pub(crate) renew_past: String,
    pub(crate) renew_offer: String,
    pub(crate) recharge_done: String,
    pub(crate) recharge_reversed: String,
    pub(crate) bill_done: String,
    pub(crate) bill_pending: String,
    pub(crate) bill_failed: String,
    pub(crate) bill_reversed: String,
    pub(crate) sale_done: String,
    pub(crate) sale_pending: String,
    pub(crate) sale_failed: String,
    pub(crate) sale_reversed: String,
    pub(crate) money_owed: String,
    pub(crate) money_back: String,
    pub(crate) pan_done: String,
    pub(crate) pan_pending: String,
    pub(crate) pan_failed: String,
    pub(crate) pan_reversed: String,
    pub(crate) account_done: String,
    pub(crate) account_pending: String,
    pub(crate) account_failed: String,
    pub(crate) account_reversed: String,
    pub(crate) aadhaar_done: String,
    pub(crate) aadhaar_pending: String,
    pub(crate) aadhaar_failed: String,
    pub(crate) aadhaar_reversed: String,
    pub(crate) load_done: String,
    pub(crate) load_pending: String,
    pub(crate) load_failed: String,
    pub(crate) load_reversed: String,
}
}

static TABLE: LazyLock<Vec<(String, Names)>> =
    LazyLock::new(|| read_words(include_str!("../data/words.csv")).collect());

static WORDS: LazyLock<BTreeMap<Language, Words>> = LazyLock::new(|| {
    let all = languages().iter().map(|language| (*language, Words::read(*language).unwrap_or_default()));
    all.collect()
});

static NONE: LazyLock<Words> = LazyLock::new(Words::default);

/// The words of a language.
pub(crate) fn words_in(language: Language) -> &'static Words {
    WORDS.get(&language).unwrap_or(&NONE)
}

impl Words {
    /// The keys that are in the table or among the fields, and not in both, are the error.
    fn read(language: Language) -> Result<Words, Vec<&'static str>> {
        let of_key = |(key, words): &'static (String, Names)| (key.as_str(), words.in_language(language));
        let mut table: BTreeMap<&str, &str> = TABLE.iter().map(of_key).collect();
        let mut strays = Vec::new();
        let words = Words::of(&mut |key| match table.remove(key) {
            Some(word) => word.to_owned(),
            None => {
                strays.push(key);
                String::new()
            }
        });
        strays.extend(table.into_keys());
        if strays.is_empty() { Ok(words) } else { Err(strays) }
    }

    /// The mark of a slip that was printed so often before; nothing on the first one.
    pub(crate) fn duplicate(&self, count: u32) -> Option<String> {
        (count > 0).then(|| self.duplicate.replace("{count}", &count.to_string()))
    }

    /// What a further field of a bill is called.
    pub(crate) fn field(&self, field: Field) -> &str {
        match field {
            Field::StdCode => &self.std_code,
            Field::AccountNumber => &self.account_number,
            Field::CaNumber => &self.ca_number,
            Field::BillGroup => &self.bill_group,
            Field::BillingUnit => &self.billing_unit,
            Field::ProcessingCycle => &self.processing_cycle,
            Field::CycleNumber => &self.cycle_number,
            Field::DateOfBirth => &self.date_of_birth,
            Field::VehicleNumber => &self.vehicle_number,
            Field::CustomerName => &self.customer_name,
        }
    }

    /// The loud word of a slip.
    pub(crate) fn outcome(&self, subject: &Subject, outcome: Outcome) -> &str {
        let is_check = matches!(subject, Subject::Aadhaar { .. });
        match outcome {
            Outcome::Done if is_check => &self.verified,
            Outcome::Pending | Outcome::Failed | Outcome::Reversed if is_check => &self.not_verified,
            Outcome::Done => &self.successful,
            Outcome::Pending if subject.is_sold() => &self.pending,
            Outcome::Pending => &self.not_finished,
            Outcome::Failed => &self.failed,
            Outcome::Reversed => &self.reversed,
        }
    }

    /// What stands below. An order of the desk takes hours, and the customer may have paid before it was finished: so unlike
    /// a sale's, its slip never says that nothing was charged.
    pub(crate) fn note(&self, subject: &Subject, outcome: Outcome) -> &str {
        match (subject, outcome) {
            (Subject::Recharge, Outcome::Done) => &self.recharge_done,
            (Subject::Recharge, Outcome::Reversed) => &self.recharge_reversed,
            (Subject::Sale, Outcome::Done) => &self.sale_done,
            (Subject::Sale | Subject::Recharge, Outcome::Pending) => &self.sale_pending,
            (Subject::Sale | Subject::Recharge, Outcome::Failed) => &self.sale_failed,
            (Subject::Sale, Outcome::Reversed) => &self.sale_reversed,
            (Subject::Bill { .. }, Outcome::Done) => &self.bill_done,
            (Subject::Bill { .. }, Outcome::Pending) => &self.bill_pending,
            (Subject::Bill { .. }, Outcome::Failed) => &self.bill_failed,
            (Subject::Bill { .. }, Outcome::Reversed) => &self.bill_reversed,
            (Subject::Pan, Outcome::Done) => &self.pan_done,
            (Subject::Pan, Outcome::Pending) => &self.pan_pending,
            (Subject::Pan, Outcome::Failed) => &self.pan_failed,
            (Subject::Pan, Outcome::Reversed) => &self.pan_reversed,
            (Subject::Account { .. }, Outcome::Done) => &self.account_done,
            (Subject::Account { .. }, Outcome::Pending) => &self.account_pending,
            (Subject::Account { .. }, Outcome::Failed) => &self.account_failed,
            (Subject::Account { .. }, Outcome::Reversed) => &self.account_reversed,
            (Subject::Aadhaar { .. }, Outcome::Done) => &self.aadhaar_done,
            (Subject::Aadhaar { .. }, Outcome::Pending) => &self.aadhaar_pending,
            (Subject::Aadhaar { .. }, Outcome::Failed) => &self.aadhaar_failed,
            (Subject::Aadhaar { .. }, Outcome::Reversed) => &self.aadhaar_reversed,
            (Subject::Load { .. }, Outcome::Done) => &self.load_done,
            (Subject::Load { .. }, Outcome::Pending) => &self.load_pending,
            (Subject::Load { .. }, Outcome::Failed) => &self.load_failed,
            (Subject::Load { .. }, Outcome::Reversed) => &self.load_reversed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::hindi;

    #[test]
    fn every_word_is_there_in_every_language() {
        for (key, words) in TABLE.iter() {
            assert!(words.is_whole(), "{key}");
        }
        for language in languages() {
            let read = Words::read(*language);
            assert!(read.is_ok(), "{language}: {read:?}");
        }
    }

    /// A customer must not read on a slip that money is still to be paid, unless it is.
    #[test]
    fn only_udhaar_is_told_in_the_words_of_a_debt() {
        let of_udhaar = |key: &str| {
            ["udhaar_", "paid_", "reminder_", "by_udhaar", "total_due", "customers", "credit", "cause_"]
                .iter()
                .any(|start| key.starts_with(start))
        };
        let close = read_words(include_str!("../data/close.csv"));
        let told = TABLE.iter().cloned().chain(close).filter(|(key, _)| !of_udhaar(key));
        for (key, words) in told {
            let said = words.in_language(hindi());
            assert!(["बाकी", "बकाया", "उधार", "देना है"].iter().all(|debt| !said.contains(debt)), "{key}: {said}");
        }
    }
}
