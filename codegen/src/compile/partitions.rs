//! The partitions of AWS: which regions there are and how their endpoints are called.
//!
//! Facts that endpoint rules take from outside the model (`aws.partition`). A data file of
//! ours ships with the generator; a newer one of the same form, AWS's own `partitions.json`
//! included, can be given in its place.

use indexmap::IndexMap;

use super::pattern::{self, Program};
use crate::model::Node;

/// The facts that ship with the generator, of January 2026.
const BUNDLED: &str = include_str!("../../data/partitions.json");

/// All partitions, ready to be emitted.
#[derive(Clone, Debug)]
pub struct Partitions {
    /// In the file's order, which is that in which patterns are tried.
    pub partitions: Vec<Partition>,
    /// Region names in byte order, each with the index of its partition.
    pub regions: Vec<(String, usize)>,
    /// The index of partition `aws`, to which unknown regions belong.
    pub fallback: usize,
}

/// One partition.
#[derive(Clone, Debug)]
pub struct Partition {
    /// The name, as in ARNs.
    pub name: String,
    /// The suffix of host names.
    pub dns_suffix: String,
    /// The suffix of host names that also answer over IPv6.
    pub dual_stack_dns_suffix: String,
    /// The region that global services sign with.
    pub implicit_global_region: String,
    /// Whether there are endpoints with FIPS 140 cryptography.
    pub supports_fips: bool,
    /// Whether there are endpoints that also answer over IPv6.
    pub supports_dual_stack: bool,
    /// The pattern of region names.
    pub region_pattern: Program,
}

impl Partitions {
    /// The facts that ship with the generator.
    pub fn bundled() -> Result<Self, String> {
        Self::parse(BUNDLED)
    }

    /// Reads a partitions file. The error names the fault and its place, as a JSON pointer.
    pub fn parse(json: &str) -> Result<Self, String> {
        let file = Node::parse(json)?;
        let list = file.get("partitions").and_then(Node::as_array);
        let list = list.ok_or("`partitions` must be an array")?;
        let mut partitions = Vec::new();
        let mut regions = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let at = |message| format!("/partitions/{index}: {message}");
            let names = field(value, "regions", Node::as_object).map_err(at)?;
            regions.extend(names.keys().map(|region| (region.clone(), index)));
            partitions.push(partition(value, names).map_err(at)?);
        }
        regions.sort_unstable();
        if let Some([(region, _), _]) = regions.windows(2).find(|pair| same_region(pair)) {
            return Err(format!("region `{region}` belongs to two partitions"));
        }
        let fallback = partitions
            .iter()
            .position(|partition| partition.name == "aws");
        Ok(Self {
            partitions,
            regions,
            fallback: fallback.ok_or("there is no partition `aws`")?,
        })
    }
}

fn same_region(pair: &[(String, usize)]) -> bool {
    matches!(pair, [(left, _), (right, _)] if left == right)
}

fn partition(value: &Node, regions: &IndexMap<String, Node>) -> Result<Partition, String> {
    let outputs = value.get("outputs").ok_or("`outputs` is missing")?;
    let text = |key| field(outputs, key, Node::as_str).map(str::to_owned);
    let flag = |key| field(outputs, key, Node::as_bool);
    let overridden = regions
        .iter()
        .find(|(_, region)| region.get("outputs").is_some());
    if let Some((region, _)) = overridden {
        return Err(format!(
            "region `{region}` has `outputs` of its own, which is not supported"
        ));
    }
    let source = field(value, "regionRegex", Node::as_str)?;
    let region_pattern = pattern::automaton(source)
        .map_err(|error| format!("`regionRegex` is not supported: {}", error.reason))?;
    Ok(Partition {
        name: text("name")?,
        dns_suffix: text("dnsSuffix")?,
        dual_stack_dns_suffix: text("dualStackDnsSuffix")?,
        implicit_global_region: text("implicitGlobalRegion")?,
        supports_fips: flag("supportsFIPS")?,
        supports_dual_stack: flag("supportsDualStack")?,
        region_pattern,
    })
}

fn field<'v, T>(
    value: &'v Node,
    key: &str,
    read: impl Fn(&'v Node) -> Option<T>,
) -> Result<T, String> {
    let found = value.get(key).and_then(read);
    found.ok_or_else(|| format!("`{key}` is missing or has another type"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_file_is_valid() {
        let partitions = Partitions::bundled().unwrap();
        assert_eq!(partitions.partitions[partitions.fallback].name, "aws");
        assert!(partitions.regions.is_sorted());
        assert!(partitions.regions.len() > 40);
    }

    #[test]
    fn errors_say_where() {
        let error = |json| Partitions::parse(json).unwrap_err();
        assert!(error("{").contains("line 1"));
        assert_eq!(error("{}"), "`partitions` must be an array");
        let incomplete = r#"{"partitions": [{"regions": {}, "outputs": {}}]}"#;
        let expected = "/partitions/0: `regionRegex` is missing or has another type";
        assert_eq!(error(incomplete), expected);
        assert_eq!(
            error(r#"{"partitions": []}"#),
            "there is no partition `aws`"
        );
    }
}
