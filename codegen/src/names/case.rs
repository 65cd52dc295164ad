//! Words of a name, and the cases written with them. The splits are those that the AWS SDKs
//! make: `S3Bucket` is `s3_bucket`, `IPv6Address` is `ipv6_address`, `ACLs` is `acls`.

/// `snake_case`.
pub fn snake(text: &str) -> String {
    join(text, "_", str::to_ascii_lowercase)
}

/// `SCREAMING_SNAKE_CASE`.
pub fn screaming(text: &str) -> String {
    join(text, "_", str::to_ascii_uppercase)
}

/// `PascalCase`, acronyms included: `SSEType` is `SseType`.
pub fn pascal(text: &str) -> String {
    join(text, "", |word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
    })
}

fn join(text: &str, between: &str, change: impl Fn(&str) -> String) -> String {
    let mut joined = String::with_capacity(text.len() + 4);
    let mut after_digit = false;
    for word in words(text) {
        // Two numbers must not run into one: `V1_1` is not `V11`.
        let numbers_meet = after_digit && word.starts_with(|c: char| c.is_ascii_digit());
        let gap = if between.is_empty() && numbers_meet {
            "_"
        } else {
            between
        };
        if !joined.is_empty() {
            joined.push_str(gap);
        }
        joined.push_str(&change(word));
        after_digit = word.ends_with(|c: char| c.is_ascii_digit());
    }
    joined
}

/// The words of `text`, none empty; characters that no identifier has only separate.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .flat_map(|part| Words { rest: part })
}

struct Words<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        let end = (1..bytes.len()).find(|&at| is_boundary(bytes, at));
        let (word, rest) = self.rest.split_at(end.unwrap_or(bytes.len()));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

/// Whether a word starts at `at`.
fn is_boundary(bytes: &[u8], at: usize) -> bool {
    let upper = bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    if !upper || ends_unit(bytes, at) || is_version(bytes, at) {
        return false;
    }
    let before = bytes.get(..at).unwrap_or_default();
    match before.iter().rfind(|byte| byte.is_ascii_alphabetic()) {
        Some(letter) if letter.is_ascii_lowercase() => true,
        Some(_) => {
            let next = bytes.get(at + 1);
            next.is_some_and(u8::is_ascii_lowercase) && !ends_plural(bytes, at)
        }
        None => false,
    }
}

/// `ACLs`, `CIDRs`: the `s` belongs to the acronym.
fn ends_plural(bytes: &[u8], at: usize) -> bool {
    let after = bytes.get(at + 2);
    bytes.get(at + 1) == Some(&b's') && after.is_none_or(|byte| !byte.is_ascii_lowercase())
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
