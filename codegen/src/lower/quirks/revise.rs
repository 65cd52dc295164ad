//! Corrections of the models of services. Source: the facts in the table of quirks.

use super::holds;
use crate::model::{Member, Model, Operation, Shape, ShapeId, ShapeKind, Traits};
use crate::quirks::Fact;

const EXPIRES: &str = "Expires";
const EXPIRES_STRING: &str = "ExpiresString";
const TEXT: &str = "The header `Expires` as the service sent it, even if it is not a date.";

/// The corrected model, or `None` if nothing needs correcting.
///
/// Objects of Amazon S3 keep any text as `Expires`. Outputs have it as a date if it is one, and as
/// text beside it. Smithy's model has a string where AWS's JSON has a timestamp. The AWS SDKs
/// correct it in the same way (`S3ExpiresDecorator` of the SDK for Rust).
pub(in crate::lower) fn revise(model: &Model) -> Option<Model> {
    if !holds(model, Fact::KeepsExpires) {
        return None;
    }
    let is_expires = |id: &ShapeId| id.name() == EXPIRES;
    let mut revised = model.clone();
    for shape in model.shapes().filter(|shape| is_expires(&shape.id)) {
        if let Some(shape) = revised.shape_mut(&shape.id) {
            shape.kind = ShapeKind::Timestamp;
        }
    }
    for output in outputs(model) {
        let expires = output.member(EXPIRES);
        let expires = expires.filter(|it| is_expires(&it.target));
        let Some(expires) = expires.filter(|_| output.member(EXPIRES_STRING).is_none()) else {
            continue;
        };
        let text = text_of(&output.id, expires)?;
        let target = Shape {
            id: text.target.clone(),
            kind: ShapeKind::String,
            traits: Traits::default(),
            location: output.location.clone(),
        };
        revised.add_shape(target);
        revised.add_member(&output.id, text);
    }
    Some(revised)
}

/// The member with the text of a header that may be no date.
fn text_of(output: &ShapeId, expires: &Member) -> Option<Member> {
    let header = expires.traits.http_header()?;
    Some(Member {
        name: EXPIRES_STRING.to_owned(),
        target: ShapeId::parse(&format!("{}#{EXPIRES_STRING}", output.namespace()))?,
        traits: Traits::of_header(header, TEXT),
        location: expires.location.clone(),
    })
}

/// Whether a member is absent if its value cannot be read.
pub(in crate::lower) fn is_lenient(model: &Model, owner: &ShapeId, member: &Member) -> bool {
    let of_output = || model.shape(owner).member(EXPIRES_STRING).is_some();
    member.name == EXPIRES && holds(model, Fact::KeepsExpires) && of_output()
}

/// The output member that tells whether there are more pages: the last page of S3's `ListParts` has
/// a token like the others. Source: `more_results` in botocore's paginators of S3.
pub(in crate::lower) fn more_pages(
    model: &Model,
    shape: &Shape,
    operation: &Operation,
) -> Option<usize> {
    shape
        .traits
        .paginated()
        .filter(|_| holds(model, Fact::SaysTruncated))?;
    let mut members = model.shape(&operation.output).members().iter();
    members.position(|member| {
        let target = &model.shape(&member.target).kind;
        member.name == "IsTruncated" && matches!(target, ShapeKind::Boolean)
    })
}

fn outputs(model: &Model) -> impl Iterator<Item = &Shape> {
    model.operations().filter_map(|shape| match &shape.kind {
        ShapeKind::Operation(operation) => Some(model.shape(&operation.output)),
        _ => None,
    })
}
