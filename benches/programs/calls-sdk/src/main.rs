//! The AWS SDK's calls: `calls-sdk sdk CASE CALLS`, with the response's body in `BODIES`.

use std::hint::black_box;

use aws_sdk_arcregionswitch as arcregionswitch;
use aws_sdk_sns as sns;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Answers every request the same, from memory.
#[derive(Clone, Debug)]
struct Canned {
    body: Bytes,
    content_type: &'static str,
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        black_box(&request);
        let body = SdkBody::from(self.body.clone());
        let mut response = HttpResponse::new(200.try_into().expect("a status"), body);
        let headers = response.headers_mut();
        headers.insert("content-type", self.content_type);
        headers.insert(
            "x-amzn-requestid",
            "8I8FJ0J0Q3C5T8B0V4L3Q2T6DJVV4KQNSO5AEMVJF66Q9ASUAAJG",
        );
        if self.content_type == "application/cbor" {
            headers.insert("smithy-protocol", "rpc-v2-cbor");
        }
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Canned {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// The configuration of a client of either service; their types differ, their names do not.
macro_rules! client {
    ($service:ident, $canned:expr) => {{
        use $service::config::retry::RetryConfig;
        use $service::config::{BehaviorVersion, Config, Credentials, Region};
        let key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", key, None, None, "static"))
            .retry_config(RetryConfig::disabled())
            .http_client($canned);
        $service::Client::from_conf(config.build())
    }};
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [client, case, calls] = &arguments[..] else {
        return Err("usage: calls-sdk sdk CASE CALLS".into());
    };
    if client != "sdk" {
        return Err("the only client is `sdk`".into());
    }
    let calls: u32 = calls.parse()?;
    let folder = std::env::var("BODIES")?;
    let body = Bytes::from(std::fs::read(format!("{folder}/{case}.response"))?);
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_time().build()?;
    runtime.block_on(async {
        match case.as_str() {
            "subscriptions" => subscriptions(body, calls).await,
            "plans" => plans(body, calls).await,
            other => Err(format!("unknown case {other}").into()),
        }
    })
}

async fn subscriptions(body: Bytes, calls: u32) -> Result<()> {
    let content_type = "text/xml";
    let client = client!(sns, Canned { body, content_type });
    for _ in 0..calls {
        let output = client.list_subscriptions().send().await?;
        check(black_box(output.subscriptions()).len())?;
    }
    Ok(())
}

async fn plans(body: Bytes, calls: u32) -> Result<()> {
    let content_type = "application/cbor";
    let client = client!(arcregionswitch, Canned { body, content_type });
    for _ in 0..calls {
        let output = client.list_plans().send().await?;
        check(black_box(output.plans()).len())?;
    }
    Ok(())
}

fn check(entries: usize) -> Result<()> {
    match entries {
        1000 => Ok(()),
        other => Err(format!("{other} entries").into()),
    }
}
