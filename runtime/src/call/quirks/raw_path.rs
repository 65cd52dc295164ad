//! Paths that are keys of objects.

use crate::auth::sigv4::SigningSettings;
use crate::model::quirk::Quirk;

/// Signs by the rules of S3: the path as it travels, since dots and double slashes are parts of a
/// key; with the payload hash in a header; and presigned for any body.
#[derive(Debug)]
pub struct RawPath;

impl Quirk for RawPath {
    fn signing(&self, settings: &mut SigningSettings<'_>) {
        settings.normalize_path = false;
        settings.double_encode_path = false;
        settings.content_sha256_header = true;
        settings.presign_any_body = true;
    }
}
