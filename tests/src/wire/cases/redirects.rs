//! Redirects, which are never followed: a signature covers the host, and another host must not
//! get what the request carries.

use std::sync::Arc;

use tinsmith::transport::{ReqwestTransport, UreqTransport};

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Caller, Carrier};
use crate::wire::bench::{Bench, SESSION, STORE, always, done};
use crate::wire::server::answer::response;
use crate::wire::server::{Script, Server, Step, Welcome};
use crate::wire::services::store;
use crate::wire::verify::Rules;

const GROUP: &str = "redirect";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for status in [301, 302, 303, 307, 308] {
        let name = format!("{status} to another host");
        cases.push(Case::new(GROUP, name, move |adapter| {
            stays(Caller::new(adapter), adapter, status)
        }));
        let name = format!("{status} through a client that follows");
        let followed = Case::new(GROUP, name, move |adapter| match follower(adapter) {
            Some(caller) => stays(caller, adapter, status),
            None => Err("there is no such client".to_owned()),
        });
        cases.push(followed.unless(|adapter| {
            let reason = "hyper's client follows no redirects, and its layers are the user's";
            (adapter == Adapter::Tower).then_some(reason)
        }));
    }
    cases
}

/// A caller through a client of a user's that follows redirects.
fn follower(adapter: Adapter) -> Option<Caller> {
    // The constructor has TLS set up.
    drop(Caller::new(adapter));
    Some(Caller::of(match adapter {
        Adapter::Reqwest => {
            let client = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::limited(10))
                .build();
            let client = client.expect("a client that follows redirects");
            Carrier::Async(Arc::new(ReqwestTransport::with_client(client)))
        }
        Adapter::Ureq => {
            let config = ureq::Agent::config_builder().max_redirects(10).build();
            Carrier::Blocking(Arc::new(UreqTransport::with_agent(config.into())))
        }
        Adapter::Tower => return None,
    }))
}

fn stays(caller: Caller, adapter: Adapter, status: u16) -> Outcome {
    let other = Server::start(Script {
        rules: None,
        welcome: Welcome::Continue,
        answer: done(),
    });
    let location = format!("{}/bucket/key", other.url());
    let headers = [("location", location.as_str())];
    let answer = always(vec![Step::Send(response(status, &headers, b""))]);
    let rules = Rules {
        keys: SESSION,
        ..STORE
    };
    let mut bench = Bench::new(adapter, rules, answer);
    bench.caller = caller;
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let input = input.body("secret").build();
    let result = bench.caller.call::<store::PutObject>(bench.setup(), input);
    equal("requests to the other host", &other.heads(), &0)?;
    match result {
        Ok(_) => Err("a redirect was taken for a success".to_owned()),
        // A client that cannot be kept from following may fail before it sends.
        Err(failure) if bench.server.heads() == 0 => bench.refused::<()>(Err(failure)).map(drop),
        Err(failure) => {
            equal("requests", &bench.verified()?.len(), &1)?;
            equal("the status", &failure.status, &Some(status))
        }
    }
}
