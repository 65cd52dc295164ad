//! Files and answers that are cut off, mixed up or made up are errors, and nothing panics. A fuzz
//! target does the same for as long as one likes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod world;

use world::{look, look_at_output};

const CONFIGS: [&str; 5] = [
    "[default]\nlogin_session = arn:aws:iam::1:user/me\nregion = eu-central-1\n",
    "[default]\nregion = eu-central-1\nrole_arn = arn:aws:iam::1:role/r\n\
     credential_source = EcsContainer\nduration_seconds = 900\n",
    "[default]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n[sso-session corp]\n\
     sso_region = eu-central-1\nsso_start_url = https://corp\n",
    "[default]\nrole_arn = a\nsource_profile = b\n[profile b]\naws_access_key_id = A\n\
     aws_secret_access_key = s\ns3 =\n  addressing_style = path\n[services x]\nsts =\n  \
     endpoint_url = http://x\n",
    "[default]\nrole_arn = a\nweb_identity_token_file = /token\n",
];

/// Caches of a login with IAM Identity Center and of one with the CLI.
const CACHES: [&str; 2] = [
    r#"{"accessToken": "t", "expiresAt": "2025-12-01T00:01:00Z", "clientId": "c",
    "clientSecret": "s", "refreshToken": "r", "registrationExpiresAt": "2999-01-01T00:00:00Z"}"#,
    r#"{"accessToken": {"accessKeyId": "A", "secretAccessKey": "s", "sessionToken": "t",
    "accountId": "1", "expiresAt": "2025-12-01T00:01:00Z"}, "clientId":
    "arn:aws:signin:::devtools/same-device", "refreshToken": "r", "dpopKey":
    "-----BEGIN EC PRIVATE KEY-----\\nMDECAQEEIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8goAoGCCqGSM49AwEH\\n-----END EC PRIVATE KEY-----"}"#,
];

const ANSWERS: [&str; 4] = [
    r#"{"accessToken": {"accessKeyId": "A", "secretAccessKey": "s", "sessionToken": "t"},
        "tokenType": "aws_sigv4", "expiresIn": 900, "refreshToken": "n"}"#,
    r#"{"AccessKeyId": "A", "SecretAccessKey": "s", "Token": "t", "Code": "Success",
        "Expiration": "2999-01-01T00:00:00Z"}"#,
    r#"{"accessToken": "n", "expiresIn": 60, "roleCredentials": {"accessKeyId": "A",
        "secretAccessKey": "s", "expiration": 1764547200000}}"#,
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId>\
     <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
     <Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>\
     </AssumeRoleResponse>",
];

/// What a program prints, on its standard output and its standard error.
const OUTPUT: &str = r#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s",
    "SessionToken": "t", "Expiration": "2999-01-01T00:00:00Z", "AccountId": "1"}"#;

/// Numbers that repeat (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

#[test]
fn what_is_cut_off_or_made_up_is_told_and_nothing_panics() {
    let mut numbers = Numbers(7);
    for round in 0..4000 {
        let config = CONFIGS[numbers.below(CONFIGS.len())];
        let cache = CACHES[numbers.below(CACHES.len())];
        let answer = ANSWERS[numbers.below(ANSWERS.len())];
        let mut bytes = [config.as_bytes(), cache.as_bytes(), answer.as_bytes()].join(&0xff);
        mutate(&mut bytes, round % 7, &mut numbers);
        let text = look(&bytes).unwrap();
        assert!(!text.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn output_of_programs_that_is_cut_off_or_made_up_is_told_and_nothing_panics() {
    let mut numbers = Numbers(11);
    let mut found = 0;
    for round in 0..150 {
        let mut bytes = [OUTPUT.as_bytes(), b"login expired"].join(&0xff);
        mutate(&mut bytes, round % 7, &mut numbers);
        let text = look_at_output(&bytes);
        assert!(!text.is_empty());
        found += usize::from(text.starts_with("credentials A from the profile"));
    }
    assert!((1..150).contains(&found), "{found}");
}

/// Cuts, replaces, inserts and removes some bytes.
fn mutate(bytes: &mut Vec<u8>, times: usize, numbers: &mut Numbers) {
    for _ in 0..times {
        let at = numbers.below(bytes.len());
        match numbers.below(4) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes[at] = u8::try_from(numbers.below(256)).unwrap(),
            2 => drop(bytes.splice(at..at, *b"\n[")),
            _ => drop(bytes.remove(at)),
        }
        bytes.push(b' ');
    }
}
