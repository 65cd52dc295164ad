//! Spells the partition facts as static data of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::fields::{self, flag, list};
use super::pattern::pattern;
use crate::compile::partitions::{Partition, Partitions};

/// `static PARTITIONS`, to stand beside the rule set that uses it.
pub(crate) fn partitions(facts: &Partitions) -> TokenStream {
    let regions = facts.regions.iter().map(|(name, index)| {
        let index = Literal::usize_unsuffixed(*index);
        quote!((#name, #index))
    });
    let fallback = Literal::usize_unsuffixed(facts.fallback);
    let ty = quote!(::tinsmith::rt::endpoint::Partitions);
    let value = fields::structure(
        &ty,
        &quote!(#fallback),
        [
            ("partitions", list(facts.partitions.iter().map(partition))),
            ("regions", list(regions)),
        ],
    );
    quote! {
        static PARTITIONS: #ty = #value;
    }
}

fn partition(partition: &Partition) -> TokenStream {
    let Partition {
        name,
        dns_suffix,
        dual_stack_dns_suffix,
        implicit_global_region,
        region_pattern,
        ..
    } = partition;
    let region_pattern = pattern(region_pattern);
    fields::structure(
        &quote!(::tinsmith::rt::endpoint::Partition),
        &quote!(#name, #region_pattern),
        [
            ("dns_suffix", Some(quote!(#dns_suffix))),
            (
                "dual_stack_dns_suffix",
                Some(quote!(#dual_stack_dns_suffix)),
            ),
            (
                "implicit_global_region",
                Some(quote!(#implicit_global_region)),
            ),
            ("supports_fips", flag(partition.supports_fips)),
            ("supports_dual_stack", flag(partition.supports_dual_stack)),
        ],
    )
}
