//! A server's view of a signed request: only what travels, decoded and spelled anew.

use std::collections::BTreeMap;
use std::time::Duration;

use hmac::{Hmac, Mac};
use http::Request;
use sha2::{Digest, Sha256};

pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// In what services differ.
#[derive(Clone, Copy)]
pub struct Rules {
    /// All but S3 resolve dot segments and empty ones (RFC 3986, 5.2.4).
    pub resolves_dots: bool,
    /// All but S3 encode the path once more than it is when it travels.
    pub encodes_twice: bool,
}

/// What a request says about its signature.
pub struct Claims {
    pub time: String,
    pub scope: String,
    pub signed_headers: Vec<String>,
    pub signature: String,
}

/// A request off the wire.
pub struct Message {
    method: String,
    path: Vec<u8>,
    query: Vec<(Vec<u8>, Vec<u8>)>,
    headers: BTreeMap<String, Vec<Vec<u8>>>,
}

impl Message {
    pub fn of(request: &Request<&[u8]>) -> Self {
        let mut headers: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
        for (name, value) in request.headers() {
            headers
                .entry(name.to_string())
                .or_default()
                .push(value.as_bytes().to_vec());
        }
        let uri = request.uri();
        headers
            .entry("host".to_owned())
            .or_insert_with(|| vec![host(uri).into_bytes()]);
        let query = uri.query().unwrap_or_default().as_bytes();
        let query = query
            .split(|byte| *byte == b'&')
            .filter(|it| !it.is_empty())
            .map(|pair| {
                let mut halves = pair.splitn(2, |byte| *byte == b'=');
                let mut half = || decoded(halves.next().unwrap_or_default());
                (half(), half())
            });
        Self {
            method: request.method().to_string(),
            path: uri.path().as_bytes().to_vec(),
            query: query.collect(),
            headers,
        }
    }

    /// The only value of a header.
    pub fn header(&self, name: &str) -> &[u8] {
        match self.headers.get(name).map(Vec::as_slice) {
            Some([value]) => value,
            other => panic!("{name}: {other:?}"),
        }
    }

    pub fn claims_in_header(&self) -> Claims {
        let text = String::from_utf8(self.header("authorization").to_vec()).unwrap();
        let text = text
            .strip_prefix("AWS4-HMAC-SHA256 ")
            .expect("the algorithm");
        let fields: BTreeMap<_, _> = text
            .split(", ")
            .filter_map(|it| it.split_once('='))
            .collect();
        let time = String::from_utf8(self.header("x-amz-date").to_vec()).unwrap();
        claims(
            time,
            fields["Credential"],
            fields["SignedHeaders"],
            fields["Signature"],
        )
    }

    /// Takes what a presigned URL says about itself, the signature out of the query.
    pub fn claims_in_query(&mut self, expires: Duration) -> Claims {
        let signature = self.take_parameter("X-Amz-Signature").expect("a signature");
        assert_eq!(self.parameter("X-Amz-Algorithm"), "AWS4-HMAC-SHA256");
        assert_eq!(
            self.parameter("X-Amz-Expires"),
            expires.as_secs().to_string()
        );
        let time = self.parameter("X-Amz-Date");
        let names = self.parameter("X-Amz-SignedHeaders");
        claims(
            time,
            &self.parameter("X-Amz-Credential"),
            &names,
            &signature,
        )
    }

    /// The value of a parameter that stands there once.
    fn parameter(&self, name: &str) -> String {
        let mut values = self.query.iter().filter(|(it, _)| it == name.as_bytes());
        let (_, value) = values.next().unwrap_or_else(|| panic!("no {name}"));
        assert!(values.next().is_none(), "{name} twice");
        String::from_utf8(value.clone()).unwrap()
    }

    /// Takes a parameter out that may stand there once.
    pub fn take_parameter(&mut self, name: &str) -> Option<String> {
        let found = self.query.iter().any(|(it, _)| it == name.as_bytes());
        let value = found.then(|| self.parameter(name));
        self.query.retain(|(it, _)| it != name.as_bytes());
        value
    }

    /// That no header is left out which the guide wants covered: the host and `x-amz-*`.
    pub fn check_coverage(&self, claims: &Claims) {
        let token = ["x-amz-security-token", "x-amz-s3session-token"];
        for name in self.headers.keys() {
            let wanted = name == "host" || name.starts_with("x-amz-") && !token.contains(&&**name);
            assert!(!wanted || claims.signed_headers.contains(name), "{name}");
        }
    }

    pub fn canonical(&self, claims: &Claims, payload: &str, rules: Rules) -> Vec<u8> {
        let mut lines = vec![
            self.method.clone().into_bytes(),
            canonical_path(&self.path, rules),
        ];
        let mut pairs: Vec<_> = self
            .query
            .iter()
            .map(|(name, value)| (encoded(name), encoded(value)))
            .collect();
        pairs.sort();
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        lines.push(pairs.join("&").into_bytes());
        let mut names = claims.signed_headers.clone();
        names.sort();
        names.dedup();
        assert_eq!(names, claims.signed_headers, "sorted, each once");
        for name in &names {
            let values = self
                .headers
                .get(name)
                .unwrap_or_else(|| panic!("no header {name}"));
            let values: Vec<_> = values.iter().map(|value| folded(value)).collect();
            lines.push([name.as_bytes(), b":", &values.join(&b","[..])].concat());
        }
        lines.extend([Vec::new(), names.join(";").into_bytes(), payload.into()]);
        lines.join(&b"\n"[..])
    }

    pub fn string_to_sign(&self, canonical: &[u8], claims: &Claims) -> String {
        let hash = sha256(canonical);
        ["AWS4-HMAC-SHA256", &claims.time, &claims.scope, &hash].join("\n")
    }

    pub fn signature(&self, canonical: &[u8], claims: &Claims) -> String {
        let first = format!("AWS4{SECRET}").into_bytes();
        let key = claims
            .scope
            .split('/')
            .fold(first, |key, part| mac(&key, part));
        hex(&mac(&key, &self.string_to_sign(canonical, claims)))
    }
}

fn claims(time: String, credential: &str, names: &str, signature: &str) -> Claims {
    let (key, scope) = credential.split_once('/').expect("a scope");
    assert_eq!(key, "AKIDEXAMPLE");
    assert!(scope.starts_with(&time[..8]), "{scope} at {time}");
    assert!(
        scope.ends_with("/us-east-1/service/aws4_request"),
        "{scope}"
    );
    Claims {
        time,
        scope: scope.to_owned(),
        signed_headers: names.split(';').map(str::to_owned).collect(),
        signature: signature.to_owned(),
    }
}

fn canonical_path(path: &[u8], rules: Rules) -> Vec<u8> {
    let segments = path.split(|byte| *byte == b'/').skip(1);
    let mut kept: Vec<&[u8]> = Vec::new();
    for segment in segments {
        match segment {
            b"." | b".." | b"" if rules.resolves_dots => {
                if segment == b".." {
                    kept.pop();
                }
            }
            _ => kept.push(segment),
        }
    }
    // What ends in a directory keeps its slash.
    let last = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    if rules.resolves_dots && matches!(last, b"" | b"." | b"..") {
        kept.push(b"");
    }
    let spelled = kept.iter().map(|segment| {
        let text = if rules.encodes_twice {
            segment.to_vec()
        } else {
            decoded(segment)
        };
        ["/", &encoded(&text)].concat()
    });
    spelled.collect::<String>().into_bytes()
}

/// The value of `Host`: the port of the scheme is left out.
fn host(uri: &http::Uri) -> String {
    let name = uri.host().expect("a host");
    match (uri.scheme_str(), uri.port_u16()) {
        (_, None) | (Some("https"), Some(443)) | (Some("http"), Some(80)) => name.to_owned(),
        (_, Some(port)) => format!("{name}:{port}"),
    }
}

fn encoded(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        match char::from(*byte) {
            plain @ ('A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~') => text.push(plain),
            _ => text += &format!("%{byte:02X}"),
        }
    }
    text
}

fn decoded(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let escape = bytes
            .get(at + 1..at + 3)
            .and_then(|it| std::str::from_utf8(it).ok());
        let escape = escape.filter(|it| it.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match escape.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                plain.push(byte);
                at += 3;
            }
            _ => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    plain
}

/// A header's value without the white space around it, and one space where there was more.
fn folded(value: &[u8]) -> Vec<u8> {
    let words = value
        .split(|byte| matches!(byte, b' ' | b'\t'))
        .filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join(&b' ')
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
