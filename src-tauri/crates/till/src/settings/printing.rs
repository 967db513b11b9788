//! The shop's printer, and what is printed on it.

use std::net::{Ipv4Addr, Ipv6Addr};

use printers::Carrier;
use receipts::Design;
use receipts::paper::escpos::{Cut, Density, Head, Manner, Pin};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::problem::field::PrinterField;
use crate::{Language, Problem};

/// The width of paper in dots that a printer may have: half an inch less than the narrowest, and the widest that is sold.
const DOTS: std::ops::RangeInclusive<u16> = 200..=1_200;
/// More copies than anybody wants.
const COPIES: std::ops::RangeInclusive<u8> = 1..=5;
/// A longer pause helps no printer, in ms.
const PAUSE_MS: std::ops::RangeInclusive<u16> = 0..=500;
/// Empty paper below a slip, in dots.
const FEED_DOTS: std::ops::RangeInclusive<u16> = 0..=1_000;
/// The speeds of serial ports, in bits a second.
const BAUDS: [u32; 9] = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400];
/// The longest name of a host, a queue, a path, in letters.
const NAME_MAX: usize = 255;
/// Two languages fill the paper.
pub(crate) const LANGUAGES_MAX: usize = 2;

/// What is printed, and where, as it is kept and shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Printing {
    /// The printer; `None`: slips go to the system's dialog.
    pub printer: Option<Printer>,
    /// A sale's slip is printed by itself after success.
    pub by_itself: bool,
    /// The languages of a slip, two at most; none: the screen's.
    pub languages: Vec<Language>,
    /// What the shop adds to its slips, and what it leaves out.
    #[serde(deserialize_with = "known_or_none")]
    #[specta(type = Design)]
    pub design: Design,
}

/// The printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Printer {
    /// The way to it.
    pub carrier: Carrier,
    /// What the shop calls it.
    pub name: String,
    /// How wide it prints, in dots.
    pub dots: u16,
    /// How it wants its jobs.
    pub manner: Manner,
    /// The contact on which it opens the drawer; `None`: no drawer hangs on it.
    pub drawer: Option<Pin>,
    /// How often each slip is printed.
    pub copies: u8,
}

/// The way to a printer as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
#[expect(missing_docs, reason = "as the kinds of `Carrier`")]
pub enum CarrierInput {
    Network { host: String, port: String },
    Spooler { queue: String },
    Device { path: String },
    Serial { port: String, baud: String },
}

/// The printer as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "as the fields of `Printer`")]
pub struct PrinterInput {
    pub carrier: CarrierInput,
    /// Empty: what it is reached by.
    pub name: String,
    /// Dots: 384 for paper of 58 mm, 576 for 80 mm, or the paper's own.
    pub dots: String,
    pub copies: String,
    /// After each band, in ms, for a printer whose buffer is small.
    pub pause_ms: String,
    /// Empty paper below the slip, in dots.
    pub feed_dots: String,
    pub cut: Cut,
    pub density: Density,
    pub head: Head,
    pub drawer: Option<Pin>,
}

/// A later Galla may have written a kind of printer, or a line of a slip, that this one does not know. It must not keep the shop
/// shut.
pub(crate) fn known_or_none<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let written = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(written).unwrap_or_default())
}

/// The form, field by field, with the problems found so far.
#[derive(Default)]
struct Form(Vec<Problem>);

impl Form {
    /// A value that was read, or a stand-in and a problem of its field.
    fn take<T: Default>(&mut self, field: PrinterField, read: Option<T>) -> T {
        read.unwrap_or_else(|| {
            self.0.push(Problem::Printer { field });
            T::default()
        })
    }

    fn number<T>(&mut self, field: PrinterField, typed: &str, range: std::ops::RangeInclusive<T>) -> T
    where
        T: std::str::FromStr + PartialOrd + Default,
    {
        self.take(field, typed.trim().parse().ok().filter(|number| range.contains(number)))
    }

    /// A name that something outside knows: no blank and no control sign is part of it.
    fn name(&mut self, field: PrinterField, typed: &str, may_have_blanks: bool) -> String {
        let name = typed.trim();
        let is_strange = |sign: char| sign.is_control() || (sign.is_whitespace() && !may_have_blanks);
        let is_good = !name.is_empty() && name.chars().count() <= NAME_MAX && !name.chars().any(is_strange);
        self.take(field, is_good.then(|| name.to_owned()))
    }

    fn carrier(&mut self, typed: &CarrierInput) -> Carrier {
        match typed {
            CarrierInput::Network { host, port } => {
                let typed = self.name(PrinterField::Host, host, false);
                Carrier::Network {
                    host: self.take(PrinterField::Host, host_of(&typed)),
                    port: self.number(PrinterField::Port, port, 1..=u16::MAX),
                }
            }
            CarrierInput::Spooler { queue } => Carrier::Spooler { queue: self.name(PrinterField::Queue, queue, true) },
            CarrierInput::Device { path } => Carrier::Device { path: self.name(PrinterField::Path, path, true) },
            CarrierInput::Serial { port, baud } => Carrier::Serial {
                port: self.name(PrinterField::SerialPort, port, true),
                baud: self.take(PrinterField::Baud, baud.trim().parse().ok().filter(|baud| BAUDS.contains(baud))),
            },
        }
    }
}

/// The host that was typed; `None`: it is none, because a name or a port of a browser's address stands beside it, or because it is
/// an address with a number that no address has. What ends in a figure alone is an address and no name, for the system takes it for
/// one. A test page may fill its numbers up with noughts, which the system would read as octal.
fn host_of(typed: &str) -> Option<String> {
    if typed.contains('/') {
        return None;
    }
    if typed.contains(':') {
        return typed.parse::<Ipv6Addr>().ok().map(|address| address.to_string());
    }
    let parts: Vec<&str> = typed.split('.').collect();
    let is_figure = |part: &&str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
    if !parts.iter().rfind(|part| !part.is_empty()).is_some_and(is_figure) {
        return Some(typed.to_owned());
    }
    let numbers: Vec<u8> = parts.iter().filter(|part| is_figure(part)).filter_map(|part| part.parse().ok()).collect();
    let four: [u8; 4] = numbers.try_into().ok().filter(|_| parts.len() == 4)?;
    Some(Ipv4Addr::from(four).to_string())
}

/// What a printer is called that nobody gave a name.
fn name_of(carrier: &Carrier) -> &str {
    match carrier {
        Carrier::Network { host, .. } => host,
        Carrier::Spooler { queue } => queue,
        Carrier::Device { path } => path,
        Carrier::Serial { port, .. } => port,
    }
}

impl PrinterInput {
    /// Every problem of every field, or the printer.
    pub(crate) fn check(&self) -> Result<Printer, Vec<Problem>> {
        let mut form = Form::default();
        let carrier = form.carrier(&self.carrier);
        let name = match self.name.trim() {
            "" => name_of(&carrier).to_owned(),
            typed => form.name(PrinterField::Name, typed, true),
        };
        let printer = Printer {
            name,
            dots: form.number(PrinterField::Dots, &self.dots, DOTS),
            manner: Manner {
                pause_ms: form.number(PrinterField::Pause, &self.pause_ms, PAUSE_MS),
                feed_dots: form.number(PrinterField::Feed, &self.feed_dots, FEED_DOTS),
                cut: self.cut,
                density: self.density,
                head: self.head,
                ..Manner::default()
            },
            drawer: self.drawer,
            copies: form.number(PrinterField::Copies, &self.copies, COPIES),
            carrier,
        };
        if form.0.is_empty() { Ok(printer) } else { Err(form.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(host: &str, port: &str) -> PrinterInput {
        PrinterInput {
            carrier: CarrierInput::Network { host: host.into(), port: port.into() },
            name: String::new(),
            dots: "576".into(),
            copies: "1".into(),
            pause_ms: "0".into(),
            feed_dots: "120".into(),
            cut: Cut::Partial,
            density: Density::Normal,
            head: Head::Usual,
            drawer: Some(Pin::Two),
        }
    }

    fn wrong(input: &PrinterInput) -> Vec<PrinterField> {
        let field = |problem: &Problem| {
            let Problem::Printer { field } = problem else { panic!("{problem}") };
            *field
        };
        input.check().err().unwrap_or_default().iter().map(field).collect()
    }

    #[test]
    fn a_printer_is_what_was_typed() {
        let printer = typed(" 192.168.1.50 ", "9100").check().unwrap();
        assert_eq!(printer.carrier, Carrier::Network { host: "192.168.1.50".into(), port: 9_100 });
        assert_eq!((printer.name.as_str(), printer.dots, printer.copies), ("192.168.1.50", 576, 1));
        assert_eq!(PrinterInput { name: "Till 1".into(), ..typed("a", "1") }.check().unwrap().name, "Till 1");
    }

    #[test]
    fn each_field_has_its_own_problem() {
        use PrinterField::{Baud, Copies, Dots, Feed, Host, Name, Path, Pause, Port, Queue, SerialPort};
        for (host, port, fields) in [
            ("", "9100", vec![Host]),
            ("http://printer", "9100", vec![Host]),
            ("two words", "9100", vec![Host]),
            ("printer", "0", vec![Port]),
            ("printer", "65536", vec![Port]),
            ("printer", "", vec![Port]),
            ("printer", "9100x", vec![Port]),
            ("", "", vec![Host, Port]),
            ("printer.local", "65535", vec![]),
        ] {
            let found: std::collections::BTreeSet<String> =
                wrong(&typed(host, port)).iter().map(|field| format!("{field:?}")).collect();
            assert_eq!(found, fields.iter().map(|field| format!("{field:?}")).collect(), "{host} {port}");
        }
        let good = || typed("printer", "1");
        for (input, field) in [
            (PrinterInput { dots: "199".into(), ..good() }, Dots),
            (PrinterInput { dots: "1201".into(), ..good() }, Dots),
            (PrinterInput { copies: "0".into(), ..good() }, Copies),
            (PrinterInput { copies: "6".into(), ..good() }, Copies),
            (PrinterInput { pause_ms: "501".into(), ..good() }, Pause),
            (PrinterInput { feed_dots: "-1".into(), ..good() }, Feed),
            (PrinterInput { name: "a\u{7}".into(), ..good() }, Name),
            (PrinterInput { carrier: CarrierInput::Spooler { queue: " ".into() }, ..good() }, Queue),
            (PrinterInput { carrier: CarrierInput::Device { path: String::new() }, ..good() }, Path),
            (
                PrinterInput { carrier: CarrierInput::Serial { port: String::new(), baud: "9600".into() }, ..good() },
                SerialPort,
            ),
            (
                PrinterInput { carrier: CarrierInput::Serial { port: "COM3".into(), baud: "9601".into() }, ..good() },
                Baud,
            ),
        ] {
            assert_eq!(wrong(&input), [field]);
        }
    }

    #[test]
    fn an_address_has_four_numbers_up_to_255_and_a_name_is_left_alone() {
        for (host, kept) in [
            ("192.168.1.50", "192.168.1.50"),
            ("192.168.001.050", "192.168.1.50"),
            ("255.255.255.255", "255.255.255.255"),
            ("printer", "printer"),
            ("printer-2.shop.local", "printer-2.shop.local"),
            ("3com", "3com"),
            ("fe80::1", "fe80::1"),
        ] {
            let carrier = typed(host, "9100").check().unwrap().carrier;
            assert_eq!(carrier, Carrier::Network { host: kept.into(), port: 9_100 });
        }
        for host in [
            "192.168.1.300",
            "192.168.1.256",
            "192.168.1",
            "192.168.1.5.0",
            "192.168..50",
            "192.168.1.50.",
            ".192.168.1.50",
            "192.168.1.9999999999",
            "printer.1.2.3",
            "192",
            "192.168.1.50:9100",
            "192.168.1.50/index",
            "fe80:::1",
        ] {
            assert_eq!(wrong(&typed(host, "9100")), [PrinterField::Host], "{host}");
        }
    }

    #[test]
    fn what_a_later_version_wrote_keeps_no_shop_shut() {
        #[derive(Deserialize)]
        struct File {
            #[serde(default, deserialize_with = "known_or_none")]
            printing: Printing,
        }
        let read = |text: &str| serde_json::from_str::<File>(text).unwrap().printing;
        assert_eq!(read("{}"), Printing::default());
        assert!(read(r#"{"printing": {"by_itself": true}}"#).by_itself);
        assert_eq!(read(r#"{"printing": {"printer": {"carrier": {"kind": "pigeon"}}}}"#), Printing::default());
        let strange = read(r#"{"printing": {"by_itself": true, "design": {"hidden": ["weather"], "footer": "Bye"}}}"#);
        assert_eq!((strange.by_itself, strange.design), (true, Design::default()));
        assert_eq!(read(r#"{"printing": {"design": {"footer": "Bye"}}}"#).design.footer, "Bye");
    }
}
