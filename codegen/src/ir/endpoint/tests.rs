//! What lowering makes of rules, and what it says about rules that are wrong.

use serde_json::{Value, json};

use super::{Attribute, Expr, Function, Outcome, RuleError, lower};

/// The only error of a rule set with parameters `Region` (optional) and `Flag`.
fn error_of(rules: &Value) -> (String, String) {
    let raw = json!({
        "version": "1.0",
        "parameters": {
            "Region": {"type": "String", "builtIn": "AWS::Region"},
            "Flag": {"type": "Boolean", "required": true, "default": false},
        },
        "rules": rules,
    });
    only_error(&raw)
}

fn only_error(raw: &Value) -> (String, String) {
    let mut errors = lower(raw).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let RuleError { pointer, message } = errors.remove(0);
    (pointer, message)
}

fn condition(condition: &Value) -> Value {
    json!([{"type": "error", "error": "text", "conditions": [condition]}])
}

#[track_caller]
fn assert_condition_error(raw: &Value, pointer: &str, message: &str) {
    let (found, text) = error_of(&condition(raw));
    assert_eq!(found.strip_prefix("/rules/0/conditions/0"), Some(pointer));
    assert_eq!(text, message);
}

#[test]
fn references_become_indices_in_name_order() {
    let raw = json!({
        "version": "1.0",
        "parameters": {"B": {"type": "string", "required": true}, "A": {"type": "string"}},
        "rules": [{
            "type": "endpoint",
            "conditions": [
                {"fn": "aws.parseArn", "argv": [{"ref": "B"}], "assign": "Arn"},
                {"fn": "isSet", "argv": [{"ref": "A"}]},
            ],
            "endpoint": {"url": "https://{Arn#service}.{A}"},
        }],
    });
    let rule_set = lower(&raw).unwrap();
    let names: Vec<_> = rule_set
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(names, ["A", "B"]);
    let Outcome::Endpoint(endpoint) = &rule_set.rules[0].outcome else {
        panic!("not an endpoint");
    };
    let service = Expr::Attribute(Box::new(Expr::Variable(2)), Attribute::ArnService);
    let parts = [
        Expr::Text("https://".into()),
        service,
        Expr::Text(".".into()),
        Expr::Variable(0),
    ];
    assert_eq!(endpoint.url, Expr::Template(parts.into()));
    assert!(!rule_set.uses_partitions);
}

#[test]
fn comparison_with_true_is_what_it_compares() {
    let raw = json!({
        "version": "1.0",
        "parameters": {"Flag": {"type": "boolean", "required": true}},
        "rules": [{
            "type": "error",
            "error": "text",
            "conditions": [
                {"fn": "booleanEquals", "argv": [true, {"ref": "Flag"}]},
                {"fn": "booleanEquals", "argv": [{"ref": "Flag"}, false]},
            ],
        }],
    });
    let rule_set = lower(&raw).unwrap();
    let values: Vec<_> = rule_set.rules[0]
        .conditions
        .iter()
        .map(|c| &c.value)
        .collect();
    let flag = Expr::Variable(0);
    let compared = Expr::Call(
        Function::BooleanEquals,
        vec![flag.clone(), Expr::Boolean(false)],
    );
    assert_eq!(values, [&flag, &compared]);
}

#[test]
fn all_errors_are_reported() {
    let error = json!({"type": "error", "error": "{Unknown}", "conditions": []});
    let raw = json!({"version": "1.0", "rules": [error, error]});
    let pointers = lower(&raw)
        .unwrap_err()
        .into_iter()
        .map(|error| error.pointer);
    assert_eq!(
        pointers.collect::<Vec<_>>(),
        ["/rules/0/error", "/rules/1/error"]
    );
}

#[test]
fn unknown_function_is_reported() {
    let call = json!({"fn": "a/b", "argv": []});
    assert_condition_error(&call, "", "the function `a/b` is not known");
}

#[test]
fn unknown_reference_is_reported() {
    let call = json!({"fn": "isSet", "argv": [{"ref": "Regoin"}]});
    let message = "no parameter or variable in scope is called `Regoin`";
    assert_condition_error(&call, "/argv/0", message);
}

#[test]
fn value_that_may_be_missing_is_reported() {
    let call = json!({"fn": "parseURL", "argv": [{"ref": "Region"}]});
    let message = "a value here may be missing: check it with `isSet`, or `assign` it, in a \
                   condition before";
    assert_condition_error(&call, "/argv/0", message);
}

#[test]
fn what_is_proved_in_one_rule_is_not_in_the_next() {
    let is_set = json!({"fn": "isSet", "argv": [{"ref": "Region"}]});
    let (pointer, _) = error_of(&json!([
        {"type": "error", "error": "{Region}", "conditions": [is_set]},
        {"type": "error", "error": "{Region}", "conditions": []},
    ]));
    assert_eq!(pointer, "/rules/1/error");
}

#[test]
fn wrong_type_is_reported() {
    let call = json!({"fn": "stringEquals", "argv": ["a", {"ref": "Flag"}]});
    let message = "this must be a `string`, but is a `bool`";
    assert_condition_error(&call, "/argv/1", message);
}

#[test]
fn wrong_number_of_arguments_is_reported() {
    let call = json!({"fn": "not", "argv": [true, true]});
    assert_condition_error(&call, "/argv", "the function takes 1 arguments, not 2");
}

#[test]
fn unknown_field_is_reported() {
    let url = json!({"fn": "parseURL", "argv": ["http://a"]});
    let call = json!({"fn": "getAttr", "argv": [url, "host"]});
    assert_condition_error(&call, "/argv/1", "a value of type `URL` has no `host`");
}

#[test]
fn choice_between_types_is_reported() {
    let message = "the values to choose from must be of one type, and not numbers";
    let call = json!({"fn": "coalesce", "argv": ["a", true]});
    assert_condition_error(&call, "/argv", message);
    let call = json!({"fn": "ite", "argv": [true, 1, 2]});
    assert_condition_error(&call, "/argv", message);
}

#[test]
fn empty_delimiter_is_reported() {
    let call = json!({"fn": "split", "argv": ["a", "", 0]});
    assert_condition_error(&call, "/argv", "the delimiter of `split` must not be empty");
}

#[test]
fn shadowing_is_reported() {
    let call = json!({"fn": "not", "argv": [true], "assign": "Region"});
    let message = "there is already a parameter or variable `Region`";
    assert_condition_error(&call, "/assign", message);
}

#[test]
fn list_literal_is_reported() {
    let call = json!({"fn": "isSet", "argv": [["a"]]});
    let message = "an expression is a string, a boolean, an integer, `{\"ref\": ..}` or \
                   `{\"fn\": ..}`";
    assert_condition_error(&call, "/argv/0", message);
}

#[test]
fn unknown_endpoint_field_is_reported() {
    let endpoint = json!({"url": "https://a", "authSchemes": []});
    let (pointer, message) =
        error_of(&json!([{"type": "endpoint", "conditions": [], "endpoint": endpoint}]));
    assert_eq!(pointer, "/rules/0/endpoint");
    let expected = "`authSchemes` is not known here: only `url`, `headers`, `properties` are";
    assert_eq!(message, expected);
}

#[test]
fn url_of_another_scheme_is_reported() {
    let endpoint = json!({"url": "ftp://a"});
    let (pointer, message) =
        error_of(&json!([{"type": "endpoint", "conditions": [], "endpoint": endpoint}]));
    assert_eq!(pointer, "/rules/0/endpoint/url");
    assert_eq!(message, "the URL must start with `https://` or `http://`");
}

#[test]
fn tree_without_rules_is_reported() {
    let (pointer, message) = error_of(&json!([{"type": "tree", "conditions": [], "rules": []}]));
    assert_eq!(pointer, "/rules/0/rules");
    assert_eq!(message, "there must be at least one rule");
}

#[test]
fn unknown_kind_of_rule_is_reported() {
    let (pointer, message) = error_of(&json!([{"type": "bush", "conditions": []}]));
    assert_eq!(pointer, "/rules/0");
    assert_eq!(
        message,
        "type `bush` is not known: rules are `endpoint`, `error` or `tree`"
    );
}

#[test]
fn optional_parameter_with_a_default_is_reported() {
    let parameters = json!({"A": {"type": "string", "default": "a"}});
    let rules = json!([{"type": "error", "error": "e", "conditions": []}]);
    let raw = json!({"version": "1.0", "parameters": parameters, "rules": rules});
    let (pointer, message) = only_error(&raw);
    assert_eq!(pointer, "/parameters/A");
    assert_eq!(message, "a parameter with a `default` must be `required`");
}

#[test]
fn other_version_is_reported() {
    let (pointer, message) = only_error(&json!({"version": "2.0"}));
    assert_eq!(pointer, "");
    let expected = "version `2.0` is not known: versions 1.x of the rules engine are supported";
    assert_eq!(message, expected);
}

#[test]
fn nonsense_is_reported() {
    for raw in [
        json!(null),
        json!([]),
        json!("text"),
        json!({}),
        json!({"version": "1.0"}),
    ] {
        assert_eq!(lower(&raw).unwrap_err().len(), 1);
    }
}
