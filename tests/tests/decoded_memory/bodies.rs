//! The bodies: one unit after the other, inside of what makes them values of a member.

/// How members are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Cbor,
    RestXml,
    AwsQuery,
    Ec2Query,
}

use Format::{AwsQuery, Cbor, Ec2Query, Json, RestXml};

const XML: &[Format] = &[RestXml, AwsQuery, Ec2Query];

/// A value that takes much memory: `unit` is repeated in the value of `member`.
#[derive(Clone, Copy)]
pub(crate) struct Repeated {
    pub(crate) formats: &'static [Format],
    pub(crate) member: &'static str,
    /// What opens and closes the value.
    pub(crate) around: [&'static [u8]; 2],
    pub(crate) unit: &'static [u8],
    /// Where a decimal number stands for each `#` of the unit.
    pub(crate) numbered: bool,
    /// What the path of what takes too much begins with.
    pub(crate) path: &'static str,
}

const fn json(
    member: &'static str,
    around: [&'static [u8]; 2],
    unit: &'static [u8],
    path: &'static str,
) -> Repeated {
    Repeated {
        formats: &[Json],
        member,
        around,
        unit,
        numbered: false,
        path,
    }
}

const fn cbor(
    member: &'static str,
    around: [&'static [u8]; 2],
    unit: &'static [u8],
    path: &'static str,
) -> Repeated {
    Repeated {
        formats: &[Cbor],
        ..json(member, around, unit, path)
    }
}

const fn xml(member: &'static str, unit: &'static [u8], path: &'static str) -> Repeated {
    Repeated {
        formats: XML,
        ..json(member, [b"", b""], unit, path)
    }
}

const fn numbered(repeated: Repeated) -> Repeated {
    Repeated {
        numbered: true,
        ..repeated
    }
}

const LIST: [&[u8]; 2] = [b"[", b"null]"];
const LISTS: [&[u8]; 2] = [b"[[", b"[]]]"];
const OBJECT: [&[u8]; 2] = [b"{", b"\"z\":null}"];
const CBOR_LIST: [&[u8]; 2] = [b"\x9f", b"\xff"];
const CBOR_LISTS: [&[u8]; 2] = [b"\x9f\x9f", b"\xff\xff"];
const CBOR_MAP: [&[u8]; 2] = [b"\xbf", b"\xff"];

/// Values that take much more memory than what spells them.
pub(crate) const HOSTILE: &[Repeated] = &[
    json("items", LIST, b"{},", "items["),
    json("items", LIST, br#"{"m5":{}},"#, "items["),
    json("items", LIST, br#"{"m9":""},"#, "items["),
    json("gaps", LIST, b"null,", "gaps["),
    json("gaps", LIST, b"{},", "gaps["),
    json("lists", LIST, b"[],", "lists["),
    json("lists", LISTS, b"[],", "lists[0]["),
    json("lists", LISTS, br#"["a"],"#, "lists[0]["),
    json("words", LIST, br#""a","#, "words["),
    json("words", LIST, br#""\n","#, "words["),
    json("numbers", LIST, b"1,", "numbers["),
    json("byName", OBJECT, br#""":{},"#, "byName["),
    numbered(json("byName", OBJECT, br##""#":{},"##, "byName[")),
    json("choices", LIST, br#"{"wide":{}},"#, "choices["),
    json("choices", LIST, br#"{"tree":{}},"#, "choices["),
    json("choices", LIST, br#"{"word":"a"},"#, "choices["),
    json("choices", LIST, br#"{"new":[]},"#, "choices["),
    json("trees", LIST, br#"{"left":{}},"#, "trees["),
    json(
        "trees",
        LIST,
        br#"{"left":{"left":{}},"right":{}},"#,
        "trees[",
    ),
    json("secret", LIST, b"{},", "secret"),
    json("document", LIST, b"0,", "document"),
    json("document", LIST, b"[],", "document"),
    json("document", LIST, b"[0],", "document"),
    json("document", LIST, b"{},", "document"),
    json("document", LIST, br#"{"":0},"#, "document"),
    numbered(json("document", OBJECT, br##""#":0,"##, "document")),
    cbor("items", CBOR_LIST, b"\xa0", "items["),
    cbor("items", CBOR_LIST, b"\xbf\xff", "items["),
    cbor("items", CBOR_LIST, b"\xa1\x62m5\xa0", "items["),
    cbor("gaps", CBOR_LIST, b"\xf6", "gaps["),
    cbor("lists", CBOR_LIST, b"\x80", "lists["),
    cbor("lists", CBOR_LISTS, b"\x80", "lists[0]["),
    cbor("lists", CBOR_LISTS, b"\x81\x60", "lists[0]["),
    cbor("words", CBOR_LIST, b"\x60", "words["),
    cbor("words", CBOR_LIST, b"\x7f\x61a\xff", "words["),
    cbor("numbers", CBOR_LIST, b"\0", "numbers["),
    cbor("byName", CBOR_MAP, b"\x60\xa0", "byName["),
    cbor("choices", CBOR_LIST, b"\xa1\x64tree\xa0", "choices["),
    cbor("choices", CBOR_LIST, b"\xa1\x63new\x80", "choices["),
    cbor("trees", CBOR_LIST, b"\xa1\x64left\xa0", "trees["),
    cbor("document", CBOR_LIST, b"\0", "document"),
    cbor("document", CBOR_LIST, b"\x80", "document"),
    cbor("document", CBOR_LIST, b"\x81\0", "document"),
    cbor("document", CBOR_LIST, b"\xa1\x60\0", "document"),
    cbor("document", CBOR_LIST, b"\x41a", "document"),
    xml("items", b"<member/>", "items["),
    xml("items", b"<member><m5/></member>", "items["),
    xml("", b"<flat/>", "flat["),
    xml("gaps", b"<member/>", "gaps["),
    xml("lists", b"<member/>", "lists["),
    xml("words", b"<member/>", "words["),
    xml("words", b"<member>a</member>", "words["),
    xml("words", b"<member>&lt;</member>", "words["),
    xml("numbers", b"<member>1</member>", "numbers["),
    xml("byName", b"<entry><key/><value/></entry>", "byName["),
    xml(
        "",
        b"<flatByName><key/><value/></flatByName>",
        "flatByName[",
    ),
    xml("choices", b"<member><wide/></member>", "choices["),
    xml("choices", b"<member><tree/></member>", "choices["),
    xml("choices", b"<member><new><a/></new></member>", "choices["),
    xml("trees", b"<member><left/></member>", "trees["),
];

/// Values like those that services send.
pub(crate) const USUAL: &[Repeated] = &[
    json(
        "items",
        LIST,
        br#"{"m0":"i-0123456789abcdef0","m1":"running","m2":12,"m3":1700000000.5,
        "m4":"ami-0123456789abcdef0","m5":{"zone":"us-east-1a","host":"ip-10-0-0-1",
        "groups":["sg-1","sg-2"]},"m6":123456789,"m7":"a name that someone gave it","m8":true,
        "m10":"arn:aws:iam::123456789012:instance-profile/a-profile","m11":"x86_64",
        "m14":"vpc-0123456789abcdef0","m17":"subnet-0123456789abcdef0","m20":"a key's name",
        "m21":"ip-10-0-0-1.ec2.internal","m24":"ec2-203-0-113-1.compute-1.amazonaws.com",
        "m27":"eni-0123456789abcdef0","m30":"sg-0123456789abcdef0","m31":"the default group",
        "m34":"/dev/xvda","m37":"vol-0123456789abcdef0","m40":"attached","m41":"hvm",
        "m44":"r-0123456789abcdef0","m47":"123456789012","m50":"a token that was sent",
        "m51":"disabled","m54":"xen","m57":"default","m60":"open","m61":"required"},"#,
        "",
    ),
    json("words", LIST, br#""i-0123456789abcdef0","#, ""),
    json("numbers", LIST, b"1700000,", ""),
    cbor("words", CBOR_LIST, b"\x73i-0123456789abcdef0", ""),
    cbor("numbers", CBOR_LIST, b"\x1a\x12\x34\x56\x78", ""),
    xml(
        "items",
        b"<member><m0>i-0123456789abcdef0</m0><m1>running</m1><m2>12</m2>\
        <m3>2026-01-01T00:00:00Z</m3><m4>ami-0123456789abcdef0</m4><m5><zone>us-east-1a</zone>\
        <host>ip-10-0-0-1</host><groups><member>sg-1</member></groups></m5>\
        <m7>a name that someone gave it</m7><m8>true</m8>\
        <m10>arn:aws:iam::123456789012:instance-profile/a-profile</m10><m11>x86_64</m11>\
        <m14>vpc-0123456789abcdef0</m14><m17>subnet-0123456789abcdef0</m17>\
        <m20>a key's name</m20><m21>ip-10-0-0-1.ec2.internal</m21><m27>eni-0123456789abcdef0</m27>\
        <m30>sg-0123456789abcdef0</m30><m31>the default group</m31><m34>/dev/xvda</m34>\
        <m37>vol-0123456789abcdef0</m37><m40>attached</m40><m44>r-0123456789abcdef0</m44></member>",
        "",
    ),
    xml("words", b"<member>i-0123456789abcdef0</member>", ""),
    xml("numbers", b"<member>1700000</member>", ""),
];

impl Repeated {
    /// A JSON list of `unit`, of which there is no other.
    pub(crate) const fn json_list(member: &'static str, unit: &'static [u8]) -> Self {
        json(member, LIST, unit, "")
    }

    /// A body of that length, or a little more.
    pub(crate) fn body(&self, format: Format, length: usize) -> Vec<u8> {
        let member = self.member.as_bytes();
        let [open, close] = self.around;
        let (before, after) = match format {
            Json => (
                [b"{\"", member, b"\":", open].concat(),
                [close, b"}"].concat(),
            ),
            Cbor => {
                let head = 0x60 | u8::try_from(member.len()).unwrap();
                let before = [b"\xbf", [head].as_slice(), member, open].concat();
                (before, [close, b"\xff"].concat())
            }
            RestXml | AwsQuery | Ec2Query => elements(format, self.member),
        };
        let mut body = Vec::with_capacity(length + 1024);
        body.extend_from_slice(&before);
        self.fill(&mut body, length);
        body.extend_from_slice(&after);
        body
    }

    /// Appends units up to `length`.
    pub(crate) fn fill(&self, body: &mut Vec<u8>, length: usize) {
        let mut number = 1_u32;
        while body.len() < length {
            let mut parts = self.unit.split(|byte| self.numbered && *byte == b'#');
            body.extend_from_slice(parts.next().unwrap_or_default());
            for part in parts {
                body.extend_from_slice(number.to_string().as_bytes());
                body.extend_from_slice(part);
            }
            number += 1;
        }
    }
}

/// What opens and closes a member of an output, or the output alone.
fn elements(format: Format, member: &str) -> (Vec<u8>, Vec<u8>) {
    let mut names = match format {
        AwsQuery => vec!["DescribeResponse", "DescribeResult"],
        _ => vec!["DescribeResponse"],
    };
    names.extend(Some(member).filter(|it| !it.is_empty()));
    let before = names.iter().map(|name| format!("<{name}>"));
    let after = names.iter().rev().map(|name| format!("</{name}>"));
    (
        before.collect::<String>().into_bytes(),
        after.collect::<String>().into_bytes(),
    )
}
