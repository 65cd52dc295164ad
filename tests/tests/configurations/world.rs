//! Services without a network: STS, the portal of IAM Identity Center and containers, which answer
//! with keys that name what was asked for, as `botocore_configuration.py` does.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{Request, Response};
use serde_json::{Map, Value, json};
use tinsmith::body::Body;
use tinsmith::transport::{BlockingTransport, TransportError};

const END: &str = "2999-01-01T00:00:00Z";

/// The services, and what they were asked.
#[derive(Clone, Default)]
pub(crate) struct World(Arc<Mutex<Vec<Value>>>);

impl World {
    pub(crate) fn asked(&self) -> Vec<Value> {
        self.0.lock().expect("nobody panics").clone()
    }

    fn note(&self, asked: Value) {
        self.0.lock().expect("nobody panics").push(asked);
    }

    fn sts(&self, request: &Request<Body>, body: &str) -> String {
        let form = form(body);
        let action = form["Action"].as_str().unwrap_or_default();
        let mut asked = Map::new();
        asked.insert("action".to_owned(), action.into());
        asked.insert("signer".to_owned(), signer(request));
        for name in [
            "RoleArn",
            "ExternalId",
            "DurationSeconds",
            "SerialNumber",
            "WebIdentityToken",
            "RoleSessionName",
        ] {
            // A name that we make up begins so.
            let value = form.get(name).filter(|it| {
                let text = it.as_str().unwrap_or_default();
                name != "RoleSessionName" || !text.starts_with("tinsmith-")
            });
            asked.extend(value.map(|value| (name.to_owned(), value.clone())));
        }
        self.note(asked.into());
        let role = form["RoleArn"].as_str().unwrap_or_default();
        let (_, role) = role.rsplit_once('/').unwrap_or(("", role));
        format!(
            "<{action}Response><{action}Result><Credentials><AccessKeyId>{role}</AccessKeyId>\
             <SecretAccessKey>s-{role}</SecretAccessKey><SessionToken>t-{role}</SessionToken>\
             <Expiration>{END}</Expiration></Credentials></{action}Result></{action}Response>"
        )
    }

    fn portal(&self, request: &Request<Body>) -> String {
        let query = form(request.uri().query().unwrap_or_default());
        let (account, role) = (&query["account_id"], &query["role_name"]);
        let token = header(request, "x-amz-sso_bearer_token");
        self.note(
            json!({"action": "GetRoleCredentials", "account": account, "role": role,
                "token": token}),
        );
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let id = format!("{}-{}", text(account), text(role));
        json!({"roleCredentials": {"accessKeyId": id, "secretAccessKey": "s", "sessionToken": "t",
            "expiration": 32_472_144_000_000_i64}})
        .to_string()
    }

    fn container(&self, request: &Request<Body>) -> String {
        let token = header(request, "authorization");
        self.note(json!({"action": "container", "token": token}));
        json!({"AccessKeyId": "container", "SecretAccessKey": "s", "Token": "t", "Expiration": END})
            .to_string()
    }
}

impl BlockingTransport for World {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let body = io::read_to_string(body.into_reader()).map_err(TransportError::from_io)?;
        let request = Request::from_parts(head, Body::empty());
        let path = request.uri().path();
        let answer = if path.ends_with("/federation/credentials") {
            self.portal(&request)
        } else if path == "/container" {
            self.container(&request)
        } else {
            self.sts(&request, &body)
        };
        Ok(Response::new(Body::from(answer)))
    }
}

fn header(request: &Request<Body>, name: &str) -> Option<String> {
    let value = request.headers().get(name)?;
    Some(value.to_str().ok()?.to_owned())
}

/// The access key that signed a request.
fn signer(request: &Request<Body>) -> Value {
    let signature = header(request, "authorization").unwrap_or_default();
    let key = signature.split_once("Credential=").map(|(_, rest)| rest);
    let key = key.and_then(|rest| Some(rest.split_once('/')?.0));
    key.into()
}

/// The fields of a form.
fn form(text: &str) -> Map<String, Value> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), unescaped(value).into()))
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| char::from(byte.unwrap_or_default()).to_digit(16);
        match byte {
            b'%' => {
                let (high, low) = (hex(rest.next()), hex(rest.next()));
                let code = high.unwrap_or_default() * 16 + low.unwrap_or_default();
                bytes.push(u8::try_from(code).unwrap_or_default());
            }
            b'+' => bytes.push(b' '),
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
