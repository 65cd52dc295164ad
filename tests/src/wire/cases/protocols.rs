//! Every protocol, with a value in every place that it has.

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Failure};
use crate::wire::bench::{Bench, KEYS, SESSION, always, depot};
use crate::wire::server::Step;
use crate::wire::server::answer::Protocol;
use crate::wire::services::{
    aws_json_1_0, aws_json_1_1, aws_query, ec2_query, rest_json, rest_xml, rpc_v2_cbor, rpc_v2_json,
};
use crate::wire::verify::{Keys, Rules};

const NAME: &str = "a b/c?d+e%20f~g'h\"|{}";
const TAG: &str = "x+y z&=%2F/ä~*";
const NOTE: &str = "two  spaces, a comma; = and \"quotes\"";
const TEXT: &str = "words & <signs> \u{e4}\u{1f600}\n";

/// A case of each operation of a module.
macro_rules! cases {
    ($($module:ident: $protocol:ident),* $(,)?) => {
        vec![$(
            Case::new(GROUP, concat!(stringify!($module), " with input"), |adapter| {
                says(adapter, Protocol::$protocol, "Say", &KEYS, |bench| {
                    let input = $module::SayInput::builder().name(NAME);
                    let input = input.tag(TAG).note(NOTE).text(TEXT).build();
                    let output = bench.caller.call::<$module::Say>(bench.setup(), input)?;
                    Ok(output.said)
                })
            }),
            Case::new(GROUP, concat!(stringify!($module), " without input"), |adapter| {
                says(adapter, Protocol::$protocol, "Nudge", &KEYS, |bench| {
                    let input = $module::NudgeInput::builder().build();
                    let output = bench.caller.call::<$module::Nudge>(bench.setup(), input)?;
                    Ok(output.said)
                })
            }),
            Case::new(GROUP, concat!(stringify!($module), " in a session"), |adapter| {
                says(adapter, Protocol::$protocol, "Nudge", &SESSION, |bench| {
                    let input = $module::NudgeInput::builder().build();
                    let output = bench.caller.call::<$module::Nudge>(bench.setup(), input)?;
                    Ok(output.said)
                })
            }),
        )*]
    };
}

const GROUP: &str = "protocol";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = cases!(
        aws_json_1_0: Json,
        aws_json_1_1: Json,
        rest_json: Json,
        rpc_v2_json: RpcJson,
        rpc_v2_cbor: RpcCbor,
        aws_query: AwsQuery,
        ec2_query: Ec2Query,
        rest_xml: RestXml,
    );
    cases.push(Case::new(
        GROUP,
        "a wrong secret is refused by the server",
        wrong_secret,
    ));
    cases
}

/// Calls a service that wants `keys`; it says something, which must be the output's.
fn says(
    adapter: Adapter,
    protocol: Protocol,
    operation: &str,
    keys: &Keys,
    call: impl Fn(&Bench) -> Result<Option<String>, Failure>,
) -> Outcome {
    let rules = Rules {
        keys: keys.clone(),
        ..depot(protocol)
    };
    let answer = Step::Send(protocol.said(operation, "yes"));
    let bench = Bench::new(adapter, rules, always(vec![answer]));
    let result = call(&bench);
    bench.sent(result.as_ref().map_err(Clone::clone))?;
    let said = result.map_err(|it| it.to_string())?;
    equal("the output", &said.as_deref(), &Some("yes"))
}

/// The verifier refuses a wrong signature, and the client understands the error.
fn wrong_secret(adapter: Adapter) -> Outcome {
    let rules = Rules {
        keys: Keys {
            secret: "another",
            ..KEYS
        },
        ..depot(Protocol::Json)
    };
    let bench = Bench::new(adapter, rules, always(Vec::new()));
    let setup = crate::wire::adapters::Setup::new(&bench.server.url(), &KEYS);
    let input = rest_json::NudgeInput::builder().build();
    match bench.caller.call::<rest_json::Nudge>(setup, input) {
        Ok(_) => Err("accepted".to_owned()),
        Err(failure) => equal(
            "the error",
            &(failure.status, failure.code.as_deref(), failure.attempts),
            &(Some(403), Some("SignatureDoesNotMatch"), 1),
        ),
    }
}
