//! The canonical request, which client and service compute independently and compare.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::headers::{self, Covered};
use super::hex::Hex;
use super::uri::{self, Query};
use super::{SigningSettings, Unsigned};

/// A canonical request, and the position of its header names.
pub(super) struct Canonical {
    pub(super) text: Vec<u8>,
    names: Range<usize>,
}

impl Canonical {
    /// `headers` are sorted, `query` is in any order.
    pub(super) fn new(
        request: &Unsigned<'_>,
        headers: &[Covered<'_>],
        query: &Query<'_>,
        payload: &[u8],
        settings: &SigningSettings<'_>,
    ) -> Self {
        let sizes = headers
            .iter()
            .map(|(name, value)| 2 * name.len() + value.len() + 3);
        let path = request.uri.path();
        let length = sizes.sum::<usize>() + path.len() + payload.len() + 16;
        let mut text = Vec::with_capacity(length);
        text.extend_from_slice(request.method.as_str().as_bytes());
        text.push(b'\n');
        uri::write_path(path, settings, &mut text);
        text.push(b'\n');
        uri::write_query(query, &mut text);
        text.push(b'\n');
        headers::write(headers, &mut text);
        text.push(b'\n');
        let names = text.len();
        headers::write_names(headers, &mut text);
        let names = names..text.len();
        text.push(b'\n');
        text.extend_from_slice(payload);
        Self { text, names }
    }

    /// The covered header names, joined by semicolons.
    pub(super) fn signed_headers(&self) -> &[u8] {
        self.text.get(self.names.clone()).unwrap_or_default()
    }

    pub(super) fn digest(&self) -> Hex {
        Hex::of(&Sha256::digest(&self.text).into())
    }
}
