//! Walls between a shop and its company, tried against real servers: OpenSSL's and nginx, started on this computer.
//!
//! A process learns from its environment, at its start, which certificates it trusts and which proxy it uses. So a process
//! of its own asks the question: this test binary, which runs [`what_an_address_says`].

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

use domain::Paise;
use providers::{Trouble, call, provider};

use crate::{access, line, simulator};

const BASE: &str = "GALLA_TEST_BASE";
/// Before what the other process says.
const MARK: &str = "says: ";
/// A wallet as Paygrt tells it: the one dialect whose balance is a GET below a path, so a server of files can tell it.
const WALLET: &str =
    r#"{"message":"Success","data":{"merchant_id":"P","merchant_name":"P","balance":"50.00"},"status":"0"}"#;
const WALLET_PATH: &str = "v1/merchants/PRACTICE/balance";

/// What the balance call brings, in a line.
async fn asked(base: &str) -> String {
    let paygrt = provider("paygrt").unwrap();
    format!("{:?}", call::balance(&line(), paygrt, &access(paygrt, base)).await)
}

#[tokio::test]
async fn what_an_address_says() {
    if let Ok(base) = std::env::var(BASE) {
        println!("{MARK}{}", asked(&base).await);
        return;
    }
    let simulator = simulator(std::time::Duration::ZERO).await;
    let said = asked(&simulator.base_address("paygrt")).await;
    assert!(said.starts_with("Ok("), "the control: {said}");
}

/// The same by a process with an environment of its own.
fn asked_with(base: &str, variables: &[(&str, &str)]) -> String {
    let mut asking = Command::new(std::env::current_exe().unwrap());
    asking.args(["walls::what_an_address_says", "--exact", "--nocapture", "--test-threads=1"]).env(BASE, base);
    for name in ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "NO_PROXY", "no_proxy"] {
        asking.env_remove(name);
    }
    let output = asking.envs(variables.iter().copied()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.lines().find_map(|line| Some(line.split_once(MARK)?.1.to_owned()));
    said.unwrap_or_else(|| panic!("{text}\n{}", String::from_utf8_lossy(&output.stderr)))
}

fn err(trouble: Trouble) -> String {
    format!("{:?}", Err::<Paise, _>(trouble))
}

/// Certificates: a root, one in the middle, and leaves.
struct Papers(PathBuf);

impl Papers {
    fn of_this_run() -> &'static Papers {
        static PAPERS: OnceLock<Papers> = OnceLock::new();
        PAPERS.get_or_init(Papers::made)
    }

    fn made() -> Papers {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("walls-{}", std::process::id()));
        fs::create_dir_all(folder.join(Path::new(WALLET_PATH).parent().unwrap())).unwrap();
        let length = WALLET.len();
        let whole = format!("HTTP/1.0 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{WALLET}");
        fs::write(folder.join(WALLET_PATH), whole).unwrap();
        let papers = Papers(folder);
        let ca = "basicConstraints=critical,CA:TRUE";
        papers.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=Root -keyout root.key -out root.pem");
        papers.signed("middle", "root", ca, &["-days", "3650"]);
        papers.signed("leaf", "middle", "subjectAltName=IP:127.0.0.1", &["-days", "3650"]);
        papers.signed("other", "middle", "subjectAltName=DNS:elsewhere.example", &["-days", "3650"]);
        papers.signed("old", "middle", "subjectAltName=IP:127.0.0.1", &["-days", "-1"]);
        papers.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=Own -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE -keyout own.key -out own.pem");
        papers
    }

    fn openssl(&self, words: &str) {
        self.run(&words.split(' ').collect::<Vec<_>>());
    }

    fn run(&self, words: &[&str]) {
        let output = Command::new("openssl").args(words).current_dir(&self.0).output().expect("openssl is here");
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn signed(&self, name: &str, by: &str, extension: &str, validity: &[&str]) {
        fs::write(self.0.join(format!("{name}.ext")), extension).unwrap();
        let request = format!(
            "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN={name} -keyout {name}.key -out {name}.csr"
        );
        self.openssl(&request);
        let sign = format!(
            "x509 -req -in {name}.csr -CA {by}.pem -CAkey {by}.key -CAcreateserial -extfile {name}.ext -out {name}.pem"
        );
        self.run(&sign.split(' ').chain(validity.iter().copied()).collect::<Vec<_>>());
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

/// A server that ends with the test.
struct Server {
    process: Child,
    port: u16,
    _told: Option<BufReader<ChildStdout>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// OpenSSL's, which shows a certificate and tells the wallet.
    fn openssl(certificate: &str, more: &[&str]) -> Server {
        let papers = Papers::of_this_run();
        let key = format!("{certificate}.key");
        let mut process = Command::new("openssl")
            .args(["s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", &format!("{certificate}.pem"), "-key", &key])
            .args(more)
            .current_dir(&papers.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl is here");
        let mut told = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("ACCEPT") {
            line.clear();
            assert_ne!(told.read_line(&mut line).unwrap(), 0, "the server did not start");
        }
        let port = line.trim().rsplit(':').next().unwrap().parse().unwrap();
        Server { process, port, _told: Some(told) }
    }

    /// nginx, with these lines inside its one server block. It listens with TLS where `tls`.
    fn nginx(lines: &str, tls: bool) -> Server {
        let papers = Papers::of_this_run();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = papers.0.join(format!("nginx-{port}"));
        fs::create_dir_all(&folder).unwrap();
        let (leaf, key) = (papers.path("leaf.pem"), papers.path("leaf.key"));
        let ssl = if tls { format!("ssl_certificate {leaf}; ssl_certificate_key {key};") } else { String::new() };
        let listen = if tls { format!("127.0.0.1:{port} ssl") } else { format!("127.0.0.1:{port}") };
        let place = folder.display();
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {place}/{name};"));
        let text = format!(
            "daemon off; pid {place}/pid; error_log {place}/error.log; worker_processes 1; events {{}}\n\
             http {{ access_log off; {} server {{ listen {listen}; {ssl} {lines} }} }}",
            paths.join(" ")
        );
        let file = folder.join("nginx.conf");
        fs::write(&file, text).unwrap();
        let process = Command::new("nginx")
            .args(["-c", file.to_str().unwrap(), "-p", folder.to_str().unwrap(), "-e"])
            .arg(folder.join("error.log"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx is here");
        let server = Server { process, port, _told: None };
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            std::thread::yield_now();
        }
        server
    }

    fn base(&self, scheme: &str) -> String {
        format!("{scheme}://127.0.0.1:{}", self.port)
    }

    /// What a process says that trusts our root.
    fn said(&self, scheme: &str) -> String {
        asked_with(&self.base(scheme), &[("SSL_CERT_FILE", &Papers::of_this_run().path("root.pem"))])
    }
}

const WHOLE: &[&str] = &["-cert_chain", "middle.pem"];

#[test]
fn a_whole_chain_is_believed_and_one_without_its_middle_is_told_as_that() {
    let told = Server::openssl("leaf", WHOLE).said("https");
    assert!(told.starts_with("Ok("), "the control: {told}");
    assert_eq!(Server::openssl("leaf", &[]).said("https"), err(Trouble::IssuerUnknown));
}

#[test]
fn a_certificate_of_its_own_making_of_another_name_or_of_another_year_is_told_as_that() {
    assert_eq!(Server::openssl("own", &[]).said("https"), err(Trouble::IssuerUnknown));
    assert_eq!(Server::openssl("other", WHOLE).said("https"), err(Trouble::CertificateWrong));
    assert_eq!(Server::openssl("old", WHOLE).said("https"), err(Trouble::ClockWrong));
}

#[test]
fn an_encryption_that_is_too_old_is_told_as_that() {
    for version in ["-tls1", "-tls1_1"] {
        let old = Server::openssl("leaf", &[version, "-cipher", "ALL:@SECLEVEL=0", "-cert_chain", "middle.pem"]);
        assert_eq!(old.said("https"), err(Trouble::EncryptionTooOld), "{version}");
    }
    let weak = ["-tls1_2", "-cipher", "AES128-SHA:@SECLEVEL=0", "-cert_chain", "middle.pem"];
    assert_eq!(Server::openssl("leaf", &weak).said("https"), err(Trouble::EncryptionTooOld), "no cipher in common");
}

#[test]
fn https_to_a_plain_port_and_http_to_one_of_tls_are_told_as_that() {
    let plain = Server::nginx("return 200 hello;", false);
    assert_eq!(plain.said("https"), err(Trouble::SpeaksPlainHttp));
    let tls = Server::nginx("return 200 hello;", true);
    assert_eq!(tls.said("http"), err(Trouble::SpeaksTls), "nginx says it in words");
    let base = answering(&[21, 3, 1, 0, 2, 2, 70]);
    assert_eq!(asked_with(&base, &[]), err(Trouble::SpeaksTls), "others say it in TLS");
}

#[test]
fn what_leads_elsewhere_is_told_with_where_to() {
    let portal = Server::nginx("return 302 http://login.hotel.example/start?from=$request_uri;", false);
    assert_eq!(portal.said("http"), err(Trouble::LedElsewhere { host: "login.hotel.example".to_owned() }));
}

/// A server that answers these bytes, whatever is asked of it.
fn answering(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4_096]);
            let _ = stream.write_all(bytes);
        }
    });
    address
}

#[test]
fn a_proxy_that_wants_a_login_is_told_as_that() {
    let proxy = answering(
        b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\
          Content-Length: 0\r\nConnection: close\r\n\r\n",
    );
    let said = asked_with("https://company.invalid", &[("HTTPS_PROXY", &proxy)]);
    assert_eq!(said, err(Trouble::ProxyLogin));
}

#[test]
fn a_name_that_nobody_has_is_told_as_that_or_as_no_network() {
    // Where names are asked of a resolver that cannot be reached, nobody knows.
    let said = asked_with("https://company.invalid", &[]);
    assert!([err(Trouble::HostUnknown), err(Trouble::NoNetwork)].contains(&said), "{said}");
}
