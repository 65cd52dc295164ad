//! Which account's endpoint a call goes to, as the rules of DynamoDB's model have it.

use generated::dynamodb::{BatchWriteItem, BatchWriteItemInput};
use tinsmith::rt::endpoint::{Settings, bind};
use tinsmith::rt::operation::{Operation, Service};

/// The endpoint of a batch into one table, for credentials of account 111111111111.
fn endpoint(table: &str) -> String {
    let rules = <BatchWriteItem as Operation>::Service::SCHEMA.endpoint;
    let rules = rules.expect("DynamoDB has rules");
    let settings = Settings {
        region: Some("us-east-1"),
        account_id: Some("111111111111"),
        account_id_endpoint_mode: Some("preferred"),
        ..Settings::default()
    };
    let input = BatchWriteItemInput::builder()
        .request_items(table, Vec::new())
        .build();
    let params = bind(rules, &settings, BatchWriteItem::SCHEMA, &input);
    rules
        .resolve(&params)
        .expect("an endpoint")
        .url()
        .to_string()
}

#[test]
fn a_table_arn_among_the_keys_decides_the_account() {
    assert_eq!(
        endpoint("arn:aws:dynamodb:us-east-1:333333333333:table/Orders"),
        "https://333333333333.ddb.us-east-1.amazonaws.com"
    );
}

#[test]
fn a_table_name_leaves_it_to_the_credentials() {
    assert_eq!(
        endpoint("Orders"),
        "https://111111111111.ddb.us-east-1.amazonaws.com"
    );
}
