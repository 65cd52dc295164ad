//! Both printers write the same code, and the same bytes each time.
#![cfg(feature = "format")]

use std::path::Path;

use tinsmith_codegen::{Files, Layout, Options, Source, generate};

/// The files of every fixture that code is generated for.
fn fixtures(layout: Layout) -> Vec<Files> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let cases = std::fs::read_dir(root).expect("fixtures");
    let cases = cases.map(|case| case.expect("a directory entry").path());
    let files = cases.filter(|case| case.join("expected.rs").exists());
    let mut cases: Vec<_> = files.collect();
    cases.sort();
    let generated = cases.iter().map(|case| {
        let model = std::fs::read_to_string(case.join("model.json")).expect("a model");
        let sources = [Source::new("model.json", model)];
        let mut options = Options::new("service");
        options.keep_going = true;
        generate(&options, &sources).expect("code").files(layout)
    });
    generated.collect()
}

#[test]
fn the_formatted_files_say_what_the_plain_one_says() {
    for (pretty, plain) in fixtures(Layout::Tree).iter().zip(fixtures(Layout::Single)) {
        let (_, plain) = plain.iter().next().unwrap();
        let plain = normal(plain);
        for (path, text) in pretty.iter().filter(|(path, _)| !path.ends_with("mod.rs")) {
            let text = normal(text);
            assert!(plain.contains(&text), "{}:\n{text}", path.display());
        }
    }
}

#[test]
fn formatted_files_are_the_same_each_time() {
    assert_eq!(fixtures(Layout::Tree), fixtures(Layout::Tree));
}

/// The items of a file without space and commas, which printers add and take away.
fn normal(text: &str) -> String {
    let items = syn::parse_file(text).expect("Rust").items;
    let text = quote::quote!(#(#items)*).to_string();
    text.replace(|c: char| c == ',' || c.is_whitespace(), "")
}
