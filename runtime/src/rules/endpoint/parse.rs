//! `parseURL` and `aws.parseArn`: split texts by position, without copying.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::value::{Arn, Url};

impl<'a> Url<'a> {
    /// Splits a URL into its parts; `None` unless its scheme is `http` or `https`, it has a host
    /// and at most a numeric port, and it has neither query nor fragment.
    pub fn parse(text: Cow<'a, str>) -> Option<Self> {
        let scheme = text.find("://")?;
        if !matches!(text.get(..scheme)?, "http" | "https") || text.contains(['?', '#']) {
            return None;
        }
        let mut start = scheme + "://".len();
        let rest = text.get(start..)?;
        let end = start + rest.find('/').unwrap_or(rest.len());
        // The rules do not see user information.
        start += text.get(start..end)?.rfind('@').map_or(0, |at| at + 1);
        let is_ip = check_authority(text.get(start..end)?)?;
        Some(Self {
            text,
            scheme,
            authority: start..end,
            is_ip,
        })
    }

    pub(super) fn scheme(&self) -> &str {
        slice(&self.text, 0..self.scheme)
    }

    pub(super) fn authority(&self) -> &str {
        slice(&self.text, self.authority.clone())
    }

    /// The path as given; empty for the root.
    pub(super) fn path(&self) -> &str {
        match slice(&self.text, self.authority.end..self.text.len()) {
            "/" => "",
            path => path,
        }
    }

    /// The path with a slash at the start and the end.
    pub(super) fn normalized_path(&self) -> Cow<'_, str> {
        match self.path() {
            "" => Cow::Borrowed("/"),
            path if path.ends_with('/') => Cow::Borrowed(path),
            path => Cow::Owned(format!("{path}/")),
        }
    }
}

/// Whether a host with an optional port is an IP address; `None` if it is neither an address nor
/// a name.
fn check_authority(authority: &str) -> Option<bool> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let digits = port.strip_prefix(':').unwrap_or_default();
    let port_is_valid = port.is_empty() || digits.parse::<u16>().is_ok();
    if host.is_empty() || !port_is_valid || host.contains(char::is_whitespace) {
        return None;
    }
    if authority.starts_with('[') {
        return host.parse::<Ipv6Addr>().is_ok().then_some(true);
    }
    Some(host.parse::<Ipv4Addr>().is_ok())
}

impl<'a> Arn<'a> {
    /// Splits an ARN into its parts; `None` unless it has six parts, of which only the region and
    /// the account may be empty.
    pub fn parse(text: Cow<'a, str>) -> Option<Self> {
        if !text.starts_with("arn:") {
            return None;
        }
        let colons = text.bytes().enumerate().skip("arn:".len());
        let mut colons = colons.filter_map(|(at, byte)| (byte == b':').then_some(at));
        let ends = [
            colons.next()?,
            colons.next()?,
            colons.next()?,
            colons.next()?,
        ];
        let [partition, service, _, account] = ends;
        let is_empty =
            partition == "arn:".len() || service == partition + 1 || account + 1 == text.len();
        (!is_empty).then_some(Self { text, ends })
    }

    pub(super) fn partition(&self) -> &str {
        let [partition, ..] = self.ends;
        slice(&self.text, "arn:".len()..partition)
    }

    pub(super) fn service(&self) -> &str {
        let [partition, service, ..] = self.ends;
        slice(&self.text, partition + 1..service)
    }

    pub(super) fn region(&self) -> &str {
        let [_, service, region, _] = self.ends;
        slice(&self.text, service + 1..region)
    }

    pub(super) fn account_id(&self) -> &str {
        let [_, _, region, account] = self.ends;
        slice(&self.text, region + 1..account)
    }

    /// The last part, split at colons and slashes.
    pub(super) fn resource_id(&self) -> impl DoubleEndedIterator<Item = &str> {
        let [.., account] = self.ends;
        let resource = slice(&self.text, account + 1..self.text.len());
        resource.split([':', '/'])
    }
}

fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Option<Url<'_>> {
        Url::parse(Cow::Borrowed(text))
    }

    fn arn(text: &str) -> Option<Arn<'_>> {
        Arn::parse(Cow::Borrowed(text))
    }

    #[test]
    fn url_parts_are_found() {
        let url = url("http://example.com:80/foo/bar").unwrap();
        assert_eq!(url.scheme(), "http");
        assert_eq!(url.authority(), "example.com:80");
        assert_eq!(url.path(), "/foo/bar");
        assert_eq!(url.normalized_path(), "/foo/bar/");
        assert!(!url.is_ip);
    }

    #[test]
    fn root_path_is_a_single_slash_when_normalized() {
        assert_eq!(url("https://example.com").unwrap().normalized_path(), "/");
        assert_eq!(url("https://example.com/").unwrap().normalized_path(), "/");
    }

    #[test]
    fn ip_addresses_are_recognised() {
        assert!(url("https://127.0.0.1:8000").unwrap().is_ip);
        assert!(url("https://[fe80::1]").unwrap().is_ip);
        assert!(!url("https://127.0.0.1.example").unwrap().is_ip);
    }

    #[test]
    fn user_information_is_left_out() {
        let url = url("https://user:password@example.com/").unwrap();
        assert_eq!(url.authority(), "example.com");
    }

    #[test]
    fn other_urls_are_refused() {
        let refused = [
            "https://example.com?query",
            "https://example.com#fragment",
            "ftp://example.com",
            "https://",
            "https://example.com:port",
            "https://example.com:",
            "https://[fe80::1",
            "https://[name]",
            "https://two words",
            "example.com",
        ];
        for text in refused {
            assert_eq!(url(text), None, "{text}");
        }
    }

    #[test]
    fn arn_parts_are_found() {
        let arn = arn("arn:aws:ec2:us-east-1:012345678910:vpc/vpc-0:x").unwrap();
        assert_eq!(arn.partition(), "aws");
        assert_eq!(arn.service(), "ec2");
        assert_eq!(arn.region(), "us-east-1");
        assert_eq!(arn.account_id(), "012345678910");
        assert_eq!(arn.resource_id().collect::<Vec<_>>(), ["vpc", "vpc-0", "x"]);
    }

    #[test]
    fn arn_region_and_account_may_be_empty() {
        let arn = arn("arn:aws:s3:::bucket").unwrap();
        assert_eq!(arn.region(), "");
        assert_eq!(arn.account_id(), "");
    }

    #[test]
    fn other_arns_are_refused() {
        for text in [
            "arn",
            "arn:",
            "arn:aws:s3::",
            "arn::s3:::x",
            "arn:aws::::x",
            "urn:aws:s3:::x",
            "arn:aws:s3:::",
        ] {
            assert_eq!(arn(text), None, "{text}");
        }
    }
}
