//! HMAC with SHA-256 (RFC 2104). Knows nothing of signing keys.

use sha2::{Digest, Sha256};

/// A keyed HMAC: a clone of it starts again without hashing the key again.
#[derive(Clone)]
pub(super) struct Hmac {
    inner: Sha256,
    outer: Sha256,
}

impl Hmac {
    pub(super) fn new(key: &[u8]) -> Self {
        let mut block = [0_u8; 64];
        if key.len() > block.len() {
            block[..32].copy_from_slice(&Sha256::digest(key));
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        Self {
            inner: Sha256::new_with_prefix(block.map(|byte| byte ^ 0x36)),
            outer: Sha256::new_with_prefix(block.map(|byte| byte ^ 0x5c)),
        }
    }

    pub(super) fn update(&mut self, message: &[u8]) {
        self.inner.update(message);
    }

    pub(super) fn finish(self) -> [u8; 32] {
        self.outer
            .chain_update(self.inner.finalize())
            .finalize()
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::hex::Hex;
    use super::*;

    fn tag(key: &[u8], message: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::new(key);
        mac.update(message);
        mac.finish()
    }

    /// RFC 4231, except case 5, which truncates.
    #[test]
    fn the_published_vectors_hold() {
        let counting: Vec<u8> = (1..=25).collect();
        let long_text = b"This is a test using a larger than block-size key and a larger than \
            block-size data. The key needs to be hashed before being used by the HMAC algorithm.";
        let cases: [(&[u8], &[u8], &str); 6] = [
            (
                &[0x0b; 20],
                b"Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (
                &counting,
                &[0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                &[0xaa; 131],
                long_text,
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ];
        for (key, message, expected) in cases {
            let tag = Hex::of(&tag(key, message));
            assert_eq!(tag.as_bytes(), expected.as_bytes());
        }
    }

    #[test]
    fn only_a_key_longer_than_a_block_counts_as_its_hash() {
        for (length, is_hashed) in [(63, false), (64, false), (65, true)] {
            let key = vec![b'k'; length];
            let same = tag(&key, b"x") == tag(&Sha256::digest(&key), b"x");
            assert_eq!(same, is_hashed, "{length}");
        }
    }
}
