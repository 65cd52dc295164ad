//! Endpoint rules and their tests, which are the values of Smithy's traits as they are.

use std::sync::Arc;

use super::fields::Value;
use super::out::Out;
use super::scope::Scope;
use crate::diagnostic::Source;

pub(super) fn translate(
    source: &Arc<Source>,
    value: &Value<'_>,
    scope: &Scope<'_>,
    id: &str,
) -> Arc<Source> {
    let mut out = Out::new(source);
    out.shape(value.json(), &scope.service(), "apply");
    out.open(value.json(), "traits", "{");
    out.same(id, Some(value.clone()));
    out.raw("}}");
    out.finish()
}
