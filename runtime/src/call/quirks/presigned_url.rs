//! Copies between regions: the service that copies reads the source with a request that the
//! caller has signed for it beforehand.
//!
//! The entry points are `#[inline]`, so that only programs that use them compile them.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};

use super::{string, unusable};
use crate::model::codec::EncodeError;
use crate::model::quirk::{Quirk, QuirkContext, RegionalSigning};
use crate::model::value::Structure;
use crate::util::percent;

/// Puts a presigned request of the same operation, made to the region of the source, into a
/// request whose body is a form. Where the input names no source it is a copy within a region,
/// and a URL that the caller gives stays.
#[derive(Debug)]
pub struct PresignedUrl {
    /// The input member that names the source's region.
    pub source: usize,
    /// The input member that holds the URL.
    pub url: usize,
    /// The URL's name in the form.
    pub name: &'static str,
    /// Whether the request itself names both regions. Otherwise the service does not know the
    /// member with the source's, and the presigned request names the destination.
    pub sends_regions: bool,
}

const SOURCE: &str = "SourceRegion";
const DESTINATION: &str = "DestinationRegion";

/// As long as botocore gives the service.
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
                // The signer of the request reads both regions.
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

/// The form as a request to `region`, its signature in the query; `None` where the endpoint wants
/// no signature.
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

/// Appends a pair, unless there is one of the name.
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
