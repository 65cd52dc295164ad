//! The cases that smithy-rs has for chains of profiles.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::*;
use crate::corpora::corpus;
use crate::files::grammar::Kind;

/// What the suite calls an error, and what we do.
const ERRORS: [(&str, &str); 14] = [
    (
        "profile must contain `source_profile`",
        "`role_arn` without `source_profile`",
    ),
    (
        "profile contained both",
        "both `source_profile` and `credential_source`",
    ),
    (
        "profile missing aws_secret_access_key",
        "without `aws_secret_access_key`",
    ),
    (
        "profile missing aws_access_key_id",
        "without `aws_access_key_id`",
    ),
    (
        "profile `B` did not contain credential information",
        "profile `B` is a source",
    ),
    (
        "profile `A` did not contain credential information",
        "no credentials",
    ),
    (
        "could not find source profile B",
        "names the profile `B`, which does not exist",
    ),
    ("No profiles were defined", "no profile"),
    (
        "profile formed an infinite loop",
        "have each other as `source_profile`",
    ),
    (
        "`role_arn` was missing",
        "`web_identity_token_file` without `role_arn`",
    ),
    (
        "if `sso_role_name` is set",
        "`sso_role_name` without `sso_account_id`",
    ),
    (
        "if `sso_account_id` is set",
        "`sso_account_id` without `sso_role_name`",
    ),
    // What a profile repeats of its session is allowed where it is the same, as in botocore.
    (
        "`sso_region` can only be specified",
        "the SSO session `A` has no `sso_region`",
    ),
    (
        "sso-session named `oops`",
        "there is no section `[sso-session oops]`",
    ),
];

fn files(input: &Json) -> Files {
    let mut text = String::new();
    for (subject, key) in [("profile", "profiles"), ("sso-session", "sso_sessions")] {
        for (name, values) in input[key].as_object().into_iter().flatten() {
            writeln!(text, "[{subject} {name}]").unwrap();
            for (name, value) in values.as_object().unwrap() {
                writeln!(text, "{name} = {}", value.as_str().unwrap()).unwrap();
            }
        }
    }
    let mut files = Files::default();
    files.add(Kind::Config, "config", &text).unwrap();
    files
}

/// A plan as the suite writes it.
fn shown(plan: &Plan) -> Json {
    let mut chain = vec![match &plan.base {
        Base::Keys(keys) => json!({"AccessKey": {
            "access_key_id": keys.access_key_id(),
            "secret_access_key": keys.secret_access_key(),
            "account_id": keys.account_id(),
        }}),
        Base::WebIdentity(it) => json!({"WebIdentityToken": {
            "role_arn": it.role_arn,
            "web_identity_token_file": it.token_file,
            "role_session_name": it.session_name,
        }}),
        Base::Sso(it) => json!({"Sso": {
            "sso_session": it.session,
            "sso_region": it.region,
            "sso_start_url": it.start_url,
            "sso_account_id": it.role.as_ref().map(|(account, _)| account),
            "sso_role_name": it.role.as_ref().map(|(_, role)| role),
        }}),
        Base::Environment => json!({"NamedSource": "Environment"}),
        Base::Container => json!({"NamedSource": "EcsContainer"}),
        Base::Instance => json!({"NamedSource": "Ec2InstanceMetadata"}),
        Base::Login(_) | Base::Process(_) => panic!("{:?}", plan.base),
    }];
    chain.extend(plan.roles.iter().map(|role| {
        json!({"AssumeRole": {
            "role_arn": role.arn,
            "external_id": role.external_id,
            "role_session_name": role.session_name,
        }})
    }));
    without_nulls(json!(chain))
}

fn without_nulls(value: Json) -> Json {
    match value {
        Json::Object(map) => {
            let kept = map.into_iter().filter(|(_, value)| !value.is_null());
            Json::Object(
                kept.map(|(key, value)| (key, without_nulls(value)))
                    .collect(),
            )
        }
        Json::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

#[test]
fn chains_of_profiles_are_those_of_the_suite() {
    let Some(suite) = corpus("credentials/smithy-rs/assume-role-tests.json") else {
        return;
    };
    let cases = suite.as_array().unwrap();
    assert!(cases.len() >= 28, "{}", cases.len());
    for case in cases {
        let files = files(&case["input"]);
        let selected = case["input"]["selected_profile"].as_str().unwrap();
        let planned = match files.profiles.get(selected) {
            None => Err("no profile".to_owned()),
            Some(profile) => match plan(&files, profile) {
                Ok(None) => Err("no credentials".to_owned()),
                Ok(Some(plan)) => Ok(plan),
                Err(error) => Err(error.to_string()),
            },
        };
        match (planned, case["output"]["Error"].as_str()) {
            (Ok(plan), None) => assert_eq!(shown(&plan), case["output"]["ProfileChain"], "{case}"),
            (Err(found), Some(expected)) => {
                let ours = ERRORS
                    .iter()
                    .find(|(theirs, _)| expected.starts_with(theirs));
                let (_, ours) = ours.unwrap_or_else(|| panic!("unknown: {expected}"));
                assert!(found.contains(ours), "{found}: {case}");
            }
            (found, _) => panic!("{found:?}: {case}"),
        }
    }
}

#[test]
fn errors_name_the_line_and_the_nearest_profile() {
    let text = "[profile dev]\nrole_arn = arn\nsource_profile = bose\n[profile base]\n";
    let mut files = Files::default();
    files.add(Kind::Config, "~/.aws/config", text).unwrap();
    let error = plan(&files, &files.profiles["dev"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "~/.aws/config:3: `source_profile` names the profile `bose`, which does not exist; the \
         nearest is `base`"
    );
}
