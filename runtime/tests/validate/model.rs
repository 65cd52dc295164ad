//! Shapes with one constraint each, in lists, maps, structures and unions.

use tinsmith::rt::pattern::Pattern;
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, Trait, prelude};
use tinsmith::{BigDecimal, BigInteger, Blob, Document, Map, string_enum, structure, union};

/// The pattern `^a+$` as compiled by the generator.
const LETTERS: Pattern = Pattern::new(
    "^a+$",
    "\0ab",
    b"\0\x01\0",
    &[],
    b"\0\0\0\x01\0\0\x01\0\x09\x81\0\0\x01\0\x09",
);
const SHORT: Trait = Trait::Length { min: 2, max: 4 };

macro_rules! shape {
    ($name:ident, $kind:ident, [$($member:expr),*], [$($trait:expr),*]) => {
        pub(crate) static $name: Schema = Schema {
            id: ShapeId::new("test", stringify!($name)),
            kind: Kind::$kind,
            members: &[$($member),*],
            traits: &[$($trait),*],
        };
    };
}

shape!(TEXT, String, [], [SHORT]);
shape!(LETTERED, String, [], [Trait::Pattern(&LETTERS)]);
shape!(
    SECRET,
    String,
    [],
    [Trait::Sensitive, Trait::Pattern(&LETTERS)]
);
shape!(COLOUR, Enum, [], [SHORT, Trait::Pattern(&LETTERS)]);
shape!(BYTES, Blob, [], [SHORT]);
shape!(
    COUNT,
    Integer,
    [],
    [Trait::Range {
        min: Some("1"),
        max: Some("5")
    }]
);
shape!(
    RATIO,
    Float,
    [],
    [Trait::Range {
        min: Some("-0.5"),
        max: Some("0.1")
    }]
);
shape!(
    HUGE,
    BigInteger,
    [],
    [Trait::Range {
        min: None,
        max: Some("1e30")
    }]
);
shape!(
    EXACT,
    BigDecimal,
    [],
    [Trait::Range {
        min: Some("1"),
        max: None
    }]
);
shape!(
    TEXTS,
    List,
    [Member::new("member", &TEXT)],
    [Trait::UniqueItems, Trait::Length { min: 0, max: 3 }]
);
shape!(
    TAGS,
    Map,
    [Member::new("key", &TEXT), Member::new("value", &LETTERED)],
    [Trait::Length { min: 0, max: 2 }]
);
shape!(
    SECRETS,
    Map,
    [Member::new("key", &SECRET), Member::new("value", &TEXT)],
    []
);
shape!(
    CHOICE,
    Union,
    [Member::new("Inner", &INNER), Member::new("Name", &TEXT)],
    []
);
shape!(
    INNER,
    Structure,
    [
        Member::new("Id", &prelude::STRING).with(&[Trait::Required]),
        Member::new("Inners", &INNERS)
    ],
    []
);
shape!(INNERS, List, [Member::new("member", &INNER)], []);
shape!(
    CREDENTIAL,
    Structure,
    [Member::new("Count", &COUNT), Member::new("Tags", &TAGS)],
    [Trait::Sensitive]
);
shape!(
    INPUT,
    Structure,
    [
        Member::new("Text", &TEXT),
        Member::new("Wide", &TEXT).with(&[Trait::Length {
            min: 6,
            max: u64::MAX
        }]),
        Member::new("Lettered", &LETTERED),
        Member::new("Secret", &SECRET),
        Member::new("Colour", &COLOUR),
        Member::new("Bytes", &BYTES),
        Member::new("Count", &COUNT),
        Member::new("Ratio", &RATIO),
        Member::new("Huge", &HUGE),
        Member::new("Exact", &EXACT),
        Member::new("Texts", &TEXTS),
        Member::new("Tags", &TAGS),
        Member::new("Secrets", &SECRETS),
        Member::new("Choice", &CHOICE),
        Member::new("Credential", &CREDENTIAL),
        Member::new("Token", &TEXT).with(&[Trait::Required])
    ],
    []
);

string_enum! { Colour, Unknown { Red = "aaa" } }

#[derive(Clone, PartialEq)]
pub(crate) struct Inner {
    pub(crate) id: Option<String>,
    pub(crate) inners: Option<Vec<Self>>,
}
structure!(Inner, INNER, { 0 => id, 1 => inners });

#[derive(Clone, PartialEq)]
pub(crate) enum Choice {
    Inner(Inner),
    Name(String),
    Unknown { name: String, value: Document },
}
union!(Choice, CHOICE, Unknown, { 0 => Inner, 1 => Name });

#[derive(Clone, PartialEq)]
pub(crate) struct Credential {
    pub(crate) count: Option<i32>,
    pub(crate) tags: Option<Map<String, String>>,
}
structure!(Credential, CREDENTIAL, { 0 => count, 1 => tags });

#[derive(Clone, PartialEq)]
pub(crate) struct Input {
    pub(crate) text: Option<String>,
    pub(crate) wide: Option<String>,
    pub(crate) lettered: Option<String>,
    pub(crate) secret: Option<String>,
    pub(crate) colour: Option<Colour>,
    pub(crate) bytes: Option<Blob>,
    pub(crate) count: Option<i32>,
    pub(crate) ratio: Option<f32>,
    pub(crate) huge: Option<BigInteger>,
    pub(crate) exact: Option<BigDecimal>,
    pub(crate) texts: Option<Vec<String>>,
    pub(crate) tags: Option<Map<String, String>>,
    pub(crate) secrets: Option<Map<String, String>>,
    pub(crate) choice: Option<Choice>,
    pub(crate) credential: Option<Credential>,
    pub(crate) token: Option<String>,
}
structure!(Input, INPUT, {
    0 => text, 1 => wide, 2 => lettered, 3 => secret, 4 => colour, 5 => bytes, 6 => count,
    7 => ratio, 8 => huge, 9 => exact, 10 => texts, 11 => tags, 12 => secrets, 13 => choice,
    14 => credential, 15 => token,
});
