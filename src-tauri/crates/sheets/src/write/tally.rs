//! Vouchers and ledgers as Tally imports them: one file of XML with the ledgers first, because a voucher needs its own.
//!
//! The shape is the one in which Tally itself exports a day book: `docs/decisions/18-tally.md` says on what this relies.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::cell::{rupees, shown};

/// The longest name of a ledger that Tally keeps whole, in letters.
pub const NAME_MAX: usize = 99;

/// The kinds of voucher that every company in Tally has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VoucherType {
    /// Cash or bank alone, from one to the other.
    Contra,
    /// Money came into cash or bank.
    Receipt,
    /// Money went out of cash or bank.
    Payment,
    /// Neither: from one account to another.
    Journal,
}

impl VoucherType {
    /// Its name in Tally.
    pub fn name(self) -> &'static str {
        match self {
            VoucherType::Contra => "Contra",
            VoucherType::Receipt => "Receipt",
            VoucherType::Payment => "Payment",
            VoucherType::Journal => "Journal",
        }
    }
}

/// A ledger with the group that it stands under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "named as in Tally")]
pub struct TallyLedger {
    pub name: String,
    pub parent: String,
}

/// A voucher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyVoucher {
    /// The same for the same voucher whenever it is exported, so that Tally can know it again.
    pub id: String,
    /// Its day, `2026-11-29`.
    pub day: String,
    /// Its kind.
    pub kind: VoucherType,
    /// Its number.
    pub number: String,
    /// What is said of it.
    pub narration: String,
    /// By ledger: debits and credits in paise, neither below nothing.
    pub entries: BTreeMap<String, (i64, i64)>,
}

/// Writes the file, one object after the other.
pub struct TallyFile<W: Write> {
    xml: Writer<W>,
}

/// A name as Tally takes it: no control signs, no blanks around it, not too long.
pub fn ledger_name(text: &str) -> String {
    let words: Vec<String> = shown(text).split_whitespace().map(str::to_owned).collect();
    let cut: String = words.join(" ").chars().filter(|sign| is_in_xml(*sign)).take(NAME_MAX).collect();
    cut.trim().to_owned()
}

/// Whether XML may hold the sign at all.
fn is_in_xml(sign: char) -> bool {
    !matches!(sign, '\u{FFFE}' | '\u{FFFF}') && (!sign.is_control() || sign == '\n')
}

impl<W: Write> TallyFile<W> {
    /// Begins the file.
    pub fn new(writer: W) -> io::Result<TallyFile<W>> {
        let mut file = TallyFile { xml: Writer::new_with_indent(writer, b' ', 1) };
        file.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        file.open("ENVELOPE", &[])?;
        file.open("HEADER", &[])?;
        file.text("TALLYREQUEST", "Import Data")?;
        file.close("HEADER")?;
        file.open("BODY", &[])?;
        file.open("IMPORTDATA", &[])?;
        file.open("REQUESTDESC", &[])?;
        file.text("REPORTNAME", "All Masters")?;
        file.close("REQUESTDESC")?;
        file.open("REQUESTDATA", &[])?;
        Ok(file)
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.xml.write_event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(BytesEnd::new(name)))
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        let text: String = shown(text).chars().filter(|sign| is_in_xml(*sign)).collect();
        self.open(name, &[])?;
        self.xml.write_event(Event::Text(BytesText::new(&text)))?;
        self.close(name)
    }

    /// Writes a ledger. One that is there already stays as it is.
    pub fn ledger(&mut self, ledger: &TallyLedger) -> io::Result<()> {
        self.open("TALLYMESSAGE", &[("xmlns:UDF", "TallyUDF")])?;
        self.open("LEDGER", &[("NAME", &ledger.name), ("ACTION", "Create")])?;
        self.text("NAME", &ledger.name)?;
        self.text("PARENT", &ledger.parent)?;
        self.text("ISBILLWISEON", "No")?;
        self.close("LEDGER")?;
        self.close("TALLYMESSAGE")
    }

    /// Writes a voucher: its debits before its credits. A debit is deemed positive, and its amount is below nothing.
    pub fn voucher(&mut self, voucher: &TallyVoucher) -> io::Result<()> {
        let (kind, day) = (voucher.kind.name(), voucher.day.replace('-', ""));
        self.open("TALLYMESSAGE", &[("xmlns:UDF", "TallyUDF")])?;
        let attributes = [
            ("REMOTEID", voucher.id.as_str()),
            ("VCHTYPE", kind),
            ("ACTION", "Create"),
            ("OBJVIEW", "Accounting Voucher View"),
        ];
        self.open("VOUCHER", &attributes)?;
        self.text("DATE", &day)?;
        self.text("EFFECTIVEDATE", &day)?;
        self.text("VOUCHERTYPENAME", kind)?;
        self.text("VOUCHERNUMBER", &voucher.number)?;
        self.text("NARRATION", &voucher.narration)?;
        self.text("PERSISTEDVIEW", "Accounting Voucher View")?;
        let debits = voucher.entries.iter().map(|(name, (debit, _))| (name, debit, true));
        let credits = voucher.entries.iter().map(|(name, (_, credit))| (name, credit, false));
        for (name, paise, is_debit) in debits.chain(credits).filter(|(_, paise, _)| **paise != 0) {
            self.open("ALLLEDGERENTRIES.LIST", &[])?;
            self.text("LEDGERNAME", name)?;
            self.text("ISDEEMEDPOSITIVE", if is_debit { "Yes" } else { "No" })?;
            self.text("AMOUNT", &rupees(if is_debit { -paise } else { *paise }))?;
            self.close("ALLLEDGERENTRIES.LIST")?;
        }
        self.close("VOUCHER")?;
        self.close("TALLYMESSAGE")
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<W> {
        for name in ["REQUESTDATA", "IMPORTDATA", "BODY", "ENVELOPE"] {
            self.close(name)?;
        }
        let mut writer = self.xml.into_inner();
        writer.write_all(b"\n")?;
        writer.flush()?;
        Ok(writer)
    }
}
