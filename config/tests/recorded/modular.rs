//! The chain of smithy-java's suite: which provider answers, and which are tried. Services answer
//! with the keys of a case, or not at all.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use serde_json::{Value as Json, json};
use tinsmith::body::Body;
use tinsmith::config::Environment;
use tinsmith::credentials::{Credentials, CredentialsError, from_fn};
use tinsmith::transport::{BlockingTransport, TransportError, TransportErrorKind};
use tinsmith_config::{FileSystem, Loader, Provider};

use crate::world::{NOW, corpora, json as read_json};

/// Cases about what we do not have: modules that a build may lack, names and slots of providers,
/// other kinds of identity, files that were read before.
const LEFT_OUT: [&str; 6] = ["6", "14", "15", "16", "22", "25"];

#[test]
fn the_chain_is_that_of_the_suite() {
    let file = "credentials/smithy-java/modular-credential-chain-tests.json";
    let Some(suite) = read_json(&corpora().join(file)) else {
        println!("left out: no {file}, set TINSMITH_CORPORA");
        return;
    };
    let cases = suite.as_array().unwrap();
    assert!(cases.len() >= 20, "{}", cases.len());
    for case in cases {
        let id = case["id"].as_str().unwrap();
        // Keys given in code are no chain.
        if !LEFT_OUT.contains(&id) && id != "17" {
            check(case);
        }
    }
}

fn check(case: &Json) {
    let input = &case["input"];
    let services = Services(Arc::new(input.clone()));
    let report = loader(input, &services).report_blocking(services, NOW);
    let expected = &case["expected"]["resolved"];
    let Some(keys) = report.credentials() else {
        assert!(expected.is_null(), "{case}: {report}");
        let tried = &case["expected"]["resolutionError"]["providersTried"];
        let is_final = report.to_string().contains("cannot be used");
        assert_eq!(
            is_final,
            tried.as_array().is_some_and(|it| !it.is_empty()),
            "{case}: {report}"
        );
        return;
    };
    assert_eq!(
        Some(keys.access_key_id()),
        expected["accessKeyId"].as_str(),
        "{case}"
    );
    assert_eq!(
        Some(keys.secret_access_key()),
        expected["secretAccessKey"].as_str(),
        "{case}"
    );
    assert_eq!(
        keys.session_token(),
        expected["sessionToken"].as_str(),
        "{case}"
    );
    // In IAM Identity Center, the account is that of the profile.
    if case["expected"]["selectedProvider"] != "ProfileSsoSession" {
        assert_eq!(keys.account_id(), expected["accountId"].as_str(), "{case}");
    }
}

fn loader(input: &Json, services: &Services) -> Loader {
    let variables = input["env"].clone();
    let environment = Environment::from_fn(move |name| match name {
        "HOME" => Some("/user".to_owned()),
        name => Some(variables[name].as_str()?.to_owned()),
    });
    let mut loader = tinsmith_config::load()
        .environment(environment)
        .files(services.clone());
    if let Some(profile) = input["profileNameOverride"].as_str() {
        loader = loader.profile(profile);
    }
    for custom in input["customProviders"].as_array().into_iter().flatten() {
        let provider = match custom["ordering"]["slot"].as_str().unwrap() {
            "ENVIRONMENT" => Provider::Environment,
            "EC2_INSTANCE_METADATA" => Provider::InstanceMetadata,
            other => panic!("{other}"),
        };
        let keys = keys(&custom["response"]);
        let is_present = custom["present"] == true;
        let source = from_fn(move || {
            let absent = || CredentialsError::absent("the vault is empty");
            is_present.then(|| keys.clone()).ok_or_else(absent)
        });
        assert_eq!(custom["ordering"]["type"], "After");
        loader = loader.after(provider, source);
    }
    loader
}

fn keys(response: &Json) -> Credentials {
    let text = |name: &str| response[name].as_str().unwrap_or_default();
    Credentials::new(text("accessKeyId"), text("secretAccessKey"))
        .with_session_token(text("sessionToken"))
        .with_account_id(text("accountId"))
}

/// STS, IAM Identity Center and an instance's metadata, which answer as a case says; and its files.
#[derive(Clone)]
struct Services(Arc<Json>);

impl Services {
    fn answer(&self, uri: &http::Uri) -> Option<(u16, String)> {
        let host = uri.host().unwrap_or_default();
        if host.starts_with("sts.") {
            return Some(sts(&self.0));
        }
        if host.starts_with("portal.sso.") {
            return Some((200, sso(&self.0["ssoResponse"])));
        }
        let keys = &self.0["imdsResponse"];
        if host != "169.254.169.254" || keys.is_null() {
            return None;
        }
        Some(match uri.path() {
            "/latest/api/token" => (200, "token".to_owned()),
            _ if keys.get("error").is_some() => (404, String::new()),
            path if path.ends_with('/') => (200, "role".to_owned()),
            _ => (200, imds(keys)),
        })
    }
}

fn sts(input: &Json) -> (u16, String) {
    let keys = &input["stsResponse"];
    if let Some(error) = keys["error"].as_str() {
        let (code, message) = error.split_once(": ").unwrap();
        return (
            403,
            format!(
                "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}\
                 </Message></Error></ErrorResponse>"
            ),
        );
    }
    let text = |name: &str| keys[name].as_str().unwrap();
    let operation = |name: &str| {
        format!(
            "<{name}Response><{name}Result><Credentials><AccessKeyId>{}</AccessKeyId>\
             <SecretAccessKey>{}</SecretAccessKey><SessionToken>{}</SessionToken>\
             <Expiration>2030-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser>\
             <AssumedRoleId>i</AssumedRoleId><Arn>arn:aws:sts::{}:assumed-role/r/s</Arn>\
             </AssumedRoleUser></{name}Result></{name}Response>",
            text("accessKeyId"),
            text("secretAccessKey"),
            text("sessionToken"),
            text("accountId"),
        )
    };
    let has_token = input["env"].get("AWS_WEB_IDENTITY_TOKEN_FILE").is_some();
    (
        200,
        operation(if has_token {
            "AssumeRoleWithWebIdentity"
        } else {
            "AssumeRole"
        }),
    )
}

fn sso(keys: &Json) -> String {
    json!({"roleCredentials": {
        "accessKeyId": keys["accessKeyId"],
        "secretAccessKey": keys["secretAccessKey"],
        "sessionToken": keys["sessionToken"],
        "expiration": 1_893_456_000_000_u64,
    }})
    .to_string()
}

fn imds(keys: &Json) -> String {
    json!({
        "Code": "Success",
        "AccessKeyId": keys["accessKeyId"],
        "SecretAccessKey": keys["secretAccessKey"],
        "Token": keys["sessionToken"],
        "AccountId": keys["accountId"],
        "Expiration": "2030-01-01T00:00:00Z",
    })
    .to_string()
}

impl BlockingTransport for Services {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let Some((status, body)) = self.answer(request.uri()) else {
            let nobody = io::Error::other("nobody is there");
            return Err(TransportError::new(TransportErrorKind::Connect, nobody));
        };
        Ok(Response::builder()
            .status(status)
            .body(Body::from(body))
            .unwrap())
    }
}

impl FileSystem for Services {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let config = self.0["configFiles"]["aws"].as_str();
        match path.to_str().unwrap() {
            "/user/.aws/config" => config.map(Into::into).ok_or(io::ErrorKind::NotFound.into()),
            "/some/path" => Ok(b"token".to_vec()),
            path if path.starts_with("/user/.aws/sso/cache/") => {
                let token = json!({"accessToken": "t", "expiresAt": "2030-01-01T00:00:00Z"});
                Ok(token.to_string().into_bytes())
            }
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn write(&self, _path: &Path, _contents: &[u8]) -> io::Result<()> {
        Ok(())
    }
}
