//! What a slip costs from the settled sale until a printer has all its bytes: laid out, drawn, packed, and sent to a printer on
//! a loopback port. Beside it python-escpos prints the very same picture, where a Python that has it is found: `python3`, or
//! the program named by `GALLA_PYTHON`.
//!
//! `cargo xtask bench` runs it; `slip_bench` alone works too.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use domain::{Language, Names, Paise, Payment, Service};
use receipts::paper::{Page, Sheet, escpos, png};
use receipts::{Money, Outcome, Receipt, Slip, Subject};

const ROUNDS: usize = 50;
/// Dots of 80 mm paper.
const WIDTH: u32 = 576;
/// In hundredths of what python-escpos takes.
const AIM: u128 = 20;
const MOST: Duration = Duration::from_millis(30);

/// Prints the picture for every line of its input, to the port it was given, and says how many microseconds each took.
const PYTHON: &str = r#"
import sys, time
from escpos.printer import Network
# What it warns of is no answer.
answers, sys.stdout = sys.stdout, sys.stderr
for _ in sys.stdin:
    began = time.perf_counter()
    printer = Network("127.0.0.1", int(sys.argv[1]))
    printer.image(sys.argv[2], impl="bitImageRaster", fragment_height=128)
    printer.close()
    print(int((time.perf_counter() - began) * 1e6), file=answers, flush=True)
"#;

type Outcomes<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn receipt(number: usize) -> Receipt {
    Receipt {
        practice: false,
        duplicate: 0,
        shop_name: "Verma Telecom".into(),
        shop_phone: "70000 00001".into(),
        shop_address: "Station Road, Agra".into(),
        subject: Subject::Sale,
        outcome: Outcome::Done,
        sold_at_ms: 1_795_199_400_000,
        number: "9876543210".into(),
        service: Service::Prepaid,
        customer: String::new(),
        operator: Names::alike("Airtel"),
        amount: Paise::new(29_900),
        charge: Paise::new(500),
        payment: Payment::Upi,
        pay_note: Some("7K3M9Q2D".into()),
        money: Money::Settled,
        order_id: format!("ABCDEF{number:06}"),
        provider: "INSPAY".into(),
        provider_ref: Some(format!("{}", 4711 + number)),
        operator_ref: None,
        words: None,
        by_word: None,
        taken_back_at_ms: None,
        due: None,
        proof: None,
    }
}

fn languages() -> Vec<Language> {
    domain::languages().iter().copied().take(2).collect()
}

/// A printer that takes everything, and tells how much a job had.
fn printer() -> Outcomes<(u16, Receiver<usize>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for mut line in listener.incoming().flatten() {
            let mut bytes = Vec::new();
            line.read_to_end(&mut bytes).ok();
            if tell.send(bytes.len()).is_err() {
                break;
            }
        }
    });
    Ok((port, told))
}

/// Prints a slip, and says how long it took and how many bytes it had.
fn print(number: usize, languages: &[Language], port: u16) -> Outcomes<(Duration, usize)> {
    let receipt = receipt(number);
    let began = Instant::now();
    let page = Page::of(&Sheet::from(&Slip::in_languages(&receipt, languages)), WIDTH);
    let job = escpos::job(&page.raster(), &escpos::Manner::default(), None);
    let mut line = TcpStream::connect(("127.0.0.1", port))?;
    let mut bytes = 0;
    for chunk in &job {
        line.write_all(&chunk.bytes)?;
        bytes += chunk.bytes.len();
    }
    drop(line);
    Ok((began.elapsed(), bytes))
}

/// What the process holds in memory, in KiB; 0 where the system does not say.
fn memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// How long python-escpos takes for the same picture. `None`: no Python here has it.
fn python(port: u16, told: &Receiver<usize>) -> Outcomes<Option<Duration>> {
    let program = std::env::var("GALLA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_it = Command::new(&program).args(["-c", "import escpos"]).stderr(Stdio::null()).status();
    if !has_it.is_ok_and(|status| status.success()) {
        return Ok(None);
    }
    let folder = tempfile::tempdir()?;
    let picture = folder.path().join("slip.png");
    let page = Page::of(&Sheet::from(&Slip::in_languages(&receipt(0), &languages())), WIDTH);
    std::fs::write(&picture, png(&page.raster(), 0))?;
    let mut child = Command::new(program)
        .args(["-c", PYTHON, &port.to_string(), &picture.to_string_lossy()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let (mut ask, answers) = (child.stdin.take().ok_or("no input")?, child.stdout.take().ok_or("no output")?);
    let mut answers = BufReader::new(answers);
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        ask.write_all(b"\n")?;
        let mut took = String::new();
        answers.read_line(&mut took)?;
        times.push(Duration::from_micros(took.trim().parse()?));
        told.recv()?;
    }
    drop(ask);
    child.wait()?;
    Ok(Some(middle(times)))
}

fn main() -> Outcomes {
    let (port, told) = printer()?;
    let languages = languages();
    let before = memory_kib();
    let (first, _) = print(0, &languages, port)?;
    told.recv()?;
    let loaded = memory_kib();
    let mut times = Vec::new();
    for number in 1..=ROUNDS {
        let (took, sent) = print(number, &languages, port)?;
        let arrived = told.recv()?;
        if sent != arrived {
            return Err(format!("{arrived} bytes of {sent} arrived").into());
        }
        times.push(took);
    }
    let after = memory_kib();
    let took = middle(times);
    let ms = |time: Duration| format!("{}.{:02} ms", time.as_millis(), time.as_micros() % 1000 / 10);
    let verdict = |is_well: bool| if is_well { "" } else { "  over the aim" };
    println!("a slip, the first          {:>9}  ≤ 30 ms{}", ms(first), verdict(first <= MOST));
    println!("a slip, median of {ROUNDS}       {:>9}  ≤ 30 ms{}", ms(took), verdict(took <= MOST));
    println!(
        "memory: fonts and letters  {} KiB; fifty slips more {} KiB",
        loaded.saturating_sub(before),
        after.saturating_sub(loaded)
    );
    match python(port, &told)? {
        Some(theirs) => {
            let hundredths = took.as_micros() * 100 / theirs.as_micros().max(1);
            let ratio = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            println!(
                "python-escpos              {:>9}  ratio {ratio} ≤ 0.20{}",
                ms(theirs),
                verdict(hundredths <= AIM)
            );
        }
        None => println!("python-escpos is not here: GALLA_PYTHON may name a Python that has it."),
    }
    Ok(())
}
