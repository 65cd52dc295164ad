//! The parts of the chain: a source for each provider, or the reason why it has none. Pure.

#[cfg(feature = "login")]
use std::path::PathBuf;
use std::sync::OnceLock;

use super::{Link, Provider};
use crate::files::FileError;
use crate::files::grammar::is_identifier;
use crate::plan::{self, Base, Login, Plan, WebIdentity};
use crate::settings::Settings;
use crate::source::container::FromContainer;
use crate::source::instance::FromInstance;
use crate::source::known::Known;
#[cfg(feature = "login")]
use crate::source::login::FromLogin;
use crate::source::metadata::Metadata;
use crate::source::process::FromProcess;
use crate::source::role::AssumedRoles;
use crate::source::sso::FromSso;
use crate::source::web_identity::WithWebIdentity;
use crate::step::{Failure, Source};

const TOKEN_FILE: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";
const ROLE_ARN: &str = "AWS_ROLE_ARN";
/// How many profiles an error lists.
const SHOWN: usize = 20;

/// The parts of the chain.
#[derive(Debug)]
pub(crate) struct Assembly {
    pub(crate) links: Vec<Link>,
    pub(crate) settings: Settings,
    /// The name of the profile that is used.
    pub(crate) profile: String,
    /// What chose it: code or a variable.
    pub(crate) chosen_by: Option<&'static str>,
    /// The files that were looked for, as users know them.
    pub(crate) files: [String; 2],
    /// Why they cannot be used.
    pub(crate) file_error: Option<FileError>,
    /// Files that are named and cannot be read.
    pub(crate) unreadable: Vec<String>,
    /// Whether the target has files at all.
    pub(crate) has_files: bool,
    /// Whether the transport sends through the proxies that variables name.
    pub(crate) uses_proxies: bool,
    pub(crate) home: Option<String>,
    pub(crate) metadata: OnceLock<Result<Metadata, Failure>>,
}

impl Assembly {
    /// The source of a provider; absent if it is not configured.
    pub(crate) fn source(&self, provider: Provider) -> Result<Box<dyn Source>, Failure> {
        match provider {
            Provider::Environment => self.environment(),
            Provider::Profile => self.profile(),
            Provider::WebIdentity => self.web_identity(),
            Provider::Container => Ok(Box::new(FromContainer::of(&self.settings)?)),
            Provider::InstanceMetadata => self.instance(),
        }
    }

    fn environment(&self) -> Result<Box<dyn Source>, Failure> {
        const KEYS: [&str; 2] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
        if KEYS
            .iter()
            .all(|name| self.settings.variable(name).is_none())
        {
            return Err(Failure::absent("AWS_ACCESS_KEY_ID is not set"));
        }
        Ok(Box::new(Known::of_environment(&self.settings)))
    }

    fn profile(&self) -> Result<Box<dyn Source>, Failure> {
        if let Some(error) = &self.file_error {
            return Err(Failure::non_recoverable(error.to_string()));
        }
        let Some(profile) = self.settings.profile() else {
            return Err(self.no_profile());
        };
        let planned = plan::plan(self.settings.files(), profile);
        let planned = planned.map_err(|error| Failure::non_recoverable(error.to_string()))?;
        let Some(Plan { base, roles }) = planned else {
            let what = format!("{}: it has no credentials", profile.origin);
            return Err(Failure::absent(what));
        };
        let base = self.base(base)?;
        Ok(if roles.is_empty() {
            base
        } else {
            Box::new(AssumedRoles::new(base, roles))
        })
    }

    /// The failure for a missing profile, which is final if code or a variable chose it.
    fn no_profile(&self) -> Failure {
        let names: Vec<&str> = self
            .settings
            .files()
            .profiles
            .keys()
            .map(String::as_str)
            .collect();
        let [config, credentials] = &self.files;
        let files = format!("{config} and {credentials}");
        if !self.has_files {
            let what = "this target has no files; give the loader some with `Loader::files`";
            return match self.chosen_by {
                Some(_) => Failure::non_recoverable(what),
                None => Failure::absent(what),
            };
        }
        let Some(_) = self.chosen_by else {
            return Failure::absent(if names.is_empty() {
                format!("{files} have no profiles, or are not there")
            } else {
                format!("{files} have no such profile")
            });
        };
        let mut what = format!("{files} have no such profile");
        if !is_identifier(&self.profile) {
            what.push_str(", whose names may have letters and digits of ASCII and `_-/.%@:+`");
        }
        if !names.is_empty() {
            what.push_str(&plan::nearest(&self.profile, self.settings.files()));
            let shown = names.get(..SHOWN).unwrap_or(&names);
            what = format!("{what}; there are `{}`", shown.join("`, `"));
            if names.len() > SHOWN {
                what = format!("{what} and {} more", names.len() - SHOWN);
            }
        }
        for file in &self.unreadable {
            what = format!("{what}; {file}");
        }
        Failure::non_recoverable(what)
    }

    fn base(&self, base: Base) -> Result<Box<dyn Source>, Failure> {
        Ok(match base {
            Base::Keys(keys) => Box::new(Known(Ok(keys))),
            Base::Environment => Box::new(Known::of_environment(&self.settings)),
            Base::Container => {
                let source = FromContainer::of(&self.settings);
                Box::new(source.map_err(demanded)?)
            }
            Base::Instance => self.instance().map_err(demanded)?,
            Base::WebIdentity(identity) => Box::new(WithWebIdentity(identity)),
            Base::Sso(sso) => Box::new(FromSso::new(sso, self.home()?)?),
            Base::Process(process) => Box::new(FromProcess(process)),
            Base::Login(login) => self.login(login)?,
        })
    }

    #[cfg(feature = "login")]
    fn login(&self, login: Login) -> Result<Box<dyn Source>, Failure> {
        let directory = match self.settings.get("AWS_LOGIN_CACHE_DIRECTORY") {
            Some(found) => PathBuf::from(found.value),
            None => [self.home()?, ".aws", "login", "cache"].iter().collect(),
        };
        Ok(Box::new(FromLogin::new(login, &directory)))
    }

    #[cfg(not(feature = "login"))]
    #[expect(
        clippy::unused_self,
        reason = "the feature has another one, which uses it"
    )]
    fn login(&self, login: Login) -> Result<Box<dyn Source>, Failure> {
        let Login {
            origin, profile, ..
        } = login;
        Err(Failure::non_recoverable(format!(
            "{origin}: `login_session` takes the feature `login` of tinsmith-config; without it, let \
             the AWS CLI read it, by a profile with `credential_process = aws configure \
             export-credentials --profile {profile}`"
        )))
    }

    fn home(&self) -> Result<&str, Failure> {
        let unknown = || Failure::non_recoverable("the user's directory is not known; set HOME");
        self.home.as_deref().ok_or_else(unknown)
    }

    fn web_identity(&self) -> Result<Box<dyn Source>, Failure> {
        let Some(token_file) = self.settings.variable(TOKEN_FILE) else {
            return Err(Failure::absent(format!("{TOKEN_FILE} is not set")));
        };
        let role_arn = self.settings.variable(ROLE_ARN).ok_or_else(|| {
            Failure::non_recoverable(format!("{TOKEN_FILE} is set, and {ROLE_ARN} is not"))
        })?;
        Ok(Box::new(WithWebIdentity(WebIdentity {
            token_file,
            role_arn,
            session_name: self.settings.variable("AWS_ROLE_SESSION_NAME"),
        })))
    }

    fn instance(&self) -> Result<Box<dyn Source>, Failure> {
        let source = FromInstance::new(self.metadata()?, &self.settings)?;
        Ok(Box::new(source))
    }

    /// The metadata service, which is remembered from one lookup to the next.
    pub(crate) fn metadata(&self) -> Result<Metadata, Failure> {
        let metadata = self.metadata.get_or_init(|| Metadata::of(&self.settings));
        metadata.clone()
    }
}

/// The failure for something that a profile demands and that is absent.
fn demanded(failure: Failure) -> Failure {
    Failure::non_recoverable(failure.what)
}
