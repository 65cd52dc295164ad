//! XML by meaning: elements of one name keep their order, others stand in any.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use tinsmith::Timestamp;
use tinsmith::rt::schema::TimestampFormat;

/// Whether both documents say the same; fails when one of them cannot be read. The elements
/// `made_up` are not compared.
pub(super) fn same(expected: &[u8], found: &[u8], made_up: &[&str]) -> Result<bool, String> {
    let (expected, found) = (text(expected)?, text(found)?);
    let expected = Document::parse(expected.trim_start())
        .map_err(|error| format!("the case's own body: {error}"))?;
    let found = Document::parse(found).map_err(|error| format!("not XML: {error}"))?;
    let read = |document: &Document<'_>| Element::read(document.root_element(), made_up);
    Ok(read(&expected) == read(&found))
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| error.to_string())
}

/// Namespace and local name.
type Name = (String, String);

/// An element without what means nothing.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Element {
    attributes: BTreeMap<Name, String>,
    /// Prefixes in scope and what they stand for, used or not.
    namespaces: BTreeSet<(String, String)>,
    text: String,
    children: BTreeMap<Name, Vec<Self>>,
    name: Name,
}

impl Element {
    fn read(node: Node<'_, '_>, made_up: &[&str]) -> Self {
        let attributes = node.attributes().map(|it| {
            let name = name_of(it.namespace(), it.name());
            (name, it.value().to_owned())
        });
        let namespaces = node.namespaces().map(|it| {
            let prefix = it.name().unwrap_or_default().to_owned();
            (prefix, it.uri().to_owned())
        });
        let mut children: BTreeMap<Name, Vec<Self>> = BTreeMap::new();
        let compared =
            |it: &Node<'_, '_>| it.is_element() && !made_up.contains(&it.tag_name().name());
        for child in node.children().filter(compared) {
            let child = Self::read(child, made_up);
            children.entry(child.name.clone()).or_default().push(child);
        }
        for of_one_name in children.values_mut() {
            sort_entries(of_one_name);
        }
        let name = node.tag_name();
        Self {
            attributes: attributes.collect(),
            namespaces: namespaces.collect(),
            text: own_text(node),
            children,
            name: name_of(name.namespace(), name.name()),
        }
    }

    /// Whether this may be an entry of a map: two elements of different names.
    fn is_entry(&self) -> bool {
        self.children.len() == 2 && self.children.values().all(|it| it.len() == 1)
    }
}

/// Entries of maps have no order.
fn sort_entries(elements: &mut [Element]) {
    if elements.iter().all(Element::is_entry) {
        elements.sort();
    }
}

/// The text of an element that has no other elements: no value has text beside elements. White
/// space that lays out nothing is nothing, and an instant is one however it is spelled.
fn own_text(node: Node<'_, '_>) -> String {
    if node.children().any(|it| it.is_element()) {
        return String::new();
    }
    let texts = node.children().filter(Node::is_text);
    let text: String = texts.filter_map(|it| it.text()).collect();
    if text.contains('\n') && text.trim().is_empty() {
        return String::new();
    }
    let instant = Timestamp::parse(&text, TimestampFormat::DateTime);
    let spelled = instant.ok().map(|it| it.format(TimestampFormat::DateTime));
    spelled.and_then(Result::ok).unwrap_or(text)
}

fn name_of(namespace: Option<&str>, name: &str) -> Name {
    (namespace.unwrap_or_default().to_owned(), name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::same;

    const CASE: &str = "<A xmlns='u' x='1'>\n  <b>1</b>\n  <b>2</b>\n  <c/>\n</A>\n";

    #[test]
    fn layout_and_the_order_of_different_elements_mean_nothing() {
        for found in [
            "<A x='1' xmlns='u'><c></c><b>1</b><b>2</b></A>",
            "<?xml version='1.0'?><A xmlns='u' x='&#49;'><b>1</b><c/><b>2</b></A>",
        ] {
            assert_eq!(same(CASE.as_bytes(), found.as_bytes(), &[]), Ok(true));
        }
    }

    #[test]
    fn names_attributes_namespaces_texts_and_lists_count() {
        for found in [
            "<A x='1'><b>1</b><b>2</b><c/></A>",
            "<A xmlns='u'><b>1</b><b>2</b><c/></A>",
            "<A xmlns='u' xmlns:p='q' x='1'><b>1</b><b>2</b><c/></A>",
            "<A xmlns='u' x='1'><b>2</b><b>1</b><c/></A>",
            "<A xmlns='u' x='1'><b>1</b><b>2</b></A>",
            "<A xmlns='u' x='1'><b>1</b><b> 2</b><c/></A>",
            "<A xmlns='u' x='1'><b>1</b><b>2</b><c> </c></A>",
        ] {
            let compared = same(CASE.as_bytes(), found.as_bytes(), &[]);
            assert_eq!(compared, Ok(false), "{found}");
        }
        assert!(same(CASE.as_bytes(), b"<A>", &[]).is_err());
    }

    #[test]
    fn entries_of_maps_have_no_order() {
        let entry = |key: &str| format!("<entry><key>{key}</key><value>1</value></entry>");
        let map = |first, second| format!("<m>{}{}</m>", entry(first), entry(second));
        let compare = |found: String| same(map("a", "b").as_bytes(), found.as_bytes(), &[]);
        assert_eq!(compare(map("b", "a")), Ok(true));
        assert_eq!(compare(map("b", "b")), Ok(false));
    }

    #[test]
    fn what_a_service_makes_up_is_not_compared() {
        for found in [&b"<a><b/><Id>2</Id></a>"[..], b"<a><b/></a>"] {
            let expected = b"<a><b/><Id>1</Id></a>";
            assert_eq!(same(expected, found, &["Id"]), Ok(true));
            assert_eq!(same(expected, found, &[]), Ok(false));
        }
    }

    #[test]
    fn an_instant_is_one_in_every_time_zone() {
        let expected = b"<a>2019-12-16T22:48:18-01:00</a>";
        assert_eq!(
            same(expected, b"<a>2019-12-16T23:48:18Z</a>", &[]),
            Ok(true)
        );
        assert_eq!(
            same(expected, b"<a>2019-12-16T22:48:18Z</a>", &[]),
            Ok(false)
        );
    }
}
