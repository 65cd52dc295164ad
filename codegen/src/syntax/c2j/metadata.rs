//! The property `metadata`: protocols, authentication, and the service's names.

use std::borrow::Cow;

use super::fields::{Fields, Text, Value};
use super::ids;
use super::tables::namespace;
use crate::diagnostic::Diagnostic;
use crate::quirks::S3_SIGNATURE;
use crate::syntax::json::Report;

/// A protocol: its name in the format, and its trait.
pub(super) struct Protocol<'src> {
    pub(super) name: Text<'src>,
    pub(super) id: &'static str,
}

/// The contents of `metadata`.
pub(super) struct Metadata<'src> {
    /// The name that SDKs know the service by.
    pub(super) sdk_id: Text<'src>,
    pub(super) endpoint_prefix: Option<Text<'src>>,
    pub(super) signing_name: Option<Text<'src>>,
    pub(super) version: Option<Text<'src>>,
    pub(super) title: Option<Text<'src>>,
    pub(super) target_prefix: Option<Text<'src>>,
    pub(super) xml_namespace: Option<Text<'src>>,
    pub(super) protocols: Vec<Protocol<'src>>,
    /// Traits of authentication, in order of preference.
    pub(super) auth: Vec<Text<'src>>,
    /// How far HTTP/2 is spoken: `optional`, `eventstream` or `required`.
    pub(super) http2: Option<Text<'src>>,
    /// Errors carry the codes of the query protocol in a header.
    pub(super) query_compatible: Option<Value<'src>>,
    /// The service is Amazon S3, of which some customisations are known.
    pub(super) is_s3: bool,
}

/// Properties that no code depends on.
const IGNORED: [&str; 6] = [
    "checksumFormat",
    "globalEndpoint",
    "serviceAbbreviation",
    "timestampFormat",
    "uid",
    "ripServiceName",
];

impl<'src> Metadata<'src> {
    /// Reads it. `None` if there is too little to go on; that is reported.
    pub(super) fn read(top: &mut Fields<'src>, report: &mut Report<'_>) -> Option<Self> {
        let report = &mut report.on("metadata");
        let Some(value) = top.take("metadata") else {
            return report.error(top.at, "property `metadata` is missing");
        };
        let mut fields = value.fields(report)?;
        let sdk_id = sdk_id(&mut fields, report)?;
        let signature = fields.text("signatureVersion", report);
        let protocols = protocols(&mut fields, report)?;
        let is_s3 = signature.as_ref().is_some_and(|it| it.text == S3_SIGNATURE);
        let xml_namespace = fields.take("xmlNamespace");
        let settings = fields.object("protocolSettings", report);
        let http2 = settings.and_then(|mut settings| {
            let http2 = settings.text("h2", report);
            settings.finish(report);
            http2
        });
        let read = Self {
            sdk_id,
            endpoint_prefix: fields.text("endpointPrefix", report),
            signing_name: fields.text("signingName", report),
            version: fields.text("apiVersion", report),
            title: fields.text("serviceFullName", report),
            target_prefix: fields.text("targetPrefix", report),
            xml_namespace: xml_namespace.and_then(|value| namespace(&value, report)),
            protocols,
            auth: auth(&mut fields, signature, report),
            http2,
            query_compatible: fields.take("awsQueryCompatible"),
            is_s3,
        };
        fields.ignore(&IGNORED);
        fields.finish(report);
        Some(read)
    }

    /// Whether one of the protocols is called so.
    pub(super) fn speaks(&self, name: &str) -> bool {
        self.protocols.iter().any(|it| it.name.text == name)
    }

    /// Whether a protocol has paths, headers and the like.
    pub(super) fn is_rest(&self) -> bool {
        self.speaks("rest-json") || self.speaks("rest-xml")
    }

    /// Whether a protocol uses XML names, as the query protocols also do.
    pub(super) fn has_xml_names(&self) -> bool {
        self.speaks("rest-xml") || self.speaks("query") || self.speaks("ec2")
    }
}

/// Old files have no `serviceId`: it is then the name less the company's.
fn sdk_id<'src>(fields: &mut Fields<'src>, report: &mut Report<'_>) -> Option<Text<'src>> {
    if let Some(id) = fields.text("serviceId", report) {
        return Some(id);
    }
    let short = fields.get("serviceAbbreviation");
    let name = short.or_else(|| fields.get("serviceFullName"));
    let Some(mut name) = name.and_then(|name| name.text(report)) else {
        return report.error(fields.at, "property `serviceId` is missing");
    };
    for company in ["Amazon ", "AWS "] {
        if let Some(rest) = name.text.strip_prefix(company) {
            name.text = Cow::Owned(rest.to_owned());
        }
    }
    Some(name)
}

fn protocols<'src>(
    fields: &mut Fields<'src>,
    report: &mut Report<'_>,
) -> Option<Vec<Protocol<'src>>> {
    let main = fields.take("protocol");
    let listed = fields.take("protocols");
    let version = fields.text("jsonVersion", report);
    let names = match (&listed, &main) {
        (Some(list), _) => list.texts(report),
        (None, Some(main)) => main.text(report).into_iter().collect(),
        (None, None) => return report.error(fields.at, "property `protocol` is missing"),
    };
    let mut protocols = Vec::new();
    for name in names {
        let id = match &*name.text {
            "json" => aws_json(&name, version.as_ref(), report),
            "rest-json" => Some("aws.protocols#restJson1"),
            "rest-xml" => Some("aws.protocols#restXml"),
            "query" => Some("aws.protocols#awsQuery"),
            "ec2" => Some("aws.protocols#ec2Query"),
            "smithy-rpc-v2-cbor" => Some("smithy.protocols#rpcv2Cbor"),
            other => {
                let fault = format!("unknown protocol `{other}`");
                let help = "known are json, rest-json, rest-xml, query, ec2, smithy-rpc-v2-cbor";
                report.push(Diagnostic::error(fault).at(&name.at.location()).help(help));
                None
            }
        };
        protocols.extend(id.map(|id| Protocol { name, id }));
    }
    Some(protocols)
}

fn aws_json(
    protocol: &Text<'_>,
    version: Option<&Text<'_>>,
    report: &mut Report<'_>,
) -> Option<&'static str> {
    match version.map(|version| &*version.text) {
        Some("1.0") => Some("aws.protocols#awsJson1_0"),
        Some("1.1") => Some("aws.protocols#awsJson1_1"),
        _ => {
            let at = version.map_or(protocol.at, |version| version.at);
            let fault = "the protocol `json` needs a `jsonVersion`";
            let help = "write `\"jsonVersion\": \"1.0\"` or `\"1.1\"`";
            report.push(Diagnostic::error(fault).at(&at.location()).help(help));
            None
        }
    }
}

/// The schemes that `auth` lists, or else the scheme of the signature version.
fn auth<'src>(
    fields: &mut Fields<'src>,
    signature: Option<Text<'src>>,
    report: &mut Report<'_>,
) -> Vec<Text<'src>> {
    if let Some(listed) = fields.take("auth") {
        return listed.texts(report);
    }
    let Some(Text { at, text }) = signature else {
        return Vec::new();
    };
    let id = match &*text {
        "v4" | "s3v4" | "s3" => ids::SIGV4,
        "v4a" => ids::SIGV4A,
        "bearer" => ids::BEARER,
        other => {
            let fault = format!("`{other}` is not supported: requests are sent unsigned");
            let help =
                "where the service also takes version 4, write `\"signatureVersion\": \"v4\"`";
            report.push(Diagnostic::warning(fault).at(&at.location()).help(help));
            return Vec::new();
        }
    };
    let text = Cow::Borrowed(id);
    vec![Text { at, text }]
}
