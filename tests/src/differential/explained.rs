//! Differences that the specification explains: where both corpora have habits that Smithy does
//! not share, or values that it does not know.

mod body;

use tinsmith::rt::operation::OperationSchema;
use tinsmith::rt::schema::{Binding, Kind, Member, Schema, Trait};

use super::case::{self, Case};
use super::check::NO_VALUE;
use super::difference::{Difference, Place};

/// A class of differences.
pub(super) struct Class {
    pub(super) name: &'static str,
    /// What is so, and where the specification says it.
    pub(super) reason: &'static str,
    holds: fn(&Found<'_>) -> bool,
}

/// A difference and what it was found in.
pub(super) struct Found<'a> {
    pub(super) case: &'a Case,
    pub(super) operation: &'static OperationSchema,
    pub(super) difference: &'a Difference,
}

/// All classes.
pub(super) const CLASSES: [Class; 16] = [
    Class {
        name: "charset of forms",
        reason: "botocore adds `charset=utf-8`; awsQuery and ec2Query, \"Overview\": the type is \
                 `application/x-www-form-urlencoded`",
        holds: |it| {
            let form = "application/x-www-form-urlencoded";
            let expected = it.header(
                "content-type",
                Some("application/x-www-form-urlencoded; charset=utf-8"),
            );
            expected && it.difference.found.as_deref() == Some(form)
        },
    },
    Class {
        name: "type of payloads",
        reason: "botocore sends blobs and strings without a type; restJson1 and restXml, \
                 \"Content-Type\": blobs are `application/octet-stream`, strings `text/plain`",
        holds: |it| {
            let kind = it.input_payload().map(|it| it.target.kind);
            let wanted = match kind {
                Some(Kind::Blob) => Some("application/octet-stream"),
                Some(Kind::String | Kind::Enum) => Some("text/plain"),
                _ => None,
            };
            it.header("content-type", None) && it.difference.found.as_deref() == wanted
        },
    },
    Class {
        name: "type of XML",
        reason: "botocore sends documents without a type; restXml, \"Content-Type\": they are \
                 `application/xml`",
        holds: |it| {
            it.header("content-type", None)
                && it.difference.found.as_deref() == Some("application/xml")
        },
    },
    Class {
        name: "account in the rules",
        reason: "the corpus puts the account of S3 Control before its host; botocore's client \
                 leaves that to the endpoint rules (remove_accid_host_prefix_from_model)",
        holds: |it| {
            let found = it.difference.found.as_deref();
            let is_rest = |host: &str| found.is_some_and(|found| host.ends_with(found));
            it.difference.place == Place::Host
                && it.case.id.starts_with("s3control.")
                && it.difference.expected.as_deref().is_some_and(is_rest)
        },
    },
    Class {
        name: "prefix of the host",
        reason: "the corpus has it twice; Smithy 2.0, `endpoint` trait: it is prepended once",
        holds: |it| {
            let prefixed = |host: &str| {
                let (prefix, _) = host.split_once(&it.case.message.endpoint)?;
                (!prefix.is_empty()).then(|| format!("{prefix}{host}"))
            };
            let found = it.difference.found.as_deref();
            it.difference.place == Place::Host && it.difference.expected == found.and_then(prefixed)
        },
    },
    Class {
        name: "single precision",
        reason: "Python has doubles only; Smithy 2.0, \"Simple types\": a `float` is one of single \
                 precision",
        holds: |it| {
            it.bodies()
                .is_some_and(|(a, b)| body::same_in_single_precision(a, b))
        },
    },
    Class {
        name: "spelling of numbers",
        reason: "Python writes exponents with two digits; Smithy 2.0, \"Simple types\": it is the same \
                 number",
        holds: |it| it.forms().is_some_and(|(a, b)| body::same_numbers(a, b)),
    },
    Class {
        name: "order of maps",
        reason: "entries are counted, and ours are sorted; Smithy 2.0, \"Map\": entries have no order",
        holds: |it| it.forms().is_some_and(|(a, b)| body::same_entries(a, b)),
    },
    Class {
        name: "name of an empty list",
        reason: "botocore calls a flattened list that is empty otherwise than one that is not; \
                 awsQuery, \"Query key resolution\": the name is the member's",
        holds: |it| {
            it.forms()
                .is_some_and(|(a, b)| body::same_but_for_empty_lists(a, b))
        },
    },
    Class {
        name: "members of a union",
        reason: "structures to AWS's JSON, unions to Smithy: the value has another number of members \
                 than one; Smithy 2.0, \"Union\"",
        holds: |it| {
            let fault = it.difference.found.as_deref().unwrap_or_default();
            it.difference.place == Place::All
                && fault.starts_with(NO_VALUE)
                && fault.ends_with("a union has one member")
        },
    },
    Class {
        name: "empty payload",
        reason: "botocore takes no body for a structure without members; Smithy 2.0, `httpPayload`: \
                 it is a member that is not set",
        holds: |it| {
            let payload = payload(it.operation.output).map(|it| it.name);
            let at = it.difference.at();
            it.is_empty_response() && payload.is_some() && at == payload
        },
    },
    Class {
        name: "type as a member",
        reason: "the corpus leaves out what the service's framework set; Smithy 2.0, `httpHeader`: \
                 the member is what the header says",
        holds: |it| {
            let members = it.operation.output.members.iter();
            let mut bound = members.filter(|it| it.binding() == Binding::Header("content-type"));
            it.case.kind == case::Kind::Response
                && bound.any(|member| it.difference.at() == Some(member.name))
        },
    },
    Class {
        name: "unwrapped output",
        reason: "LocalStack puts an element around the only member; `s3UnwrappedXmlOutput`: there is \
                 none",
        holds: |it| it.case.kind == case::Kind::Response && it.operation.unwrapped_output,
    },
    Class {
        name: "after the protocol",
        reason: "bodies are compressed and summed up when the protocol is done, which Smithy's own \
                 suites test with whole clients; `requestCompression`, `httpChecksumRequired`",
        holds: |it| {
            let place = &it.difference.place;
            it.operation.compressed && *place == Place::Header("content-encoding".to_owned())
                || it.operation.checksum.is_some()
                    && *place == Place::Header("content-md5".to_owned())
        },
    },
    Class {
        name: "name of a payload",
        reason: "the suites give payloads the member's name and do not mean it, as models do (S3's \
                 `LegalHold`); restXml, `xmlName`: a member's own wins",
        holds: |it| {
            let named = |it: &Member| it.traits.iter().any(|it| matches!(it, Trait::XmlName(_)));
            it.input_payload().is_some_and(named)
                && it
                    .bodies()
                    .is_some_and(|(a, b)| body::same_but_for_root(a, b))
        },
    },
    Class {
        name: "header of the protocol",
        reason: "botocore does not look for it; rpcv2Cbor, \"Responses\": a response without \
                 `smithy-protocol` is malformed",
        holds: |it| {
            let fault = it.difference.found.as_deref().unwrap_or_default();
            it.difference.place == Place::All
                && fault.starts_with("expected a response of the protocol rpc-v2-cbor")
                && it.case.message.header("smithy-protocol").is_none()
        },
    },
];

/// The class of a difference, if it has one.
pub(super) fn class(found: &Found<'_>) -> Option<&'static Class> {
    CLASSES.iter().find(|it| (it.holds)(found))
}

impl<'a> Found<'a> {
    /// Whether the header differs, which is expected so.
    fn header(&self, name: &str, expected: Option<&str>) -> bool {
        let is_it = matches!(&self.difference.place, Place::Header(it) if it == name);
        is_it && self.difference.expected.as_deref() == expected
    }

    /// The bodies, if they differ.
    fn bodies(&self) -> Option<(&'a str, &'a str)> {
        let is_body = self.difference.place == Place::Body;
        let (expected, found) = (&self.difference.expected, &self.difference.found);
        Some((expected.as_deref()?, found.as_deref()?)).filter(|_| is_body)
    }

    /// The bodies, if they are forms that differ.
    fn forms(&self) -> Option<(&'a str, &'a str)> {
        let is_form = |text: &str| text.starts_with("Action=");
        self.bodies().filter(|(a, b)| is_form(a) && is_form(b))
    }

    fn input_payload(&self) -> Option<&'static Member> {
        payload(self.operation.input)
    }

    fn is_empty_response(&self) -> bool {
        let body = self.case.message.body.as_ref();
        self.case.kind == case::Kind::Response && body.is_some_and(bytes::Bytes::is_empty)
    }
}

fn payload(schema: &'static Schema) -> Option<&'static Member> {
    let mut members = schema.members.iter();
    members.find(|it| it.binding() == Binding::Payload)
}
