//! Sets of characters: ranges of code points and Unicode categories.
//!
//! Knows nothing of expressions; [`super::alphabet`] turns all classes of a pattern into symbols.

use super::Category;

/// The largest code point.
pub(super) const LAST: u32 = 0x10_FFFF;

/// ECMA 262's white space and line terminators, beyond ASCII.
const WIDE_SPACE: [(u32, u32); 8] = [
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Class {
    /// Inclusive, ascending, neither overlapping nor touching.
    ranges: Vec<(u32, u32)>,
    /// Ascending; they hold beyond ASCII only, their ASCII part is in `ranges`.
    categories: Vec<Category>,
    /// Ascending; general categories that the standard library cannot decide.
    properties: Vec<Property>,
    /// Whether the class holds all other characters.
    negated: bool,
}

/// A general category of Unicode, or all characters that are not of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Property {
    pub(super) name: &'static str,
    pub(super) negated: bool,
}

/// The values of Unicode's property `General_Category`, by which `\p` may ask; surrogates are
/// no characters of a text.
const GENERAL: [&str; 37] = [
    "C", "Cc", "Cf", "Cn", "Co", "L", "LC", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn",
    "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm",
    "So", "Z", "Zl", "Zp", "Zs",
];

impl Class {
    pub(super) fn of(ranges: &[(u32, u32)]) -> Self {
        let mut class = Self::default();
        for &(first, last) in ranges {
            class.insert(first, last);
        }
        class
    }

    pub(super) fn everything() -> Self {
        Self::of(&[(0, LAST)])
    }

    /// `\d`
    pub(super) fn digits() -> Self {
        Self::of(&[(0x30, 0x39)])
    }

    /// `\s`
    pub(super) fn space() -> Self {
        let mut space = Self::of(&WIDE_SPACE);
        space.insert(0x09, 0x0D);
        space.insert(0x20, 0x20);
        space
    }

    /// `\w`
    pub(super) fn word() -> Self {
        Self::of(&[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
    }

    /// The characters that `.` does not match.
    pub(super) fn line_terminators() -> Self {
        Self::of(&[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)])
    }

    /// A class by the name in `\p{..}`: general categories, and Java's ASCII classes.
    pub(super) fn named(name: &str) -> Option<Self> {
        const UPPER: (u32, u32) = (0x41, 0x5A);
        const LOWER: (u32, u32) = (0x61, 0x7A);
        const DIGIT: (u32, u32) = (0x30, 0x39);
        let class = match name {
            "L" => Self::category(Category::Letter, &[UPPER, LOWER]),
            "N" => Self::category(Category::Number, &[DIGIT]),
            "Z" => Self::category(Category::Separator, &[(0x20, 0x20)]),
            "Upper" => Self::of(&[UPPER]),
            "Lower" => Self::of(&[LOWER]),
            "Alpha" => Self::of(&[UPPER, LOWER]),
            "Digit" => Self::of(&[DIGIT]),
            "Alnum" => Self::of(&[UPPER, LOWER, DIGIT]),
            "XDigit" => Self::of(&[DIGIT, (0x41, 0x46), (0x61, 0x66)]),
            "Punct" => Self::of(&[(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)]),
            "Graph" => Self::of(&[(0x21, 0x7E)]),
            "Print" => Self::of(&[(0x20, 0x7E)]),
            "Cntrl" => Self::of(&[(0x00, 0x1F), (0x7F, 0x7F)]),
            "Blank" => Self::of(&[(0x09, 0x09), (0x20, 0x20)]),
            "Space" => Self::of(&[(0x09, 0x0D), (0x20, 0x20)]),
            "ASCII" => Self::of(&[(0x00, 0x7F)]),
            _ => Self::property(name, false)?,
        };
        Some(class)
    }

    /// The complement of such a class.
    pub(super) fn not_named(name: &str) -> Option<Self> {
        Self::property(name, true).or_else(|| Some(Self::named(name)?.complement()))
    }

    fn property(name: &str, negated: bool) -> Option<Self> {
        let name = GENERAL.into_iter().find(|it| *it == name)?;
        Some(Self {
            properties: vec![Property { name, negated }],
            ..Self::default()
        })
    }

    fn category(category: Category, ascii: &[(u32, u32)]) -> Self {
        let mut class = Self::of(ascii);
        class.categories.push(category);
        class
    }

    pub(super) fn insert(&mut self, first: u32, last: u32) {
        self.ranges.push((first, last));
        self.ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(self.ranges.len());
        for &(first, last) in &self.ranges {
            match merged.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                _ => merged.push((first, last)),
            }
        }
        self.ranges = merged;
    }

    pub(super) fn union(&mut self, other: &Self) {
        for &(first, last) in &other.ranges {
            self.insert(first, last);
        }
        self.categories.extend(&other.categories);
        self.categories.sort_unstable();
        self.categories.dedup();
        self.properties.extend(&other.properties);
        self.properties.sort_unstable();
        self.properties.dedup();
    }

    /// All other characters. Ranges are complemented; the complement of categories, which are
    /// lenient here, needs an engine that knows them.
    pub(super) fn complement(&self) -> Self {
        if !(self.categories.is_empty() && self.properties.is_empty()) {
            return Self {
                negated: !self.negated,
                ..self.clone()
            };
        }
        let mut ranges = Vec::new();
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if next < first {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        Self {
            ranges,
            ..Self::default()
        }
    }

    /// Whether the standard library can decide membership in the class.
    pub(super) fn is_decidable(&self) -> bool {
        self.properties.is_empty() && !self.negated
    }

    /// The only character that the class holds.
    pub(super) fn only_character(&self) -> Option<u32> {
        match self.ranges.as_slice() {
            &[(first, last)] if first == last && self.categories.is_empty() => {
                self.is_decidable().then_some(first)
            }
            _ => None,
        }
    }

    pub(super) fn is_negated(&self) -> bool {
        self.negated
    }

    pub(super) fn properties(&self) -> &[Property] {
        &self.properties
    }

    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub(super) fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// Whether the class holds a code point that belongs to `categories`.
    pub(super) fn holds(&self, code: u32, categories: &[Category]) -> bool {
        self.ranges
            .iter()
            .any(|&(first, last)| first <= code && code <= last)
            || (code > 0x7F && self.categories.iter().any(|own| categories.contains(own)))
    }
}
