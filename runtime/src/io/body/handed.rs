//! A reader on a separate thread, so that it does not block the executor that polls.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;

use super::read_chunk;

/// How many chunks are read ahead.
const AHEAD: usize = 4;

type Item = Option<io::Result<Bytes>>;

/// The chunks of a reader. Its thread ends with the reader, or when this is dropped.
pub(super) struct Handed(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Notified when there is room for a chunk, or when the consumer is gone.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    ready: VecDeque<Item>,
    waker: Option<Waker>,
    is_dropped: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an item, once there is room for it. Returns whether more is wanted.
    fn put(&self, item: Item) -> bool {
        let is_full = |state: &mut State| state.ready.len() >= AHEAD && !state.is_dropped;
        let waited = self.changed.wait_while(self.lock(), is_full);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        let is_more = matches!(item, Some(Ok(_))) && !state.is_dropped;
        state.ready.push_back(item);
        let waker = state.waker.take();
        // A waker may poll at once, which takes the lock.
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
        is_more
    }
}

impl Handed {
    /// Starts a thread that reads.
    pub(super) fn new(mut reader: Box<dyn Read + Send>) -> Self {
        let shared = Arc::new(Shared::default());
        let end = End(Arc::clone(&shared));
        let thread = std::thread::Builder::new().name("tinsmith-read".to_owned());
        // Without a thread, `end` is dropped and reports the error.
        let _ = thread.spawn(
            move || {
                while end.0.put(read_chunk(reader.as_mut()).transpose()) {}
            },
        );
        Self(shared)
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Item> {
        let mut state = self.0.lock();
        if let Some(item) = state.ready.pop_front() {
            self.0.changed.notify_one();
            return Poll::Ready(item);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Handed {
    fn drop(&mut self) {
        self.0.lock().is_dropped = true;
        self.0.changed.notify_one();
    }
}

/// Reports on drop that the thread has ended. If no item or end was delivered before, the reader
/// has panicked, or the thread was never started. After the end of the body nobody polls.
struct End(Arc<Shared>);

impl Drop for End {
    fn drop(&mut self) {
        let reason = "there is no thread that reads the body: the reader has panicked, or the \
                      system has none to give";
        self.0.lock().is_dropped = true;
        self.0.put(Some(Err(io::Error::other(reason))));
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::util::future::block_on;

    fn next(handed: &mut Handed) -> Item {
        block_on(poll_fn(|context| handed.poll(context)))
    }

    /// Counts its reads, and reports when it is dropped.
    struct Counting(Arc<AtomicUsize>, std::sync::mpsc::Sender<()>);

    impl Read for Counting {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.fetch_add(1, Ordering::SeqCst);
            buffer[0] = b'x';
            Ok(1)
        }
    }

    impl Drop for Counting {
        fn drop(&mut self) {
            let _ = self.1.send(());
        }
    }

    #[test]
    fn chunks_come_in_order_to_the_end() {
        let mut handed = Handed::new(Box::new(io::Cursor::new(vec![7; 100_000])));
        let mut count = 0;
        while let Some(chunk) = next(&mut handed) {
            count += chunk.unwrap().len();
        }
        assert_eq!(count, 100_000);
    }

    #[test]
    fn only_so_much_is_read_ahead_and_the_thread_ends_when_nobody_wants_more() {
        let count = Arc::new(AtomicUsize::new(0));
        let (sender, dropped) = std::sync::mpsc::channel();
        let mut handed = Handed::new(Box::new(Counting(Arc::clone(&count), sender)));
        next(&mut handed).unwrap().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(50));
        assert!(count.load(Ordering::SeqCst) <= AHEAD + 2);
        drop(handed);
        dropped.recv().unwrap();
    }

    #[test]
    fn a_reader_that_panics_is_an_error() {
        struct Panics;
        impl Read for Panics {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                panic!("on purpose");
            }
        }
        let error = next(&mut Handed::new(Box::new(Panics)))
            .unwrap()
            .unwrap_err();
        assert!(
            error.to_string().contains("the reader has panicked"),
            "{error}"
        );
    }
}
