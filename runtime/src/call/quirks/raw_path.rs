//! Paths that are object keys.

use crate::auth::sigv4::SigningSettings;
use crate::model::quirk::Quirk;

/// Signs by the rules of S3: the path as it is sent, since dots and double slashes are parts of a
/// key; with a header that carries the payload hash; and presigned for any body.
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
