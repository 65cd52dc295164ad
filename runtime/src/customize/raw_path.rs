//! Paths that are keys of objects.

use super::Customize;
use crate::auth::sigv4::SigningSettings;

/// Signs the path as it travels: dots and double slashes are parts of a key. Says what stands for
/// the body, too, which services with such paths demand.
#[derive(Debug)]
pub struct RawPath;

impl Customize for RawPath {
    fn signing(&self, settings: &mut SigningSettings<'_>) {
        settings.normalize_path = false;
        settings.double_encode_path = false;
        settings.content_sha256_header = true;
    }
}
