//! The canonical request: what both sides compute for themselves and compare.

use sha2::{Digest, Sha256};

use crate::auth::sigv4::{
    Settings, Unsigned,
    headers::{self, Covered},
    hex::Hex,
    uri::{self, Query},
};

/// A canonical request, and the names of the headers in it.
pub(super) struct Canonical {
    pub(super) text: Vec<u8>,
    pub(super) signed_headers: Vec<u8>,
}

impl Canonical {
    /// `headers` are in order, `query` in any.
    pub(super) fn new(
        request: &Unsigned<'_>,
        headers: &[Covered<'_>],
        query: &Query<'_>,
        payload: &[u8],
        settings: &Settings<'_>,
    ) -> Self {
        let signed_headers = headers::names(headers);
        let values: usize = headers.iter().map(|(_, value)| value.len() + 2).sum();
        let path = request.uri.path();
        let length = 2 * signed_headers.len() + values + path.len() + payload.len() + 16;
        let mut text = Vec::with_capacity(length);
        text.extend_from_slice(request.method.as_str().as_bytes());
        text.push(b'\n');
        uri::write_path(path, settings, &mut text);
        text.push(b'\n');
        uri::write_query(query, &mut text);
        text.push(b'\n');
        headers::write(headers, &mut text);
        text.push(b'\n');
        text.extend_from_slice(&signed_headers);
        text.push(b'\n');
        text.extend_from_slice(payload);
        Self {
            text,
            signed_headers,
        }
    }

    pub(super) fn digest(&self) -> Hex {
        Hex::of(&Sha256::digest(&self.text).into())
    }
}
