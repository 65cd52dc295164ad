//! Spells the partition facts as static data of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::pattern::pattern;
use crate::compile::partitions::{Partition, Partitions};

/// `static PARTITIONS`, to stand beside the rule set that uses it.
pub(crate) fn partitions(facts: &Partitions) -> TokenStream {
    let partitions = facts.partitions.iter().map(partition);
    let regions = facts.regions.iter().map(|(name, index)| {
        let index = Literal::usize_unsuffixed(*index);
        quote!((#name, #index))
    });
    let fallback = Literal::usize_unsuffixed(facts.fallback);
    quote! {
        static PARTITIONS: ::tinsmith::rt::endpoint::Partitions = ::tinsmith::rt::endpoint::Partitions {
            partitions: &[#(#partitions),*],
            regions: &[#(#regions),*],
            fallback: #fallback,
        };
    }
}

fn partition(partition: &Partition) -> TokenStream {
    let Partition {
        name,
        dns_suffix,
        dual_stack_dns_suffix,
        implicit_global_region,
        supports_fips,
        supports_dual_stack,
        region_pattern,
    } = partition;
    let region_pattern = pattern(region_pattern);
    quote! {
        ::tinsmith::rt::endpoint::Partition {
            name: #name,
            dns_suffix: #dns_suffix,
            dual_stack_dns_suffix: #dual_stack_dns_suffix,
            implicit_global_region: #implicit_global_region,
            supports_fips: #supports_fips,
            supports_dual_stack: #supports_dual_stack,
            region_pattern: #region_pattern,
        }
    }
}
