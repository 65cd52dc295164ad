//! The examples of the RFCs, and challenges as servers write them.

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use super::{Challenge, Login, Target, authorization, next_nonce};

/// Section 3.9.1 of RFC 7616.
const MUFASA: &str = r#"realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#;
/// Section 3.9.2; erratum 4897 corrects the expected response.
const DOE: &str = r#"realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8"#;

fn headers(values: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(WWW_AUTHENTICATE, value.parse().unwrap());
    }
    headers
}

fn challenge(text: &str) -> Challenge {
    Challenge::find(&headers(&[text])).unwrap().unwrap()
}

fn refusal(text: &str) -> String {
    Challenge::find(&headers(&[text])).unwrap_err()
}

fn login(user: &str, password: &str) -> Login {
    Login {
        user: user.to_owned(),
        password: password.to_owned(),
    }
}

fn answer(challenge: &Challenge, login: &Login, uri: &str, client_nonce: &str) -> String {
    let target = Target {
        method: "GET",
        uri,
        count: 1,
        client_nonce,
    };
    let value = authorization(challenge, login, &target).unwrap();
    value.to_str().unwrap().to_owned()
}

/// A parameter of an answer, with its quotes.
fn part<'t>(answer: &'t str, name: &str) -> Option<&'t str> {
    let answer = answer.strip_prefix("Digest ").unwrap();
    let mut parts = answer.split(", ").filter_map(|part| part.split_once('='));
    parts.find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[test]
fn the_examples_with_md5_and_sha_256_hold() {
    let mufasa = login("Mufasa", "Circle of Life");
    let client_nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    for (algorithm, response) in [
        ("MD5", "\"8ca523f5e9506fed4657c9700eebdbec\""),
        (
            "SHA-256",
            "\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"",
        ),
        ("MD5-sess", "\"e783283f46242139c486a698fec7211d\""),
        (
            "SHA-256-sess",
            "\"2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7\"",
        ),
    ] {
        let challenge = challenge(&format!("Digest {MUFASA}, algorithm={algorithm}"));
        let answer = answer(&challenge, &mufasa, "/dir/index.html", client_nonce);
        for (name, expected) in [
            ("username", "\"Mufasa\""),
            ("realm", "\"http-auth@example.org\""),
            ("uri", "\"/dir/index.html\""),
            ("algorithm", algorithm),
            ("nc", "00000001"),
            ("qop", "auth"),
            ("opaque", "\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""),
            ("response", response),
        ] {
            assert_eq!(part(&answer, name), Some(expected), "{algorithm}: {answer}");
        }
    }
}

#[test]
fn the_example_with_a_name_beyond_ascii_holds() {
    let doe = login("Jäsøn Doe", "Secret, or not?");
    let client_nonce = "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v";
    let response = "\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\"";
    let hashed = challenge(&format!("Digest {DOE}, userhash=true"));
    let hashed = answer(&hashed, &doe, "/doe.json", client_nonce);
    let user = "\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"";
    assert_eq!(part(&hashed, "username"), Some(user));
    assert_eq!(part(&hashed, "userhash"), Some("true"));
    assert_eq!(part(&hashed, "response"), Some(response));
    let plain = answer(
        &challenge(&format!("Digest {DOE}")),
        &doe,
        "/doe.json",
        client_nonce,
    );
    assert_eq!(
        part(&plain, "username*"),
        Some("UTF-8''J%C3%A4s%C3%B8n%20Doe")
    );
    assert_eq!(part(&plain, "response"), Some(response));
}

/// RFC 2617, section 3.5, and RFC 2069, section 2.4 (as corrected by erratum 749).
#[test]
fn the_examples_of_older_servers_hold() {
    let nonce = "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
    let counted = challenge(&format!(
        "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", {nonce}"
    ));
    let counted = answer(
        &counted,
        &login("Mufasa", "Circle Of Life"),
        "/dir/index.html",
        "0a4f113b",
    );
    assert_eq!(
        part(&counted, "response"),
        Some("\"6629fae49393a05397450978507c4ef1\"")
    );
    assert_eq!(part(&counted, "algorithm"), None);
    let bare = challenge(&format!("Digest realm=\"testrealm@host.com\", {nonce}"));
    let bare = answer(
        &bare,
        &login("Mufasa", "CircleOfLife"),
        "/dir/index.html",
        "0a4f113b",
    );
    assert_eq!(
        part(&bare, "response"),
        Some("\"1949323746fe6a43ef61f9606e7febea\"")
    );
    for absent in ["nc", "qop", "cnonce"] {
        assert_eq!(part(&bare, absent), None);
    }
}

#[test]
fn the_count_is_eight_digits_in_hexadecimal() {
    let target = Target {
        method: "GET",
        uri: "/",
        count: 0x1ab,
        client_nonce: "x",
    };
    let it = authorization(
        &challenge(&format!("Digest {MUFASA}")),
        &login("a", "b"),
        &target,
    );
    assert_eq!(part(it.unwrap().to_str().unwrap(), "nc"), Some("000001ab"));
}

#[test]
fn quotes_are_escaped_and_understood() {
    let it = challenge(r#"Digest realm="the \"vault\" \\ inner, secret", nonce="n", qop=auth"#);
    assert_eq!(it.realm, r#"the "vault" \ inner, secret"#);
    let answer = answer(&it, &login("a\"b", "c"), "/", "x");
    assert!(answer.contains(r#"username="a\"b""#), "{answer}");
    assert!(
        answer.contains(r#"realm="the \"vault\" \\ inner, secret""#),
        "{answer}"
    );
}

#[test]
fn a_challenge_is_found_among_others() {
    for values in [
        &[r#"Basic realm="a, Digest nonce=1", digest Nonce = "n" , QOP="auth",stale=TRUE, Bearer"#]
            [..],
        &[
            "Negotiate abc==",
            r#"Basic realm="x""#,
            r#"DIGEST nonce="n",qop=auth,stale=true"#,
        ],
        &[
            r#"Digest algorithm=SHA-1, nonce="m", Digest qop="auth-int, auth", nonce="n", stale=true"#,
        ],
    ] {
        let it = Challenge::find(&headers(values)).unwrap().unwrap();
        assert_eq!((it.nonce.as_str(), it.is_stale), ("n", true), "{values:?}");
    }
    for nothing in [&[][..], &["Basic realm=x"], &["Bearer"], &["", ",, ,"]] {
        assert_eq!(Challenge::find(&headers(nothing)), Ok(None), "{nothing:?}");
    }
}

#[test]
fn what_cannot_be_answered_is_named() {
    for (text, expected) in [
        (
            r#"Digest nonce="n", qop="auth-int""#,
            "`auth-int`, and only `auth` is supported",
        ),
        (
            r#"Digest nonce="n", algorithm=SHA-1"#,
            "`SHA-1` is not known",
        ),
        ("Digest qop=auth", "no nonce"),
        (r#"Digest qop=auth, nonce="never ends"#, "no nonce"),
    ] {
        let refusal = refusal(text);
        assert!(refusal.contains(expected), "{text}: {refusal}");
    }
}

#[test]
fn a_user_who_cannot_stand_in_a_header_does_not_break_it() {
    let it = challenge(&format!("Digest {MUFASA}"));
    let answer = answer(&it, &login("a\r\nb", "c"), "/", "x");
    assert!(answer.contains("username*=UTF-8''a%0D%0Ab,"), "{answer}");
}

#[test]
fn no_cut_or_garbled_challenge_makes_trouble() {
    let text = r#"Basic realm="a\"b", Digest realm="c\\", nonce=n, qop="auth" , ="", x=, ,Digest"#;
    for at in 0..=text.len() {
        let _ = Challenge::find(&headers(&[&text[..at], &text[at..]]));
        for garbled in ["\"", "\\", "=", ",", " ", "Digest "] {
            let garbled = [&text[..at], garbled, &text[at..]].concat();
            let _ = Challenge::find(&headers(&[&garbled]));
        }
    }
}

#[test]
fn the_next_nonce_is_read() {
    let mut headers = HeaderMap::new();
    assert_eq!(next_nonce(&headers), None);
    headers.insert(
        "authentication-info",
        r#"qop=auth, nextnonce="n2""#.parse().unwrap(),
    );
    assert_eq!(next_nonce(&headers).as_deref(), Some("n2"));
    headers.insert("authentication-info", "rspauth=\"1\"".parse().unwrap());
    assert_eq!(next_nonce(&headers), None);
}

#[test]
fn debug_hides_the_password() {
    assert_eq!(
        format!("{:?}", login("me", "hush")),
        "Login { user: \"me\", .. }"
    );
}
