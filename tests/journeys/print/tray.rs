//! A printer of the test's own on a loopback port, and a till that prints on it.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Payment;
use printers::Carrier;
use receipts::paper::Page;
use receipts::paper::escpos::{self, Manner, Pin};
use till::{
    About, PrintJobState, PrintJobView, PrintRules, Printer, Printing, Rules, SaleInput, SaleView, Settings, SlipOf,
    Till, notice_board,
};

use crate::sales::stall::{Stall, airtel, parts, rules, settings, within};

/// The printer answers everything with "all is well".
const WELL: u8 = 0x12;
/// What it says of its paper when the roll is at its end.
const NO_PAPER: u8 = 0x72;

/// How the printer behaves.
#[derive(Debug, Clone, Default)]
struct Mood {
    /// It has no paper.
    is_empty: bool,
    /// It breaks the next connection after so many bytes of a job.
    breaks_after: Option<usize>,
    /// It takes connections.
    is_on: bool,
}

#[derive(Default)]
struct Inside {
    mood: Mood,
    /// The bytes of every job, in the order in which they came.
    papers: Vec<Vec<u8>>,
    /// How often it was asked for its paper.
    asked: usize,
    /// A connection is open: what comes by it is no paper yet.
    is_busy: bool,
}

/// A printer that talks.
#[derive(Clone)]
pub struct Tray {
    port: u16,
    inside: Arc<(Mutex<Inside>, Condvar)>,
}

impl Tray {
    pub fn new() -> Tray {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let tray = Tray { port, inside: Arc::default() };
        tray.lock().mood.is_on = true;
        let printer = tray.clone();
        std::thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                printer.print(connection);
            }
        });
        tray
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Mood)) {
        change(&mut self.lock().mood);
    }

    pub fn take_paper_away(&self) {
        self.change(|mood| mood.is_empty = true);
    }

    pub fn put_paper_in(&self) {
        self.change(|mood| mood.is_empty = false);
    }

    pub fn break_after(&self, bytes: usize) {
        self.change(|mood| mood.breaks_after = Some(bytes));
    }

    pub fn switch(&self, on: bool) {
        self.change(|mood| mood.is_on = on);
    }

    /// What came of every job so far. The counter may be done with one before the printer has seen its end.
    pub fn papers(&self) -> Vec<Vec<u8>> {
        let patience = Duration::from_secs(60);
        let waited = self.inside.1.wait_timeout_while(self.lock(), patience, |inside| inside.is_busy);
        let (inside, late) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!late.timed_out(), "the printer hears no end of a job");
        inside.papers.clone()
    }

    /// Waits until it was asked for its paper once more.
    pub async fn asked_once_more(&self) {
        let tray = self.clone();
        tokio::task::spawn_blocking(move || tray.wait_to_be_asked()).await.expect("it is asked");
    }

    fn wait_to_be_asked(&self) {
        let mut inside = self.lock();
        let before = inside.asked;
        while inside.asked == before {
            let (next, late) =
                self.inside.1.wait_timeout(inside, Duration::from_secs(60)).unwrap_or_else(PoisonError::into_inner);
            assert!(!late.timed_out(), "nobody asks the printer");
            inside = next;
        }
    }

    /// One connection: questions before the job, the job, questions after it.
    fn print(&self, mut connection: TcpStream) {
        let mood = self.lock().mood.clone();
        if !mood.is_on {
            return;
        }
        self.lock().is_busy = true;
        let (mut job, mut bytes) = (Vec::new(), [0; 4_096]);
        loop {
            // A question has three bytes.
            let room = mood.breaks_after.map_or(bytes.len(), |most| most.saturating_sub(job.len()));
            let Ok(count @ 1..) = connection.read(&mut bytes[..room.clamp(3, 4_096)]) else { break };
            let read = &bytes[..count];
            match read.strip_suffix(&[read[count - 1]]) {
                // A question comes alone, or behind the last byte of a job.
                Some([before @ .., 0x10, 0x04]) if (1..=4).contains(&read[count - 1]) => {
                    job.extend(before);
                    self.answer(&mut connection, read[count - 1]);
                }
                _ => job.extend(read),
            }
            if mood.breaks_after.is_some_and(|most| job.len() >= most && !job.is_empty()) {
                break;
            }
        }
        let mut inside = self.lock();
        if !job.is_empty() {
            inside.papers.push(job);
            inside.mood.breaks_after = None;
        }
        inside.is_busy = false;
        self.inside.1.notify_all();
    }

    fn answer(&self, connection: &mut TcpStream, question: u8) {
        let mut inside = self.lock();
        let is_of_paper = question == 4;
        inside.asked += usize::from(is_of_paper);
        self.inside.1.notify_all();
        let says = if is_of_paper && inside.mood.is_empty { NO_PAPER } else { WELL };
        // Whoever asked may be gone.
        let _ = connection.write_all(&[says]);
    }

    pub fn printer(&self) -> Printer {
        Printer {
            carrier: Carrier::Network { host: "127.0.0.1".into(), port: self.port },
            name: "Tray".into(),
            dots: 384,
            manner: Manner::default(),
            drawer: Some(Pin::Two),
            copies: 1,
        }
    }
}

/// The shop of the counters here. A number that somebody wrote in one piece is read in two halves.
pub fn shop() -> Settings {
    Settings { shop_address: "Station Road".into(), shop_phone: "7000000001".into(), ..settings() }
}

/// A counter with a printer.
pub struct Desk {
    pub stall: Stall,
    pub tray: Tray,
}

impl Desk {
    /// `by_itself`: it prints a sale's slip after success.
    pub async fn new(by_itself: bool) -> Desk {
        let stall = Stall::with("inspay", Duration::from_millis(20)).await;
        let desk = Desk { stall, tray: Tray::new() };
        desk.set(Printing { by_itself, ..desk.printing() });
        desk
    }

    pub fn printing(&self) -> Printing {
        Printing { printer: Some(self.tray.printer()), ..Printing::default() }
    }

    pub fn set(&self, printing: Printing) {
        self.stall.till.set_rules(Rules { print: Arc::new(PrintRules { shop: Some(shop()), printing }), ..rules() });
    }

    pub async fn sell(&mut self, number: &str) -> SaleView {
        self.stall.sell_to_the_end(&airtel(number)).await
    }

    pub async fn sell_by(&mut self, number: &str, payment: Payment) -> SaleView {
        self.stall.sell_to_the_end(&SaleInput { payment, ..airtel(number) }).await
    }

    pub fn print(&self, sale: &SaleView) {
        self.stall.till.print_slip(&slip(sale), &[]).expect("it is in the queue");
    }

    pub fn jobs(&self) -> Vec<PrintJobView> {
        self.stall.till.print_jobs().expect("the queue").jobs
    }

    pub fn states(&self) -> Vec<PrintJobState> {
        self.jobs().iter().map(|job| job.state).collect()
    }

    /// The bytes of a slip as it is now.
    pub fn bytes(&self, sale: &SaleView, drawer: bool) -> Vec<u8> {
        let sheet = self.stall.till.sheet(&shop(), &slip(sale), &[shop().language]).expect("a sheet");
        let picture = Page::of(&sheet, 384).raster();
        let pin = drawer.then_some(Pin::Two);
        escpos::job(&picture, &Manner::default(), pin).into_iter().flat_map(|chunk| chunk.bytes).collect()
    }

    /// Waits until the journal says so often that a sale's slip was printed.
    pub async fn until_printed(&mut self, sale: &SaleView, times: usize) {
        within(async {
            while self.printed(sale) < times {
                let _ = self.stall.notices.recv().await;
            }
        })
        .await;
        assert_eq!(self.printed(sale), times);
    }

    /// Waits until the queue is empty.
    pub async fn until_empty(&mut self) {
        self.until(<[PrintJobState]>::is_empty).await;
    }

    /// Waits until the queue is as wanted.
    pub async fn until(&mut self, wanted: impl Fn(&[PrintJobState]) -> bool) {
        within(async {
            while !wanted(&self.states()) {
                while self.stall.notices.recv().await.is_ok_and(|notice| notice.about != About::Slips) {}
            }
        })
        .await;
    }

    /// How often the journal says that a sale's slip was printed.
    pub fn printed(&self, sale: &SaleView) -> usize {
        let events = self.stall.till.sale(sale.id).expect("the sale").events;
        events.iter().filter(|event| event.kind == ledger::EventKind::Printed).count()
    }

    /// Ends the program and starts it again; the books and the printer stay.
    pub fn restart(&mut self) {
        // The one before prints no more.
        self.stall.till.set_rules(rules());
        let board = notice_board();
        self.stall.notices = board.subscribe();
        let parts = parts(self.stall.path(), self.stall.connections.clone(), self.stall.clock.clone(), board);
        self.stall.till = Till::open(parts).expect("the till opens");
    }
}

pub fn slip(sale: &SaleView) -> SlipOf {
    SlipOf::Sale { sale_id: sale.id }
}
