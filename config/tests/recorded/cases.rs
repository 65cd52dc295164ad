//! What the suites cannot say themselves.

/// What our error says where theirs is another.
pub(crate) const ERRORS: [(&str, &str); 16] = [
    (
        "eks_pod_identity_no_token_file",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names cannot be read",
    ),
    (
        "imds_default_chain_error",
        "says that the instance has no role",
    ),
    ("imds_disabled", "AWS_EC2_METADATA_DISABLED is \"True\""),
    ("imds_no_iam_role", "says that the instance has no role"),
    ("imds_token_fail", "is disabled on this instance (HTTP 403)"),
    (
        "profile_overrides_web_identity",
        "AWS_ACCESS_KEY_ID is not set",
    ),
    (
        "sso_no_token_file",
        "dace00cba5f8355ec9d274ceb2bcebdfbeed0e12.json) cannot be read",
    ),
    ("sso_server_error", "role MySsoRole in account 123456789"),
    (
        "web_identity_source_profile_no_env",
        "`web_identity_token_file` without `role_arn`",
    ),
    (
        "web_identity_token_invalid_jwt",
        "No OpenIDConnect provider found in your account",
    ),
    (
        "credential_process_failure",
        "the program ended with exit status: 1",
    ),
    (
        "credential_process_invalid",
        "the program printed no JSON object",
    ),
    ("empty_config", "nothing was found"),
    ("invalid_config", "a property has no name before its `=`"),
    (
        "invalid_sso_credentials_config",
        "it has a token for services that take those, and no credentials",
    ),
    (
        "sso_token",
        "it has a token for services that take those, and no credentials",
    ),
];

/// The regions that code says.
pub(crate) const REGIONS: [(&str, &str); 1] = [("region_override", "us-east-2")];

/// Fields of forms that somebody has changed after they were recorded.
pub(crate) const CHANGED: [(&str, &[&str]); 4] = [
    ("web_identity_token_env", &["RoleArn"]),
    ("web_identity_token_invalid_jwt", &["WebIdentityToken"]),
    (
        "web_identity_token_profile",
        &["RoleArn", "WebIdentityToken"],
    ),
    (
        "web_identity_token_source_profile",
        &["RoleArn", "WebIdentityToken"],
    ),
];
