//! Clients of the small service in the scripted world, async and blocking.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tinsmith::client::{Async, Blocking, Call, Client, Reply};
use tinsmith::config::ConfigBuilder;
use tinsmith::rt::operation::{Operation, Service};
use tinsmith::{Config, Credentials, Error};

use crate::script::{Answer, Constant, World};
use crate::service::{Put, PutError, PutInput, PutOutput, put};

pub(crate) const SEED: u64 = 7;

pub(crate) type Outcome<T = PutOutput> = Result<Reply<T>, Error<PutError>>;

/// The configuration of every client in these tests.
pub(crate) fn config() -> ConfigBuilder<()> {
    bare().credentials(Credentials::new("AKID", "secret"))
}

/// The same configuration without credentials.
pub(crate) fn bare() -> ConfigBuilder<()> {
    Config::builder()
        .region("eu-test-1")
        .endpoint_url("https://vault.test")
        .entropy(Constant(SEED))
}

/// An async client of the service of `O`.
pub(crate) fn client<O: Operation>(config: ConfigBuilder<()>, world: &World) -> Client {
    let config = config.clock(world.clone()).transport(world.clone()).build();
    Client::new(config, O::Service::SCHEMA)
}

/// Runs a future that never waits.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits for something outside of the script"),
    }
}

/// A client of either mode.
pub(crate) enum Rig {
    Async(Client<Async>),
    Blocking(Client<Blocking>),
}

impl Rig {
    pub(crate) fn put(&self, input: PutInput) -> Outcome {
        self.call::<Put>(input)
    }

    pub(crate) fn call<O: Operation>(
        &self,
        input: O::Input,
    ) -> Result<Reply<O::Output>, Error<O::Error>> {
        match self {
            Self::Async(client) => run(client.operation::<O>().reply(input)),
            Self::Blocking(client) => client.operation::<O>().reply(input),
        }
    }
}

/// Runs `test` once with a client of each mode, each in its own world.
pub(crate) fn in_both(
    config: impl Fn() -> ConfigBuilder<()>,
    script: impl Fn() -> Vec<Answer>,
    test: impl Fn(&Rig, &World),
) {
    in_both_of::<Put>(config, script, test);
}

/// Like [`in_both`], with clients of the service of `O`.
pub(crate) fn in_both_of<O: Operation>(
    config: impl Fn() -> ConfigBuilder<()>,
    script: impl Fn() -> Vec<Answer>,
    test: impl Fn(&Rig, &World),
) {
    let world = World::new(script());
    test(&Rig::Async(client::<O>(config(), &world)), &world);
    let world = World::new(script());
    let blocking = config().clock(world.clone());
    let blocking = blocking.blocking_transport(world.clone()).build();
    let client = Client::new(blocking, O::Service::SCHEMA);
    test(&Rig::Blocking(client), &world);
}

/// The result of one `Put` in the scripted world, modified by `change`.
pub(crate) fn put_with(
    world: &World,
    config: ConfigBuilder<()>,
    change: impl FnOnce(Call<Async, Put>) -> Call<Async, Put>,
) -> Outcome {
    run(change(client::<Put>(config, world).operation()).reply(put("a")))
}

/// The error of one `Put` with these answers.
pub(crate) fn failing(answers: Vec<Answer>) -> Error<PutError> {
    put_with(&World::new(answers), config(), |call| call.max_attempts(1)).unwrap_err()
}
