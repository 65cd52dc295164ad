//! The names of everything that is generated for a service. Names are assigned in a fixed order,
//! operations first, so that a collision renames the items that users name least.

use std::collections::BTreeMap;

use crate::model::{Model, Shape, ShapeId, ShapeKind};
use crate::names::{Name, Scope, pascal, screaming, snake};

/// The names of one service's items; unique in the generated module.
#[derive(Debug)]
pub struct Plan {
    /// The marker type of the service.
    pub service: Name,
    types: BTreeMap<ShapeId, Name>,
    builders: BTreeMap<ShapeId, Name>,
    schemas: BTreeMap<ShapeId, Name>,
    operations: BTreeMap<ShapeId, OperationNames>,
    waiters: BTreeMap<(ShapeId, String), WaiterNames>,
    absent: BTreeMap<ShapeId, AbsentNames>,
    fallback: Name,
}

/// The names of one operation's items.
#[derive(Debug, Clone)]
pub struct OperationNames {
    /// The module.
    pub module: Name,
    /// The marker type of the operation.
    pub marker: Name,
    /// The static schema.
    pub schema: Name,
    /// The client's method.
    pub method: Name,
    /// The enum of errors.
    pub error: Name,
    /// The input structure made up for an operation without, and its builder.
    pub input: Option<(Name, Name)>,
    /// The output structure made up for an operation without, and its builder.
    pub output: Option<(Name, Name)>,
    /// `XInput` for an operation `X` whose input has another name, if that name is free.
    pub input_alias: Option<Name>,
    /// `XOutput`, likewise.
    pub output_alias: Option<Name>,
}

/// The names of one waiter's items.
#[derive(Debug, Clone)]
pub struct WaiterNames {
    /// The static schema.
    pub schema: Name,
    /// The client's method.
    pub method: Name,
}

/// The names that stand for an operation that is not generated.
#[derive(Debug, Clone)]
pub struct AbsentNames {
    /// The trait that nothing implements, in a module of its own.
    pub marker: Name,
    /// The client's method.
    pub method: Name,
}

/// Modules that every service has, and the file that holds them.
const MODULES: &[&str] = &[
    "absent", "client", "endpoint", "errors", "mod", "required", "schema", "types",
];
/// Methods that clients have.
const METHODS: &[&str] = &["new", "with_params", "operation", "call", "clone"];

struct Scopes {
    types: Scope,
    statics: Scope,
    modules: Scope,
    methods: Scope,
}

impl Plan {
    /// Names everything in `model`; `renames` are the shapes that the user calls otherwise.
    pub fn new(model: &Model, renames: &BTreeMap<ShapeId, String>) -> Self {
        let mut scopes = Scopes {
            types: Scope::with(&["Client", "ClientParams"]),
            statics: Scope::with(&["SERVICE", "RULES"]),
            modules: Scope::with(MODULES),
            methods: Scope::with(METHODS),
        };
        let markers: Vec<Name> = model
            .operations()
            .map(|it| scopes.types.claim(&pascal(it.id.name()), "Operation"))
            .collect();
        let (types, schemas) = name_shapes(model, renames, &mut scopes);
        let service = scopes.types.claim(&service_name(model), "Service");
        let builders = types
            .iter()
            .filter(|(id, _)| matches!(model.shape(id).kind, ShapeKind::Structure { .. }))
            .map(|(id, name)| (id.clone(), scopes.builder(name)))
            .collect();
        let mut operations = model
            .operations()
            .zip(markers)
            .map(|(shape, marker)| (shape.id.clone(), scopes.operation(shape, marker)))
            .collect();
        name_aliases(&mut operations, &mut scopes);
        let waiters = name_waiters(model, &mut scopes);
        let absent = name_absent(model, &operations, &mut scopes);
        Self {
            service,
            types,
            builders,
            schemas,
            operations,
            waiters,
            absent,
            fallback: Name::new("Unknown"),
        }
    }

    /// The type of a structure, union or enum.
    pub fn type_of(&self, id: &ShapeId) -> &Name {
        self.types.get(id).unwrap_or(&self.fallback)
    }

    /// The builder of a structure.
    pub fn builder_of(&self, id: &ShapeId) -> &Name {
        self.builders.get(id).unwrap_or(&self.fallback)
    }

    /// The static schema of a shape.
    pub fn schema_of(&self, id: &ShapeId) -> &Name {
        self.schemas.get(id).unwrap_or(&self.fallback)
    }

    /// Every type of the generated module: no two are the same.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        let operations = self.operations.values().flat_map(|it| {
            let made_up = it.input.iter().chain(&it.output);
            let made_up = made_up.flat_map(|(name, builder)| [name, builder]);
            let aliases = it.input_alias.iter().chain(&it.output_alias);
            let own = [&it.marker, &it.error].into_iter();
            own.chain(made_up).chain(aliases)
        });
        let shapes = self.types.values().chain(self.builders.values());
        shapes.chain(operations).chain([&self.service])
    }

    /// The names of a chosen operation.
    pub fn operation(&self, id: &ShapeId) -> Option<&OperationNames> {
        self.operations.get(id)
    }

    /// The names that stand for an operation of the service where it is not generated.
    pub fn absent(&self, id: &ShapeId) -> Option<&AbsentNames> {
        self.absent.get(id)
    }

    /// The names of a waiter of a chosen operation.
    pub fn waiter(&self, operation: &ShapeId, waiter: &str) -> Option<&WaiterNames> {
        self.waiters.get(&(operation.clone(), waiter.to_owned()))
    }
}

impl Scopes {
    fn builder(&mut self, structure: &Name) -> Name {
        self.types
            .claim(&format!("{}Builder", structure.stem()), "")
    }

    fn operation(&mut self, shape: &Shape, marker: Name) -> OperationNames {
        let name = shape.id.name();
        let (input, output) = match &shape.kind {
            ShapeKind::Operation(it) => (it.input.clone(), it.output.clone()),
            _ => (ShapeId::prelude("Unit"), ShapeId::prelude("Unit")),
        };
        OperationNames {
            module: self.modules.claim(&snake(name), "_operation"),
            schema: self.statics.claim(&screaming(name), "_OPERATION"),
            method: self.methods.claim(&snake(name), "_"),
            error: self.types.claim(&format!("{}Error", marker.stem()), "Enum"),
            input: self.made_up(&input, &marker, "Input"),
            output: self.made_up(&output, &marker, "Output"),
            input_alias: None,
            output_alias: None,
            marker,
        }
    }

    fn made_up(&mut self, target: &ShapeId, marker: &Name, suffix: &str) -> Option<(Name, Name)> {
        target.is_prelude().then(|| {
            let name = self
                .types
                .claim(&format!("{}{suffix}", marker.stem()), "Unit");
            let builder = self.builder(&name);
            (name, builder)
        })
    }
}

/// Last, so that an alias renames nothing.
fn name_aliases(operations: &mut BTreeMap<ShapeId, OperationNames>, scopes: &mut Scopes) {
    for names in operations.values_mut() {
        let stem = names.marker.stem();
        let mut alias = |made_up: &Option<_>, suffix| {
            let wanted = made_up.is_none().then(|| format!("{stem}{suffix}"))?;
            scopes.types.claim_free(&wanted)
        };
        names.input_alias = alias(&names.input, "Input");
        names.output_alias = alias(&names.output, "Output");
    }
}

type Names = BTreeMap<ShapeId, Name>;

fn name_shapes(
    model: &Model,
    renames: &BTreeMap<ShapeId, String>,
    scopes: &mut Scopes,
) -> (Names, Names) {
    let given = match &model.service().kind {
        ShapeKind::Service(service) => &service.rename,
        _ => return (Names::new(), Names::new()),
    };
    let (mut types, mut schemas) = (Names::new(), Names::new());
    let all = || model.shapes().filter(|shape| !shape.id.is_prelude());
    // The user's renames come last: a name that is taken is reported to the user.
    let by_user = |shape: &&Shape| renames.contains_key(&shape.id);
    for shape in all().filter(|it| !by_user(it)).chain(all().filter(by_user)) {
        let id = &shape.id;
        let name = given.get(id).map_or(id.name(), String::as_str);
        if !matches!(
            shape.kind,
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_)
        ) {
            schemas.insert(id.clone(), scopes.statics.claim(&screaming(name), "_SHAPE"));
        }
        if has_type(shape) {
            let wanted = renames.get(id).cloned().unwrap_or_else(|| pascal(name));
            types.insert(id.clone(), scopes.types.claim(&wanted, "Shape"));
        }
    }
    (types, schemas)
}

/// Whether a Rust type is generated for the shape.
fn has_type(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Structure { .. }
            | ShapeKind::Union { .. }
            | ShapeKind::Enum { .. }
            | ShapeKind::IntEnum { .. }
    )
}

fn service_name(model: &Model) -> String {
    let service = model.service();
    let sdk_id = service.traits.aws_service().map(|it| it.sdk_id.as_str());
    pascal(sdk_id.unwrap_or_else(|| service.id.name()))
}

/// Methods come last, so that an operation that is not generated renames none that is.
fn name_absent(
    model: &Model,
    chosen: &BTreeMap<ShapeId, OperationNames>,
    scopes: &mut Scopes,
) -> BTreeMap<ShapeId, AbsentNames> {
    let mut markers = Scope::with(&["Client", "Call", "M"]);
    let ids = chosen.keys().chain(model.other_operations());
    ids.map(|id| {
        let own = chosen.get(id).map(|names| names.method.clone());
        let names = AbsentNames {
            marker: markers.claim(&pascal(id.name()), "Operation"),
            method: own.unwrap_or_else(|| scopes.methods.claim(&snake(id.name()), "_")),
        };
        (id.clone(), names)
    })
    .collect()
}

fn name_waiters(model: &Model, scopes: &mut Scopes) -> BTreeMap<(ShapeId, String), WaiterNames> {
    let mut names = BTreeMap::new();
    for operation in model.operations() {
        for waiter in operation
            .traits
            .waitable()
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
        {
            let own = WaiterNames {
                schema: scopes.statics.claim(&screaming(waiter), "_WAITER"),
                method: scopes
                    .methods
                    .claim(&format!("wait_until_{}", snake(waiter)), "_"),
            };
            names.insert((operation.id.clone(), waiter.clone()), own);
        }
    }
    names
}
