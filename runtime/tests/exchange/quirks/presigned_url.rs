//! Copies from another region.

use tinsmith::credentials::Anonymous;
use tinsmith::rt::operation::{Operation, OperationSchema, Service, ServiceSchema};
use tinsmith::rt::protocol::AWS_QUERY;
use tinsmith::rt::quirks::PresignedUrl;
use tinsmith::rt::schema::prelude::{STRING, UNIT};
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId};
use tinsmith::{Config, Credentials, Unit, structure, wire};

use crate::rig::{client, run};
use crate::script::{Constant, World, reply};
use crate::service::{PutError, PutRegional};

static INPUT: Schema = Schema {
    id: ShapeId::new("test.copies", "CopyInput"),
    kind: Kind::Structure,
    members: &[
        Member::new("Id", &STRING),
        Member::new("SourceRegion", &STRING),
        Member::new("Url", &STRING),
    ],
    traits: &[],
};

#[derive(Clone)]
pub(crate) struct CopyInput {
    id: String,
    source_region: Option<String>,
    url: Option<String>,
}
structure!(CopyInput, INPUT, { 0 => id, 1 => source_region, 2 => url });

fn copy(source_region: Option<&str>, url: Option<&str>) -> CopyInput {
    CopyInput {
        id: "a b".to_owned(),
        source_region: source_region.map(str::to_owned),
        url: url.map(str::to_owned),
    }
}

static COPIES: ServiceSchema = ServiceSchema {
    id: ShapeId::new("test.copies", "Copies"),
    version: "1",
    sdk_id: "Copies",
    protocol: &AWS_QUERY,
    auth: <PutRegional as Operation>::Service::SCHEMA.auth,
    endpoint: <PutRegional as Operation>::Service::SCHEMA.endpoint,
    xml_namespace: None,
    operations: &[],
};

pub(crate) enum Copies {}

impl Service for Copies {
    const SCHEMA: &'static ServiceSchema = &COPIES;
}

macro_rules! copies {
    ($($type:ident: $sends_regions:literal;)*) => {
        $(
            pub(crate) enum $type {}

            impl Operation for $type {
                const SCHEMA: &'static OperationSchema = &const {
                    OperationSchema {
                        quirks: &[&PresignedUrl {
                            source: 1,
                            url: 2,
                            name: "Url",
                            sends_regions: $sends_regions,
                        }],
                        ..OperationSchema::new(ShapeId::new("test.copies", "Copy"), &INPUT, &UNIT)
                    }
                };
                type Service = Copies;
                type Input = CopyInput;
                type Output = Unit;
                type Error = PutError;
            }
        )*
    };
}

copies! {
    Copy: false;
    CopyOpenly: true;
}

/// The form that is sent in the region `here`.
fn sent<O: Operation<Input = CopyInput, Error = PutError>>(input: CopyInput) -> String {
    let world = World::new([reply(200, "<CopyResponse><CopyResult/></CopyResponse>")]);
    let config = Config::builder().region("here").entropy(Constant(7));
    let config = config.credentials(Credentials::new("AKID", "secret"));
    run(client::<O>(config, &world).operation::<O>().send(input))
        .map(|_| ())
        .unwrap();
    let body = world.sent()[0].request.body().to_vec();
    String::from_utf8(body).unwrap()
}

/// The URL in a form, and the other parameters.
fn url(form: &str) -> (String, String) {
    let (before, url) = form.split_once("&Url=").unwrap();
    let escapes = [
        ("%3A", ":"),
        ("%2F", "/"),
        ("%3F", "?"),
        ("%26", "&"),
        ("%3D", "="),
        ("%25", "%"),
    ];
    let url = escapes
        .iter()
        .fold(url.to_owned(), |url, (from, to)| url.replace(from, to));
    (before.to_owned(), url)
}

const ACTION: &str = "Action=Copy&Version=1&Id=a%20b";

#[test]
fn the_presigned_url_calls_the_same_operation_in_the_source_region() {
    let (rest, url) = url(&sent::<Copy>(copy(Some("there"), None)));
    // The service does not know the member.
    assert_eq!(rest, ACTION);
    let expected = "https://there.test/?Action=Copy&Version=1&Id=a%20b&DestinationRegion=here&";
    assert!(url.starts_with(expected), "{url}");
    for part in [
        "X-Amz-Credential=AKID%2F20300101%2Fthere%2Fvault%2Faws4_request",
        "X-Amz-Expires=3600",
        "X-Amz-SignedHeaders=host",
        "X-Amz-Signature=",
    ] {
        assert!(url.contains(part), "{url}");
    }
}

#[test]
fn a_service_with_region_members_gets_both_regions() {
    let (rest, url) = url(&sent::<CopyOpenly>(copy(Some("there"), None)));
    assert!(
        rest.ends_with("&SourceRegion=there&DestinationRegion=here"),
        "{rest}"
    );
    assert!(
        url.contains("&SourceRegion=there&DestinationRegion=here&"),
        "{url}"
    );
}

#[test]
fn a_url_that_the_caller_sets_is_kept() {
    let form = sent::<Copy>(copy(Some("there"), Some("own")));
    assert!(form.ends_with("&Url=own"), "{form}");
    assert!(!form.contains("SourceRegion"), "{form}");
}

#[test]
fn a_copy_within_a_region_needs_no_url() {
    let form = sent::<Copy>(copy(None, None));
    assert!(!form.contains("Url"), "{form}");
}

#[test]
fn without_credentials_a_copy_from_another_region_is_refused() {
    let config = Config::builder().region("here").entropy(Constant(7));
    let client = client::<Copy>(config.credentials(Anonymous), &World::default());
    let error = run(client.operation::<Copy>().send(copy(Some("there"), None)));
    let error = error.map(|_| ()).unwrap_err().to_string();
    let expected = "Copy: the input cannot be encoded: Url: a copy from another region takes";
    assert!(error.starts_with(expected), "{error}");
    let error = wire::request::<Copy>(&copy(Some("there"), None)).unwrap_err();
    assert_eq!(error.path, "Url");
}

#[test]
fn without_a_client_the_callers_region_members_are_kept() {
    let request = wire::request::<CopyOpenly>(&copy(Some("there"), None)).unwrap();
    let form = String::from_utf8_lossy(request.body()).into_owned();
    assert!(form.ends_with("&SourceRegion=there"), "{form}");
}

#[test]
fn an_explanation_shows_the_url() {
    let config = Config::builder().region("here").entropy(Constant(7));
    let config = config.credentials(Credentials::new("AKID", "secret"));
    let client = client::<Copy>(config, &World::default());
    let explained = run(client
        .operation::<Copy>()
        .explain(copy(Some("there"), None)))
    .unwrap();
    assert!(String::from_utf8_lossy(&explained.body).contains("&Url=https%3A%2F%2Fthere.test"));
}
