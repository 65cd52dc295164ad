//! The cargo features that a service can need.

/// Whether the runtime was built with a feature. `false` for features that it does not know.
pub const fn has_feature(name: &str) -> bool {
    let mut index = 0;
    while index < FEATURES.len() {
        let (known, is_on) = FEATURES[index];
        if equal(known.as_bytes(), name.as_bytes()) {
            return is_on;
        }
        index += 1;
    }
    false
}

macro_rules! features {
    ($($name:literal),* $(,)?) => {
        const FEATURES: &[(&str, bool)] = &[$(($name, cfg!(feature = $name))),*];
    };
}

features![
    "aws-json-1-0",
    "aws-json-1-1",
    "aws-query",
    "checksum",
    "ec2-query",
    "event-stream",
    "gzip",
    "http-digest",
    "regex",
    "rest-json-1",
    "rest-xml",
    "rpc-v2-cbor",
    "rpc-v2-json",
    "sigv4a",
];

/// Slices cannot be compared with `==` in constants.
const fn equal(left: &[u8], right: &[u8]) -> bool {
    let mut index = 0;
    while index < left.len() && index < right.len() && left[index] == right[index] {
        index += 1;
    }
    index == left.len() && index == right.len()
}

#[cfg(test)]
mod tests {
    use super::has_feature;

    #[test]
    fn features_are_found_by_their_whole_name() {
        assert_eq!(has_feature("checksum"), cfg!(feature = "checksum"));
        assert!(!has_feature("check") && !has_feature("checksums") && !has_feature(""));
    }
}
