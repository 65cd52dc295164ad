//! Copies between regions: the service that copies reads the source with a request that the
//! caller has signed for it beforehand.
//!
//! Few programs use this: `#[inline]` leaves compiling it to those that do.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};

use super::{Context, Customize, string, unusable};
use crate::auth::sigv4::Payload;
use crate::call::error::Failed;
use crate::call::exchange::{Overrides, Plan, Signing};
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

impl Customize for PresignedUrl {
    #[inline]
    fn request(
        &self,
        cx: &Context<'_>,
        input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), Failed> {
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
            let call = cx.call.filter(|(_, signing)| signing.identity.is_some());
            let Some((plan, signing)) = call else {
                // Both regions are there for whoever signs the request.
                if self.sends_regions {
                    return Ok(());
                }
                return Err(unusable(input, self.url, reason));
            };
            let mut presigned = form.clone();
            if let Some(region) = plan.region() {
                set(&mut presigned, DESTINATION, region);
            }
            if self.sends_regions {
                form.clone_from(&presigned);
            }
            let url = presign(plan, signing, source, input, &presigned)?;
            let url = url.ok_or_else(|| unusable(input, self.url, reason))?;
            set(&mut form, self.name, &url);
        }
        *request.body_mut() = Bytes::from(form);
        Ok(())
    }
}

/// The form as a request to `region`, its signature in the query; none where the endpoint wants
/// no signature.
#[inline]
fn presign(
    plan: &Plan<'_>,
    signing: &Signing<'_>,
    region: &str,
    input: &dyn Structure,
    form: &str,
) -> Result<Option<String>, Failed> {
    let overrides = Overrides {
        region: Some(region.to_owned()),
        ..plan.overrides.clone()
    };
    let plan = Plan {
        overrides: &overrides,
        ..*plan
    };
    let place = plan.place(input, signing.identity)?;
    let signing = Signing {
        place: &place,
        ..*signing
    };
    let mut request = Request::new(Bytes::new());
    *request.method_mut() = Method::GET;
    let uri = place.uri("", &["/?", form].concat());
    *request.uri_mut() = uri.map_err(Failed::Endpoint)?;
    let Some(signer) = plan.signer(&signing, Payload::Signed)? else {
        return Ok(None);
    };
    let presigned = signer.presign(&request, HOUR);
    let presigned = presigned.map_err(|it| Failed::Config(it.to_string()))?;
    Ok(Some(presigned.uri.to_string()))
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
