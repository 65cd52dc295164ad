//! Where the pages of an operation have their tokens and items: `smithy.api#paginated`
//! with paths resolved to member indices. Knows only typed shapes.

use crate::compile::jmespath::Known;
use crate::ir::Pagination;
use crate::model::traits::Paginated;
use crate::model::{Model, Operation, ShapeId, ShapeKind};
use crate::suggest::did_you_mean;

/// Resolves the trait of an operation; the error names the misfit.
pub(super) fn resolve(
    model: &Model,
    operation: &Operation,
    given: &Paginated,
) -> Result<Pagination<Vec<usize>>, String> {
    let whole = model.service().traits.paginated();
    let property =
        |read: fn(&Paginated) -> Option<&String>| read(given).or_else(|| whole.and_then(read));
    let missing = |name: &str| format!("neither the operation nor the service has `{name}`");
    let input_token =
        property(|it| it.input_token.as_ref()).ok_or_else(|| missing("inputToken"))?;
    let output_token =
        property(|it| it.output_token.as_ref()).ok_or_else(|| missing("outputToken"))?;
    let page_size = property(|it| it.page_size.as_ref());
    let items = property(|it| it.items.as_ref());
    let (input_token, taken) = own(model, &operation.input, input_token)?;
    let (output_token, offered) = way(model, &operation.output, output_token)?;
    if taken.spelt() != offered.spelt() {
        let (taken, offered) = (taken.spelt(), offered.spelt());
        return Err(format!(
            "the output gives a token that is {offered}, but the input takes {taken}"
        ));
    }
    let items = match items {
        Some(path) => Some(items_at(model, &operation.output, path)?),
        None => only_list(model, &operation.output, &output_token),
    };
    let page_size = page_size.map(|name| own(model, &operation.input, name));
    Ok(Pagination {
        input_token,
        output_token,
        items,
        page_size: page_size.transpose()?.map(|(index, _)| index),
    })
}

/// The way to the items that the model names.
fn items_at(model: &Model, output: &ShapeId, path: &str) -> Result<Vec<usize>, String> {
    let (way, found) = way(model, output, path)?;
    if is_collection(&found) {
        return Ok(way);
    }
    let found = found.spelt();
    Err(format!("the items `{path}` are {found}, and not a list"))
}

/// The only list of a page, where it has one only.
fn only_list(model: &Model, output: &ShapeId, token: &[usize]) -> Option<Vec<usize>> {
    let members = model.shape(output).members().iter().enumerate();
    let is_list = |target| matches!(model.shape(target).kind, ShapeKind::List { .. });
    let lists = members.filter(|(index, it)| is_list(&it.target) && token != [*index]);
    let mut lists = lists.map(|(index, _)| vec![index]);
    lists.next().filter(|_| lists.next().is_none())
}

fn is_collection(known: &Known<'_>) -> bool {
    matches!(known, Known::Shape(it) if matches!(
        it.kind,
        ShapeKind::List { .. } | ShapeKind::Map { .. }
    ))
}

/// The member indices along a path of names separated by dots, and the shape at its end.
fn way<'m>(
    model: &'m Model,
    from: &ShapeId,
    path: &str,
) -> Result<(Vec<usize>, Known<'m>), String> {
    let mut shape = model.shape(from);
    let mut way = Vec::new();
    for name in path.split('.') {
        let members = match &shape.kind {
            ShapeKind::Structure { members } => members.as_slice(),
            _ => &[],
        };
        let index = members.iter().position(|member| member.name == name);
        let found = index.and_then(|index| Some((index, members.get(index)?)));
        let (index, member) = found.ok_or_else(|| {
            let known = members.iter().map(|it| it.name.as_str());
            let help = did_you_mean(name, known).map(|help| format!(" ({help})"));
            let help = help.unwrap_or_default();
            format!("`{}` has no member `{name}`{help}", shape.id.name())
        })?;
        way.push(index);
        shape = model.shape(&member.target);
    }
    Ok((way, Known::Shape(shape)))
}

/// The index of a member of the structure itself, and its target.
fn own<'m>(
    model: &'m Model,
    structure: &ShapeId,
    name: &str,
) -> Result<(usize, Known<'m>), String> {
    match way(model, structure, name)? {
        (way, found) if way.len() == 1 => Ok((way.first().copied().unwrap_or_default(), found)),
        _ => Err(format!(
            "`{name}` is a path, but must name a member of the input"
        )),
    }
}
