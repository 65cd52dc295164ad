//! Bodies whose hashes are sent before them, one of them a tree hash.

use bytes::Bytes;
use http::Request;
use http::header::{HeaderName, HeaderValue};
use sha2::{Digest, Sha256};

use super::unusable;
use crate::auth::sigv4::{SigningSettings, hex};
use crate::call::wire;
use crate::model::codec::EncodeError;
use crate::model::quirk::{Quirk, QuirkContext};
use crate::model::value::Structure;

/// Adds the SHA-256 tree hash of the body, unless the caller sets it, and has the signer send the
/// SHA-256 of the whole body in `x-amz-content-sha256`. The body must be in memory: both hashes
/// are sent before it, and both are required.
#[derive(Debug)]
pub struct TreeHash {
    /// In lower case.
    pub header: &'static str,
}

/// The number of bytes that each leaf of the tree covers.
const LEAF: usize = 1024 * 1024;

type Hash = [u8; 32];

impl Quirk for TreeHash {
    fn request(
        &self,
        cx: &QuirkContext<'_>,
        input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), EncodeError> {
        let stream = cx.operation.input_stream;
        if let (Some(index), Some(_)) = (stream, wire::pending_stream(input, stream)) {
            let reason = "the service wants its hashes beforehand: it must be in memory; upload \
                what is too large for that in parts";
            return Err(unusable(input, index, reason));
        }
        if !request.headers().contains_key(self.header) {
            let hash = hex::digits(&tree_hash(request.body()));
            if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(hash)) {
                let name = HeaderName::from_static(self.header);
                request.headers_mut().insert(name, value);
            }
        }
        Ok(())
    }

    fn signing(&self, settings: &mut SigningSettings<'_>) {
        settings.content_sha256_header = true;
    }
}

/// The root of the tree whose leaves are the hashes of each mebibyte, and whose nodes are hashes
/// of two nodes' hashes; a node without a neighbour moves up unchanged ("Computing Checksums" in
/// the developer guide of Amazon S3 Glacier).
fn tree_hash(body: &[u8]) -> Hash {
    let mut level: Vec<Hash> = body
        .chunks(LEAF)
        .map(|it| Sha256::digest(it).into())
        .collect();
    while level.len() > 1 {
        let nodes = level.chunks(2).map(|pair| match pair {
            [left, right] => Sha256::new()
                .chain_update(left)
                .chain_update(right)
                .finalize()
                .into(),
            alone => alone.first().copied().unwrap_or_default(),
        });
        level = nodes.collect();
    }
    let root = level.first().copied();
    root.unwrap_or_else(|| Sha256::digest([]).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash_of(bytes: &[u8]) -> Hash {
        Sha256::digest(bytes).into()
    }

    #[test]
    fn a_body_of_one_leaf_has_the_hash_of_itself() {
        assert_eq!(tree_hash(b""), hash_of(b""));
        assert_eq!(tree_hash(b"hello world"), hash_of(b"hello world"));
    }

    #[test]
    fn nodes_are_hashed_in_pairs_and_the_odd_one_moves_up() {
        let body = [vec![1; LEAF], vec![2; LEAF], vec![3; 5]].concat();
        let [one, two, three] = [&body[..LEAF], &body[LEAF..2 * LEAF], &body[2 * LEAF..]];
        let left = hash_of(&[hash_of(one), hash_of(two)].concat());
        assert_eq!(tree_hash(&body), hash_of(&[left, hash_of(three)].concat()));
    }
}
