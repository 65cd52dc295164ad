//! Every model of the corpus is read and generated whole.

use tinsmith_codegen::{Options, generate};

use crate::support::{services, sources};

/// What is said of the format itself, and nothing else: how it begins, and how often.
const SAID: [(&str, usize); 4] = [
    ("warning: `v2` is not supported", 2),
    ("warning: no waiter matches `status` with ", 2),
    ("warning: `input_token` is not one member", 3),
    ("warning: `output_token` is not one member", 6),
];

#[test]
fn every_model_generates() {
    let mut faults = Vec::new();
    let (mut services_read, mut operations) = (0, 0);
    for (name, path) in services() {
        services_read += 1;
        match generate(&Options::new("service"), &sources(&path)) {
            Ok(generated) => operations += generated.operations().len(),
            Err(diagnostics) => faults.push(format!("== {name}\n{diagnostics}")),
        }
    }
    println!("{services_read} services, {operations} operations generated");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_is_dropped_but_what_is_said() {
    let mut said = vec![0; SAID.len()];
    let mut other = Vec::new();
    let services = services();
    for (name, path) in &services {
        let (_, diagnostics) = crate::support::model(&sources(path));
        for diagnostic in diagnostics.sorted() {
            let text = diagnostic.to_string();
            match SAID.iter().position(|(begins, _)| text.starts_with(begins)) {
                Some(at) => said[at] += 1,
                None => other.push(format!("{name}: {text}")),
            }
        }
    }
    assert!(other.is_empty(), "{}", other.join("\n"));
    if !services.is_empty() {
        assert_eq!(said, SAID.map(|(_, count)| count));
    }
}
