//! Where the pages of an operation have their tokens and items: `smithy.api#paginated`
//! with paths resolved to member indices. Knows only typed shapes.

use crate::model::traits::Paginated;
use crate::model::{Model, Operation, ShapeId};

/// `smithy.api#paginated`, that of the service filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// The input member that takes the token.
    pub input_token: usize,
    /// The way to the output member that gives the next one.
    pub output_token: Vec<usize>,
    /// The way to the output member that holds the items.
    pub items: Option<Vec<usize>>,
    /// The input member that limits a page.
    pub page_size: Option<usize>,
}

/// Resolves the trait of an operation; the error says what does not fit.
pub fn resolve(
    model: &Model,
    operation: &Operation,
    given: &Paginated,
) -> Result<Pagination, String> {
    let whole = model.service().traits.paginated();
    let property =
        |read: fn(&Paginated) -> Option<&String>| read(given).or_else(|| whole.and_then(read));
    let missing = |name: &str| format!("neither the operation nor the service says `{name}`");
    let input_token =
        property(|it| it.input_token.as_ref()).ok_or_else(|| missing("inputToken"))?;
    let output_token =
        property(|it| it.output_token.as_ref()).ok_or_else(|| missing("outputToken"))?;
    let page_size = property(|it| it.page_size.as_ref());
    let items = property(|it| it.items.as_ref());
    Ok(Pagination {
        input_token: own(model, &operation.input, input_token)?,
        output_token: way(model, &operation.output, output_token)?,
        items: items
            .map(|path| way(model, &operation.output, path))
            .transpose()?,
        page_size: page_size
            .map(|name| own(model, &operation.input, name))
            .transpose()?,
    })
}

/// The member indices along a path of names separated by dots.
fn way(model: &Model, from: &ShapeId, path: &str) -> Result<Vec<usize>, String> {
    let mut shape = model.shape(from);
    let mut way = Vec::new();
    for name in path.split('.') {
        let mut members = shape.members().iter().enumerate();
        let (index, member) = members
            .find(|(_, member)| member.name == name)
            .ok_or_else(|| format!("`{}` has no member `{name}`", shape.id))?;
        way.push(index);
        shape = model.shape(&member.target);
    }
    Ok(way)
}

/// The index of a member of the structure itself.
fn own(model: &Model, structure: &ShapeId, name: &str) -> Result<usize, String> {
    match way(model, structure, name)?.as_slice() {
        [index] => Ok(*index),
        _ => Err(format!(
            "`{name}` is a path, but must name a member of the input"
        )),
    }
}
