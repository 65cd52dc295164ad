//! The data of `aws.partition`, which finds the partition of a region.
//!
//! The generator emits the data from a file. No name of a region or partition is written here.

use crate::model::pattern::Pattern;

/// The partitions of AWS.
#[derive(Debug)]
pub struct Partitions {
    /// The partitions, in the order in which their patterns are tried.
    pub partitions: &'static [Partition],
    /// Known regions in byte order, each with the index of its partition.
    pub regions: &'static [(&'static str, usize)],
    /// The index of the partition of unknown regions: the one of the commercial regions.
    pub fallback: usize,
}

/// A group of regions that share their domain names and accounts.
#[derive(Debug)]
pub struct Partition {
    /// The name, as in ARNs: `aws`, `aws-cn`.
    pub name: &'static str,
    /// The suffix of host names.
    pub dns_suffix: &'static str,
    /// The suffix of host names that also support IPv6.
    pub dual_stack_dns_suffix: &'static str,
    /// The signing region of global services.
    pub implicit_global_region: &'static str,
    /// Whether the partition has endpoints with FIPS 140 cryptography.
    pub supports_fips: bool,
    /// Whether the partition has endpoints that also support IPv6.
    pub supports_dual_stack: bool,
    /// The pattern of the names of unlisted regions.
    pub region_pattern: Pattern,
}

impl Partition {
    /// A partition without domain names.
    pub const fn new(name: &'static str, region_pattern: Pattern) -> Self {
        Self {
            name,
            dns_suffix: "",
            dual_stack_dns_suffix: "",
            implicit_global_region: "",
            supports_fips: false,
            supports_dual_stack: false,
            region_pattern,
        }
    }
}

impl Partitions {
    /// An empty table; `fallback` is the index of the partition of unknown regions.
    pub const fn new(fallback: usize) -> Self {
        Self {
            partitions: &[],
            regions: &[],
            fallback,
        }
    }

    /// The partition of `region`: the partition that lists it, else the first with a matching
    /// pattern, else the fallback.
    pub fn find(&self, region: &str) -> Option<&'static Partition> {
        let index = match self
            .regions
            .binary_search_by(|(name, _)| (*name).cmp(region))
        {
            Ok(found) => self.regions.get(found).map(|(_, partition)| *partition),
            Err(_) => self
                .partitions
                .iter()
                .position(|p| p.region_pattern.matches(region)),
        };
        self.partitions.get(index.unwrap_or(self.fallback))
    }
}

/// Compares partitions by name.
impl PartialEq for Partition {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
