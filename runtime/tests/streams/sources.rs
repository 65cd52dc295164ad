//! Sources of byte streams, and ways to read them.

use std::collections::VecDeque;
use std::error::Error;
use std::io::{Cursor, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use tinsmith::ByteStream;
use tinsmith::body::{Body, Chunks};
use tinsmith::stream::Streaming;
use tinsmith::transport::{TransportError, TransportErrorKind};

fn text(stream: ByteStream) -> String {
    let bytes = stream.collect_blocking(1000).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn memory_is_a_replayable_stream_of_known_length() {
    for stream in [
        ByteStream::from("abc"),
        ByteStream::from("abc".to_owned()),
        ByteStream::from(b"abc".to_vec()),
        ByteStream::from(Bytes::from_static(b"abc")),
        ByteStream::from(tinsmith::Blob::new(*b"abc")),
    ] {
        assert_eq!((stream.length(), stream.is_replayable()), (Some(3), true));
        assert_eq!(text(stream), "abc");
    }
}

#[test]
fn only_the_first_clone_of_a_reader_can_be_read() {
    let stream = ByteStream::from_reader(Cursor::new("abc"));
    assert_eq!((stream.length(), stream.is_replayable()), (None, false));
    let clone = stream.clone();
    assert_eq!(text(stream), "abc");
    assert_eq!(text(clone), "");
}

#[test]
fn a_source_is_opened_anew_for_each_reader() {
    let stream = ByteStream::from_source(|| Ok(Body::from_reader(Cursor::new("abc"))));
    assert!(stream.is_replayable());
    assert_eq!(text(stream.clone()), "abc");
    assert_eq!(text(stream), "abc");
}

#[test]
fn a_source_that_cannot_be_opened_fails_when_it_is_read() {
    let stream = ByteStream::from_source(|| Err(std::io::Error::other("gone")));
    let error = stream.collect_blocking(10).unwrap_err().error.to_string();
    assert!(error.contains("gone"), "{error}");
}

#[test]
fn a_file_is_a_replayable_stream_of_known_length() {
    let path = std::env::temp_dir().join(format!("tinsmith-stream-{}", std::process::id()));
    std::fs::write(&path, "in a file").unwrap();
    let stream = ByteStream::from_path(&path).unwrap();
    assert_eq!((stream.length(), stream.is_replayable()), (Some(9), true));
    assert_eq!(text(stream.clone()), "in a file");
    std::fs::write(&path, "shorter").unwrap();
    let error = stream.collect_blocking(10).unwrap_err().error.to_string();
    std::fs::remove_file(&path).unwrap();
    assert!(error.contains("ended 2 bytes before its length"), "{error}");
    assert!(ByteStream::from_path(&path).is_err());
}

fn next(stream: &mut ByteStream) -> Option<Result<Bytes, TransportError>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(stream.next())
}

/// The chunks of a stream that claims this length, and its final error.
fn ended(chunks: &[&'static str], failure: Option<&str>, length: u64) -> (Vec<Bytes>, String) {
    let failure = failure.map(|it| Err(TransportError::new(TransportErrorKind::Other, it)));
    let chunks = chunks
        .iter()
        .map(|it| Ok(Bytes::from_static(it.as_bytes())));
    let source = Listed(chunks.chain(failure).collect());
    let mut stream = ByteStream::from_chunks(source).with_length(length);
    let mut seen = Vec::new();
    let error = loop {
        match next(&mut stream) {
            Some(Ok(chunk)) => seen.push(chunk),
            Some(Err(error)) => break error.to_string(),
            None => break String::new(),
        }
    };
    assert!(next(&mut stream).is_none());
    (seen, error)
}

struct Listed(VecDeque<Result<Bytes, TransportError>>);

impl Chunks for Listed {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.pop_front())
    }
}

#[test]
fn a_stream_longer_than_it_claims_fails() {
    for (chunks, length, whole) in [
        (&["abcde"][..], 3, 0),
        (&["abc", "de"], 3, 0),
        (&["ab", "", "c", "", "d"], 3, 1),
        (&["a"], 0, 0),
        (&["", "a"], 0, 0),
    ] {
        let (seen, error) = ended(chunks, None, length);
        assert!(error.contains("longer than its length"), "{error}");
        assert_eq!(seen.len(), whole, "{chunks:?}");
    }
}

#[test]
fn a_stream_that_fails_at_its_length_does_not_yield_its_last_chunk() {
    for (chunks, length, whole) in [(&["abc"][..], 3, 0), (&["ab", "c"], 3, 1), (&[], 0, 0)] {
        let (seen, error) = ended(chunks, Some("not sound"), length);
        assert!(error.contains("not sound"), "{error}");
        assert_eq!(seen.len(), whole, "{chunks:?}");
    }
}

#[test]
fn a_stream_as_long_as_it_claims_is_yielded_as_a_whole() {
    for (chunks, length, whole) in [
        (&["abc"][..], 3, 1),
        (&["", "ab", "", "c", ""], 3, 2),
        (&[""], 0, 0),
        (&[], 0, 0),
    ] {
        assert_eq!(ended(chunks, None, length).1, "");
        assert_eq!(ended(chunks, None, length).0.len(), whole, "{chunks:?}");
    }
}

#[test]
fn an_error_of_collect_keeps_all_chunks_before_it() {
    let failure = TransportError::new(TransportErrorKind::Other, "not sound");
    let source = Listed(VecDeque::from([
        Ok("ab".into()),
        Ok("c".into()),
        Err(failure),
    ]));
    let stream = ByteStream::from_chunks(source).with_length(3);
    assert_eq!(stream.collect_blocking(10).unwrap_err().read, "abc");
}

#[test]
fn a_file_that_has_grown_fails_but_not_a_part_of_it() {
    let path = std::env::temp_dir().join(format!("tinsmith-grown-{}", std::process::id()));
    for before in ["", "12345"] {
        std::fs::write(&path, before).unwrap();
        let stream = ByteStream::from_path(&path).unwrap();
        let part = ByteStream::from_path_range(&path, 0, before.len() as u64).unwrap();
        std::fs::write(&path, "12345678").unwrap();
        let error = stream.collect_blocking(10).unwrap_err().error.to_string();
        assert!(error.contains("longer than its length"), "{error}");
        assert_eq!(part.collect_blocking(10).unwrap(), before);
    }
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn chunks_come_one_by_one() {
    let mut stream = ByteStream::from_reader(Cursor::new("abc"));
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(async {
        assert_eq!(stream.next().await.unwrap().unwrap(), "abc");
        assert!(stream.next().await.is_none());
        assert!(stream.next().await.is_none());
    });
}

#[test]
fn a_reader_may_ask_for_little_at_a_time() {
    let mut reader = ByteStream::from("abcde").into_reader();
    let mut buffer = [0; 2];
    let mut read = String::new();
    loop {
        let count = reader.read(&mut buffer).unwrap();
        if count == 0 {
            break;
        }
        read.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
    }
    assert_eq!(read, "abcde");
}

#[test]
fn collecting_stops_at_the_limit_and_keeps_what_was_read() {
    let incomplete = ByteStream::from_reader(Cursor::new("abcde"))
        .collect_blocking(3)
        .unwrap_err();
    assert_eq!(incomplete.read, "abc");
}

/// A chunk and the end. Panics if it is polled after the end.
struct Strict {
    chunk: Option<Bytes>,
    ended: bool,
}

impl Chunks for Strict {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        assert!(!self.ended, "polled after the end");
        let chunk = self.chunk.take();
        self.ended = chunk.is_none();
        Poll::Ready(chunk.map(Ok))
    }
}

#[test]
fn a_source_is_not_polled_after_its_end() {
    let source = Strict {
        chunk: Some("abc".into()),
        ended: false,
    };
    let mut reader = Body::from_chunks(source).into_reader();
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, "abc");
    assert_eq!(reader.read(&mut [0; 8]).unwrap(), 0);
}

/// Creates a file with these bytes, for one test.
fn file(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("tinsmith-{}-{name}", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Reads a stream with blocking code.
fn read_all(stream: ByteStream) -> std::io::Result<String> {
    let mut text = String::new();
    stream.into_reader().read_to_string(&mut text)?;
    Ok(text)
}

#[test]
fn a_part_of_a_file_is_a_replayable_stream_of_known_length() {
    let path = file("part", b"0123456789");
    for (offset, length, expected) in [(0, 10, "0123456789"), (2, 3, "234"), (10, 0, "")] {
        let part = ByteStream::from_path_range(&path, offset, length).unwrap();
        assert_eq!(part.length(), Some(length));
        assert!(part.is_replayable());
        assert_eq!(read_all(part.clone()).unwrap(), expected);
        assert_eq!(read_all(part).unwrap(), expected);
    }
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_part_beyond_the_end_of_a_file_is_refused() {
    let path = file("beyond", b"0123456789");
    for (offset, length) in [(0, 11), (11, 0), (u64::MAX, 2)] {
        let error = ByteStream::from_path_range(&path, offset, length).unwrap_err();
        assert!(
            error.to_string().contains("more than the 10 bytes"),
            "{error}"
        );
    }
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_missing_file_fails_when_it_is_read() {
    let path = file("gone", b"0123456789");
    let stream = ByteStream::from_path(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    assert!(read_all(stream).is_err());
}

#[test]
fn an_async_reader_is_a_stream_and_a_stream_an_async_reader() {
    use tokio::io::{AsyncRead, ReadBuf};
    let bytes: Vec<u8> = (0..100_000_u32).map(|it| it.to_le_bytes()[0]).collect();
    let there = ByteStream::from(bytes.clone()).into_async_read();
    let mut back = Box::pin(ByteStream::from_async_read(there).into_async_read());
    let mut read = Vec::new();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        loop {
            let mut space = [0; 7000];
            let mut buffer = ReadBuf::new(&mut space);
            let polled = std::future::poll_fn(|cx| back.as_mut().poll_read(cx, &mut buffer));
            polled.await.unwrap();
            if buffer.filled().is_empty() {
                break;
            }
            read.extend_from_slice(buffer.filled());
        }
    });
    assert_eq!(read, bytes);
}

#[test]
fn the_error_of_a_broken_stream_converts_and_leads_to_its_cause() {
    fn read() -> Result<Bytes, Box<dyn Error + Send + Sync>> {
        let stream = ByteStream::from_source(|| Err(std::io::Error::other("gone")));
        Ok(stream.collect_blocking(10)?)
    }
    let error = read().unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the body ended after 0 bytes: ")
    );
    let mut causes = std::iter::successors(error.source(), |&cause| cause.source());
    assert!(causes.any(<dyn Error>::is::<std::io::Error>), "{error:?}");
}
