//! Credentials from real servers: `MiniStack` as STS, which checks signatures, trust and policies,
//! as the metadata service of an instance, and as the endpoint of a container. No server that is at
//! hand has the portal of IAM Identity Center.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use generated::dynamodb::{
    AttributeDefinition, BillingMode, Client, ExportStatus, KeySchemaElement, KeyType,
    PointInTimeRecoverySpecification, ScalarAttributeType,
};
use generated::sts;
use tests::servers::ministack::{self, BUCKET, Ministack};
use tinsmith::Blocking;
use tinsmith::clock::{Clock, SystemClock};
use tinsmith::config::Environment;
use tinsmith::transport::{ReqwestTransport, UreqTransport};
use tinsmith_config::{Loader, Report};

const ACCOUNT: &str = "000000000000";

/// A user's directory, removed at the end.
struct Home(PathBuf);

impl Home {
    fn new(name: &str, server: &Ministack) -> Self {
        let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("credentials-{name}"));
        fs::create_dir_all(home.join(".aws")).unwrap();
        let (url, exporter) = (&server.url, &server.exporter);
        let config = format!(
            "[profile exports]\nrole_arn = arn:aws:iam::{ACCOUNT}:role/second\n\
             role_session_name = journey\nsource_profile = first\nendpoint_url = {url}\n\
             region = us-east-1\n\
             [profile first]\nrole_arn = arn:aws:iam::{ACCOUNT}:role/first\nexternal_id = x-1\n\
             source_profile = user\n\
             [profile stranger]\nrole_arn = arn:aws:iam::{ACCOUNT}:role/first\n\
             external_id = another\nsource_profile = user\nendpoint_url = {url}\n\
             region = us-east-1\n"
        );
        let credentials = format!(
            "[user]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
            exporter.id, exporter.secret
        );
        fs::write(home.join(".aws/config"), config).unwrap();
        fs::write(home.join(".aws/credentials"), credentials).unwrap();
        Self(home)
    }

    /// A loader with this directory and these variables.
    fn loader(&self, variables: &[(&str, &str)]) -> Loader {
        let home = ("HOME", self.0.to_str().unwrap());
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let variables: BTreeMap<_, _> = variables.iter().chain([&home]).map(owned).collect();
        let environment = Environment::from_fn(move |name| variables.get(name).cloned());
        tinsmith_config::load().environment(environment)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The table `name`, made and exported by whomever the loader finds.
fn export(loader: Loader, name: &str) -> ExportStatus {
    let client = Client::<Blocking>::new(loader.blocking_transport(UreqTransport::new()).build());
    let attribute = AttributeDefinition::builder()
        .attribute_name("id")
        .attribute_type(ScalarAttributeType::N);
    let key = KeySchemaElement::builder()
        .attribute_name("id")
        .key_type(KeyType::Hash);
    let created = client.create_table().table_name(name);
    let created = created.attribute_definitions(attribute.build());
    let created = created.key_schema(key.build());
    let created = created.billing_mode(BillingMode::PayPerRequest).send();
    let arn = created
        .unwrap()
        .table_description
        .unwrap()
        .table_arn
        .unwrap();
    let recovery = PointInTimeRecoverySpecification::builder()
        .point_in_time_recovery_enabled(true)
        .build();
    let recovery = client
        .update_continuous_backups()
        .table_name(name)
        .point_in_time_recovery_specification(recovery);
    recovery.send().unwrap();
    let started = client.export_table_to_point_in_time().table_arn(arn);
    let started = started.s3_bucket(BUCKET).send().unwrap();
    let export = started.export_description.unwrap().export_arn.unwrap();
    let pause = Duration::from_millis(100);
    let waited = client
        .wait_until_export_completed()
        .export_arn(export)
        .customize(|waiter| waiter.delay(pause, pause))
        .wait(Duration::from_secs(30));
    let description = waited.unwrap().unwrap().output.export_description;
    description.unwrap().export_status.unwrap()
}

/// Who STS says that the loader's credentials belong to.
fn caller(loader: Loader) -> String {
    let config = loader.blocking_transport(UreqTransport::new()).build();
    let caller = sts::Client::new(config).get_caller_identity().send();
    caller.unwrap().arn.unwrap()
}

#[test]
fn a_chain_of_roles_exports_a_table() {
    let Some(server) = ministack::server() else {
        return;
    };
    let home = Home::new("chain", &server);
    let loader = || home.loader(&[]).profile("exports");
    let expected = format!("arn:aws:sts::{ACCOUNT}:assumed-role/second/journey");
    assert_eq!(caller(loader()), expected);
    assert_eq!(export(loader(), "by-roles"), ExportStatus::Completed);
}

#[tokio::test]
async fn a_role_without_the_right_external_id_is_refused() {
    let Some(server) = ministack::server() else {
        return;
    };
    let home = Home::new("stranger", &server);
    let loader = home.loader(&[]).profile("stranger");
    let report = loader.report(ReqwestTransport::new().unwrap(), SystemClock.now());
    let text = report.await.to_string();
    let expected = format!(
        "~/.aws/config:12: role arn:aws:iam::{ACCOUNT}:role/first: AssumeRole: AccessDenied"
    );
    assert!(text.contains(&expected), "{text}");
}

/// A JSON Web Token of token.test for somebody; `MiniStack` does not check its signature.
const TOKEN: &str = "eyJhbGciOiJub25lIn0.\
    eyJpc3MiOiJodHRwczovL3Rva2VuLnRlc3QiLCJzdWIiOiJtZSIsImF1ZCI6InN0cy5hbWF6b25hd3MuY29tIn0.c2ln";

#[test]
fn a_token_in_a_file_exports_a_table() {
    let Some(server) = ministack::server() else {
        return;
    };
    let home = Home::new("web", &server);
    let token = home.0.join("token");
    fs::write(&token, format!("{TOKEN}\n")).unwrap();
    let role = format!("arn:aws:iam::{ACCOUNT}:role/web");
    let loader = || {
        home.loader(&[
            ("AWS_WEB_IDENTITY_TOKEN_FILE", token.to_str().unwrap()),
            ("AWS_ROLE_ARN", &role),
            ("AWS_ROLE_SESSION_NAME", "ci"),
            ("AWS_ENDPOINT_URL", &server.url),
            ("AWS_REGION", "us-east-1"),
        ])
    };
    let expected = format!("arn:aws:sts::{ACCOUNT}:assumed-role/web/ci");
    assert_eq!(caller(loader()), expected);
    assert_eq!(export(loader(), "by-token"), ExportStatus::Completed);
}

/// Checks that a report has credentials of a session.
fn assert_found(report: &Report, provider: &str) {
    let keys = report.credentials().unwrap_or_else(|| panic!("{report}"));
    assert!(keys.access_key_id().starts_with("ASIA"), "{report}");
    assert!(keys.session_token().is_some() && keys.expires_at().is_some());
    let expected = format!("credentials {} from the {provider}", keys.access_key_id());
    assert!(report.to_string().starts_with(&expected), "{report}");
}

#[tokio::test]
async fn an_instance_has_credentials_and_a_region() {
    let Some(server) = ministack::server() else {
        return;
    };
    let home = Home::new("instance", &server);
    let loader = || home.loader(&[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &server.url)]);
    let now = SystemClock.now();
    let blocking = loader().report_blocking(UreqTransport::new(), now);
    assert_found(&blocking, "instance metadata");
    let transport = ReqwestTransport::new().unwrap();
    assert_found(
        &loader().report(transport.clone(), now).await,
        "instance metadata",
    );
    let region = loader().instance_region(transport, now).await.unwrap();
    assert_eq!(region, "us-east-1");
}

#[tokio::test]
async fn a_container_has_credentials() {
    let Some(server) = ministack::server() else {
        return;
    };
    let home = Home::new("container", &server);
    let url = format!("{}/v2/credentials/abc", server.url);
    let loader = || {
        home.loader(&[
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "open"),
        ])
    };
    let now = SystemClock.now();
    assert_found(
        &loader().report_blocking(UreqTransport::new(), now),
        "container",
    );
    let transport = ReqwestTransport::new().unwrap();
    assert_found(&loader().report(transport, now).await, "container");
}
