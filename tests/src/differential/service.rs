//! A service as a generated client has it: model files read and lowered, the result leaked.

use std::collections::BTreeMap;
use std::sync::Arc;

use tinsmith::rt::operation as rt;
use tinsmith::rt::protocol::{self, Protocol};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::syntax::translate;
use tinsmith_codegen::{Diagnostics, Options, Source, ir, lower};

use super::leak::{Schemas, id, text, xml_namespace};

/// A service that speaks one protocol.
pub(super) struct Service {
    pub(super) schema: &'static rt::ServiceSchema,
    /// By the shape's name.
    operations: BTreeMap<&'static str, &'static rt::OperationSchema>,
}

impl Service {
    /// The service of these files with the operations that are named, speaking `protocol`, which
    /// is named as in AWS's JSON. Fails with all that is wrong.
    pub(super) fn read(
        sources: &[Arc<Source>],
        protocol: &str,
        operations: &[String],
    ) -> Result<Self, String> {
        let mut diagnostics = Diagnostics::new();
        let ir = lower(sources, protocol, operations, &mut diagnostics);
        match ir {
            Some(ir) if !diagnostics.has_errors() => Ok(Self::leak(&ir)),
            _ => Err(diagnostics.to_string()),
        }
    }

    /// The operation called so in the model.
    pub(super) fn operation(&self, name: &str) -> Option<&'static rt::OperationSchema> {
        self.operations.get(name).copied()
    }

    fn leak(ir: &ir::Ir) -> Self {
        let mut schemas = Schemas::new(ir);
        let operations = ir.operations.iter();
        let operations = operations.map(|it| operation(it, &mut schemas));
        let operations: Vec<&'static rt::OperationSchema> = operations.collect();
        let service = &ir.service;
        let schema = rt::ServiceSchema {
            id: id(&service.id),
            version: text(&service.version),
            sdk_id: text(&service.sdk_id),
            protocol: protocol_of(service.protocol),
            auth: &[],
            endpoint: None,
            xml_namespace: service.xml_namespace.as_ref().map(xml_namespace),
            operations: operations.clone().leak(),
        };
        Self {
            schema: Box::leak(Box::new(schema)),
            operations: operations.iter().map(|it| (it.id.name, *it)).collect(),
        }
    }
}

fn lower(
    sources: &[Arc<Source>],
    protocol: &str,
    operations: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<ir::Ir> {
    let sources = translate(sources, diagnostics);
    let ast = load(&sources, diagnostics);
    let choice = Choice {
        service: None,
        operations,
    };
    let model = select(&ast, &choice, diagnostics)?;
    let mut options = Options::new("service");
    let traits = &model.service().traits;
    let protocol = match protocol {
        "json" if traits.aws_json_1_0().is_some() => "awsJson1_0",
        "json" => "awsJson1_1",
        "rest-json" => "restJson1",
        "rest-xml" => "restXml",
        "query" => "awsQuery",
        "ec2" => "ec2Query",
        "smithy-rpc-v2-cbor" => "rpcv2Cbor",
        other => other,
    };
    options.protocol = Some(protocol.to_owned());
    lower::lower(&model, &options, diagnostics)
}

fn protocol_of(from: ir::Protocol) -> &'static dyn Protocol {
    match from {
        ir::Protocol::AwsJson10 => &protocol::AWS_JSON_1_0,
        ir::Protocol::AwsJson10QueryCompatible => &protocol::AWS_JSON_1_0_QUERY_COMPATIBLE,
        ir::Protocol::AwsJson11 => &protocol::AWS_JSON_1_1,
        ir::Protocol::RestJson1 => &protocol::REST_JSON_1,
        ir::Protocol::RestXml => &protocol::REST_XML,
        ir::Protocol::RestXmlUnwrapped => &protocol::REST_XML_UNWRAPPED,
        ir::Protocol::AwsQuery => &protocol::AWS_QUERY,
        ir::Protocol::Ec2Query => &protocol::EC2_QUERY,
        ir::Protocol::RpcV2Cbor => &protocol::RPC_V2_CBOR,
        ir::Protocol::RpcV2CborQueryCompatible => &protocol::RPC_V2_CBOR_QUERY_COMPATIBLE,
        ir::Protocol::RpcV2Json => &protocol::RPC_V2_JSON,
    }
}

/// What protocols read of an operation. That S3's rules place buckets is not theirs to know.
fn operation(from: &ir::Operation, schemas: &mut Schemas<'_>) -> &'static rt::OperationSchema {
    let errors = from.error.variants.iter();
    let errors: Vec<_> = errors.map(|it| schemas.leak(&it.schema)).collect();
    let host_prefix = from.host_prefix.iter().map(|part| match part {
        ir::HostPart::Text(it) => rt::HostPart::Text(text(it)),
        ir::HostPart::Label(index) => rt::HostPart::Label(*index),
    });
    let (input, output) = (
        schemas.leak(&from.input_schema),
        schemas.leak(&from.output_schema),
    );
    Box::leak(Box::new(rt::OperationSchema {
        errors: errors.leak(),
        host_prefix: host_prefix.collect::<Vec<_>>().leak(),
        http: from.http.as_ref().map(http),
        checksum: from.checksum.as_ref().map(|it| {
            let checksum: &'static rt::Checksum = Box::leak(Box::new(rt::Checksum {
                required: it.required,
                md5: it.md5,
                algorithm: it.algorithm,
                validation_mode: it.validation_mode,
                response: &[],
            }));
            checksum
        }),
        compressed: from.compressed,
        input_stream: from.input_stream,
        output_stream: from.output_stream,
        unwrapped_output: from.unwrapped_output,
        ..rt::OperationSchema::new(id(&from.id), input, output)
    }))
}

fn http(from: &ir::Http) -> &'static rt::Http {
    let path = from.path.iter().map(|part| match part {
        ir::PathPart::Text(it) => rt::PathPart::Text(text(it)),
        ir::PathPart::Label(index) => rt::PathPart::Label(*index),
        ir::PathPart::Greedy(index) => rt::PathPart::Greedy(*index),
        ir::PathPart::Key(index) => rt::PathPart::Key(*index),
    });
    let query = from.query.iter();
    let query = query.map(|(name, value)| (text(name), value.as_deref().map(text)));
    Box::leak(Box::new(rt::Http {
        method: text(&from.method),
        path: path.collect::<Vec<_>>().leak(),
        query: query.collect::<Vec<_>>().leak(),
        status: from.status,
    }))
}
