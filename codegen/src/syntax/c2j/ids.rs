//! The ids of the traits that this format has a word for.

pub(super) const RULES: &str = "smithy.rules#endpointRuleSet";
pub(super) const DECISIONS: &str = "smithy.rules#endpointBdd";
pub(super) const TESTS: &str = "smithy.rules#endpointTests";
pub(super) const DOCUMENTATION: &str = "smithy.api#documentation";
pub(super) const DEPRECATED: &str = "smithy.api#deprecated";
pub(super) const XML_NAME: &str = "smithy.api#xmlName";
pub(super) const XML_NAMESPACE: &str = "smithy.api#xmlNamespace";
pub(super) const STREAMING: &str = "smithy.api#streaming";
pub(super) const AUTH: &str = "smithy.api#auth";
pub(super) const SIGV4: &str = "aws.auth#sigv4";
pub(super) const SIGV4A: &str = "aws.auth#sigv4a";
pub(super) const BEARER: &str = "smithy.api#httpBearerAuth";
pub(super) const NO_AUTH: &str = "smithy.api#noAuth";
