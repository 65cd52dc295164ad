//! What options are refused, that configuration files cannot have.

use tinsmith_codegen::{Options, Overlay, Source, generate};

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

#[test]
fn traits_of_the_overlay_need_whole_shape_ids_and_json() {
    let model = include_str!("fixtures/protocol_given/model.json");
    let report = |shape: &str, value: &str| {
        let mut options = Options::new("given");
        options.protocol = Some("restJson1".to_owned());
        options.overlay = Overlay::new().apply(shape, "title", value);
        let result = generate(&options, &[Source::new("model.json", model)]);
        result.map(|_| ()).map_err(|faults| faults.to_string())
    };
    for shape in [
        "Test",
        "",
        "example.test#",
        "#Test",
        "example test#Test",
        "\"",
    ] {
        let report = report(shape, "\"A\"").unwrap_err();
        let fault = format!("error: `{shape}` is not a shape id\n  --> overlay: traits.{shape}\n");
        assert!(report.starts_with(&fault), "{report}");
    }
    for value in ["", "A", "{", "1}, \"b\": {"] {
        let report = report("example.test#Run", value).unwrap_err();
        let fault = format!("error: the value of the trait `title` is not JSON: `{value}`\n");
        assert!(report.starts_with(&fault), "{report}");
    }
}
