//! Futures of calls are `Send`, small, and can be dropped.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::rig::{client, config, run};
use crate::script::{Answer, World, ready};
use crate::service::{List, ListInput, Put, READY, put};

#[expect(clippy::needless_pass_by_value, reason = "as an executor takes it")]
fn assert_spawnable<F: Future + Send + 'static>(future: F) -> usize {
    size_of_val(&future)
}

#[test]
fn futures_can_be_spawned_and_are_small() {
    let client = client::<Put>(config(), &World::default());
    let call = || client.operation::<Put>();
    let minute = Duration::from_secs(60);
    let sizes = [
        assert_spawnable(call().send(put("a"))),
        assert_spawnable(call().reply(put("a"))),
        assert_spawnable(call().presign(put("a"), minute)),
        assert_spawnable(call().explain(put("a"))),
        assert_spawnable(client.waiter::<Put>(&READY).wait(put("a"), minute)),
    ];
    assert!(sizes.iter().all(|size| *size <= 64), "{sizes:?}");
}

#[test]
fn pages_may_be_asked_for_from_any_thread() {
    fn assert_send(_: &impl Send) {}
    let client = client::<Put>(config(), &World::default());
    let mut pages = client.paginate::<List>(ListInput { token: None });
    assert_send(&pages.next());
}

#[test]
fn a_call_that_is_dropped_leaves_the_client_usable() {
    let world = World::new([Answer::Silence, ready()]);
    let client = client::<Put>(config(), &world);
    {
        let mut dropped = pin!(client.operation::<Put>().send(put("a")));
        let waiting = dropped
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(waiting, Poll::Pending));
    }
    assert_eq!(world.sent().len(), 1);
    assert_eq!(
        run(client.operation::<Put>().send(put("b"))).unwrap().state,
        "ready"
    );
}
