//! A printer on a serial port or a USB cable: a pseudo-terminal, whose other end is the printer.

use std::fs::File;
use std::io::{Read, Write};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use super::{answering, job, printed, quick};
use crate::unix::device;
use crate::{Broken, Carrier, Condition, Found, Line, Printers, Trouble};

struct Cable {
    printer: File,
    path: String,
    /// Kept open, so that nothing is thrown away when the line is closed.
    _end: File,
}

fn cable() -> Cable {
    let printer = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&printer).unwrap();
    unlockpt(&printer).unwrap();
    let path = ptsname(&printer, Vec::new()).unwrap().into_string().unwrap();
    let mut settings = tcgetattr(&printer).unwrap();
    settings.make_raw();
    tcsetattr(&printer, OptionalActions::Now, &settings).unwrap();
    let end = device::open_file(&path).unwrap();
    Cable { printer: File::from(printer), path, _end: end }
}

fn serial(cable: &Cable) -> Box<dyn Line> {
    quick().open(&Carrier::Serial { port: cable.path.clone(), baud: 115_200 }).unwrap()
}

fn usb(cable: &Cable) -> Box<dyn Line> {
    quick().open(&Carrier::Device { path: cable.path.clone() }).unwrap()
}

type Opener = fn(&Cable) -> Box<dyn Line>;

const OPENERS: [Opener; 2] = [serial, usb];

/// Every byte there is, and no question.
fn bytes() -> Vec<u8> {
    (0..100_000_u32).map(|at| (at % 256) as u8).collect()
}

/// The printer reads so many bytes of a job, besides questions, in pieces that `pace` decides.
fn reads(cable: &Cable, count: usize, says: Vec<u8>, pace: Duration) -> JoinHandle<Vec<u8>> {
    let mut printer = Slow { file: cable.printer.try_clone().unwrap(), pace };
    std::thread::spawn(move || {
        let enough = move |all: &[u8]| all.len() >= count;
        printed(answering(&mut printer, enough, |_| says.clone()))
    })
}

struct Slow {
    file: File,
    pace: Duration,
}

impl Read for Slow {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        std::thread::sleep(self.pace);
        self.file.read(into)
    }
}

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

#[test]
fn every_byte_arrives_as_it_is() {
    for open in OPENERS {
        let cable = cable();
        let mut line = open(&cable);
        let life = reads(&cable, bytes().len(), Vec::new(), Duration::ZERO);
        line.send(&bytes()).unwrap();
        line.finish().unwrap();
        assert!(life.join().unwrap() == bytes());
    }
}

#[test]
fn a_slow_printer_is_waited_for() {
    for open in OPENERS {
        let cable = cable();
        let mut line = open(&cable);
        let life = reads(&cable, 100_000, Vec::new(), Duration::from_millis(10));
        line.send(&job(100_000)).unwrap();
        line.finish().unwrap();
        assert!(life.join().unwrap() == job(100_000));
    }
}

#[test]
fn it_says_how_it_is() {
    for open in OPENERS {
        for (says, condition) in
            [(0x12, Ok(Condition::Ready)), (0x1A, Err(Trouble::Offline)), (0x16, Err(Trouble::CoverOpen))]
        {
            let cable = cable();
            let mut line = open(&cable);
            let life = reads(&cable, 9, vec![says], Duration::ZERO);
            assert_eq!(line.condition(), condition);
            assert_eq!(life.join().unwrap(), b"");
        }
    }
}

#[test]
fn a_printer_that_takes_nothing_more_is_given_up() {
    for open in OPENERS {
        let cable = cable();
        let mut line = open(&cable);
        let broken = line.send(&job(1_000_000)).unwrap_err();
        assert_eq!(broken, Broken { trouble: Trouble::Stalled, taken: true });
    }
}

#[test]
fn a_serial_printer_that_says_wait_before_the_first_byte_has_taken_none() {
    let cable = cable();
    let mut line = serial(&cable);
    // Its answer to the question is XOFF, which is none. When the line gave up hearing one, XOFF has long been heeded.
    let life = reads(&cable, 3, vec![0x13], Duration::ZERO);
    assert_eq!(line.condition(), Ok(Condition::Silent));
    life.join().unwrap();
    let broken = line.send(&job(100)).unwrap_err();
    assert_eq!(broken, Broken { trouble: Trouble::Stalled, taken: false });
}

#[test]
fn a_serial_printer_that_says_wait_and_go_on_gets_every_byte() {
    let cable = cable();
    let mut line = serial(&cable);
    let mut printer = cable.printer.try_clone().unwrap();
    let life = std::thread::spawn(move || {
        let (mut all, mut bytes) = (Vec::<u8>::new(), [0; 1000]);
        while all.len() < 100_000 {
            let count = printer.read(&mut bytes).unwrap();
            all.extend(&bytes[..count]);
            printer.write_all(&[0x13]).unwrap();
            printer.write_all(&[0x11]).unwrap();
        }
        all
    });
    line.send(&job(100_000)).unwrap();
    line.finish().unwrap();
    assert!(life.join().unwrap() == job(100_000));
}

#[test]
fn a_printer_that_is_unplugged_is_lost() {
    let Cable { printer, path, _end } = cable();
    let mut line = quick().open(&Carrier::Device { path: path.clone() }).unwrap();
    line.send(&job(10)).unwrap();
    drop(printer);
    assert_eq!(line.send(&job(10)).unwrap_err(), Broken { trouble: Trouble::Lost, taken: true });
    let again = quick().open(&Carrier::Device { path }).err();
    assert_eq!(again, Some(Trouble::NotThere));
}

#[test]
fn a_port_that_does_not_exist_is_not_there() {
    let port = "/dev/no-such-printer".to_owned();
    assert_eq!(quick().open(&Carrier::Device { path: port.clone() }).err(), Some(Trouble::NotThere));
    assert_eq!(quick().open(&Carrier::Serial { port, baud: 9600 }).err(), Some(Trouble::NotThere));
}

#[test]
fn usb_printers_are_found_by_what_they_say_of_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let (devices, classes) = (folder.path().join("usb"), folder.path().join("usbmisc"));
    std::fs::create_dir_all(classes.join("lp0/device")).unwrap();
    std::fs::create_dir_all(&devices).unwrap();
    std::fs::write(classes.join("lp0/device/ieee1284_id"), "MFG:EPSON;CMD:ESC/POS;MDL:TM-T82X;CLS:PRINTER;\n").unwrap();
    for name in ["lp1", "lp0", "hiddev0"] {
        std::fs::write(devices.join(name), "").unwrap();
    }
    let path = |name: &str| Carrier::Device { path: devices.join(name).display().to_string() };
    let found = |name: &str, said: &str| Found { carrier: path(name), name: said.to_owned() };
    assert_eq!(device::found(&devices, &classes), [found("lp0", "EPSON TM-T82X"), found("lp1", "lp1")]);
    assert_eq!(device::found(&folder.path().join("none"), &classes), []);
}
