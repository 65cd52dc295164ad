//! What a request says of its signature, in the header `authorization` or in its query.

use super::canonical::{decoded, pairs};
use crate::wire::server::message::Head;

/// A signature, and what it says it is made of.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// `id/date/region/service/aws4_request`.
    pub(crate) credential: String,
    /// When it was made: `20150830T123600Z`.
    pub(crate) stamp: String,
    /// The names of the headers that it covers.
    pub(crate) signed_headers: Vec<String>,
    /// In hexadecimal.
    pub(crate) signature: String,
    /// The session token.
    pub(crate) token: Option<String>,
    /// For how many seconds it is good, where it is in the query.
    pub(crate) expires: Option<u64>,
}

impl Claim {
    pub(crate) fn of(head: &Head) -> Result<Self, String> {
        let query = head.query().unwrap_or_default();
        let is_presigned = pairs(query).any(|(name, _)| name == "X-Amz-Signature");
        match (head.one("authorization"), is_presigned) {
            (Some(header), false) => Self::of_header(head, header),
            (None, true) => Self::of_query(query),
            (None, false) => Err("there is no signature".to_owned()),
            (Some(_), true) => Err("there are two signatures".to_owned()),
        }
    }

    fn of_header(head: &Head, header: &str) -> Result<Self, String> {
        let fields = header
            .strip_prefix("AWS4-HMAC-SHA256 ")
            .ok_or_else(|| format!("not a signature: {header}"))?;
        let field = |name: &str| {
            let mut fields = fields.split(',').filter_map(|it| it.trim().split_once('='));
            let found = fields.find(|(found, _)| *found == name);
            let missing = || format!("the signature has no {name}");
            found.map(|(_, value)| value.to_owned()).ok_or_else(missing)
        };
        let stamp = head.one("x-amz-date").ok_or("there is no x-amz-date")?;
        Ok(Self {
            credential: field("Credential")?,
            stamp: stamp.to_owned(),
            signed_headers: names(&field("SignedHeaders")?),
            signature: field("Signature")?,
            token: head.one("x-amz-security-token").map(str::to_owned),
            expires: None,
        })
    }

    fn of_query(query: &str) -> Result<Self, String> {
        let all = |name: &str| {
            let named = pairs(query).filter(|(found, _)| *found == name);
            named
                .map(|(_, value)| decoded(value))
                .collect::<Result<Vec<_>, _>>()
        };
        let one = |name: &str| match all(name)?.as_slice() {
            [value] => String::from_utf8(value.clone()).map_err(|it| it.to_string()),
            values => Err(format!("{} parameters {name}", values.len())),
        };
        if one("X-Amz-Algorithm")? != "AWS4-HMAC-SHA256" {
            return Err("signed with another algorithm".to_owned());
        }
        let expires = one("X-Amz-Expires")?;
        let expires = expires.parse::<u64>().ok().filter(|it| *it <= 604_800);
        let has_token = !all("X-Amz-Security-Token")?.is_empty();
        Ok(Self {
            credential: one("X-Amz-Credential")?,
            stamp: one("X-Amz-Date")?,
            signed_headers: names(&one("X-Amz-SignedHeaders")?),
            signature: one("X-Amz-Signature")?,
            token: has_token.then(|| one("X-Amz-Security-Token")).transpose()?,
            expires: Some(expires.ok_or("X-Amz-Expires is not 0 to 604800")?),
        })
    }
}

fn names(joined: &str) -> Vec<String> {
    joined.split(';').map(str::to_owned).collect()
}
