//! Downloads over HTTP, of limited size and in limited time.

use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs};

use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, ResponseExt};

use super::url::shown;
use crate::cli::Failure;

/// Bytes of one model, of which the largest has some ten million.
pub(super) const MODEL: u64 = 64 << 20;

/// Bytes of one package, of which botocore's has some fifteen million.
pub(super) const PACKAGE: u64 = 256 << 20;

/// Variables that name a file of certificates, the first that there is.
const CERTIFICATES: [&str; 2] = ["PIP_CERT", "SSL_CERT_FILE"];

/// The web, as far as the environment lets one reach it.
pub(super) struct Web {
    agent: Agent,
}

/// The response to a request.
pub(super) struct Page {
    /// Where it was, after redirections.
    pub(super) url: String,
    pub(super) bytes: Vec<u8>,
}

impl Web {
    /// Fails if there are certificates of the user's own that cannot be read.
    pub(super) fn new() -> Result<Self, Failure> {
        let mut tls = TlsConfig::builder();
        let given = CERTIFICATES.iter().filter_map(env::var_os);
        if let Some(path) = given.map(PathBuf::from).find(|path| path.is_file()) {
            let fault = |error| Failure::File(format!("cannot read `{}`", path.display()), error);
            tls = tls.root_certs(roots(&fs::read(&path).map_err(fault)?));
        }
        let config = Agent::config_builder()
            .tls_config(tls.build())
            .user_agent(concat!("tinsmith/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(30)))
            .timeout_global(Some(Duration::from_secs(600)));
        let agent = config.build().new_agent();
        Ok(Self { agent })
    }

    /// The content at the URL, in one of the media types.
    pub(super) fn get(&self, url: &str, accept: &str, most: u64) -> Result<Page, Failure> {
        match self.download(url, accept, most) {
            Ok(page) => Ok(page),
            Err(error) => Err(refused(url, &error)),
        }
    }

    /// The same, or nothing where there is nothing.
    pub(super) fn find(&self, url: &str, most: u64) -> Result<Option<Page>, Failure> {
        match self.download(url, "*/*", most) {
            Ok(page) => Ok(Some(page)),
            Err(ureq::Error::StatusCode(403 | 404 | 410)) => Ok(None),
            Err(error) => Err(refused(url, &error)),
        }
    }

    fn download(&self, url: &str, accept: &str, most: u64) -> Result<Page, ureq::Error> {
        let mut response = self.agent.get(url).header("accept", accept).call()?;
        let url = response.get_uri().to_string();
        let body = response.body_mut().with_config().limit(most);
        Ok(Page {
            url,
            bytes: body.read_to_vec()?,
        })
    }
}

/// The certificates of a file; other parts of it are skipped.
fn roots(pem: &[u8]) -> RootCerts {
    let items = parse_pem(pem).filter_map(Result::ok);
    let certificates = items.filter_map(|item| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    });
    RootCerts::from(certificates)
}

fn refused(url: &str, error: &ureq::Error) -> Failure {
    let reason = match error {
        ureq::Error::StatusCode(status) => format!("HTTP status {status}"),
        ureq::Error::BodyExceedsLimit(most) => format!("more than {} MB", most >> 20),
        other => other.to_string(),
    };
    let help = match error {
        ureq::Error::StatusCode(_) | ureq::Error::BodyExceedsLimit(_) => None,
        _ => Some(
            "download it in your own way, and name the file; proxies are those of \
             `HTTPS_PROXY`, certificates those of `SSL_CERT_FILE`"
                .to_owned(),
        ),
    };
    Failure::Refused(format!("cannot download `{}`: {reason}", shown(url)), help)
}
