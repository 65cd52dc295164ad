//! The functions of the standard library that operate on texts only.

use std::borrow::Cow;

use super::value::List;

/// `isValidHostLabel`: whether `text` is a host label (RFC 1123), or with `allow_subdomains`
/// labels joined by dots.
pub(crate) fn is_valid_host_label(text: &str, allow_subdomains: bool) -> bool {
    if allow_subdomains {
        text.split('.').all(is_label)
    } else {
        is_label(text)
    }
}

fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    (1..=63).contains(&bytes.len())
        && bytes.first() != Some(&b'-')
        && bytes.last() != Some(&b'-')
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

/// `aws.isVirtualHostableS3Bucket`: whether a bucket's name can be part of a host name.
pub(super) fn is_virtual_hostable_s3_bucket(bucket: &str, allow_subdomains: bool) -> bool {
    let is_bucket_label =
        |label: &str| is_label(label) && !label.bytes().any(|b| b.is_ascii_uppercase());
    (3..=63).contains(&bucket.len())
        && bucket.parse::<std::net::Ipv4Addr>().is_err()
        && if allow_subdomains {
            bucket.split('.').all(is_bucket_label)
        } else {
            is_bucket_label(bucket)
        }
}

/// `substring`; `None` if the text is too short or not ASCII.
pub(super) fn substring(text: &str, start: i32, end: i32, reverse: bool) -> Option<&str> {
    let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
    let length = text.len();
    if start >= end || end > length || !text.is_ascii() {
        return None;
    }
    if reverse {
        text.get(length - end..length - start)
    } else {
        text.get(start..end)
    }
}

/// `split`: at most `limit` parts, or any number if `limit` is zero; `None` if the delimiter is
/// empty.
pub(super) fn split<'a>(text: Cow<'a, str>, delimiter: &str, limit: i32) -> Option<List<'a>> {
    let limit = usize::try_from(limit).ok()?;
    if delimiter.is_empty() {
        return None;
    }
    let limit = if limit == 0 { usize::MAX } else { limit };
    Some(List::Owned(match text {
        Cow::Borrowed(text) => text.splitn(limit, delimiter).map(Cow::Borrowed).collect(),
        Cow::Owned(text) => {
            let parts = text.splitn(limit, delimiter);
            parts.map(|part| Cow::Owned(part.to_owned())).collect()
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_labels_are_letters_and_digits_with_hyphens_between() {
        assert!(is_valid_host_label("3aws-4", false));
        assert!(!is_valid_host_label("-a", false));
        assert!(!is_valid_host_label("a-", false));
        assert!(!is_valid_host_label("", false));
        assert!(!is_valid_host_label("a b", false));
    }

    #[test]
    fn host_labels_have_at_most_63_characters() {
        assert!(is_valid_host_label(&"a".repeat(63), false));
        assert!(!is_valid_host_label(&"a".repeat(64), false));
    }

    #[test]
    fn dots_need_subdomains() {
        assert!(!is_valid_host_label("a.b", false));
        assert!(is_valid_host_label("a.b", true));
        assert!(!is_valid_host_label("a..b", true));
    }

    #[test]
    fn buckets_in_host_names_are_lower_case_labels() {
        assert!(is_virtual_hostable_s3_bucket("bucket-1", false));
        assert!(is_virtual_hostable_s3_bucket("my.bucket", true));
        for bucket in [
            "Bucket",
            "my_bucket",
            "my.bucket",
            "ab",
            "-bucket",
            "bucket-",
        ] {
            assert!(!is_virtual_hostable_s3_bucket(bucket, false), "{bucket}");
        }
        for bucket in ["192.168.5.4", "a.-b", "a-.b", ".ab", "ab."] {
            assert!(!is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
        }
    }

    #[test]
    fn substring_counts_from_either_end() {
        let part = |start, end, reverse| substring("abcdef", start, end, reverse);
        assert_eq!(part(0, 4, false), Some("abcd"));
        assert_eq!(part(0, 4, true), Some("cdef"));
        assert_eq!(part(1, 3, true), Some("de"));
        assert_eq!(part(5, 7, false), None);
        assert_eq!(part(3, 3, false), None);
        assert_eq!(part(-1, 3, false), None);
    }

    #[test]
    fn substring_of_text_beyond_ascii_has_no_value() {
        assert_eq!(substring("äbcd", 1, 3, false), None);
    }

    #[test]
    fn split_stops_at_its_limit() {
        let parts = |limit| match split("a--b--c".into(), "--", limit) {
            Some(List::Owned(parts)) => parts.join("|"),
            other => format!("{other:?}"),
        };
        assert_eq!(parts(0), "a|b|c");
        assert_eq!(parts(1), "a--b--c");
        assert_eq!(parts(2), "a|b--c");
    }

    #[test]
    fn split_without_a_delimiter_has_no_value() {
        assert_eq!(split("abc".into(), "", 0), None);
    }
}
