//! What people read when something is missing or wrong: whole texts, since they are the interface.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notes;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::Duration;

use http::{Request, Response};
use tinsmith::Timestamp;
use tinsmith::body::Body;
use tinsmith::config::Environment;
use tinsmith::transport::{BlockingTransport, TransportError, TransportErrorKind};
use tinsmith_config::{FileSystem, Loader};

/// A transport without anybody at its other end.
struct Nobody;

impl BlockingTransport for Nobody {
    fn send(
        &self,
        _request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let nobody = io::Error::other("nobody is there");
        Err(TransportError::new(TransportErrorKind::Connect, nobody))
    }
}

struct Files(BTreeMap<&'static str, Vec<u8>>);

impl FileSystem for Files {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let contents = self.0.get(path.to_str().unwrap());
        contents.cloned().ok_or(io::ErrorKind::NotFound.into())
    }

    fn write(&self, _path: &Path, _contents: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }
}

fn loader(variables: &'static [(&str, &str)], config: &str) -> Loader {
    with_file(variables, config.into())
}

fn with_file(variables: &'static [(&str, &str)], config: Vec<u8>) -> Loader {
    with_files(variables, BTreeMap::from([("/user/.aws/config", config)]))
}

fn with_files(
    variables: &'static [(&str, &str)],
    files: BTreeMap<&'static str, Vec<u8>>,
) -> Loader {
    let environment = Environment::from_fn(move |name| {
        let home = [("HOME", "/user")];
        let found = variables.iter().chain(&home).find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    });
    tinsmith_config::load()
        .environment(environment)
        .files(Files(files))
}

fn report(loader: Loader) -> String {
    loader
        .report_blocking(Nobody, Timestamp::new(1_764_547_200, 0))
        .to_string()
}

#[track_caller]
fn assert_text(loader: Loader, expected: &str) {
    assert_eq!(report(loader), expected);
}

const SILENCE: &str = "http://169.254.169.254 did not answer within 1s (in a container on EC2: \
    `aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2`)";

#[test]
fn nothing_is_configured() {
    assert_text(
        loader(&[], ""),
        &format!(
            "nothing was found. Looked in:\n  \
             environment        AWS_ACCESS_KEY_ID is not set\n  \
             profile `default`  ~/.aws/config and ~/.aws/credentials have no profiles, or are not \
             there\n  \
             web identity       AWS_WEB_IDENTITY_TOKEN_FILE is not set\n  \
             container          neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor \
             AWS_CONTAINER_CREDENTIALS_FULL_URI is set\n  \
             instance metadata  {SILENCE}\n\
             set AWS_ACCESS_KEY_ID, choose a profile with AWS_PROFILE, or run `aws configure`"
        ),
    );
}

/// Files in which the profile `dev` cannot be used, and why.
const BROKEN: [(&str, &str); 13] = [
    (
        "[profile dev]\nrole_arn = arn",
        "~/.aws/config:2: `role_arn` without `source_profile` or `credential_source`",
    ),
    (
        "[profile dev]\nrole_arn = arn\nsource_profile = b\ncredential_source = Environment",
        "~/.aws/config:2: `role_arn` with both `source_profile` and `credential_source`; \
     remove one",
    ),
    (
        "[profile dev]\nrole_arn = a\nsource_profile = b\n[profile b]\nrole_arn = b\n\
     source_profile = dev",
        "~/.aws/config:6: the profiles `dev`, `b` have each other as `source_profile`",
    ),
    (
        "[profile dev]\nrole_arn = a\nsource_profile = base\n[profile bas]\n",
        "~/.aws/config:3: `source_profile` names the profile `base`, which does not exist; the \
     nearest is `bas`",
    ),
    (
        "[profile dev]\nrole_arn = a\nsource_profile = b\n[profile b]\nregion = r",
        "~/.aws/config:4: profile `b` is a source of credentials and has none",
    ),
    (
        "[profile dev]\nrole_arn = a\ncredential_source = Somewhere",
        "~/.aws/config:3: `credential_source` is \"Somewhere\"; allowed are `Environment`, \
     `Ec2InstanceMetadata` and `EcsContainer`",
    ),
    (
        "[profile dev]\nweb_identity_token_file = /t",
        "~/.aws/config:2: `web_identity_token_file` without `role_arn`",
    ),
    (
        "[profile dev]\nrole_arn = a\ncredential_source = EcsContainer\nduration_seconds = 5",
        "~/.aws/config:4: `duration_seconds` is \"5\"; allowed are whole numbers from 900 to \
     43200",
    ),
    (
        "[profile dev]\naws_access_key_id = AKID",
        "~/.aws/config:2: `aws_access_key_id` without `aws_secret_access_key`",
    ),
    (
        "[profile dev]\nsso_session = corp",
        "~/.aws/config:2: `sso_session` names `corp`, and there is no section \
     `[sso-session corp]`",
    ),
    (
        "[profile dev]\ncredential_process = echo '{\"Version\": 2}'",
        "~/.aws/config:2: `credential_process`: the program printed no `Version` that is 1",
    ),
    (
        "[profile dev\n",
        "~/.aws/config:1: the heading does not end with `]`",
    ),
    (
        "[profile prod]\n[profile def]\n",
        "~/.aws/config and ~/.aws/credentials have no such profile; the nearest is `def`; \
     there are `def`, `prod`",
    ),
];

#[test]
fn a_profile_that_is_meant_ends_the_search() {
    const REST: &str = "\n  not tried, because the profile `dev` is meant: web identity, container, \
        instance metadata";
    for (config, expected) in BROKEN {
        assert_text(
            loader(&[("AWS_PROFILE", "dev")], config),
            &format!("profile `dev` (from AWS_PROFILE) cannot be used:\n  {expected}{REST}"),
        );
    }
}

#[test]
fn a_login_of_the_cli_says_how_to_read_it() {
    let config = "[profile dev]\nlogin_session = arn\n";
    let text = report(loader(&[], config).profile("dev"));
    let expected = if cfg!(feature = "login") {
        "~/.aws/config:2: the cache of the login (/user/.aws/login/cache/\
         42e7ab5b52beca9d20fbc05fa6b72c0a48755ada50d340472ab6f1832cbf42ac.json) cannot be read: entity not found; run \
         `aws login --profile dev`"
    } else {
        "~/.aws/config:2: `login_session` takes the feature `login` of tinsmith-config; without it, \
         let the AWS CLI read it, by a profile with `credential_process = aws configure \
         export-credentials --profile dev`"
    };
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_login_that_is_not_there_says_how_to_log_in() {
    let config = "[profile dev]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n\
        [sso-session corp]\nsso_region = r\nsso_start_url = u\n";
    let text = report(loader(&[], config).profile("dev"));
    let expected = "profile `dev` (from code) cannot be used:\n  ~/.aws/config:2: the cached token \
        of the login (/user/.aws/sso/cache/";
    assert!(text.starts_with(expected), "{text}");
    assert!(
        text.contains("cannot be read: entity not found; run `aws sso login --profile dev`"),
        "{text}"
    );
}

#[test]
fn a_cache_that_is_cut_off_or_made_up_is_named() {
    // The SHA-1 of `corp`.
    const CACHE: &str = "/user/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
    let config = "[profile dev]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n\
        [sso-session corp]\nsso_region = r\nsso_start_url = u\n";
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    for (contents, what) in [
        ("", "holds no JSON object"),
        (r#"{"accessToken": "hush", "expi"#, "holds no JSON object"),
        ("[]", "holds no JSON object"),
        (&deep, "holds no JSON object"),
        ("\u{0}\u{1}", "holds no JSON object"),
        ("{}", "holds no token and its end"),
        (
            r#"{"accessToken": "hush", "expiresAt": "soon"}"#,
            "holds no token and its end",
        ),
        (
            r#"{"accessToken": 1, "expiresAt": {}}"#,
            "holds no token and its end",
        ),
        (
            r#"{"accessToken": "hush", "expiresAt": "2020-01-01T00:00:00Z"}"#,
            "holds a token that expired at 2020-01-01T00:00:00Z",
        ),
    ] {
        let files = BTreeMap::from([
            ("/user/.aws/config", config.as_bytes().to_vec()),
            (CACHE, contents.as_bytes().to_vec()),
        ]);
        let text = report(with_files(&[], files).profile("dev"));
        let expected = format!(
            "~/.aws/config:2: the cached token of the login ({CACHE}) {what}; run `aws sso login \
             --profile dev`"
        );
        assert!(text.contains(&expected), "{text}");
        assert!(!text.contains("hush"), "{text}");
    }
}

/// A target without files, such as `wasm32-unknown-unknown`.
struct NoFiles;

impl FileSystem for NoFiles {
    fn read(&self, _path: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn write(&self, _path: &Path, _contents: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[test]
fn a_target_without_files_says_so() {
    const WHY: &str = "this target has no files; give the loader some with `Loader::files`";
    const WEB: &[(&str, &str)] = &[
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"),
        ("AWS_ROLE_ARN", "arn:aws:iam::1:role/r"),
    ];
    const CONTAINER: &[(&str, &str)] = &[
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/keys"),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token"),
    ];
    let text = report(loader(&[], "").files(NoFiles));
    assert!(
        text.contains(&format!("profile `default`  {WHY}")),
        "{text}"
    );
    let text = report(loader(&[], "").files(NoFiles).profile("dev"));
    let expected = format!("profile `dev` (from code) cannot be used:\n  {WHY}");
    assert!(text.starts_with(&expected), "{text}");
    let text = report(loader(WEB, "").files(NoFiles));
    let expected = format!("the token file /token cannot be read: {WHY}");
    assert!(text.contains(&expected), "{text}");
    let text = report(loader(CONTAINER, "").files(NoFiles));
    let expected = format!("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names cannot be read: {WHY}");
    assert!(text.contains(&expected), "{text}");
}

#[test]
fn a_file_that_is_not_text_is_named_with_its_line() {
    let config = b"[default]\nregion = a\naws_access_key_id = \xff\n".to_vec();
    let text = report(with_file(&[], config));
    assert!(
        text.contains("~/.aws/config:3: the file is not UTF-8 from this line on"),
        "{text}"
    );
}

#[test]
fn keys_of_the_environment_without_a_half_are_final() {
    let text = report(loader(&[("AWS_ACCESS_KEY_ID", "AKID")], ""));
    assert!(text.starts_with("environment cannot be used:"), "{text}");
    assert!(
        text.contains("AWS_SECRET_ACCESS_KEY is not set, though AWS_ACCESS_KEY_ID is"),
        "{text}"
    );
    assert!(
        text.ends_with("web identity, container, instance metadata"),
        "{text}"
    );
}

#[test]
fn a_profile_chosen_in_code_wins_over_keys_of_the_environment() {
    const KEYS: &[(&str, &str)] = &[("AWS_ACCESS_KEY_ID", "ENV"), ("AWS_SECRET_ACCESS_KEY", "s")];
    let config = "[profile dev]\naws_access_key_id = DEV\naws_secret_access_key = hush\n";
    let found = |loader: Loader| {
        let report = loader.report_blocking(Nobody, Timestamp::EPOCH);
        let keys = report.credentials().unwrap();
        (keys.access_key_id().to_owned(), report.to_string())
    };
    let (id, text) = found(loader(KEYS, config).profile("dev"));
    assert_eq!(id, "DEV");
    assert_eq!(
        text,
        "credentials DEV from the profile `dev` (from code); looked in:\n  profile `dev`  DEV\n  \
         not tried, because there are credentials: web identity, container, instance metadata"
    );
    assert_eq!(found(loader(KEYS, config)).0, "ENV");
}

#[test]
fn errors_about_missing_profiles_list_a_few_and_explain_names() {
    let headings = (100..1000).map(|it| format!("[profile p{it}]"));
    let config = headings.collect::<Vec<_>>().join("\n");
    let text = report(loader(&[("AWS_PROFILE", "p1000")], &config));
    assert!(
        text.contains("; the nearest is `p100`; there are `p100`, `p101`"),
        "{text}"
    );
    assert!(text.contains("`p119` and 880 more\n"), "{text}");
    let text = report(loader(&[("AWS_PROFILE", "ünï")], "[profile ünï]\n"));
    let expected = "have no such profile, whose names may have letters and digits of ASCII and \
                    `_-/.%@:+`\n";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn settings_of_the_metadata_service_that_are_wrong_are_errors() {
    for (config, expected) in [
        (
            "[default]\ndisable_ec2_metadata = yes\n",
            "~/.aws/config:2: `disable_ec2_metadata` is \"yes\"; allowed are `true` and `false`",
        ),
        (
            "[default]\nmetadata_service_timeout = 1s\n",
            "~/.aws/config:2: `metadata_service_timeout` is \"1s\"; allowed are whole numbers from 1 \
             on",
        ),
        (
            "[default]\nmetadata_service_num_attempts = 0\n",
            "~/.aws/config:2: `metadata_service_num_attempts` is \"0\"; allowed are whole numbers \
             from 1 on",
        ),
    ] {
        assert_text(
            loader(&[], config),
            &format!("instance metadata cannot be used:\n  {expected}"),
        );
    }
}
