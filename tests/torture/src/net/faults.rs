//! Every fault.

use super::fault::{Act, Class, Fault, Handshake, How, Over};
use super::wire::{Reply, answer, bomb, gzip};

/// HTTP/2 as a server begins it: its settings, and then that it goes away at once.
const HTTP2_SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
const HTTP2_GO_AWAY: &[u8] = &[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13];
/// A fatal alert: the handshake failed.
const TLS_ALERT: &[u8] = &[21, 3, 3, 0, 2, 2, 40];
/// The beginning of a server's hello that never ends.
const TLS_CUT: &[u8] = &[22, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3, 1, 2, 3];
/// Two gigabytes, in pieces of 64 KiB.
const HUGE: u64 = 32_768;
const PIECE: usize = 65_536;

/// Nothing wrong: what all the others are held against.
pub const NONE: Fault = Fault::harmless("(none)", |reply| vec![Act::Say(reply.under("200 OK"))]);

/// All of them.
pub fn all() -> Vec<Fault> {
    let groups: [fn() -> Vec<Fault>; 9] =
        [connecting, handshakes, unread, ends, lengths, informal, redirects, statuses, bodies];
    groups.iter().flat_map(|group| group()).collect()
}

/// The one of a name.
pub fn named(name: &str) -> Result<Fault, String> {
    all().into_iter().find(|fault| fault.name == name).ok_or_else(|| format!("there is no fault named {name}"))
}

fn say(reply: &Reply, head: &str) -> Vec<Act> {
    vec![Act::Say(reply.under(head))]
}

fn raw(text: String) -> Vec<Act> {
    vec![Act::Say(text.into_bytes())]
}

fn connecting() -> Vec<Fault> {
    vec![
        Fault::connecting("refused", How::Refuse),
        Fault::connecting("the name is unknown", How::NoName),
        Fault::connecting("never let in", How::Choke).slow(),
    ]
}

fn handshakes() -> Vec<Fault> {
    let tls = Fault::handshake;
    vec![
        tls("TLS: an alert", Handshake::Say(TLS_ALERT)),
        tls("TLS: plain text", Handshake::Say(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")),
        tls("TLS: closed", Handshake::Say(b"")),
        tls("TLS: cut in the middle", Handshake::Say(TLS_CUT)),
        tls("TLS: reset", Handshake::Reset),
        tls("TLS: silence", Handshake::Silence).slow(),
        tls("TLS: a stranger's certificate", Handshake::Stranger),
        tls("TLS: another's certificate", Handshake::OtherName),
        tls("TLS: HTTP/2 and nothing else", Handshake::OnlyHttp2),
        tls("TLS: wants a certificate", Handshake::WantsCertificate).may_be(Class::Unknown),
    ]
}

fn unread() -> Vec<Fault> {
    let (before, early) = (Fault::before, |name, says| Fault::before(name, How::Early(says), Class::UnknownOrTold));
    vec![
        before("reset before the request", How::Unread(|| Act::Reset), Class::Unknown).over(Over::Plain),
        before("closed before the request", How::Unread(|| Act::Say(Vec::new())), Class::Unknown).over(Over::Plain),
        early("an answer before the request", |reply| reply.under("200 OK")),
        early("503 before the request", |_| answer("503 Service Unavailable", "")).may_be(Class::Unknown),
        early("HTTP/2 before the request", |_| HTTP2_SETTINGS.to_vec()).may_be(Class::Unknown),
    ]
}

fn ends() -> Vec<Fault> {
    let a = Fault::answer;
    vec![
        a("reset after the request", |_| vec![Act::Reset]),
        a("closed after the request", |_| Vec::new()),
        a("half-close", |_| vec![Act::HalfClose]).over(Over::Plain),
        a("silence", |_| vec![Act::Silence]).slow(),
        a("silence after the head", |reply| vec![Act::Say(head_of(reply)), Act::Silence]).slow(),
        a("silence in the body", |reply| vec![Act::Say(cut(reply)), Act::Silence]).slow(),
        a("a byte a second", |reply| vec![Act::Drip(reply.under("200 OK\r\nServer: slow, slower, the slowest"))])
            .slow(),
        a("a byte of the body a second", |reply| {
            let padded = format!("{:90}", reply.body);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", padded.len());
            vec![Act::Say(head.into_bytes()), Act::Drip(padded.into_bytes())]
        })
        .slow(),
        a("cut in the status line", |_| raw("HTTP/1.1 20".to_owned())),
        a("cut in the headers", |_| raw("HTTP/1.1 200 OK\r\nContent-Ty".to_owned())),
        a("cut after the headers", |reply| vec![Act::Say(head_of(reply))]),
        a("cut in the body", |reply| vec![Act::Say(cut(reply))]),
        a("reset in the body", |reply| vec![Act::Say(cut(reply)), Act::Reset]),
        a("TLS: cut where no length is told", |reply| raw(format!("HTTP/1.0 200 OK\r\n\r\n{}", reply.body)))
            .over(Over::Tls),
        Fault::harmless("kept, and closed in between", |reply| {
            vec![Act::Say(reply.under("200 OK\r\nConnection: keep-alive")), Act::KeepUntilNext]
        }),
        Fault::harmless("two answers", |reply| {
            vec![Act::Say([reply.under("200 OK"), answer("500 Internal Server Error", "Failure")].concat())]
        }),
        Fault::harmless("trailing bytes", |reply| {
            vec![Act::Say([reply.under("200 OK"), b"\r\n\0\x01 and more".to_vec()].concat())]
        }),
    ]
}

fn head_of(reply: &Reply) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", reply.body.len()).into_bytes()
}

fn cut(reply: &Reply) -> Vec<u8> {
    [head_of(reply), reply.half().as_bytes().to_vec()].concat()
}

/// The body under a head that tells its length so.
fn told(reply: &Reply, headers: &str) -> Vec<Act> {
    raw(format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{}", reply.body))
}

fn chunked(chunks: String) -> Vec<Act> {
    raw(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"))
}

fn lengths() -> Vec<Fault> {
    let a = Fault::answer;
    vec![
        a("a length too long", |reply| told(reply, &format!("Content-Length: {}", reply.body.len() + 1))),
        a("a length too short", |reply| told(reply, &format!("Content-Length: {}", reply.half().len()))),
        a("two lengths", |reply| {
            told(reply, &format!("Content-Length: {}\r\nContent-Length: {}", reply.body.len(), reply.half().len()))
        }),
        a("a negative length", |reply| told(reply, "Content-Length: -1")),
        a("a length that is none", |reply| told(reply, "Content-Length: many")),
        a("a length beyond all numbers", |reply| told(reply, "Content-Length: 99999999999999999999999")),
        a("chunks that are cut", |reply| chunked(format!("{:x}\r\n{}\r\n", reply.body.len(), reply.body))),
        a("chunks of no size", |reply| chunked(format!("zz\r\n{}\r\n0\r\n\r\n", reply.body))),
        a("a chunk beyond all numbers", |reply| chunked(format!("fffffffffffffffff\r\n{}\r\n0\r\n\r\n", reply.body))),
        a("a chunk longer than it says", |reply| {
            chunked(format!("{:x}\r\n{}\r\n0\r\n\r\n", reply.half().len(), reply.body))
        }),
        // What is no chunk then goes on to the end of the connection: an answer only if it is one to the letter, and over
        // TLS only if its end was announced.
        Fault::harmless("chunks and a second coding", |reply| told(reply, "Transfer-Encoding: chunked, gzip"))
            .may_be(Class::UnknownOrTold),
        Fault::harmless("chunks as they should be", |reply| {
            chunked(format!("{:x}\r\n{}\r\n0\r\n\r\n", reply.body.len(), reply.body))
        }),
    ]
}

fn informal() -> Vec<Fault> {
    let h = Fault::harmless;
    vec![
        h("100, then the answer", |reply| after("HTTP/1.1 100 Continue\r\n\r\n", reply)),
        h("102, then the answer", |reply| after("HTTP/1.1 102 Processing\r\n\r\n", reply)),
        h("103, then the answer", |reply| after("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", reply)),
        h("many 1xx, then the answer", |reply| {
            let many = "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n".repeat(1_000);
            after(&many, reply)
        }),
        Fault::answer("100, then the end", |_| raw("HTTP/1.1 100 Continue\r\n\r\n".to_owned())),
        Fault::answer("102 each second", |_| vec![Act::Beat(b"HTTP/1.1 102 Processing\r\n\r\n".to_vec())]).slow(),
        Fault::answer("101 to HTTP/2", |reply| {
            let head = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
            vec![Act::Say([head.as_bytes(), HTTP2_SETTINGS, reply.body.as_bytes()].concat())]
        }),
        Fault::answer("HTTP/2 in answer", |_| vec![Act::Say([HTTP2_SETTINGS, HTTP2_GO_AWAY].concat())]),
        Fault::answer("another protocol", |_| raw("SSH-2.0-OpenSSH_9.6\r\n".to_owned())),
        Fault::answer("a body without a head", |reply| raw(reply.body.clone())),
        Fault::answer("a header of control characters", |reply| say(reply, "200 OK\r\nX-\u{1}: \u{0}")),
    ]
}

fn after(first: &str, reply: &Reply) -> Vec<Act> {
    vec![Act::Say([first.as_bytes().to_vec(), reply.under("200 OK")].concat())]
}

fn to_itself(reply: &Reply, status: &str) -> Vec<Act> {
    say(reply, &format!("{status}\r\nLocation: {}", reply.path))
}

fn to_elsewhere(reply: &Reply, status: &str) -> Vec<Act> {
    say(reply, &format!("{status}\r\nLocation: {}{}", reply.elsewhere, reply.path))
}

fn redirects() -> Vec<Fault> {
    let a = Fault::answer;
    vec![
        a("301 to itself", |reply| to_itself(reply, "301 Moved Permanently")),
        a("302 to itself", |reply| to_itself(reply, "302 Found")),
        a("303 to itself", |reply| to_itself(reply, "303 See Other")),
        a("307 to itself", |reply| to_itself(reply, "307 Temporary Redirect")),
        a("308 to itself", |reply| to_itself(reply, "308 Permanent Redirect")),
        a("301 elsewhere", |reply| to_elsewhere(reply, "301 Moved Permanently")),
        a("302 elsewhere", |reply| to_elsewhere(reply, "302 Found")),
        a("303 elsewhere", |reply| to_elsewhere(reply, "303 See Other")),
        a("307 elsewhere", |reply| to_elsewhere(reply, "307 Temporary Redirect")),
        a("308 elsewhere", |reply| to_elsewhere(reply, "308 Permanent Redirect")),
        a("200 that refreshes elsewhere", |reply| {
            let head = format!("200 OK\r\nRefresh: 0; url={0}/\r\nAlt-Svc: h2=\"{0}\"", reply.elsewhere);
            vec![Act::Say(answer(&head, "<html><meta http-equiv=refresh content=0></html>"))]
        }),
    ]
}

fn statuses() -> Vec<Fault> {
    let a = Fault::answer;
    vec![
        // A whole answer is one under either.
        Fault::harmless("201", |reply| say(reply, "201 Created")),
        Fault::harmless("202", |reply| say(reply, "202 Accepted")),
        a("204", |_| raw("HTTP/1.1 204 No Content\r\n\r\n".to_owned())),
        a("206", |reply| say(reply, "206 Partial Content")),
        a("304", |_| raw("HTTP/1.1 304 Not Modified\r\n\r\n".to_owned())),
        a("400", |reply| say(reply, "400 Bad Request")),
        a("401", |reply| say(reply, "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"")),
        a("403", |reply| say(reply, "403 Forbidden")),
        a("404", |reply| say(reply, "404 Not Found")),
        a("407", |reply| say(reply, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"")),
        a("408", |reply| say(reply, "408 Request Timeout\r\nConnection: close")),
        a("417", |reply| say(reply, "417 Expectation Failed")),
        a("421", |reply| say(reply, "421 Misdirected Request")),
        a("425", |reply| say(reply, "425 Too Early")),
        a("429 with Retry-After", |reply| say(reply, "429 Too Many Requests\r\nRetry-After: 0")),
        a("500", |reply| say(reply, "500 Internal Server Error")),
        a("501", |reply| say(reply, "501 Not Implemented")),
        a("502", |reply| say(reply, "502 Bad Gateway")),
        a("503 with Retry-After", |reply| say(reply, "503 Service Unavailable\r\nRetry-After: 0")),
        a("504", |reply| say(reply, "504 Gateway Timeout")),
        a("999", |reply| say(reply, "999 Whatever")),
    ]
}

fn bodies() -> Vec<Fault> {
    let a = Fault::answer;
    vec![
        a("an empty page", |_| vec![Act::Say(answer("200 OK", ""))]),
        a("HTML with 200", |_| {
            let page = "<html><body>Success! Your session has ended, please log in</body></html>";
            vec![Act::Say(answer("200 OK\r\nContent-Type: text/html", page))]
        }),
        a("packed although nobody asked", |reply| {
            let packed = gzip(&reply.body);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len());
            vec![Act::Say([head.into_bytes(), packed].concat())]
        }),
        a("a gzip bomb", |_| {
            let bomb = bomb(32 << 20);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", bomb.len());
            vec![Act::Say([head.into_bytes(), bomb].concat())]
        })
        .huge(),
        a("2 GB", |_| {
            let length = HUGE * PIECE as u64;
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
            vec![Act::Say(head.into_bytes()), Act::Repeat(vec![b' '; PIECE], HUGE)]
        })
        .huge(),
        a("2 GB in chunks", |_| {
            let chunk = format!("{PIECE:x}\r\n{}\r\n", " ".repeat(PIECE));
            let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            vec![Act::Say(head), Act::Repeat(chunk.into_bytes(), HUGE)]
        })
        .huge(),
        a("2 GB of no length", |_| {
            vec![Act::Say(b"HTTP/1.0 200 OK\r\n\r\n".to_vec()), Act::Repeat(vec![b' '; PIECE], HUGE)]
        })
        .huge(),
        a("endless headers", |_| {
            let lines = "X-More: and more, and more, and more\r\n".repeat(1_000);
            vec![Act::Say(b"HTTP/1.1 200 OK\r\n".to_vec()), Act::Repeat(lines.into_bytes(), HUGE)]
        })
        .huge(),
        a("a header without end", |_| {
            vec![Act::Say(b"HTTP/1.1 200 OK\r\nX-More: ".to_vec()), Act::Repeat(vec![b'x'; PIECE], HUGE)]
        })
        .huge(),
        a("a status line without end", |_| {
            vec![Act::Say(b"HTTP/1.1 200 ".to_vec()), Act::Repeat(vec![b'K'; PIECE], HUGE)]
        })
        .huge(),
        a("a chunk extension without end", |_| {
            let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;".to_vec();
            vec![Act::Say(head), Act::Repeat(vec![b'x'; PIECE], HUGE)]
        })
        .huge(),
    ]
}
