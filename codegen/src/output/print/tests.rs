//! Layouts that rustfmt has, one example each.

use super::print;

#[track_caller]
fn assert_printed(expected: &str) {
    let found = print(expected.parse().expect("Rust"));
    assert!(
        found == expected,
        "--- expected\n{expected}--- found\n{found}"
    );
}

#[test]
fn items_are_set_apart_and_imports_are_not() {
    assert_printed(
        "\
//! Of the module.

#![allow(dead_code)]

use ::core::fmt;
use ::tinsmith::rt::schema::{Kind, Schema};

use super::Item;

/// A type.
#[derive(Clone, Debug)]
pub struct Unit {}

impl Unit {
    const ID: u32 = 1;
    const NAME: &'static str = \"unit\";

    /// A method.
    pub fn method(&self) -> &str {
        self.name()
    }
}

pub enum Either<A, B = ()> {
    /// The one.
    Left(A),
    Right(B),
}
",
    );
}

#[test]
fn signatures_break_at_their_parameters_and_bounds_have_lines() {
    assert_printed(
        "\
impl<M: Mode, O: Operation<Input = ExportTableToPointInTimeInput>, TableArn, S3Bucket>
    ExportTableToPointInTimeInputBuilder<Call<M, O>, TableArn, S3Bucket>
{
    pub fn send(self) -> CallFuture<Result<O::Output, Error<O::Error>>>
    where
        TableArn: required::TableArn,
        S3Bucket: required::S3Bucket,
    {
        self.context.send(self.value)
    }

    pub fn incremental_export_specification(
        mut self,
        value: IncrementalExportSpecification,
    ) -> ExportTableToPointInTimeInputBuilder<C, Set> {
        self.value.incremental_export_specification = Some(value);
        self.value
            .incremental_export_specifications
            .get_or_insert_default()
            .push(value);
        Self {
            value: self.value,
            context: self.context,
        }
    }
}
",
    );
}

#[test]
fn values_break_where_rustfmt_breaks_them() {
    assert_printed(
        "\
static SHORT: Schema = Schema::new(ShapeId::new(\"a\", \"B\"), Kind::Enum);

static ON_ITS_OWN_LINE: Schema =
    Schema::new(ShapeId::new(\"com.amazonaws.dynamodb\", \"Kind\"), Kind::Enum);

static LONG: Schema = Schema {
    id: ShapeId::new(\"com.amazonaws.dynamodb\", \"ExportTableToPointInTimeInput\"),
    members: &[
        Member::new(\"TableArn\", &schema::TABLE_ARN).with(&[Trait::Required]),
        Member::new(\"ClientToken\", &schema::CLIENT_TOKEN)
            .with(&[Trait::IdempotencyToken, Trait::Required]),
        Member::new(\"S3Bucket\", &schema::S3_BUCKET).with(&[
            Trait::Required,
            Trait::XmlName(\"the name of the bucket in the XML\"),
            Trait::HttpHeader(\"x-amz-bucket\"),
        ]),
    ],
    decisions: &[
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
    ],
    only: &[Rule { header: \"a\" }],
    one: (1,),
    ..Schema::new()
};
",
    );
}

#[test]
fn macros_have_documentation_and_no_comma_that_they_may_not_take() {
    assert_printed(
        "\
::tinsmith::rt::string_enum! {
    /// The formats.
    ExportFormat, Unknown {
        /// A JSON object per line.
        DynamodbJson = \"DYNAMODB_JSON\",
        Ion = \"ION\",
    }
}

::tinsmith::rt::structure!(ExportInput, EXPORT_INPUT, {
    0 => table_arn,
    1 => export_time = Into::into(5),
});

::tinsmith::rt::structure!(Empty, EMPTY, {});

::tinsmith::rt::error_enum! {
    RunError, Unmodelled {
        0 => AnErrorWithALongNameThatIsRepeatedInItsVariant(
            AnErrorWithALongNameThatIsRepeatedInItsVariant
        ),
    }
}

::tinsmith::rt::paginated!(ListExports => Vec<ExportSummary> {
    summaries: Vec<ExportSummary>,
});
",
    );
}

#[test]
fn an_implementation_breaks_after_a_word_as_long_as_a_step() {
    assert_printed(
        "\
mod inner {
    impl
        OperationWithRequiredMembersOutputBuilder<Unset, Unset, Unset, Unset, Unset, Unset, Unset>
    {
        const ID: u32 = 1;
    }
}
",
    );
}
