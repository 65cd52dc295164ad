//! `aws.partition`: which partition a region belongs to.
//!
//! The facts are emitted from a data file when code is generated; nothing here knows a name
//! of a region or a partition.

use crate::model::pattern::Pattern;

/// The partitions of AWS.
#[derive(Debug)]
pub struct Partitions {
    /// In the order in which their patterns are tried.
    pub partitions: &'static [Partition],
    /// Known regions in byte order, each with the index of its partition.
    pub regions: &'static [(&'static str, usize)],
    /// The partition of regions that nothing matches: that of the commercial regions.
    pub fallback: usize,
}

/// A group of regions that share their domain names and accounts.
#[derive(Debug)]
pub struct Partition {
    /// The name, as in ARNs: `aws`, `aws-cn`.
    pub name: &'static str,
    /// What host names end with.
    pub dns_suffix: &'static str,
    /// What host names that also answer over IPv6 end with.
    pub dual_stack_dns_suffix: &'static str,
    /// The region that global services sign with.
    pub implicit_global_region: &'static str,
    /// Whether there are endpoints with FIPS 140 cryptography.
    pub supports_fips: bool,
    /// Whether there are endpoints that also answer over IPv6.
    pub supports_dual_stack: bool,
    /// What names of regions not yet known look like.
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
    /// No partitions yet; `fallback` is the index of the one for unknown regions.
    pub const fn new(fallback: usize) -> Self {
        Self {
            partitions: &[],
            regions: &[],
            fallback,
        }
    }

    /// The partition of `region`: that which lists it, else the first whose pattern it
    /// matches, else the fallback.
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

/// Partitions are known by their names.
impl PartialEq for Partition {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
