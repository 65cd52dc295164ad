//! Endpoint rules of services that a suite has without: those of the service's whole model.
//!
//! The suites' S3 says nothing of buckets in host names, which its cases are about; only the
//! rules do.

use std::fs;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use tinsmith_codegen::Source;

use crate::endpoints::corpora;

/// The services, and the files of the corpora that have their rules.
const MODELS: [(&str, &str); 1] = [("com.amazonaws.s3#AmazonS3", "models/s3.json")];

/// A file that applies them to the services of `model`; none where there are no such services,
/// or their whole models are not there.
pub(super) fn missing(model: &Value) -> Result<Option<Arc<Source>>, String> {
    let mut applied = Map::new();
    for (service, file) in MODELS {
        let stub = &model["shapes"][service]["traits"];
        let lacks = stub.is_object() && stub["smithy.rules#endpointRuleSet"].is_null();
        let path = corpora().map(|it| it.join(file)).filter(|_| lacks);
        if let Some(path) = path.filter(|it| it.is_file()) {
            let fault = |error: &dyn ToString| format!("{file}: {}", error.to_string());
            let text = fs::read_to_string(path).map_err(|error| fault(&error))?;
            let whole: Value = serde_json::from_str(&text).map_err(|error| fault(&error))?;
            apply(&whole, model, &mut applied);
        }
    }
    let text = json!({"smithy": "2.0", "shapes": applied}).to_string();
    Ok((!applied.is_empty()).then(|| Source::new("rules.json", text)))
}

/// Adds the rules of those shapes and members that `model` has, too.
fn apply(whole: &Value, model: &Value, applied: &mut Map<String, Value>) {
    for (id, shape) in whole["shapes"].as_object().into_iter().flatten() {
        let known = &model["shapes"][id];
        if known.is_null() {
            continue;
        }
        add(id.clone(), &shape["traits"], applied);
        for (name, member) in shape["members"].as_object().into_iter().flatten() {
            if !known["members"][name].is_null() {
                add(format!("{id}${name}"), &member["traits"], applied);
            }
        }
    }
}

fn add(id: String, traits: &Value, applied: &mut Map<String, Value>) {
    let traits = traits.as_object().into_iter().flatten();
    let wanted = traits.filter(|(name, _)| {
        name.starts_with("smithy.rules#")
            && !name.ends_with("endpointTests")
            && !name.ends_with("endpointBdd")
    });
    let traits: Map<_, _> = wanted
        .map(|(name, it)| (name.clone(), it.clone()))
        .collect();
    if !traits.is_empty() {
        applied.insert(id, json!({"type": "apply", "traits": traits}));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_of_shapes_that_both_models_have_are_applied() {
        let whole = json!({"shapes": {
            "a#S": {"traits": {"smithy.rules#endpointRuleSet": 1, "smithy.rules#endpointTests": 2}},
            "a#I": {"traits": {"smithy.api#input": {}}, "members": {
                "b": {"traits": {"smithy.rules#contextParam": 3, "smithy.api#required": {}}},
                "c": {"traits": {"smithy.rules#contextParam": 4}},
            }},
            "a#T": {"traits": {"smithy.rules#contextParam": 5}},
        }});
        let model = json!({"shapes": {"a#S": {}, "a#I": {"members": {"b": {}}}}});
        let mut applied = Map::new();
        apply(&whole, &model, &mut applied);
        let expected = json!({
            "a#S": {"type": "apply", "traits": {"smithy.rules#endpointRuleSet": 1}},
            "a#I$b": {"type": "apply", "traits": {"smithy.rules#contextParam": 3}},
        });
        assert_eq!(Value::Object(applied), expected);
    }

    #[test]
    fn models_without_such_services_get_no_rules() {
        let model = json!({"shapes": {"a#S": {"traits": {}}}});
        assert!(missing(&model).is_ok_and(|it| it.is_none()));
    }
}
