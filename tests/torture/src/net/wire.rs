//! HTTP as bytes.

use crate::mouth::{self, Want};

/// What the provider really answered, or what stands for it where the request was kept from it.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The body.
    pub body: String,
    /// The path that was asked for, for those who lead the caller back to it.
    pub path: String,
    /// Where a caller who follows a redirect elsewhere arrives: `http://…`.
    pub elsewhere: String,
}

impl Reply {
    /// The body under a head with the right length. `head`: what stands after `HTTP/1.1 `, headers included.
    pub fn under(&self, head: &str) -> Vec<u8> {
        answer(head, &self.body)
    }

    /// The first half of the body.
    pub fn half(&self) -> &str {
        let mut middle = self.body.len() / 2;
        while !self.body.is_char_boundary(middle) {
            middle -= 1;
        }
        &self.body[..middle]
    }
}

/// An answer with the right length.
pub fn answer(head: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Calls of the agents' company that only ask. What neither it nor a seller knows counts as a call that begins an order.
const ENQUIRIES: &[&str] = &[
    "/api/pan/status",
    "/api/nsdl/account-status",
    "/api/nsdl/account-details",
    "/api/nsdl/incomplete-url",
    "/api/pan/incomplete",
    "/api/wallet/check_status",
    "/api/aadhaar/verify-otp",
];
const OTHERS: &[&str] = &["balance", "/api/check_api_status", "/api/nsdl/onboarding"];

/// One request that arrived whole.
#[derive(Debug, Clone)]
pub struct Request {
    /// Head and body.
    pub text: String,
    /// What it wants.
    pub ask: Want,
}

impl Request {
    /// Reads what has arrived so far; `None` while it is not whole.
    pub fn whole(bytes: &[u8]) -> Option<Request> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let length = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
        if body.len() < length.unwrap_or(0) {
            return None;
        }
        let line = head.lines().next().unwrap_or_default();
        let is_of = |known: &[&str]| known.iter().any(|known| line.contains(known));
        let ask = mouth::wants(line).unwrap_or_else(|| match (is_of(OTHERS), is_of(ENQUIRIES)) {
            (true, _) => Want::Other,
            (false, true) => Want::Enquiry,
            (false, false) => Want::Begin,
        });
        Some(Request { text, ask })
    }

    /// Its path without the query.
    pub fn path(&self) -> &str {
        self.text.split([' ', '?']).nth(1).unwrap_or("/")
    }

    /// The same, to be answered once: the connection ends with the answer.
    pub fn once(&self) -> String {
        self.text.replacen("\r\n", "\r\nConnection: close\r\n", 1)
    }
}

/// Zeros, packed so that a caller who unpacks them gets so many bytes. One run of 258 takes 13 bits.
pub fn bomb(bytes: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    // The last block, with the fixed codes; a zero; then "258 bytes like the last one", again and again.
    bits.put(0b011, 3);
    bits.put_code(0b0011_0000, 8);
    for _ in 0..bytes / 258 {
        bits.put_code(0b1100_0101, 8);
        bits.put_code(0, 5);
    }
    bits.put_code(0, 7);
    packed(bits.done(), &[])
}

/// A text packed without being made smaller.
pub fn gzip(text: &str) -> Vec<u8> {
    let length = text.len() as u16;
    let mut block = vec![1];
    block.extend(length.to_le_bytes());
    block.extend((!length).to_le_bytes());
    block.extend(text.as_bytes());
    packed(block, text.as_bytes())
}

fn packed(block: Vec<u8>, content: &[u8]) -> Vec<u8> {
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    file.extend(block);
    file.extend(crc32(content).to_le_bytes());
    file.extend((content.len() as u32).to_le_bytes());
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1)))
    };
    !bytes.iter().fold(!0, step)
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    /// The lowest bit first.
    fn put(&mut self, bits: u32, count: u32) {
        self.held |= bits << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// The highest bit first, as codes are written.
    fn put_code(&mut self, code: u32, count: u32) {
        self.put(code.reverse_bits() >> (32 - count), count);
    }

    fn done(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push(self.held as u8);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_whole_when_its_body_is() {
        let whole = b"POST /inspay/v3/recharge/api HTTP/1.1\r\nContent-Length: 4\r\n\r\na=12";
        assert!(Request::whole(&whole[..whole.len() - 1]).is_none());
        let read = Request::whole(whole).unwrap();
        assert_eq!((read.ask, read.path()), (Want::Begin, "/inspay/v3/recharge/api"));
    }

    #[test]
    fn calls_are_told_apart() {
        for (line, ask) in [
            ("POST /a1topup/recharge/status HTTP/1.1", Want::Enquiry),
            ("GET /rechargeopen/Admin/RechargeAPI.aspx?UserID=1&Message=STATUS%24K7 HTTP/1.1", Want::Enquiry),
            ("GET /rechargeopen/Admin/RechargeAPI.aspx?UserID=1&Message=BAL%241 HTTP/1.1", Want::Other),
            ("GET /rechargeopen/Admin/RechargeAPI.aspx?UserID=1&Message=AC%2498 HTTP/1.1", Want::Begin),
            ("POST /paygrt/v1/recharges/status/PRACTICE HTTP/1.1", Want::Enquiry),
            ("POST /paygrt/v1/recharges/PRACTICE HTTP/1.1", Want::Begin),
            ("GET /nobody/knows/this HTTP/1.1", Want::Begin),
        ] {
            assert_eq!(Request::whole(format!("{line}\r\n\r\n").as_bytes()).unwrap().ask, ask, "{line}");
        }
    }

    #[test]
    fn the_check_sum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(bomb(2_580).len(), 10 + (3 + 8 + 10 * 13 + 7_usize).div_ceil(8) + 8);
    }
}
