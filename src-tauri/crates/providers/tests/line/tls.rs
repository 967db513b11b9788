//! A certificate that is not to be trusted stops a request before it leaves.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use providers::call::{Submission, submit};
use providers::{Trouble, sellers};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::{access, line, order};

/// A server with a certificate of its own making, valid in the years given. Counts the handshakes that it could end.
async fn server(years: (i32, i32)) -> (String, Arc<AtomicUsize>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    let certificate = params.self_signed(&key).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let seen = Arc::new(AtomicUsize::new(0));
    let heard = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // The client hangs up when it has seen the certificate; then there is nothing to read.
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            if let Ok(1..) = stream.read(&mut [0; 64]).await {
                heard.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    (base, seen)
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_leaves_not_sent() {
    let line = line();
    let (base, seen) = server((2020, 4000)).await;
    for provider in sellers() {
        let told =
            submit(&line, provider, &access(provider, &base), &order(provider, "K7QX2M000041", "9812300045")).await;
        assert_eq!(told.outcome, Submission::NotSent(Trouble::IssuerUnknown));
    }
    assert_eq!(seen.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_certificate_of_another_time_says_that_the_clock_is_wrong() {
    let line = line();
    for years in [(2001, 2002), (3998, 4000)] {
        let (base, seen) = server(years).await;
        for provider in sellers() {
            let told =
                submit(&line, provider, &access(provider, &base), &order(provider, "K7QX2M000042", "9812300045")).await;
            assert_eq!(told.outcome, Submission::NotSent(Trouble::ClockWrong), "{years:?}");
        }
        assert_eq!(seen.load(Ordering::SeqCst), 0);
    }
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls_leaves_not_sent() {
    let line = line();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // It may have hung up already, as it should.
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").await;
        }
    });
    for provider in sellers() {
        let order = order(provider, "K7QX2M000043", "9812300045");
        let told = submit(&line, provider, &access(provider, &base), &order).await;
        assert!(matches!(told.outcome, Submission::NotSent(_)), "{:?}", told.outcome);
    }
}

/// A line that was cut is no certificate to be wary of.
#[tokio::test]
async fn a_handshake_that_breaks_off_says_nothing_of_a_certificate() {
    let line = line();
    for said in [&[][..], &[22, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3], &[21, 3, 3, 0, 2, 2, 80]] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("https://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                // It has said hello, and may have hung up by now.
                let _ = stream.read(&mut [0; 4_096]).await;
                let _ = stream.write_all(said).await;
            }
        });
        for provider in sellers() {
            let order = order(provider, "K7QX2M000044", "9812300045");
            let told = submit(&line, provider, &access(provider, &base), &order).await;
            assert_eq!(told.outcome, Submission::NotSent(Trouble::NoNetwork), "{said:?}");
        }
    }
}
