//! What the other client read, in the spelling of cases: timestamps are numbers, and what is null
//! is not there.

use serde_json::{Value, json};
use tinsmith::Timestamp;

use super::model::Shapes;

/// The value of a shape.
pub(crate) fn of(shapes: &Shapes, id: &str, read: &Value) -> Value {
    let shape = shapes.get(id).unwrap_or(&Value::Null);
    match (shape["type"].as_str(), read) {
        (Some("timestamp"), Value::String(text)) => timestamp(text),
        _ if id == "smithy.api#Timestamp" => read.as_str().map_or(Value::Null, timestamp),
        (Some("list"), Value::Array(elements)) => {
            let target = target(&shape["member"]);
            elements.iter().map(|it| of(shapes, target, it)).collect()
        }
        (Some("map"), Value::Object(entries)) => {
            let target = target(&shape["value"]);
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| (key.clone(), of(shapes, target, value)));
            Value::Object(entries.collect())
        }
        (Some("structure" | "union"), Value::Object(members)) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            let members = members.map(|(name, value)| {
                let target = target(&shape["members"][name]);
                (name.clone(), of(shapes, target, value))
            });
            Value::Object(members.collect())
        }
        _ => read.clone(),
    }
}

fn target(member: &Value) -> &str {
    member["target"].as_str().unwrap_or_default()
}

/// Seconds since the epoch; what is none is left to fail its case.
fn timestamp(text: &str) -> Value {
    let Ok(moment) = text.parse::<Timestamp>() else {
        return json!(text);
    };
    let fraction = f64::from(moment.nanos()) / 1e9;
    if fraction > 0.0 {
        let spelled = format!("{}{}", moment.seconds(), &fraction.to_string()[1..]);
        return serde_json::from_str(&spelled).expect("a number");
    }
    json!(moment.seconds())
}
