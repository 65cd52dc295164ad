//! The payload hash of a signature, and whether the body matches it.

use sha2::{Digest, Sha256};

use super::claim::Claim;
use super::{Style, chunks, hex};
use crate::wire::server::message::Request;

const HEADER: &str = "x-amz-content-sha256";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";
const TRAILER: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// The last line of the canonical request.
pub(super) fn stands_for(style: Style, request: &Request, claim: &Claim) -> Result<String, String> {
    let is_presigned = claim.expires.is_some();
    let said = request.head.one(HEADER);
    match (style, said) {
        // "Authenticating Requests: Using Query Parameters": the body is not known by then.
        (Style::S3, None) if is_presigned => Ok(UNSIGNED.to_owned()),
        (Style::S3, None) => Err(format!("there is no {HEADER}")),
        (Style::Other, None) => Ok(digest(request)),
        (_, Some(said)) => said_to_be(request, said),
    }
}

fn said_to_be(request: &Request, said: &str) -> Result<String, String> {
    match said {
        UNSIGNED => {}
        TRAILER => chunks::check(request)?,
        said if said == digest(request) => {}
        said => return Err(format!("{HEADER} says {said} of another body")),
    }
    let encoding = request.head.one("content-encoding").unwrap_or_default();
    if said != TRAILER && encoding.contains("aws-chunked") {
        return Err(format!("aws-chunked, but {HEADER} is {said}"));
    }
    Ok(said.to_owned())
}

fn digest(request: &Request) -> String {
    hex(&Sha256::digest(&request.body))
}
