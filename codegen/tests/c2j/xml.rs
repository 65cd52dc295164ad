//! What elements are called in XML, where shapes, members and operations all have names.

use tinsmith_codegen::Source;
use tinsmith_codegen::model::traits::Traits;
use tinsmith_codegen::model::{Model, Shape};

use crate::support::model;

const FILE: &str = r#"{
    "metadata": {"apiVersion": "1", "serviceId": "Old Place", "endpointPrefix": "old",
        "signatureVersion": "v4", "protocol": "rest-xml"},
    "operations": {"Look": {"name": "Look", "http": {"method": "PUT", "requestUri": "/"},
        "input": {"shape": "In", "locationName": "Look"}}},
    "shapes": {
        "In": {"type": "structure", "locationName": "Own", "xmlNamespace": "http://own/",
            "members": {
                "Inner": {"shape": "Inner"},
                "ByShape": {"shape": "Flat"},
                "ByMember": {"shape": "Names", "flattened": true}}},
        "Inner": {"type": "structure", "members": {}, "locationName": "Root",
            "xmlNamespace": "http://inner/"},
        "Flat": {"type": "list", "flattened": true,
            "member": {"shape": "Text", "locationName": "Name"}},
        "Names": {"type": "list", "member": {"shape": "Text", "locationName": "Name"}},
        "Text": {"type": "string"}}}"#;

fn read() -> Model {
    let (model, faults) = model(&[Source::new("old/service-2.json", FILE)]);
    assert!(faults.is_empty(), "{faults}");
    model.expect("a model")
}

fn shape<'a>(model: &'a Model, name: &str) -> &'a Shape {
    let mut shapes = model.shapes();
    let found = shapes.find(|it| it.id.name() == name);
    found.expect("a shape")
}

fn member<'a>(model: &'a Model, name: &str) -> &'a Traits {
    &shape(model, "In").member(name).expect("a member").traits
}

#[test]
fn a_structures_own_name_is_that_of_its_root_only() {
    let model = read();
    assert_eq!(shape(&model, "In").traits.xml_name(), Some("Own"));
    assert_eq!(shape(&model, "Inner").traits.xml_name(), Some("Root"));
    assert_eq!(member(&model, "Inner").xml_name(), None);
}

#[test]
fn an_inputs_own_namespace_is_that_of_its_root() {
    let model = read();
    let of = |traits: &Traits| traits.xml_namespace().map(|it| it.uri.clone());
    assert_eq!(
        of(&shape(&model, "In").traits).as_deref(),
        Some("http://own/")
    );
    assert_eq!(of(&shape(&model, "Inner").traits), None);
    assert_eq!(
        of(member(&model, "Inner")).as_deref(),
        Some("http://inner/")
    );
}

#[test]
fn elements_name_a_list_that_is_flattened_wherever_it_is_held() {
    let model = read();
    let (by_shape, by_member) = (member(&model, "ByShape"), member(&model, "ByMember"));
    assert!(by_shape.xml_flattened() && by_member.xml_flattened());
    assert_eq!(by_shape.xml_name(), Some("Name"));
    assert_eq!(by_member.xml_name(), None);
}
