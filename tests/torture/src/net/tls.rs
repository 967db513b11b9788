//! The servers' side of TLS, with certificates for this computer.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// The servers that a gate may play.
#[derive(Clone)]
pub struct Tls {
    /// One whose certificate is in order.
    pub good: TlsAcceptor,
    /// One whose certificate nobody vouches for.
    pub stranger: TlsAcceptor,
    /// One whose certificate is for another name.
    pub other_name: TlsAcceptor,
    /// One that speaks HTTP/2 only.
    pub only_http2: TlsAcceptor,
    /// One that wants the caller's certificate.
    pub wants_certificate: TlsAcceptor,
}

/// Who vouches. Whoever reads its certificate from [`Authority::write`] believes the servers of [`Authority::tls`].
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

type Failed = Box<dyn std::error::Error>;

impl Authority {
    /// A new one.
    pub fn new() -> Result<Authority, Failed> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Ok(Authority(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?))
    }

    /// Writes its certificate and its key.
    pub fn write(&self, folder: &Path) -> Result<PathBuf, Failed> {
        let path = folder.join("authority.pem");
        let text = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", base64(self.0.der()));
        std::fs::write(&path, text)?;
        std::fs::write(folder.join("authority.key"), self.0.key().serialize_der())?;
        Ok(path)
    }

    /// The one that another process has written.
    pub fn read(folder: &Path) -> Result<Authority, Failed> {
        let key = KeyPair::try_from(std::fs::read(folder.join("authority.key"))?)?;
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Ok(Authority(CertifiedIssuer::self_signed(params, key)?))
    }

    /// The servers.
    pub fn tls(&self) -> Result<Tls, Failed> {
        let stranger = Authority::new()?;
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(self.0.der().to_vec()))?;
        let provider = Arc::new(ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build()?;
        let mut only_http2 = self.config("127.0.0.1", None)?;
        only_http2.alpn_protocols = vec![b"h2".to_vec()];
        let acceptor = |config: ServerConfig| TlsAcceptor::from(Arc::new(config));
        Ok(Tls {
            good: acceptor(self.config("127.0.0.1", None)?),
            stranger: acceptor(stranger.config("127.0.0.1", None)?),
            other_name: acceptor(self.config("shop.example.invalid", None)?),
            only_http2: acceptor(only_http2),
            wants_certificate: acceptor(self.config("127.0.0.1", Some(verifier))?),
        })
    }

    fn config(
        &self,
        name: &str,
        verifier: Option<Arc<dyn tokio_rustls::rustls::server::danger::ClientCertVerifier>>,
    ) -> Result<ServerConfig, Failed> {
        let key = KeyPair::generate()?;
        let certificate = CertificateParams::new(vec![name.to_owned()])?.signed_by(&key, &self.0)?;
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?;
        let builder = match verifier {
            Some(verifier) => builder.with_client_cert_verifier(verifier),
            None => builder.with_no_client_auth(),
        };
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        Ok(builder.with_single_cert(vec![certificate.der().clone()], key)?)
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let whole = three.iter().fold(0_u32, |whole, byte| whole << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let sign = SIGNS[(whole >> (18 - 6 * place) & 63) as usize];
            text.push(if place > three.len() { '=' } else { char::from(sign) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_usual_one() {
        for (plain, written) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(plain.as_bytes()), written);
        }
    }

    #[test]
    fn an_authority_that_was_written_vouches_for_servers_when_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        Authority::new().unwrap().write(folder.path()).unwrap();
        assert!(Authority::read(folder.path()).unwrap().tls().is_ok());
    }
}
