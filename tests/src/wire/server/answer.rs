//! Responses in the forms of the protocols: an answer, and a refusal.

use std::fmt::Write;

use crate::wire::server::message::Request;
use crate::wire::verify::Rules;

/// In which form a service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// `awsJson1_0`, `awsJson1_1`, `restJson1`.
    Json,
    /// `rpcv2Json`.
    RpcJson,
    /// `rpcv2Cbor`.
    RpcCbor,
    /// `awsQuery`.
    AwsQuery,
    /// `ec2Query`.
    Ec2Query,
    /// `restXml`.
    RestXml,
    /// `restXml` of Amazon S3, whose errors have nothing around them.
    S3,
}

impl Protocol {
    /// The headers of every response, and of its body.
    fn headers(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Json => &[("content-type", "application/json")],
            Self::RpcJson => &[
                ("content-type", "application/json"),
                ("smithy-protocol", "rpc-v2-json"),
            ],
            Self::RpcCbor => &[
                ("content-type", "application/cbor"),
                ("smithy-protocol", "rpc-v2-cbor"),
            ],
            Self::AwsQuery | Self::Ec2Query => &[("content-type", "text/xml")],
            Self::RestXml | Self::S3 => &[("content-type", "application/xml")],
        }
    }

    /// A success of `operation` whose member `said` is `text`.
    pub(crate) fn said(self, operation: &str, text: &str) -> Vec<u8> {
        let body = match self {
            Self::Json | Self::RpcJson => format!("{{\"said\":\"{text}\"}}").into(),
            Self::RpcCbor => map(&[("said", text)]),
            Self::AwsQuery => format!(
                "<{operation}Response><{operation}Result><said>{text}</said></{operation}Result>\
                 </{operation}Response>"
            )
            .into(),
            Self::Ec2Query => {
                format!("<{operation}Response><said>{text}</said></{operation}Response>").into()
            }
            Self::RestXml | Self::S3 => {
                format!("<{operation}Output><said>{text}</said></{operation}Output>").into()
            }
        };
        response(200, self.headers(), &body)
    }

    /// A failure.
    pub(crate) fn failure(self, status: u16, code: &str, message: &str) -> Vec<u8> {
        // Whatever it says, it must not break the document.
        let is_plain = |it: &char| it.is_ascii_graphic() && !"<>&\"\\".contains(*it) || *it == ' ';
        let message: String = message.chars().filter(is_plain).collect();
        let error = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        let body = match self {
            Self::Json | Self::RpcJson => {
                format!("{{\"__type\":\"{code}\",\"message\":\"{message}\"}}").into()
            }
            Self::RpcCbor => map(&[("__type", code), ("message", &message)]),
            Self::AwsQuery | Self::RestXml => {
                format!("<ErrorResponse>{error}</ErrorResponse>").into()
            }
            Self::Ec2Query => {
                format!("<Response><Errors>{error}</Errors><RequestID>R</RequestID></Response>")
                    .into()
            }
            Self::S3 => error.into(),
        };
        response(status, self.headers(), &body)
    }
}

/// What a service answers a request with that is not as it must be.
pub(crate) fn refusal(rules: &Rules, request: &Request, why: &str) -> Vec<u8> {
    let failure = rules.protocol.failure(403, "SignatureDoesNotMatch", why);
    if request.head.method == "HEAD" {
        return head_of(failure);
    }
    failure
}

/// A response with its length.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let length = body.len().to_string();
    let mut bytes = head(status, headers);
    bytes.truncate(bytes.len() - 2);
    if status != 204 {
        bytes.extend_from_slice(format!("content-length: {length}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    bytes
}

/// The head of a response that says nothing of its length.
pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} Answer\r\nx-amzn-requestid: R-1\r\n");
    for (name, value) in headers {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    text.push_str("\r\n");
    text.into_bytes()
}

/// A response without its body.
fn head_of(mut response: Vec<u8>) -> Vec<u8> {
    let end = response.windows(4).position(|it| it == b"\r\n\r\n");
    response.truncate(end.map_or(0, |end| end + 4));
    response
}

/// A map of texts in CBOR (RFC 8949, section 3).
fn map(pairs: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = vec![0xbf];
    for text in pairs.iter().flat_map(|(name, value)| [name, value]) {
        let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
        bytes.push(0x79);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&text.as_bytes()[..usize::from(length)]);
    }
    bytes.push(0xff);
    bytes
}
