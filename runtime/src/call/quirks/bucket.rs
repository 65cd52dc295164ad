//! Bucket names, which endpoint rules put into the host or the path.

use super::unusable;
use crate::model::codec::EncodeError;
use crate::model::quirk::Quirk;
use crate::model::value::{Structure, Value};

/// Rejects an input whose bucket is neither a name nor the ARN of an access point: endpoint rules
/// would turn it into a request to another bucket, or without a bucket.
#[derive(Debug)]
pub struct BucketName {
    /// The input member, a string.
    pub member: usize,
}

const REASON: &str = "it must be a bucket: 1 to 255 letters, digits, `-`, `_` and `.`, other than \
    `.` and `..`, or the ARN of an access point";

impl Quirk for BucketName {
    fn check_input(&self, input: &dyn Structure) -> Result<(), EncodeError> {
        match input.get(self.member) {
            Value::String(bucket) if !is_name(bucket) && !is_access_point(bucket) => {
                Err(unusable(input, self.member, REASON))
            }
            _ => Ok(()),
        }
    }
}

/// Buckets older than 2018 may be longer than 63 characters and have capitals and underscores
/// ("Bucket naming rules" in the S3 User Guide; `VALID_BUCKET` of botocore).
fn is_name(bucket: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    (1..=255).contains(&bucket.len())
        && bucket.bytes().all(allowed)
        && !matches!(bucket, "." | "..")
}

/// The ARN of an access point, of an access point for object lambdas, or of one on an Outpost
/// (`VALID_S3_ARN` of botocore).
fn is_access_point(bucket: &str) -> bool {
    let mut parts = bucket.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (arn, partition, service, region, account) = (next(), next(), next(), next(), next());
    let resource = next();
    let in_region = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_placed = arn == "arn"
        && partition.starts_with("aws")
        && partition.bytes().all(in_region)
        && region.bytes().all(in_region)
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit());
    let resource: Vec<&str> = resource.split(['/', ':']).collect();
    is_placed
        && match (service, resource.as_slice()) {
            ("s3" | "s3-object-lambda", ["accesspoint", name]) => is_label(name, true),
            ("s3-outposts", ["outpost", outpost, "accesspoint", name]) => {
                !region.is_empty() && is_label(outpost, false) && is_label(name, false)
            }
            _ => false,
        }
}

fn is_label(text: &str, dots: bool) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || dots && byte == b'.';
    (1..=63).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_bucket(text: &str) -> bool {
        is_name(text) || is_access_point(text)
    }

    #[test]
    fn names_of_buckets_old_and_new_are_taken() {
        let longest = "a".repeat(255);
        for name in [
            "b",
            "my-bucket",
            "my.bucket.",
            "Old_Bucket",
            "...",
            &longest,
        ] {
            assert!(is_bucket(name), "{name}");
        }
    }

    #[test]
    fn what_would_name_another_resource_is_no_bucket() {
        let too_long = "a".repeat(256);
        for name in [
            "", ".", "..", "a/b", "/", "a b", "a%2Fb", "a?b", "a#b", "a@b", "a:b", "a\\b", "ä",
            "a\n", &too_long,
        ] {
            assert!(!is_bucket(name), "{name:?}");
        }
    }

    #[test]
    fn arns_of_access_points_are_taken() {
        for arn in [
            "arn:aws:s3:us-west-2:123456789012:accesspoint/my-point",
            "arn:aws:s3:us-west-2:123456789012:accesspoint:my-point",
            "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
            "arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/my-point",
            "arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/my-lambda",
            "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01/accesspoint/my-point",
            "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01:accesspoint:my-point",
        ] {
            assert!(is_bucket(arn), "{arn}");
        }
    }

    #[test]
    fn other_arns_are_not() {
        for arn in [
            "arn:aws:s3:::my-bucket",
            "arn:aws:s3:us-west-2:123456789012:accesspoint",
            "arn:aws:s3:us-west-2:123456789012:accesspoint/",
            "arn:aws:s3:us-west-2:123456789012:accesspoint/a/b",
            "arn:aws:s3:us-west-2:123:accesspoint/my-point",
            "arn:aws:s3:us/west:123456789012:accesspoint/my-point",
            "arn:aws:sqs:us-west-2:123456789012:accesspoint/my-point",
            "arn:other:s3:us-west-2:123456789012:accesspoint/my-point",
            "arn:aws:s3-outposts::123456789012:outpost/op-01/accesspoint/my-point",
        ] {
            assert!(!is_bucket(arn), "{arn}");
        }
    }
}
