//! Values of every shape through every protocol and back: a model of our own, with thousands of
//! values that look random and are the same in every run.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod calls;
mod carrier;
mod check;
mod dice;
mod events;
mod hostile;
mod scalars;
mod services;
mod values;

use calls::calls;
use carrier::{Carrier, Format};
use check::{Faults, both_ways};
use events::chats;
use hostile::damaged;
use services::{
    aws_json_1_0, aws_json_1_1, aws_query, ec2_query, rest_json, rest_xml, rpc_v2_cbor, rpc_v2_json,
};

/// How many values of each kind there are.
const COUNT: usize = 150;

/// How many calls of an operation there are.
const CALLS: usize = 30;

/// Tests operations of one module.
macro_rules! protocol {
    ($module:ident, $format:ident, $rest:literal, [$($operation:ident),* $(,)?]) => {
        #[test]
        fn $module() {
            let mut faults = Faults::default();
            let carrier = Carrier::new(Format::$format, $rest);
            $(
                both_ways::<$module::$operation>(carrier, COUNT, &mut faults);
                calls::<$module::$operation>(carrier, CALLS, &mut faults);
                damaged::<$module::$operation>(carrier, COUNT, &mut faults);
            )*
            faults.none();
        }
    };
}

protocol!(
    aws_json_1_0,
    Json,
    false,
    [Body, Named, Untyped, Bound, Empty, Blank, Hosted, Token]
);
protocol!(
    aws_json_1_1,
    Json,
    false,
    [Body, Named, Untyped, Bound, Empty, Blank, Hosted, Token]
);
protocol!(
    rpc_v2_json,
    Json,
    false,
    [Body, Named, Untyped, Bound, Empty, Blank, Hosted, Token]
);
protocol!(
    rpc_v2_cbor,
    Cbor,
    false,
    [Body, Named, Untyped, Bound, Empty, Blank, Hosted, Token]
);
protocol!(
    aws_query,
    AwsQuery,
    false,
    [Body, Named, Bound, Empty, Blank, Hosted, Token]
);
protocol!(
    ec2_query,
    Ec2Query,
    false,
    [Body, Named, Bound, Empty, Blank, Hosted, Token]
);
protocol!(
    rest_json,
    Json,
    true,
    [
        Body,
        Named,
        Untyped,
        Bound,
        Searched,
        Prefixed,
        RawPayload,
        TextPayload,
        KindPayload,
        MediaPayload,
        ShapePayload,
        ChoicePayload,
        ListPayload,
        MapPayload,
        UntypedPayload,
        Empty,
        Blank,
        Hosted,
        Token,
    ]
);
protocol!(
    rest_xml,
    Xml,
    true,
    [
        Body,
        Named,
        Bound,
        Searched,
        Prefixed,
        RawPayload,
        TextPayload,
        KindPayload,
        MediaPayload,
        ShapePayload,
        ChoicePayload,
        Empty,
        Blank,
        Hosted,
        Token,
    ]
);

/// Tests event streams of one module.
macro_rules! events {
    ($name:ident, $module:ident, $format:ident, $rest:literal) => {
        #[test]
        fn $name() {
            let mut faults = Faults::default();
            let carrier = Carrier::new(Format::$format, $rest);
            let streams: (
                events::Stream<$module::ChatInput, $module::Events>,
                events::Stream<$module::ChatOutput, $module::Events>,
            ) = (|it| &mut it.events, |it| &mut it.events);
            chats::<$module::Chat, $module::Events>(carrier, COUNT, streams, &mut faults);
            events::damaged::<$module::Chat, $module::Events>(carrier, COUNT, streams, &mut faults);
            faults.none();
        }
    };
}

events!(aws_json_1_0_events, aws_json_1_0, Json, false);
events!(aws_json_1_1_events, aws_json_1_1, Json, false);
events!(rpc_v2_json_events, rpc_v2_json, Json, false);
events!(rpc_v2_cbor_events, rpc_v2_cbor, Cbor, false);
events!(rest_json_events, rest_json, Json, true);
events!(rest_xml_events, rest_xml, Xml, true);

#[test]
fn bytes() {
    let mut faults = Faults::default();
    calls::<rest_json::Bytes>(Carrier::new(Format::Json, true), CALLS, &mut faults);
    calls::<rest_xml::Bytes>(Carrier::new(Format::Xml, true), CALLS, &mut faults);
    faults.none();
}
