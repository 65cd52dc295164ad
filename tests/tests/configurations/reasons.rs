//! Where we differ from botocore, and why.

use serde_json::Value;

use super::Difference;
use super::random::Configuration;

/// The reason for a difference, if there is one; `errors` are ours and botocore's, where the one or
/// the other has no credentials.
pub(crate) fn reason(
    case: &Configuration,
    difference: &Difference,
    errors: &[String; 2],
) -> Option<&'static str> {
    let Difference { part, ours, theirs } = difference;
    let fails_with = |error: &str| errors[1].contains(error) || shown(theirs).contains(error);
    if fails_with("ProfileNotFound") {
        return Some("a missing profile: botocore refuses everything, we what needs the profile");
    }
    if fails_with("ConfigParseError") && case.repeats_a_key() {
        return Some("a key twice in a section: botocore refuses the file, for SDKs the last wins");
    }
    match part.as_str() {
        "retry_mode" if ours.is_null() && theirs == "legacy" => {
            Some("botocore's default of the retry mode is `legacy`")
        }
        "request_checksum_calculation" if ours.is_null() && theirs == "when_supported" => {
            Some("botocore's default of request checksums is `when_supported`")
        }
        "url of sts" | "url of dynamodb" => reason_of_url(ours, theirs),
        "keys" | "requests" => reason_of_keys(case, difference, errors),
        _ => None,
    }
}

/// A URL or an error as one text.
fn shown(value: &Value) -> String {
    value.to_string()
}

fn reason_of_url(ours: &Value, theirs: &Value) -> Option<&'static str> {
    let (ours, theirs) = (shown(ours), shown(theirs));
    if ours.contains("Missing Region") || ours.contains("no region") {
        return Some("no region: botocore calls the global endpoint of STS, we ask for a region");
    }
    if ours.contains("custom endpoint are not supported") {
        return Some(
            "endpoint rules refuse FIPS and dual stack at a URL; botocore drops them there",
        );
    }
    let is_in_rules = theirs.replace("dynamodb-fips.us-gov", "dynamodb.us-gov") == ours;
    is_in_rules.then_some("botocore shows the URL of its old table until a call is made")
}

fn reason_of_keys(
    case: &Configuration,
    difference: &Difference,
    errors: &[String; 2],
) -> Option<&'static str> {
    let [our_error, their_error] = errors;
    let (ours, theirs) = (shown(&difference.ours), shown(&difference.theirs));
    if theirs.contains("of-environment") && case.has("AWS_WEB_IDENTITY_TOKEN_FILE") {
        return Some(
            "botocore asks the web identity of the environment before keys of the profile",
        );
    }
    if their_error.contains("NoRegionError") {
        return Some("no region: we call STS in us-east-1, as other SDKs do");
    }
    if their_error.contains("InfiniteLoop") && our_error == "null" {
        return Some(
            "a role with its own profile as source: botocore takes keys alone, we any base",
        );
    }
    if our_error.contains("custom endpoint are not supported") {
        return Some(
            "endpoint rules refuse FIPS and dual stack at a URL; botocore drops them there",
        );
    }
    if their_error.contains("missing: aws_secret_access_key") {
        return Some(
            "botocore wants both halves of a key in one file, SDKs merge the files by key",
        );
    }
    if ours.contains("process") && case.credentials.contains("aws_access_key_id") {
        return Some("botocore asks the keys of the credentials file before `credential_process`");
    }
    None
}
