//! Shapes of Smithy's own packages, which a model uses without bringing them.

use std::sync::Arc;

use tinsmith_codegen::diagnostic::{Diagnostics, Source};
use tinsmith_codegen::load::select::{Choice, check_all, select};
use tinsmith_codegen::load::{load, whole};
use tinsmith_codegen::model::ShapeKind;
use tinsmith_codegen::syntax::translate;

use crate::support::{SERVICE, check, choose, shape, v2};

const EXCEPTION: &str = "smithy.framework#ValidationException";

/// A model whose operation fails with the exception.
fn model(more: &str) -> String {
    v2(&format!(
        r#""ns#Service": {{"type": "service", "version": "1", "operations": [{{"target": "ns#Op"}}]}},
"ns#Op": {{"type": "operation", "errors": [{{"target": "{EXCEPTION}"}}]}}{more}"#
    ))
}

#[test]
fn an_operation_fails_with_the_validation_exception() {
    let model = choose(&[&model("")], &Choice::default()).expect("a model");
    let exception = shape(&model, EXCEPTION);
    assert!(exception.traits.error().is_some());
    let members = exception.members().iter();
    let members: Vec<_> = members.map(|it| (&*it.name, it.target.name())).collect();
    let fields = ("fieldList", "ValidationExceptionFieldList");
    assert_eq!(members, [("message", "String"), fields]);
    let field = shape(&model, "smithy.framework#ValidationExceptionField");
    let members = field.members().iter();
    assert!(members.clone().all(|it| it.traits.required()));
    assert_eq!(members.count(), 2);
}

#[test]
fn a_service_and_a_member_use_the_shapes() {
    let shapes = r#""ns#In": {"type": "structure", "members": {
"f": {"target": "smithy.framework#ValidationExceptionFieldList"}}}"#;
    let model = choose(&[SERVICE, &v2(shapes)], &Choice::default()).expect("a model");
    let list = shape(&model, "smithy.framework#ValidationExceptionFieldList");
    assert!(matches!(list.kind, ShapeKind::List { .. }));
}

#[test]
fn a_definition_in_the_files_wins() {
    let own = format!(
        r#", "{EXCEPTION}": {{"type": "structure", "members": {{"why": {{"target": "smithy.api#String"}}}},
"traits": {{"smithy.api#error": "server"}}}}"#
    );
    let model = choose(&[&model(&own)], &Choice::default()).expect("a model");
    let exception = shape(&model, EXCEPTION);
    let members = exception.members().iter();
    assert_eq!(members.map(|it| &*it.name).collect::<Vec<_>>(), ["why"]);
}

#[test]
fn files_apply_traits_to_the_shapes() {
    let applied = format!(
        r#", "{EXCEPTION}": {{"type": "apply", "traits": {{"smithy.api#httpError": 422}}}},
"{EXCEPTION}$message": {{"type": "apply", "traits": {{"smithy.api#jsonName": "why"}}}}"#
    );
    let model = choose(&[&model(&applied)], &Choice::default()).expect("a model");
    let exception = shape(&model, EXCEPTION);
    assert_eq!(exception.traits.http_error(), Some(&422));
    let message = exception.members().iter().next().expect("a member");
    assert_eq!(message.traits.json_name(), Some("why"));
}

#[test]
fn a_misspelled_shape_has_a_near_one() {
    let text = model("").replace("ValidationException", "ValidationExeption");
    let found = check(&[&text]);
    let help = "help: did you mean `smithy.framework#ValidationException`?";
    assert!(found.contains(help), "{found}");
}

#[test]
fn a_file_in_the_idl_uses_the_exception_and_prints_without_it() {
    let text = format!(
        "$version: \"2.0\"\nnamespace a\nuse {EXCEPTION}\n
service S {{ version: \"1\", operations: [Op] }}\noperation Op {{ errors: [ValidationException] }}\n"
    );
    let mut diagnostics = Diagnostics::new();
    let sources: Vec<Arc<Source>> = vec![Source::new("a.smithy", text)];
    let models = translate(&sources, &mut diagnostics);
    let ast = load(&models, &mut diagnostics);
    check_all(&ast, &mut diagnostics);
    let model = select(&ast, &Choice::default(), &mut diagnostics);
    assert_eq!(diagnostics.to_string(), "");
    shape(&model.expect("a model"), EXCEPTION);
    let printed = whole::print(&ast, &mut diagnostics);
    assert!(!printed.contains("fieldList"), "{printed}");
}
