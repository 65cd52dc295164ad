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

#[test]
fn a_module_that_rust_cannot_name_is_refused() {
    let model = include_str!("fixtures/unit/model.json");
    let refused = |module: &str| {
        let options = Options::new(module);
        let result = generate(&options, &[Source::new("model.json", model)]);
        result.map(|_| ()).map_err(|faults| faults.to_string())
    };
    for (module, help) in [
        ("dynamo-db", "name it `dynamo_db`"),
        ("../up", "name it `up`"),
        ("", "names have letters"),
        ("_", "names have letters"),
        ("1st", "names have letters"),
        ("self", "names have letters"),
    ] {
        let report = refused(module).unwrap_err();
        let fault =
            format!("error: `{module}` cannot be the name of a module\n  --> option `module`");
        assert!(
            report.starts_with(&fault) && report.contains(help),
            "{report}"
        );
    }
    assert_eq!(refused("type"), Ok(()));
}
