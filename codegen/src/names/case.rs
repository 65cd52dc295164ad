//! Case conversion: `heck`'s, with the exceptions of the AWS SDKs. `S3Bucket` is `s3_bucket`; but
//! `IPv6Address` is `ipv6_address`, and `ACLs` is `acls`.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// `snake_case`.
pub fn snake(text: &str) -> String {
    // Characters that no identifier has only separate.
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty()).map(part);
    parts.collect::<Vec<_>>().join("_")
}

/// `SCREAMING_SNAKE_CASE`.
pub fn screaming(text: &str) -> String {
    snake(text).to_shouty_snake_case()
}

/// `PascalCase`, acronyms included: `SSEType` is `SseType`.
pub fn pascal(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in snake(text).split('_') {
        let is_digit = |c: char| c.is_ascii_digit();
        // Two numbers must not run into one: `V1_1` is not `V11`.
        if joined.ends_with(is_digit) && word.starts_with(is_digit) {
            joined.push('_');
        }
        joined += &word.to_upper_camel_case();
    }
    joined
}

/// Letters and digits in snake case, without the separators where the AWS SDKs have none.
fn part(text: &str) -> String {
    let mut part = String::with_capacity(text.len() + 4);
    let mut at = 0;
    for word in text.to_snake_case().split('_') {
        if at > 0 && !is_one_word(text.as_bytes(), at) {
            part.push('_');
        }
        part += word;
        at += word.len();
    }
    part
}

/// Whether the AWS SDKs start no word at `at`, where `heck` does.
fn is_one_word(bytes: &[u8], at: usize) -> bool {
    ends_unit(bytes, at) || is_version(bytes, at) || ends_plural(bytes, at)
}

/// `ACLs`, `CIDRs`: the `s` belongs to the acronym.
fn ends_plural(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let letter = before.iter().rfind(|byte| byte.is_ascii_alphabetic());
    let after = bytes.get(at + 2);
    letter.is_some_and(u8::is_ascii_uppercase)
        && bytes.get(at + 1) == Some(&b's')
        && after.is_none_or(|byte| !byte.is_ascii_lowercase())
}

/// `IPv4`, `DBv2`, `SigV4`: the version belongs to the word, whichever case the `v` has.
fn is_version(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    matches!(rest, [b'V', b'4' | b'6', ..] | [_, b'v', b'0'..=b'9', ..])
}

/// `MiB`, `GiB`: one word.
fn ends_unit(bytes: &[u8], at: usize) -> bool {
    let unit = at.checked_sub(2).and_then(|start| bytes.get(start..=at));
    let whole = bytes
        .get(at + 1)
        .is_none_or(|byte| !byte.is_ascii_lowercase());
    whole && matches!(unit, Some([b'K' | b'M' | b'G' | b'T', b'i', b'B']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_splits_as_the_aws_sdks_do() {
        let cases = [
            ("S3Bucket", "s3_bucket"),
            ("ExportArn", "export_arn"),
            ("SSEType", "sse_type"),
            ("TableARNs", "table_arns"),
            ("ACLsUpdateStatus", "acls_update_status"),
            ("AllowedAllVPCs", "allowed_all_vpcs"),
            ("IPv6Address", "ipv6_address"),
            ("IpV6Address", "ipv6_address"),
            ("SigV4Authorization", "sigv4_authorization"),
            ("DynamoDBv2Action", "dynamo_dbv2_action"),
            ("TotalGpuMemoryInMiB", "total_gpu_memory_in_mib"),
            ("M3u8Settings", "m3u8_settings"),
            ("dynamodbStreams", "dynamodb_streams"),
            ("DYNAMODB_JSON", "dynamodb_json"),
            ("_underscored", "underscored"),
            ("Md5OfBody", "md5_of_body"),
        ];
        for (from, to) in cases {
            assert_eq!(snake(from), to, "{from}");
        }
    }

    #[test]
    fn pascal_lowers_acronyms() {
        let cases = [
            ("DYNAMODB_JSON", "DynamodbJson"),
            ("SSEDescription", "SseDescription"),
            ("ExportTableToPointInTime", "ExportTableToPointInTime"),
            ("t1_micro", "T1Micro"),
            ("V1_1", "V1_1"),
            ("S", "S"),
        ];
        for (from, to) in cases {
            assert_eq!(pascal(from), to, "{from}");
        }
    }

    #[test]
    fn other_characters_separate() {
        assert_eq!(pascal("text/plain; a"), "TextPlainA");
        assert_eq!(screaming("ExportFormat"), "EXPORT_FORMAT");
    }
}
