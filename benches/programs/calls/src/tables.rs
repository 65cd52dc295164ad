//! DynamoDB's large bodies: a page of a query, a batch of items to write.

use std::hint::black_box;

use bytes::Bytes;
use http::Response;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::codec::json::Json;
use tinsmith::rt::value::Field;
use tinsmith::wire;

use crate::canned::{Canned, block_on};
use crate::generated::dynamodb::{
    self, AttributeValue, BatchWriteItem, BatchWriteItemInput, Query, QueryOutput,
};
use crate::{Result, Runner, body};

pub(crate) fn query() -> Result<Runner> {
    let canned = Canned::leaked(body("query.response.json")?, "application/x-amz-json-1.0");
    let client = dynamodb::Client::new(canned.config());
    let call = move || {
        let query = client
            .query()
            .table_name("T")
            .key_condition_expression("pk = :p")
            .expression_attribute_values(":p", AttributeValue::S("CUSTOMER#00000042".to_owned()))
            .send();
        check(&block_on(query)?)
    };
    Ok(Box::new(move |count| (0..count).try_for_each(|_| call())))
}

pub(crate) fn decode_query() -> Result<Runner> {
    let body = Bytes::from(body("query.response.json")?);
    let decode = move || check(&wire::response::<Query>(Response::new(body.clone()))?);
    Ok(Box::new(move |count| (0..count).try_for_each(|_| decode())))
}

fn check(output: &QueryOutput) -> Result<()> {
    let count = black_box(output).items.as_ref().map_or(0, Vec::len);
    match count {
        1000 => Ok(()),
        other => Err(format!("{other} items").into()),
    }
}

pub(crate) fn encode_batch() -> Result<Runner> {
    let mut input = BatchWriteItemInput::blank();
    let request = body("batchwrite.request.json")?;
    Json::AWS_JSON.decode(&request, &mut input, &Limits::default())?;
    let length = wire::request::<BatchWriteItem>(&input)?.body().len();
    if length != request.len() {
        return Err(format!("{length} bytes, not {}", request.len()).into());
    }
    Ok(Box::new(move |count| {
        for _ in 0..count {
            black_box(wire::request::<BatchWriteItem>(&input)?);
        }
        Ok(())
    }))
}
