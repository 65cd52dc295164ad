//! Copies between regions: the service that copies reads the source with a request that the
//! caller has presigned.
//!
//! Rarely used: `#[inline]` leaves compiling it to the programs that call it.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};

use super::{string, unusable};
use crate::model::codec::EncodeError;
use crate::model::quirk::{Quirk, QuirkContext, RegionalSigning};
use crate::model::value::Structure;
use crate::util::percent;

/// Adds a presigned request of the same operation, sent to the region of the source, to a request
/// whose body is a form. An input without a source region is a copy within a region and is left
/// unchanged, and so is a URL that the caller sets.
#[derive(Debug)]
pub struct PresignedUrl {
    /// The input member that names the source's region.
    pub source: usize,
    /// The input member that holds the URL.
    pub url: usize,
    /// The URL's name in the form.
    pub name: &'static str,
    /// Whether the request itself names both regions. Otherwise the service does not know the
    /// member with the source region, and the presigned request names the destination.
    pub sends_regions: bool,
}

const SOURCE: &str = "SourceRegion";
const DESTINATION: &str = "DestinationRegion";

/// The lifetime that botocore gives the URL.
const HOUR: Duration = Duration::from_secs(3600);

impl Quirk for PresignedUrl {
    #[inline]
    fn request(
        &self,
        cx: &QuirkContext<'_>,
        input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), EncodeError> {
        let Some(source) = string(input, self.source) else {
            return Ok(());
        };
        let mut form = String::from_utf8_lossy(request.body()).into_owned();
        if !self.sends_regions {
            form = without(&form, SOURCE);
        }
        if string(input, self.url).is_none() {
            let reason = "a copy from another region takes a presigned URL, which only a call \
                with credentials can make: set it, too, or leave out the source's region";
            let Some(signing) = cx.signing else {
                // The request names both regions for the caller that signs it later.
                if self.sends_regions {
                    return Ok(());
                }
                return Err(unusable(input, self.url, reason));
            };
            let mut presigned = form.clone();
            if let Some(region) = signing.region() {
                set(&mut presigned, DESTINATION, region);
            }
            if self.sends_regions {
                form.clone_from(&presigned);
            }
            let url = presign(signing, source, input, &presigned)?;
            let url = url.ok_or_else(|| unusable(input, self.url, reason))?;
            set(&mut form, self.name, &url);
        }
        *request.body_mut() = Bytes::from(form);
        Ok(())
    }
}

/// The form as a request to `region`, signed in the query; `None` if requests to the endpoint are
/// not signed.
#[inline]
fn presign(
    signing: &dyn RegionalSigning,
    region: &str,
    input: &dyn Structure,
    form: &str,
) -> Result<Option<String>, EncodeError> {
    let mut url = None;
    signing.sign_in(region, input, &["/?", form].concat(), &mut |uri, signer| {
        let mut request = Request::new(Bytes::new());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = uri;
        url = Some(signer.presign(&request, HOUR)?.uri.to_string());
        Ok(())
    })?;
    Ok(url)
}

#[inline]
fn is_named(pair: &str, name: &str) -> bool {
    let rest = pair.strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with('='))
}

/// The form without the pair of that name.
#[inline]
fn without(form: &str, name: &str) -> String {
    let pairs = form.split('&').filter(|pair| !is_named(pair, name));
    pairs.collect::<Vec<_>>().join("&")
}

/// Appends a pair, unless the form has one of that name.
#[inline]
fn set(form: &mut String, name: &str, value: &str) {
    if form.split('&').any(|pair| is_named(pair, name)) {
        return;
    }
    form.push('&');
    form.push_str(name);
    form.push('=');
    for byte in value.bytes() {
        match percent::escape(byte) {
            None => form.push(char::from(byte)),
            Some(escaped) => form.extend(escaped.map(char::from)),
        }
    }
}
