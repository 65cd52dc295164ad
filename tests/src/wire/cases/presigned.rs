//! URLs that independent clients use: `curl`, and Python's `urllib`.

use tinsmith::client::Presigned;

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Failure};
use crate::wire::bench::{Bench, KEYS, SESSION, STORE, depot, done};
use crate::wire::server::answer::Protocol;
use crate::wire::services::{rest_json, store};
use crate::wire::tools::Tool;
use crate::wire::verify::canonical::encoded;
use crate::wire::verify::{Keys, Rules};

const GROUP: &str = "presigned";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (tool, name) in [(Tool::Curl, "curl"), (Tool::Urllib, "urllib")] {
        for method in ["GET", "PUT", "HEAD", "DELETE", "list"] {
            let name = format!("{method} of an object, by {name}");
            cases.push(Case::new(GROUP, name, move |adapter| {
                used(adapter, tool, method, "a b/c+d=ä?&", &KEYS)
            }));
        }
        cases.push(Case::new(
            GROUP,
            format!("in a session, by {name}"),
            move |adapter| used(adapter, tool, "PUT", "key", &SESSION),
        ));
        cases.push(Case::new(
            GROUP,
            format!("of another service, by {name}"),
            move |adapter| of_another_service(adapter, tool),
        ));
    }
    // urllib sends paths as they are, too; curl has to be told.
    cases.push(Case::new(GROUP, "a key with dots, by urllib", |adapter| {
        used(adapter, Tool::Urllib, "GET", "a/../b/./c", &KEYS)
    }));
    cases.push(Case::new(GROUP, "a key with dots, by curl", |adapter| {
        used(adapter, Tool::Curl, "GET", "a/../b/./c", &KEYS)
    }));
    cases.push(Case::new(
        GROUP,
        "no content type is required",
        no_content_type,
    ));
    cases
}

fn used(adapter: Adapter, tool: Tool, what: &str, key: &str, keys: &Keys) -> Outcome {
    let rules = Rules {
        keys: keys.clone(),
        ..STORE
    };
    let bench = Bench::new(adapter, rules, done());
    let presigned = presign(&bench, what, key).map_err(|it| it.to_string())?;
    let body = if what == "PUT" { "what is stored" } else { "" };
    let status = tool.send(&presigned, body.as_bytes())?.status;
    let request = bench.only().map_err(|it| format!("HTTP {status}: {it}"))?;
    equal("the status", &status.as_str(), &"200")?;
    equal("the body", &request.body.as_slice(), &body.as_bytes())?;
    let path = match what {
        "list" => "/bucket".to_owned(),
        _ => format!("/bucket/{}", encoded(key.as_bytes(), true)),
    };
    equal("the path", &request.head.path(), &path.as_str())
}

fn presign(bench: &Bench, what: &str, key: &str) -> Result<Presigned, Failure> {
    let (caller, setup) = (&bench.caller, bench.setup());
    match what {
        "GET" => {
            let input = store::GetObjectInput::builder().bucket("bucket").key(key);
            let input = input.response_content_type("text/plain; charset=utf-8");
            caller.presign::<store::GetObject>(setup, input.build())
        }
        "PUT" => {
            let input = store::PutObjectInput::builder().bucket("bucket").key(key);
            caller.presign::<store::PutObject>(setup, input.build())
        }
        "HEAD" => {
            let input = store::HeadObjectInput::builder().bucket("bucket").key(key);
            caller.presign::<store::HeadObject>(setup, input.build())
        }
        "DELETE" => {
            let input = store::DeleteObjectInput::builder()
                .bucket("bucket")
                .key(key);
            caller.presign::<store::DeleteObject>(setup, input.build())
        }
        _ => {
            let input = store::ListObjectsV2Input::builder().bucket("bucket");
            let input = input.prefix(key).delimiter("/");
            caller.presign::<store::ListObjectsV2>(setup, input.build())
        }
    }
}

fn of_another_service(adapter: Adapter, tool: Tool) -> Outcome {
    let bench = Bench::new(adapter, depot(Protocol::Json), done());
    let input = rest_json::FetchInput::builder()
        .path("a b//c:d")
        .part("e f");
    let presigned = bench
        .caller
        .presign::<rest_json::Fetch>(bench.setup(), input.build());
    let presigned = presigned.map_err(|it| it.to_string())?;
    let status = tool.send(&presigned, b"")?.status;
    bench.only().map_err(|it| format!("HTTP {status}: {it}"))?;
    equal("the status", &status.as_str(), &"200")
}

fn no_content_type(adapter: Adapter) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    let presigned = presign(&bench, "PUT", "key").map_err(|it| it.to_string())?;
    let names: Vec<&str> = presigned
        .headers
        .keys()
        .map(http::HeaderName::as_str)
        .collect();
    equal("the headers to send along", &names, &Vec::new())?;
    equal(
        "the payload hash",
        &presigned.payload_hash.as_str(),
        &"UNSIGNED-PAYLOAD",
    )
}
