//! Pagination.

use tinsmith::client::Blocking;
use tinsmith::paginate::Paginator;
use tinsmith::rt::operation::{Operation, Service};
use tinsmith::{ErrorKind, Map};

use crate::rig::{client, config, run};
use crate::script::{Answer, World, error, reply};
use crate::service::{List, ListInput, ListToEnd, ListTruncated, Put, Scan, ScanInput};

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

/// The tokens of the requests.
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
fn a_token_that_is_repeated_is_an_error_after_its_page() {
    let world = World::new([page(r#""2""#, "a"), page(r#""2""#, "b")]);
    let mut pages = blocking(&world).skip(2);
    let error = pages.next().unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::RepeatedToken(token) if token == "\"2\""));
    assert_eq!(
        error.to_string(),
        "List: the service gave the page token \"2\" again, so that its pages would never end"
    );
    assert!(pages.next().is_none());
}

#[test]
fn a_token_that_is_repeated_may_be_the_end() {
    let world = World::new([page(r#""2""#, "a"), page(r#""2""#, "b")]);
    let pages: Result<Vec<_>, _> = blocking(&world).end_at_repeated_token().collect();
    assert_eq!(pages.unwrap().len(), 2);
}

#[test]
fn a_service_may_always_end_with_a_token_that_is_repeated() {
    let world = World::new([page(r#""2""#, "a"), page(r#""2""#, "b")]);
    let client = client::<Put>(config(), &world);
    let mut pages = client.paginate::<ListToEnd>(FIRST);
    assert!(run(pages.next()).unwrap().is_ok());
    assert!(run(pages.next()).unwrap().is_ok());
    assert!(run(pages.next()).is_none());
}

#[test]
fn pages_begin_at_a_token_and_end_at_a_limit() {
    let world = three_pages();
    let mut pages = blocking(&world).resume("1").max_pages(2);
    assert_eq!(pages.by_ref().count(), 2);
    assert_eq!(asked(&world), [Some("1".to_owned()), Some("2".to_owned())]);
    assert_eq!(pages.token(), Some("3"));
}

#[test]
fn a_limit_of_zero_requests_no_page() {
    let world = World::new([]);
    assert_eq!(blocking(&world).max_pages(0).count(), 0);
    assert_eq!(blocking(&world).items().max_items(0).count(), 0);
}

#[test]
fn items_come_from_all_pages() {
    let names =
        |token: &str, names: &str| reply(200, &format!(r#"{{"token":{token},"names":{names}}}"#));
    let script = || {
        let pages = [
            names(r#""2""#, r#"["a","b"]"#),
            names(r#""3""#, "[]"),
            names(r#""4""#, "null"),
            names("null", r#"["c"]"#),
        ];
        World::new(pages)
    };
    let items: Result<Vec<_>, _> = blocking(&script()).items().collect();
    assert_eq!(items.unwrap(), ["a", "b", "c"]);

    let mut items = client::<Put>(config(), &script())
        .paginate::<List>(FIRST)
        .items();
    let mut found = Vec::new();
    while let Some(item) = run(items.next()) {
        found.push(item.unwrap());
    }
    assert_eq!(found, ["a", "b", "c"]);
}

#[test]
fn items_resume_where_they_ended() {
    let names =
        |token: &str, names: &str| reply(200, &format!(r#"{{"token":{token},"names":{names}}}"#));
    let second = || names("null", r#"["c","d","e"]"#);
    let world = World::new([names(r#""2""#, r#"["a","b"]"#), second(), second()]);
    let mut items = blocking(&world).items().max_items(4);
    let found: Result<Vec<_>, _> = items.by_ref().collect();
    assert_eq!(found.unwrap(), ["a", "b", "c", "d"]);
    assert_eq!((items.token(), items.taken()), (Some("2"), 2));

    let (place, taken) = (items.token().unwrap(), items.taken());
    let rest: Result<Vec<_>, _> = blocking(&world)
        .resume(place)
        .items()
        .after(taken)
        .collect();
    assert_eq!(rest.unwrap(), ["e"]);
    assert_eq!(asked(&world).len(), 3);
}

#[test]
fn items_end_after_an_error_and_can_be_resumed() {
    let world = World::new([page(r#""2""#, "a"), error(400, "NotFound")]);
    let mut items = blocking(&world).items();
    assert_eq!(items.next().unwrap().unwrap(), "a");
    assert!(items.next().unwrap().is_err());
    assert!(items.next().is_none());
    assert_eq!(items.pages().token(), Some("2"));
}

#[test]
fn pages_and_items_are_streams() {
    fn first<S: futures_core::Stream + Unpin>(mut stream: S) -> Option<S::Item> {
        run(std::future::poll_fn(|context| {
            std::pin::Pin::new(&mut stream).poll_next(context)
        }))
    }
    let pages = |world: &World| client::<Put>(config(), world).paginate::<List>(FIRST);
    let page = first(pages(&three_pages())).unwrap().unwrap();
    assert_eq!(page.names.unwrap(), ["a"]);
    let item = first(pages(&three_pages()).items()).unwrap();
    assert_eq!(item.unwrap(), "a");
}

#[test]
fn an_empty_token_ends_the_pages() {
    let world = World::new([page(r#""""#, "a")]);
    assert_eq!(blocking(&world).count(), 1);
}

#[test]
fn pages_can_be_resumed_after_an_error() {
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
fn a_page_whose_future_was_dropped_is_not_requested_twice() {
    let world = World::new([Answer::Silence, page("null", "a")]);
    let mut pages = client::<Put>(config(), &world).paginate::<List>(FIRST);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for _ in 0..2 {
        let mut next = std::pin::pin!(pages.next());
        assert!(next.as_mut().poll(&mut context).is_pending());
    }
    assert_eq!(world.sent().len(), 1);
    // A caller that does not want to wait for the page starts a new paginator.
    let mut again = client::<Put>(config(), &world).paginate::<List>(pages.input().clone());
    assert_eq!(run(again.next()).unwrap().unwrap().names.unwrap(), ["a"]);
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

#[test]
fn the_last_page_may_have_a_token_and_a_flag_that_ends_the_pages() {
    let page = |more| reply(200, &format!(r#"{{"token":"{more}","more":{more}}}"#));
    let world = World::new([page(true), page(false)]);
    let mut pages = client::<Put>(config(), &world).paginate::<ListTruncated>(FIRST);
    while let Some(page) = run(pages.next()) {
        page.unwrap();
    }
    assert_eq!(asked(&world), [None, Some("true".to_owned())]);
}
