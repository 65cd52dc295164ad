//! Listings of three services, each in another format: XML, XML of a query protocol, CBOR.

use std::hint::black_box;

use tinsmith::Timestamp;
use tinsmith::rt::operation::{Operation, Service};

use crate::canned::{Canned, block_on};
use crate::generated::arcregionswitch::{
    self, AbbreviatedPlan, ListPlans, ListPlansResponse, RecoveryApproach,
};
use crate::generated::s3;
use crate::generated::sns::{self, ListSubscriptions, ListSubscriptionsResponse, Subscription};
use crate::{Result, Runner, body};

const ENTRIES: usize = 1000;

pub(crate) fn s3_listing() -> Result<Runner> {
    let canned = Canned::leaked(body("s3list.response.xml")?, "application/xml");
    let client = s3::Client::new(canned.config());
    let call = move || {
        let listing = client.list_objects_v2().bucket("bucket").prefix("logs/");
        let output = block_on(listing.max_keys(1000).send())?;
        check(black_box(&output).contents.as_ref().map(Vec::len))
    };
    Ok(Box::new(move |count| (0..count).try_for_each(|_| call())))
}

pub(crate) fn subscriptions() -> Result<Runner> {
    let canned = Canned::leaked(body("subscriptions.response")?, "text/xml");
    let client = sns::Client::new(canned.config());
    let call = move || {
        let output = block_on(client.list_subscriptions().send())?;
        check(black_box(&output).subscriptions.as_ref().map(Vec::len))
    };
    Ok(Box::new(move |count| (0..count).try_for_each(|_| call())))
}

pub(crate) fn plans() -> Result<Runner> {
    let canned = Canned::leaked(body("plans.response")?, "application/cbor");
    let client = arcregionswitch::Client::new(canned.config());
    let call = move || {
        let output = block_on(client.list_plans().send())?;
        check(black_box(&output).plans.as_ref().map(Vec::len))
    };
    Ok(Box::new(move |count| (0..count).try_for_each(|_| call())))
}

fn check(entries: Option<usize>) -> Result<()> {
    match entries {
        Some(ENTRIES) => Ok(()),
        other => Err(format!("{other:?} entries").into()),
    }
}

/// What the service would answer with.
fn answer<O: Operation>(output: &O::Output) -> Result<Vec<u8>> {
    let service = O::Service::SCHEMA;
    let protocol = service.protocol.service().ok_or("a protocol for clients only")?;
    let response = protocol.encode_output(service, O::SCHEMA, output)?;
    Ok(response.into_body().into())
}

pub(crate) fn subscriptions_body() -> Result<Vec<u8>> {
    let topic = "arn:aws:sns:us-east-1:123456789012:orders";
    let subscription = |number| Subscription {
        subscription_arn: Some(format!("{topic}:8a21d249-4329-4871-acc6-{number:012}")),
        owner: Some("123456789012".to_owned()),
        protocol: Some("sqs".to_owned()),
        endpoint: Some(format!(
            "arn:aws:sqs:us-east-1:123456789012:orders-{number}"
        )),
        topic_arn: Some(topic.to_owned()),
    };
    answer::<ListSubscriptions>(&ListSubscriptionsResponse {
        subscriptions: Some((0..ENTRIES).map(subscription).collect()),
        next_token: None,
    })
}

pub(crate) fn plans_body() -> Result<Vec<u8>> {
    let plan = |number: usize| AbbreviatedPlan {
        arn: format!("arn:aws:arc-region-switch::123456789012:plan/plan-{number}:abc123"),
        owner: "123456789012".to_owned(),
        name: format!("plan-{number}"),
        regions: vec!["us-east-1".to_owned(), "us-west-2".to_owned()],
        recovery_approach: RecoveryApproach::ActivePassive,
        primary_region: Some("us-east-1".to_owned()),
        version: Some("1".to_owned()),
        updated_at: Some(Timestamp::new(1_750_000_000, 0)),
        description: Some(format!(
            "Moves the orders of shard {number} to the other region"
        )),
        execution_role: Some("arn:aws:iam::123456789012:role/switch".to_owned()),
        active_plan_execution: None,
        recovery_time_objective_minutes: Some(15),
    };
    answer::<ListPlans>(&ListPlansResponse {
        plans: Some((0..ENTRIES).map(plan).collect()),
        next_token: None,
    })
}
