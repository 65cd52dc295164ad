//! Compiled rules, and the errors for faulty rules.

use serde_json::{Value, json};

use super::{Attribute, Expr, Literal, Outcome, Possible, RuleError, RuleSet, lower};

/// The rules for parameters that can be anything.
fn lower_all(raw: &Value) -> Result<RuleSet, Vec<RuleError>> {
    lower(&raw.to_string(), &|_| Possible::Any)
}

/// The only error of a rule set with parameters `Region` (optional) and `Flag`.
fn error_of(rules: &Value) -> (String, String) {
    let raw = json!({
        "version": "1.1",
        "parameters": {
            "Region": {"type": "String", "builtIn": "AWS::Region"},
            "Flag": {"type": "Boolean", "required": true, "default": false},
        },
        "rules": rules,
    });
    only_error(&raw)
}

fn only_error(raw: &Value) -> (String, String) {
    let mut errors = lower_all(raw).unwrap_err();
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
    let rule_set = lower_all(&raw).unwrap();
    let names: Vec<_> = rule_set
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(names, ["A", "B"]);
    let Some(Outcome::Endpoint(endpoint)) = rule_set
        .outcomes
        .iter()
        .find(|it| matches!(it, Outcome::Endpoint(_)))
    else {
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
fn comparison_with_a_boolean_is_what_it_compares() {
    let raw = json!({
        "version": "1.0",
        "parameters": {"Flag": {"type": "boolean", "required": true}},
        "rules": [{
            "type": "error",
            "error": "yes",
            "conditions": [{"fn": "booleanEquals", "argv": [true, {"ref": "Flag"}]}],
        }, {
            "type": "error",
            "error": "no",
            "conditions": [{"fn": "booleanEquals", "argv": [{"ref": "Flag"}, false]}],
        }],
    });
    let rule_set = lower_all(&raw).unwrap();
    let values: Vec<_> = rule_set.conditions.iter().map(|c| &c.value).collect();
    assert_eq!(values, [&Expr::Variable(0)]);
    assert_eq!(rule_set.decisions.len(), 1);
    let error = |text: &str| Outcome::Error(Expr::Text(text.to_owned()));
    assert_eq!(rule_set.outcomes, [error("yes"), error("no")]);
}

#[test]
fn all_errors_are_reported() {
    let error = json!({"type": "error", "error": "{Unknown}", "conditions": []});
    let raw = json!({"version": "1.0", "rules": [error, error]});
    let pointers = lower_all(&raw)
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
    let call = json!({"fn": "stringEquals", "argv": [{"ref": "Region"}, "a"]});
    let message = "a value here may be missing: check it with `isSet`, or `assign` it, in a \
                   condition before";
    assert_condition_error(&call, "/argv/0", message);
}

#[test]
fn function_that_may_have_no_value_takes_one_that_may_be_missing() {
    let call = json!({"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "Found"});
    let raw = json!({
        "version": "1.0",
        "parameters": {"Region": {"type": "string"}},
        "rules": [{"type": "error", "error": "{Found#name}", "conditions": [call]}],
    });
    assert_eq!(lower_all(&raw).map(|it| it.conditions.len()), Ok(1));
}

/// The diagram of two rules, of which the first asks for `Fixed` to be `a`.
fn lower_fixed(values: &[Option<&str>]) -> RuleSet {
    let is_set = json!({"fn": "isSet", "argv": [{"ref": "Fixed"}]});
    let equals = json!({"fn": "stringEquals", "argv": [{"ref": "Fixed"}, "a"]});
    let raw = json!({
        "version": "1.0",
        "parameters": {"Fixed": {"type": "string"}},
        "rules": [
            {"type": "error", "error": "is {Fixed}", "conditions": [is_set, equals]},
            {"type": "error", "error": "other", "conditions": []},
        ],
    });
    let values = values
        .iter()
        .map(|it| it.map(|text| Literal::Text(text.to_owned())));
    let possible = Possible::OneOf(values.collect());
    lower(&raw.to_string(), &|_| possible.clone()).unwrap()
}

#[test]
fn parameter_of_one_value_becomes_it() {
    let rules = lower_fixed(&[Some("a")]);
    let outcome = Outcome::Error(Expr::Text("is a".to_owned()));
    assert_eq!(rules.outcomes, [outcome]);
    assert!(rules.parameters.is_empty() && rules.decisions.is_empty());
}

#[test]
fn rule_that_no_value_meets_is_left_out() {
    for values in [&[None][..], &[Some("b"), None]] {
        let rules = lower_fixed(values);
        let outcome = Outcome::Error(Expr::Text("other".to_owned()));
        assert_eq!(rules.outcomes, [outcome]);
    }
}

#[test]
fn question_with_several_answers_stays() {
    let rules = lower_fixed(&[Some("a"), None]);
    assert_eq!((rules.outcomes.len(), rules.parameters.len()), (2, 1));
}

#[test]
fn question_is_not_asked_again_below_its_answer() {
    let flag = json!({"fn": "booleanEquals", "argv": [{"ref": "Flag"}, true]});
    let region = json!({"fn": "isSet", "argv": [{"ref": "Region"}]});
    let error = |text: &str, conditions: &[&Value]| json!({"type": "error", "error": text, "conditions": conditions});
    let raw = json!({
        "version": "1.0",
        "parameters": {
            "Region": {"type": "string"},
            "Flag": {"type": "boolean", "required": true},
        },
        "rules": [
            error("both", &[&flag, &region]),
            error("flag", &[&flag]),
            error("region", &[&region]),
            error("neither", &[]),
        ],
    });
    let rules = lower_all(&raw).unwrap();
    assert_eq!((rules.conditions.len(), rules.decisions.len()), (2, 3));
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
        assert_eq!(lower_all(&raw).unwrap_err().len(), 1);
    }
}
