//! The settings (AWS SDKs and Tools Reference, "Settings reference").

/// A setting: its variables, the first of which the runtime asks for, and its keys in a profile.
pub(super) struct Setting {
    pub(super) variables: &'static [&'static str],
    pub(super) keys: &'static [&'static str],
    /// A key that is indented below another one.
    pub(super) nested: Option<(&'static str, &'static str)>,
}

const fn setting(variable: &'static [&'static str], keys: &'static [&'static str]) -> Setting {
    Setting {
        variables: variable,
        keys,
        nested: None,
    }
}

/// One that Amazon S3 has, in `s3 =`.
const fn of_s3(
    variable: &'static [&'static str],
    keys: &'static [&'static str],
    nested: &'static str,
) -> Setting {
    Setting {
        variables: variable,
        keys,
        nested: Some(("s3", nested)),
    }
}

pub(super) const TABLE: [Setting; 37] = [
    setting(&["AWS_REGION", "AWS_DEFAULT_REGION"], &["region"]),
    setting(&["AWS_ENDPOINT_URL"], &["endpoint_url"]),
    setting(
        &["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"],
        &["ignore_configured_endpoint_urls"],
    ),
    setting(&["AWS_USE_FIPS_ENDPOINT"], &["use_fips_endpoint"]),
    setting(&["AWS_USE_DUALSTACK_ENDPOINT"], &["use_dualstack_endpoint"]),
    setting(&["AWS_RETRY_MODE"], &["retry_mode"]),
    setting(&["AWS_NEW_RETRIES_2026"], &[]),
    setting(&["AWS_MAX_ATTEMPTS"], &["max_attempts"]),
    setting(
        &["AWS_ACCOUNT_ID_ENDPOINT_MODE"],
        &["account_id_endpoint_mode"],
    ),
    setting(
        &["AWS_REQUEST_CHECKSUM_CALCULATION"],
        &["request_checksum_calculation"],
    ),
    setting(
        &["AWS_RESPONSE_CHECKSUM_VALIDATION"],
        &["response_checksum_validation"],
    ),
    setting(&["AWS_AUTH_SCHEME_PREFERENCE"], &["auth_scheme_preference"]),
    setting(
        &["AWS_SIGV4A_SIGNING_REGION_SET"],
        &["sigv4a_signing_region_set"],
    ),
    setting(&["AWS_SDK_UA_APP_ID"], &["sdk_ua_app_id", "sdk-ua-app-id"]),
    setting(
        &["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"],
        &["request_min_compression_size_bytes"],
    ),
    setting(
        &["AWS_DISABLE_REQUEST_COMPRESSION"],
        &["disable_request_compression"],
    ),
    setting(&["AWS_CA_BUNDLE"], &["ca_bundle"]),
    setting(
        &["AWS_DISABLE_HOST_PREFIX_INJECTION"],
        &["disable_host_prefix_injection"],
    ),
    setting(
        &[
            "AWS_ENABLE_ENDPOINT_DISCOVERY",
            "AWS_ENDPOINT_DISCOVERY_ENABLED",
        ],
        &["endpoint_discovery_enabled"],
    ),
    of_s3(
        &["AWS_S3_USE_ARN_REGION"],
        &["s3_use_arn_region"],
        "use_arn_region",
    ),
    of_s3(
        &["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"],
        &["s3_us_east_1_regional_endpoint"],
        "us_east_1_regional_endpoint",
    ),
    of_s3(
        &["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"],
        &["s3_disable_multiregion_access_points"],
        "s3_disable_multiregion_access_points",
    ),
    of_s3(
        &["AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"],
        &["s3_disable_express_session_auth"],
        "s3_disable_express_session_auth",
    ),
    setting(&["AWS_EC2_METADATA_DISABLED"], &["disable_ec2_metadata"]),
    setting(
        &["AWS_EC2_METADATA_SERVICE_ENDPOINT"],
        &["ec2_metadata_service_endpoint"],
    ),
    setting(
        &["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"],
        &["ec2_metadata_service_endpoint_mode"],
    ),
    setting(
        &["AWS_EC2_METADATA_V1_DISABLED"],
        &["ec2_metadata_v1_disabled"],
    ),
    setting(
        &["AWS_EC2_INSTANCE_PROFILE_NAME"],
        &["ec2_instance_profile_name"],
    ),
    setting(
        &["AWS_METADATA_SERVICE_TIMEOUT"],
        &["metadata_service_timeout"],
    ),
    setting(
        &["AWS_METADATA_SERVICE_NUM_ATTEMPTS"],
        &["metadata_service_num_attempts"],
    ),
    setting(&["AWS_LOGIN_CACHE_DIRECTORY"], &[]),
    setting(&["AWS_EXECUTION_ENV"], &[]),
    setting(&["AWS_DEFAULTS_MODE"], &["defaults_mode"]),
    of_s3(
        &["s3 use_dualstack_endpoint"],
        &[],
        "use_dualstack_endpoint",
    ),
    of_s3(
        &["s3 payload_signing_enabled"],
        &[],
        "payload_signing_enabled",
    ),
    of_s3(&["s3 addressing_style"], &[], "addressing_style"),
    of_s3(
        &["s3 use_accelerate_endpoint"],
        &[],
        "use_accelerate_endpoint",
    ),
];
