//! Forms (`application/x-www-form-urlencoded`) by meaning: pairs in any order.

/// Whether both hold the same pairs.
pub(crate) fn same(expected: &[u8], found: &[u8]) -> bool {
    let sorted = |form| {
        let mut pairs = pairs(form);
        pairs.sort();
        pairs
    };
    sorted(expected) == sorted(found)
}

/// The pairs of a form without escapes. Cases may break the line before a pair.
pub(crate) fn pairs(form: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    form.split(|it| *it == b'&')
        .map(<[u8]>::trim_ascii)
        .map(pair)
        .collect()
}

fn pair(text: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let end = text.iter().position(|it| *it == b'=');
    let (name, value) = text.split_at(end.unwrap_or(text.len()));
    (decode(name), decode(value.get(1..).unwrap_or_default()))
}

/// Without escapes; what is no escape stays.
fn decode(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let escape = after.get(..2).filter(|_| *first == b'%');
        let digits = escape.and_then(|it| std::str::from_utf8(it).ok());
        let code = digits.and_then(|it| u8::from_str_radix(it, 16).ok());
        decoded.push(match first {
            b'+' => b' ',
            first => code.unwrap_or(*first),
        });
        rest = after.get(2..).filter(|_| code.is_some()).unwrap_or(after);
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn pairs_may_stand_in_any_order_and_spelling() {
        let expected = b"Action=A\n&List.1=a%20b\n&List.2=%2B";
        assert!(same(expected, b"List.2=%2b&Action=A&List.1=a+b"));
    }

    #[test]
    fn every_pair_counts() {
        for found in ["a=1", "a=1&b=2&c", "a=1&b=1", "a=1&a=1&b=2", "a=1&b=2&"] {
            assert!(!same(b"a=1&b=2", found.as_bytes()), "{found}");
        }
    }
}
