//! What options are refused, that configuration files cannot have.

use tinsmith_codegen::{Options, Source, generate};

#[test]
fn a_malformed_partitions_file_is_refused_by_the_name_of_the_option() {
    let model = include_str!("fixtures/unit/model.json");
    let mut options = Options::new("unit");
    options.partitions = Some("{".to_owned());
    let refused = generate(&options, &[Source::new("model.json", model)]).unwrap_err();
    assert!(
        refused.to_string().contains("option `partitions`"),
        "{refused}"
    );
}
