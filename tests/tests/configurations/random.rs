//! Random configurations: variables, and the text of both shared files.

use std::fmt::Write;

/// A configuration as a user may have it.
#[derive(Debug)]
pub(crate) struct Configuration {
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) config: String,
    pub(crate) credentials: String,
}

/// Numbers that only look random (`SplitMix64`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One in `count`.
    fn one_in(&mut self, count: u64) -> bool {
        self.next() % count == 0
    }

    fn choice(&mut self, of: &[&'static str]) -> &'static str {
        let index = self.next() % u64::try_from(of.len()).unwrap_or(u64::MAX);
        of[usize::try_from(index).unwrap_or_default()]
    }
}

const PROFILES: [&str; 4] = ["default", "one", "two", "three"];
const REGIONS: [&str; 4] = ["us-east-1", "eu-central-1", "us-gov-west-1", "cn-north-1"];

impl Configuration {
    /// A configuration whose files are in the directory `home`.
    pub(crate) fn new(random: &mut Random, home: &str) -> Self {
        let mut it = Self {
            variables: vec![("AWS_EC2_METADATA_DISABLED".to_owned(), "true".to_owned())],
            config: String::new(),
            credentials: String::new(),
        };
        it.environment(random, home);
        for name in PROFILES {
            if !random.one_in(6) {
                it.profile(random, name, home);
            }
        }
        it.config.push_str(
            "[sso-session corp]\nsso_region = us-west-2\nsso_start_url = https://corp\n\
             [services local]\ndynamodb =\n  endpoint_url = http://localhost:8001\n",
        );
        it
    }

    /// Whether a variable is set.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.variables.iter().any(|(it, _)| it == name)
    }

    /// Whether one of the files has a section with the same key twice.
    pub(crate) fn repeats_a_key(&self) -> bool {
        [&self.config, &self.credentials].into_iter().any(|file| {
            file.split('[').any(|section| {
                let lines = section.lines().filter_map(|line| line.split_once('='));
                let mut keys: Vec<String> = lines
                    .map(|(key, _)| key.trim().to_ascii_lowercase())
                    .collect();
                keys.sort_unstable();
                keys.windows(2).any(|pair| pair[0] == pair[1])
            })
        })
    }

    fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    fn environment(&mut self, random: &mut Random, home: &str) {
        if random.one_in(6) {
            self.set("AWS_ACCESS_KEY_ID", "environment");
            if !random.one_in(6) {
                self.set("AWS_SECRET_ACCESS_KEY", "s");
            }
            if random.one_in(2) {
                self.set("AWS_SESSION_TOKEN", "t");
            }
        }
        if !random.one_in(3) {
            let name = random.choice(&["one", "two", "three", "none"]);
            self.set("AWS_PROFILE", name);
        }
        if random.one_in(6) {
            self.set("AWS_WEB_IDENTITY_TOKEN_FILE", &format!("{home}/token"));
            self.set("AWS_ROLE_ARN", "arn:aws:iam::1:role/of-environment");
        }
        if random.one_in(4) {
            self.set(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1/container",
            );
            if random.one_in(2) {
                self.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "open");
            }
        }
        let choices = [
            ("AWS_DEFAULT_REGION", REGIONS.as_slice()),
            ("AWS_RETRY_MODE", &["standard", "adaptive"]),
            ("AWS_MAX_ATTEMPTS", &["1", "7"]),
            ("AWS_ENDPOINT_URL", &["http://localhost:8000"]),
            ("AWS_ENDPOINT_URL_STS", &["http://localhost:8002/sts"]),
            ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", &["true", "false"]),
            ("AWS_USE_DUALSTACK_ENDPOINT", &["true", "false"]),
            ("AWS_SDK_UA_APP_ID", &["app"]),
        ];
        for (name, values) in choices {
            if random.one_in(6) {
                self.set(name, random.choice(values));
            }
        }
    }

    fn profile(&mut self, random: &mut Random, name: &str, home: &str) {
        let heading = if name == "default" && random.one_in(2) {
            "[default]".to_owned()
        } else {
            format!("[profile {name}]")
        };
        writeln!(self.config, "# about {name}\n{heading}").unwrap();
        writeln!(self.credentials, "[{name}]").unwrap();
        let kinds = if random.one_in(5) { 2 } else { 1 };
        for _ in 0..kinds {
            self.source(random, name, home);
        }
        let choices = [
            ("region", REGIONS.as_slice()),
            ("retry_mode", &["standard", "adaptive"]),
            ("max_attempts", &["2", "5"]),
            ("endpoint_url", &["http://localhost:8003"]),
            ("services", &["local"]),
            ("use_fips_endpoint", &["true", "FALSE"]),
            ("sdk_ua_app_id", &["profile"]),
            ("request_checksum_calculation", &["when_required"]),
            ("ca_bundle", &["/ca.pem"]),
            ("output", &["json  ; with a comment"]),
        ];
        for (key, values) in choices {
            if random.one_in(4) {
                let value = random.choice(values);
                writeln!(self.config, "{key} = {value}").unwrap();
            }
        }
    }

    /// Writes the keys of one source of credentials.
    fn source(&mut self, random: &mut Random, name: &str, home: &str) {
        let role = format!("role_arn = arn:aws:iam::123456789012:role/{name}");
        let file = if random.one_in(2) {
            &mut self.credentials
        } else {
            &mut self.config
        };
        match random.next() % 9 {
            0 | 1 => {
                writeln!(file, "aws_access_key_id = {name}\naws_secret_access_key=s").unwrap();
                if random.one_in(2) {
                    writeln!(file, "aws_session_token = t").unwrap();
                }
            }
            2 => writeln!(file, "AWS_ACCESS_KEY_ID = {name}").unwrap(),
            3 | 4 => {
                let source = random.choice(&PROFILES);
                writeln!(file, "{role}\nsource_profile = {source}").unwrap();
                optional(random, file);
            }
            5 => {
                let source = random.choice(&["Environment", "EcsContainer"]);
                writeln!(file, "{role}\ncredential_source = {source}").unwrap();
                optional(random, file);
            }
            6 => writeln!(file, "{role}\nweb_identity_token_file = {home}/token").unwrap(),
            7 => writeln!(file, "credential_process = cat {home}/keys.json").unwrap(),
            _ => {
                let session = if random.one_in(2) {
                    "sso_session = corp"
                } else {
                    "sso_start_url = https://corp\nsso_region = us-west-2"
                };
                writeln!(
                    self.config,
                    "{session}\nsso_account_id = 1\nsso_role_name = {name}"
                )
                .unwrap();
            }
        }
    }
}

/// What goes with a role.
fn optional(random: &mut Random, file: &mut String) {
    let choices = [
        "external_id = x+y/z",
        "role_session_name = me",
        "duration_seconds = 1800",
    ];
    for line in choices {
        if random.one_in(3) {
            writeln!(file, "{line}").unwrap();
        }
    }
}
