//! Pages, one after the other.

use tinsmith::Map;
use tinsmith::client::Blocking;
use tinsmith::operation::{Operation, Service};
use tinsmith::paginate::Paginator;

use crate::rig::{client, config, run};
use crate::script::{Answer, World, error, reply};
use crate::service::{List, ListInput, Put, Scan, ScanInput};

const FIRST: ListInput = ListInput { token: None };

fn page(token: &str, name: &str) -> Answer {
    reply(200, &format!(r#"{{"token":{token},"names":["{name}"]}}"#))
}

fn three_pages() -> World {
    World::new([page(r#""2""#, "a"), page(r#""3""#, "b"), page("null", "c")])
}

fn blocking(world: &World) -> Paginator<Blocking, List> {
    let config = config()
        .clock(world.clone())
        .blocking_transport(world.clone());
    let schema = <Put as Operation>::Service::SCHEMA;
    tinsmith::Client::new(config.build(), schema).paginate(FIRST)
}

/// The tokens that were asked with.
fn asked(world: &World) -> Vec<Option<String>> {
    let sent = world.sent();
    let tokens = sent
        .iter()
        .map(|it| it.body()["token"].as_str().map(str::to_owned));
    tokens.collect()
}

#[test]
fn pages_follow_their_tokens() {
    let world = three_pages();
    let mut pages = client::<Put>(config(), &world).paginate::<List>(FIRST);
    let mut names = Vec::new();
    while let Some(page) = run(pages.next()) {
        names.extend(page.unwrap().names.unwrap());
    }
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(
        asked(&world),
        [None, Some("2".to_owned()), Some("3".to_owned())]
    );
    assert_eq!(pages.token(), None);
}

#[test]
fn blocking_pages_are_an_iterator() {
    let world = three_pages();
    let pages: Result<Vec<_>, _> = blocking(&world).collect();
    assert_eq!(pages.unwrap().len(), 3);
    assert_eq!(asked(&world).len(), 3);
}

#[test]
fn a_token_that_is_repeated_ends_the_pages() {
    let world = World::new([page(r#""2""#, "a"), page(r#""2""#, "b")]);
    assert_eq!(blocking(&world).count(), 2);
}

#[test]
fn an_empty_token_ends_the_pages() {
    let world = World::new([page(r#""""#, "a")]);
    assert_eq!(blocking(&world).count(), 1);
}

#[test]
fn after_an_error_the_token_says_where_to_resume() {
    let world = World::new([
        page(r#""2""#, "a"),
        error(400, "NotFound"),
        page("null", "b"),
    ]);
    let client = client::<Put>(config(), &world);
    let mut pages = client.paginate::<List>(FIRST);
    assert!(run(pages.next()).unwrap().is_ok());
    assert!(run(pages.next()).unwrap().is_err());
    assert!(run(pages.next()).is_none());
    assert_eq!(pages.token(), Some("2"));
    let mut resumed = client.paginate::<List>(pages.input().clone());
    assert_eq!(run(resumed.next()).unwrap().unwrap().names.unwrap(), ["b"]);
    assert_eq!(asked(&world)[2].as_deref(), Some("2"));
}

#[test]
fn a_page_that_is_dropped_is_asked_for_again() {
    let world = World::new([Answer::Silence, page("null", "a")]);
    let mut pages = client::<Put>(config(), &world).paginate::<List>(FIRST);
    {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let mut next = std::pin::pin!(pages.next());
        assert!(next.as_mut().poll(&mut context).is_pending());
    }
    assert_eq!(run(pages.next()).unwrap().unwrap().names.unwrap(), ["a"]);
}

#[test]
fn a_token_may_be_a_map() {
    let last = |text| reply(200, &format!(r#"{{"last":{text}}}"#));
    let world = World::new([last(r#"{"id":"1","at":"x"}"#), last("{}")]);
    let input = ScanInput { start: None };
    let mut pages = client::<Put>(config(), &world).paginate::<Scan>(input);
    run(pages.next()).unwrap().unwrap();
    let start: Map<String, String> = [("at", "x"), ("id", "1")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
    assert_eq!(pages.input().start, Some(start));
    run(pages.next()).unwrap().unwrap();
    assert!(run(pages.next()).is_none());
    assert_eq!(world.sent()[1].body()["start"]["id"], "1");
}
