//! Names that are the same for every operation, whatever the model calls its types.

use generated::{dynamodb, sts};

#[test]
fn accessors_borrow_texts_and_lists_and_copy_small_values() {
    let output = dynamodb::QueryOutput::builder().count(2).build();
    assert_eq!(output.count(), 2);
    assert!(output.items().is_empty());
    assert!(output.last_evaluated_key().is_none());

    let input = dynamodb::QueryInput::builder()
        .table_name("songs")
        .attributes_to_get("title")
        .limit(3)
        .build();
    assert_eq!(input.table_name(), "songs");
    assert_eq!(input.attributes_to_get(), ["title"]);
    assert_eq!(input.limit(), Some(3));
    assert_eq!(input.key_condition_expression(), None);
}

#[test]
fn inputs_and_outputs_are_called_like_their_operation() {
    let input: sts::AssumeRoleInput = sts::AssumeRoleInput::builder()
        .role_arn("arn:aws:iam::123456789012:role/reader")
        .role_session_name("session")
        .build();
    let _: sts::AssumeRoleRequest = input;
    let output = sts::GetCallerIdentityOutput::builder()
        .account("123456789012")
        .build();
    assert_eq!(output.account(), Some("123456789012"));
}
