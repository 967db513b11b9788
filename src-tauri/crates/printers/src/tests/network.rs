//! A network printer on a loopback port.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use socket2::{Domain, SockRef, Socket, Type};

use super::{answering, job, printed, quick};
use crate::{Broken, Carrier, Condition, Line, Printers, Trouble};

/// With a small buffer for what it has not read, as a printer has it.
fn listener(backlog: i32) -> TcpListener {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    socket.listen(backlog).unwrap();
    socket.into()
}

fn open(listener: &TcpListener) -> Result<Box<dyn Line>, Trouble> {
    let port = listener.local_addr().unwrap().port();
    quick().open(&Carrier::Network { host: "127.0.0.1".into(), port })
}

/// A printer of this test, and a line to it.
fn printer<T: Send + 'static>(lives: impl FnOnce(TcpStream) -> T + Send + 'static) -> (Box<dyn Line>, JoinHandle<T>) {
    let listener = listener(8);
    let line = open(&listener).unwrap();
    (line, std::thread::spawn(move || lives(listener.accept().unwrap().0)))
}

fn ready(mut stream: TcpStream) -> Vec<u8> {
    answering(&mut stream, |_| false, |_| vec![0x12])
}

fn whole(mut line: Box<dyn Line>, bytes: &[u8]) -> Result<(), Broken> {
    line.send(bytes)?;
    line.finish()
}

/// Within the bounds of these tests, with room for a busy computer.
fn soon<T>(what: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let done = what();
    assert!(begin.elapsed() < Duration::from_secs(6), "it took {:?}", begin.elapsed());
    done
}

#[test]
fn a_silent_printer_gets_every_byte() {
    let (mut line, life) = printer(|mut stream| {
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        all
    });
    let begin = Instant::now();
    assert_eq!(line.condition(), Ok(Condition::Silent));
    let first = begin.elapsed();
    assert!(first >= Duration::from_millis(300) && first < Duration::from_millis(900), "{first:?}");
    assert_eq!(line.condition(), Ok(Condition::Silent));
    assert!(begin.elapsed() - first < Duration::from_millis(100), "it is not asked again");
    line.send(&job(60_000)).unwrap();
    line.finish().unwrap();
    assert_eq!(life.join().unwrap(), [&[0x10, 0x04, 1][..], &job(60_000)].concat());
}

#[test]
fn a_talking_printer_gets_every_byte() {
    let (mut line, life) = printer(ready);
    assert_eq!(line.condition(), Ok(Condition::Ready));
    for band in job(60_000).chunks(6000) {
        line.send(band).unwrap();
    }
    line.finish().unwrap();
    assert_eq!(printed(life.join().unwrap()), job(60_000));
}

#[test]
fn a_trouble_is_told_before_a_byte_is_taken() {
    let troubles = [
        ([0x1A, 0x32, 0x12, 0x72], Trouble::PaperOut),
        ([0x1A, 0x16, 0x12, 0x12], Trouble::CoverOpen),
        ([0x1A, 0x52, 0x1A, 0x12], Trouble::Knife),
        ([0x1A, 0x52, 0x32, 0x12], Trouble::Fault),
        ([0x1A, 0x12, 0x12, 0x12], Trouble::Offline),
    ];
    for (says, trouble) in troubles {
        let (mut line, life) =
            printer(move |mut stream| answering(&mut stream, |_| false, |n| vec![says[usize::from(n) - 1]]));
        assert_eq!(line.condition(), Err(trouble));
        drop(line);
        assert_eq!(printed(life.join().unwrap()), b"");
    }
}

#[test]
fn a_printer_whose_paper_ends_in_the_middle_is_asked_about() {
    let (mut line, life) = printer(|mut stream| {
        let mut asked = 0;
        answering(
            &mut stream,
            |_| false,
            |n| {
                asked += 1;
                vec![if asked <= 3 { 0x12 } else { [0x1A, 0x32, 0x12, 0x72][usize::from(n) - 1] }]
            },
        )
    });
    assert_eq!(line.condition(), Ok(Condition::Ready));
    assert_eq!(whole(line, &job(500)), Err(Broken { trouble: Trouble::PaperOut, taken: true }));
    assert_eq!(printed(life.join().unwrap()), job(500));
}

#[test]
fn a_printer_that_chatters_is_neither_misunderstood_nor_waited_for() {
    let (mut line, life) = printer(|mut stream| {
        let mut mouth = stream.try_clone().unwrap();
        // It tells its status by itself all the time, and says "out of paper" nowhere.
        let chatter =
            std::thread::spawn(move || while mouth.write_all(&[0x10, 0x60, 0x0C, 0x0F, 0x13, 0x11]).is_ok() {});
        let all = answering(&mut stream, |_| false, |_| vec![0x12]);
        let _ = stream.shutdown(std::net::Shutdown::Both);
        chatter.join().unwrap();
        all
    });
    assert_eq!(line.condition(), Ok(Condition::Ready));
    line.send(&job(60_000)).unwrap();
    line.finish().unwrap();
    assert_eq!(printed(life.join().unwrap()), job(60_000));
}

#[test]
fn a_printer_that_reads_nothing_stalls_the_job_and_not_the_shop() {
    let (line, life) = printer(|stream| stream);
    let broken = soon(|| whole(line, &job(1_000_000)));
    assert_eq!(broken, Err(Broken { trouble: Trouble::Stalled, taken: true }));
    drop(life.join().unwrap());
}

#[test]
fn a_printer_that_takes_a_byte_now_and_then_is_given_up() {
    let is_over = Arc::new(AtomicBool::new(false));
    let over = Arc::clone(&is_over);
    let (line, life) = printer(move |mut stream| {
        let mut byte = [0];
        while !over.load(Ordering::Relaxed) && stream.read(&mut byte).is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let broken = soon(|| whole(line, &job(200_000)));
    is_over.store(true, Ordering::Relaxed);
    assert_eq!(broken, Err(Broken { trouble: Trouble::Stalled, taken: true }));
    life.join().unwrap();
}

#[test]
fn a_talking_printer_that_dies_at_any_byte_is_never_called_done() {
    for at in 0..60 {
        let (mut line, life) = printer(move |mut stream| {
            answering(&mut stream, |all| all.len() >= 9, |_| vec![0x12]);
            let mut rest = vec![0; at];
            stream.read_exact(&mut rest).unwrap();
            if at % 2 == 1 {
                // The connection is reset, and not closed.
                SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
            }
        });
        assert_eq!(line.condition(), Ok(Condition::Ready));
        let broken = soon(|| whole(line, &job(60))).unwrap_err();
        assert_eq!(broken.trouble, Trouble::Lost, "{at}");
        assert!(broken.taken || at == 0, "{at}: {broken}");
        life.join().unwrap();
    }
}

#[test]
fn a_silent_printer_that_dies_in_a_slip_is_noticed() {
    for at in [1, 100, 5000, 20_000] {
        let (line, life) = printer(move |mut stream| stream.read_exact(&mut vec![0; at]).unwrap());
        let broken = soon(|| whole(line, &job(1_000_000)));
        assert_eq!(broken, Err(Broken { trouble: Trouble::Lost, taken: true }), "{at}");
        life.join().unwrap();
    }
}

#[test]
fn a_printer_that_hangs_up_before_the_first_byte_has_taken_none() {
    let (mut line, life) = printer(drop);
    life.join().unwrap();
    // The end of the connection is here for sure when the question finds it.
    while line.condition() == Ok(Condition::Silent) {}
    let broken = line.send(&job(100)).unwrap_err();
    assert_eq!(broken, Broken { trouble: Trouble::Lost, taken: false });
}

#[test]
fn a_talking_printer_that_goes_silent_is_asked_about() {
    let (mut line, life) = printer(|mut stream| {
        let mut asked = 0;
        answering(
            &mut stream,
            |_| false,
            |_| {
                asked += 1;
                if asked <= 3 { vec![0x12] } else { Vec::new() }
            },
        )
    });
    assert_eq!(line.condition(), Ok(Condition::Ready));
    let broken = soon(|| whole(line, &job(500)));
    assert_eq!(broken, Err(Broken { trouble: Trouble::Stalled, taken: true }));
    life.join().unwrap();
}

#[test]
fn a_printer_that_speaks_while_it_reads_the_end_gets_the_end() {
    let (line, life) = printer(|mut stream| {
        let (mut all, mut bytes) = (Vec::<u8>::new(), [0; 500]);
        while let Ok(count @ 1..) = stream.read(&mut bytes) {
            all.extend(&bytes[..count]);
            let _ = stream.write_all(&[0x10, 0, 0, 0]);
            std::thread::sleep(Duration::from_millis(5));
        }
        all
    });
    whole(line, &job(60_000)).unwrap();
    assert_eq!(life.join().unwrap().len(), 60_000);
}

#[test]
fn a_printer_that_comes_back_prints() {
    let listener = listener(8);
    let mut line = open(&listener).unwrap();
    let life = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        answering(&mut stream, |_| false, |n| vec![[0x1A, 0x32, 0x12, 0x72][usize::from(n) - 1]]);
        listener
    });
    assert_eq!(line.condition(), Err(Trouble::PaperOut));
    drop(line);
    let listener = life.join().unwrap();
    let mut line = open(&listener).unwrap();
    let life = std::thread::spawn(move || ready(listener.accept().unwrap().0));
    assert_eq!(line.condition(), Ok(Condition::Ready));
    whole(line, &job(500)).unwrap();
    assert_eq!(printed(life.join().unwrap()), job(500));
}

#[test]
fn nothing_at_the_port_refuses() {
    let port = listener(8).local_addr().unwrap().port();
    let refused = quick().open(&Carrier::Network { host: "127.0.0.1".into(), port }).err();
    assert_eq!(refused, Some(Trouble::Refused));
}

#[test]
fn a_printer_that_does_not_pick_up_is_waited_for_briefly() {
    let listener = listener(0);
    let mut lines = Vec::new();
    let trouble = soon(|| {
        loop {
            match open(&listener) {
                Ok(line) => lines.push(line),
                Err(trouble) => break trouble,
            }
        }
    });
    assert_eq!(trouble, Trouble::NoAnswer);
}

#[test]
fn a_name_that_nobody_has_is_not_there() {
    let opened = soon(|| quick().open(&Carrier::Network { host: "no..printer".into(), port: 9100 }).err());
    assert_eq!(opened, Some(Trouble::NotThere));
}
