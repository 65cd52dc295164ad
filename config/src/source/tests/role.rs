//! Roles, web identities and programs.

use super::*;
use crate::clients::sts;
use crate::files::Origin;
use crate::plan::{Process, Role, WebIdentity};
use crate::source::known::Known;
use crate::source::process::FromProcess;
use crate::source::role::AssumedRoles;
use crate::source::web_identity::WithWebIdentity;
use crate::step::{Call, Output, Reply};
use tinsmith::Credentials;

fn origin() -> Origin {
    Origin {
        file: "config".into(),
        line: 2,
    }
}

fn role(name: &str, mfa_serial: Option<&str>) -> Role {
    Role {
        arn: format!("arn:aws:iam::1:role/{name}"),
        session_name: None,
        external_id: Some("x".to_owned()),
        mfa_serial: mfa_serial.map(str::to_owned),
        duration_seconds: Some(900),
        origin: origin(),
    }
}

fn roles(roles: Vec<Role>) -> AssumedRoles {
    let base = Known(Ok(Credentials::new("BASE", "secret")));
    AssumedRoles::new(Box::new(base), roles)
}

/// What a step calls STS with.
#[track_caller]
fn assumed(step: Step) -> (sts::AssumeRoleRequest, Credentials) {
    match step {
        Step::Call(call) => match *call {
            Call::AssumeRole(input, keys) => (input, keys),
            _ => panic!("something else is called"),
        },
        _ => panic!("nothing is called"),
    }
}

fn reply(id: &str) -> Event {
    let keys = sts::Credentials::builder()
        .access_key_id(id)
        .secret_access_key("s")
        .session_token("t")
        .expiration(NOW.plus(std::time::Duration::from_secs(3600)))
        .build();
    let user = sts::AssumedRoleUser::builder()
        .arn("arn:aws:sts::123456789012:assumed-role/r/s")
        .assumed_role_id("AROA:s")
        .build();
    let reply = sts::AssumeRoleResponse::builder()
        .credentials(keys)
        .assumed_role_user(user);
    Event::Called(Ok(Reply::AssumeRole(reply.build())))
}

#[test]
fn each_role_is_assumed_with_the_keys_before() {
    let mut source = roles(vec![role("A", None), role("B", None)]);
    let (input, keys) = assumed(source.next(NOW, Event::Start));
    assert_eq!(
        (keys.access_key_id(), input.role_arn.as_str()),
        ("BASE", "arn:aws:iam::1:role/A")
    );
    assert_eq!(input.role_session_name, "tinsmith-1640439000000");
    assert_eq!(input.external_id.as_deref(), Some("x"));
    assert_eq!(input.duration_seconds, Some(900));
    let (input, keys) = assumed(source.next(NOW, reply("A")));
    assert_eq!(
        (keys.access_key_id(), input.role_arn.as_str()),
        ("A", "arn:aws:iam::1:role/B")
    );
    let keys = found(source.next(NOW, reply("B")));
    assert_eq!(
        (keys.access_key_id(), keys.account_id()),
        ("B", Some("123456789012"))
    );
    assert!(keys.is_statically_stable());
}

#[test]
fn a_code_is_asked_for_where_a_role_wants_one() {
    let mut source = roles(vec![role("A", Some("serial"))]);
    assert!(matches!(source.next(NOW, Event::Start), Step::Ask(serial) if serial == "serial"));
    let step = source.next(NOW, Event::Answered(Some("123456".to_owned())));
    let (input, keys) = assumed(step);
    assert_eq!(input.token_code.as_deref(), Some("123456"));
    assert_eq!(input.serial_number.as_deref(), Some("serial"));
    assert_eq!(keys.access_key_id(), "BASE");
    let mut nobody = roles(vec![role("A", Some("serial"))]);
    nobody.next(NOW, Event::Start);
    let failure = failure(nobody.next(NOW, Event::Answered(None)));
    assert!(
        failure
            .what
            .contains("needs the code of an MFA device; set `mfa`"),
        "{failure}"
    );
}

#[test]
fn a_role_that_is_refused_is_named_with_its_line() {
    let mut source = roles(vec![role("A", None)]);
    source.next(NOW, Event::Start);
    let refused = refusal("AccessDenied", "AssumeRole: AccessDenied: no");
    let failure = failure(source.next(NOW, refused));
    assert_eq!(
        failure.what,
        "config:2: role arn:aws:iam::1:role/A: AssumeRole: AccessDenied: no"
    );
}

#[test]
fn a_token_is_read_each_time_and_its_file_is_named() {
    let mut source = WithWebIdentity(WebIdentity {
        token_file: "/token".to_owned(),
        role_arn: "arn".to_owned(),
        session_name: Some("mine".to_owned()),
    });
    for token in ["first\n", "second"] {
        assert!(matches!(source.next(NOW, Event::Start), Step::Read(_)));
        let step = source.next(NOW, Event::File(Ok(token.into())));
        let Step::Call(call) = step else {
            panic!("nothing is called");
        };
        let Call::AssumeRoleWithWebIdentity(input) = *call else {
            panic!("something else is called");
        };
        assert_eq!(input.web_identity_token, token.trim());
        assert_eq!(input.role_session_name, "mine");
    }
    let refused = refusal("InvalidIdentityToken", "no");
    let refused = failure(source.next(NOW, refused));
    assert_eq!(refused.what, "role arn: no; the token is that of /token");
    let error = io::Error::other("gone");
    let unreadable = failure(source.next(NOW, Event::File(Err(error))));
    assert_eq!(
        unreadable.what,
        "the token file /token cannot be read: gone"
    );
}

/// What becomes of a program that ends like this.
fn printed(is_success: bool, stdout: &str, stderr: &str) -> Step {
    let mut source = FromProcess(Process {
        command: "keys --password hush".to_owned(),
        account_id: Some("1".to_owned()),
        origin: origin(),
    });
    assert!(!format!("{source:?}").contains("hush"));
    assert!(matches!(source.next(NOW, Event::Start), Step::Run(_)));
    let output = Output {
        is_success,
        status: "exit status: 1".to_owned(),
        stdout: stdout.into(),
        stderr: stderr.into(),
    };
    source.next(NOW, Event::Ran(Ok(output)))
}

#[test]
fn a_program_prints_keys() {
    let keys = found(printed(
        true,
        r#"{"version": 1, "AccessKeyId": "A", "secretaccesskey": "s", "SessionToken": "t"}"#,
        "",
    ));
    assert_eq!(
        (keys.access_key_id(), keys.session_token()),
        ("A", Some("t"))
    );
    assert_eq!(
        keys.account_id(),
        Some("1"),
        "that of the profile, where it prints none"
    );
    assert!(!keys.is_statically_stable());
}

#[test]
fn a_program_that_prints_something_else_is_told_of() {
    let expired = r#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s",
        "Expiration": "2020-01-01T00:00:00Z"}"#;
    for (is_success, stdout, stderr, expected) in [
        (
            false,
            "",
            "first\nlast\n",
            "ended with exit status: 1: last",
        ),
        (true, "no JSON", "", "printed no JSON object"),
        (true, "{}", "", "printed no `Version` that is 1"),
        (
            true,
            r#"{"Version": 2}"#,
            "",
            "printed no `Version` that is 1",
        ),
        (
            true,
            r#"{"Version": 1, "AccessKeyId": "A"}"#,
            "",
            "no valid `SecretAccessKey`",
        ),
        (true, expired, "", "credentials that have expired"),
    ] {
        let failure = failure(printed(is_success, stdout, stderr));
        assert!(failure.what.contains(expected), "{failure}");
        assert!(
            failure
                .what
                .starts_with("config:2: `credential_process`: the program")
        );
    }
}
