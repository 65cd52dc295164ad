//! What a case wants of the client's configuration: `aws.protocoltests.config#AwsConfig` in its
//! `vendorParams`.

use serde_json::Value;
use tinsmith::rt::endpoint::ClientParams;

use super::case::Case;

/// The configuration of one case. What an operation has of its own wins over its client's.
pub(super) struct Settings<'a> {
    pub(super) region: &'a str,
    pub(super) use_dual_stack: Option<bool>,
    /// S3's.
    pub(super) params: ClientParams,
}

impl<'a> Settings<'a> {
    pub(super) fn of(case: &'a Case) -> Self {
        let scoped = &case.test["vendorParams"]["scopedConfig"];
        let (client, operation) = (&scoped["client"], &scoped["operation"]);
        let of_s3 = |name: &str| match &operation["s3"][name] {
            Value::Null => &client["s3"][name],
            own => own,
        };
        let flags = [
            ("ForcePathStyle", of_s3("addressing_style") == "path"),
            ("Accelerate", *of_s3("use_accelerate_endpoint") == true),
        ];
        let set = flags.into_iter().filter(|(_, value)| *value);
        Self {
            region: client["region"].as_str().unwrap_or("us-east-1"),
            use_dual_stack: of_s3("use_dualstack_endpoint").as_bool(),
            params: set.fold(ClientParams::default(), |params, (name, value)| {
                params.with_flag(name, value)
            }),
        }
    }
}
