//! The wires of a serial cable.

use std::io::ErrorKind;

use crate::handshake::{Handshake, Wires};

#[derive(Default)]
struct Cable {
    cts: Option<bool>,
    dsr: Option<bool>,
    waiting: usize,
}

impl Wires for Cable {
    fn clear_to_send(&mut self) -> Option<bool> {
        self.cts
    }

    fn data_set_ready(&mut self) -> Option<bool> {
        self.dsr
    }

    fn waiting(&mut self) -> usize {
        self.waiting
    }
}

fn may_send(handshake: &mut Handshake, cable: &mut Cable) -> Option<usize> {
    match handshake.may_send(cable, 1000) {
        Ok(count) => Some(count),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::WouldBlock);
            None
        }
    }
}

#[test]
fn a_cable_of_three_wires_holds_nothing_up() {
    let (mut handshake, mut cable) = (Handshake::default(), Cable { cts: Some(false), dsr: Some(false), waiting: 0 });
    assert_eq!(may_send(&mut handshake, &mut cable), Some(1000));
    assert_eq!(may_send(&mut handshake, &mut Cable::default()), Some(1000));
}

#[test]
fn a_wire_that_said_ready_is_believed_when_it_says_wait() {
    let (mut handshake, mut cable) = (Handshake::default(), Cable { cts: Some(false), dsr: Some(true), waiting: 0 });
    assert_eq!(may_send(&mut handshake, &mut cable), Some(64));
    cable.dsr = Some(false);
    assert_eq!(may_send(&mut handshake, &mut cable), None);
    cable.dsr = Some(true);
    assert_eq!(may_send(&mut handshake, &mut cable), Some(64));
    cable.waiting = 200;
    assert_eq!(may_send(&mut handshake, &mut cable), None, "what is under way is more than the printer has room for");
}
