//! What a shop does beside its sales: money is moved, orders of the services desk are made, and what there is before all of it.

use std::sync::Arc;

use domain::{
    Account, BasisPoints, Commission, CommissionRule, Covers, Event, IdForm, Paise, Payment, Pays, Service, Voucher,
    VoucherKind,
};
use ledger::{Again, Booked, CommissionChange, CustomerFacts, Ledger, NO_FIELDS, NewAttempt, NewSale};

use super::Month;
use super::companies::{CUSTOMERS, DESK, LIMIT_RUPEES, SELLERS};
use super::plan::mobile;
use super::write::{BY, Failed, MINUTE_MS, Writer, rupees, step};

/// What the companies pay: mobile recharge and television by percent, bills a little.
fn rules() -> Result<Vec<CommissionRule>, Failed> {
    let mut rules = Vec::new();
    for habits in &SELLERS {
        for (service, parts) in [(Service::Prepaid, 100), (Service::Dth, 110)] {
            let rate = BasisPoints::new(habits.pays * parts / 100).ok_or("a rate")?;
            rules.push((habits.slug, service, Pays::Percent(rate)));
        }
        for service in [Service::Postpaid, Service::Electricity, Service::Gas, Service::Fastag] {
            rules.push((habits.slug, service, Pays::Flat(Paise::new(i64::from(habits.pays)))));
        }
    }
    let rule = |(slug, service, pays): (&str, Service, Pays)| CommissionRule {
        provider: slug.to_owned(),
        covers: Covers::Service(service),
        from: String::new(),
        pays: Some(pays),
    };
    Ok(rules.into_iter().map(rule).collect())
}

/// What is there before the first sale: rules, customers, and money in every account.
pub(super) fn prepare(month: &Month, ledger: &Ledger) -> Result<(Arc<Commission>, Vec<i64>), Failed> {
    let at_ms = month.first_ms();
    ledger.set_commission(&CommissionChange { rules: rules()?, by: BY.to_owned() }, Again::FromNowOn, at_ms)?;
    let mut customers = Vec::new();
    for (place, name) in CUSTOMERS.iter().enumerate() {
        let facts = CustomerFacts {
            name: (*name).to_owned(),
            numbers: vec![mobile(place)],
            limit: Some(rupees(LIMIT_RUPEES)?),
            ..CustomerFacts::default()
        };
        customers.push(ledger.add_customer(&facts, BY, at_ms)?.id);
    }
    let wallets =
        SELLERS.iter().map(|habits| habits.slug).chain([DESK]).map(|slug| (Account::Wallet(slug.to_owned()), 40_000));
    for (account, amount) in wallets.chain([(Account::Cash, 5_000), (Account::Bank, 600_000)]) {
        let (from, amount) = (Account::Owner, rupees(amount)?);
        let (by, reason, reference) = (BY.to_owned(), String::new(), String::new());
        let opening = Voucher { kind: VoucherKind::Opening, from, to: account, amount, by, reason, reference };
        ledger.add_voucher(&opening, at_ms)?;
    }
    Ok((ledger.commission()?, customers))
}

impl Writer<'_> {
    fn voucher(
        &self,
        (from, to): (Account, Account),
        kind: VoucherKind,
        amount: Paise,
        at_ms: i64,
    ) -> Result<(), Failed> {
        let reason = if kind.needs_reason() { "Tea and snacks" } else { "" };
        let (by, reason) = (BY.to_owned(), reason.to_owned());
        self.ledger.add_voucher(&Voucher { kind, from, to, amount, by, reason, reference: String::new() }, at_ms)?;
        Ok(())
    }

    /// Wallets that are low are loaded, mostly from the bank.
    pub(super) fn morning(&mut self, at_ms: i64) -> Result<(), Failed> {
        for (habits, loaded) in SELLERS.iter().zip([60_000, 50_000, 40_000, 30_000]) {
            let wallet = Account::Wallet(habits.slug.to_owned());
            if self.ledger.account_balance(&wallet)? < rupees(loaded)? {
                self.voucher((Account::Bank, wallet), VoucherKind::WalletLoaded, rupees(loaded)?, at_ms)?;
            }
        }
        Ok(())
    }

    /// Cash and UPI go to the bank, tea is paid, and some customers pay what they owe.
    pub(super) fn evening(&mut self, at_ms: i64) -> Result<(), Failed> {
        let tea = rupees(self.chance.between(4, 25) * 10)?;
        self.voucher((Account::Cash, Account::Spent), VoucherKind::CashOut, tea, at_ms)?;
        for customer in self.customers.clone() {
            let account = Account::Customer(customer);
            let owes = self.ledger.account_balance(&account)?;
            let is_due = owes > rupees(8_000)? || (owes > rupees(600)? && self.chance.in_thousand(160));
            if is_due {
                let to = if self.chance.in_thousand(400) { Account::Upi } else { Account::Cash };
                self.voucher((account, to), VoucherKind::UdhaarPaid, owes, at_ms)?;
            }
        }
        let cash = self.ledger.account_balance(&Account::Cash)?.get() / 50_000 * 50_000 - 500_000;
        if cash > 0 {
            self.voucher((Account::Cash, Account::Bank), VoucherKind::Banked, Paise::new(cash), at_ms)?;
        }
        let upi = self.ledger.account_balance(&Account::Upi)?;
        if upi > Paise::ZERO {
            self.voucher((Account::Upi, Account::Bank), VoucherKind::UpiSettled, upi, at_ms)?;
        }
        Ok(())
    }

    /// An order of the services desk: a PAN card, or money for the wallet there.
    pub(super) fn desk(&mut self, service: Service, at_ms: i64) -> Result<(), Failed> {
        let is_load = service == Service::WalletLoad;
        let (product, amount, fee) = if is_load { ("wallet-load", 1_000, 0) } else { ("pan-new", 150, 107) };
        let new = NewSale {
            service,
            operator: product.to_owned(),
            number: mobile(self.rows.len() + usize::try_from(at_ms / MINUTE_MS % 900)?),
            circle: String::new(),
            amount: rupees(amount)?,
            fields: NO_FIELDS.to_owned(),
            attempt: NewAttempt {
                provider: DESK.to_owned(),
                code: product.to_owned(),
                account: "https://provider.example shop".to_owned(),
                earned: if is_load { Paise::ZERO } else { rupees(amount - fee)? },
                id_form: IdForm::Signs,
            },
            intent: format!("made up at the desk {at_ms}"),
            ask_if_sold_since_ms: None,
            ask_if_open: false,
            day: self.ledger.business_day(at_ms)?,
            payment: Payment::Cash,
            customer: None,
            charge: Paise::ZERO,
            instead_of: None,
            chit: None,
        };
        let begun = self.ledger.begin_sale(&new, at_ms, at_ms + MINUTE_MS)?;
        let begun = self.ledger.record(&step(&begun, Event::Accept, at_ms + 2_000, "Started"))?;
        let booked = if is_load { Booked::Paid(rupees(amount)?) } else { Booked::Fee(rupees(fee)?) };
        let done = step(&begun, Event::Succeed, at_ms + 9 * MINUTE_MS, "Success").booked(Some(booked));
        self.ledger.record_only(&done)?;
        self.written.loads += usize::from(is_load);
        self.written.desk += usize::from(!is_load);
        Ok(())
    }
}
