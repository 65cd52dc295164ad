//! Gzip (RFC 1952) of request bodies, in memory or streamed. Does not decide when a request is
//! compressed.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};

use crate::io::body::{Body, Chunks};
use crate::io::transport::TransportError;
use crate::util::crc::Crc32;

/// Without file name, time and system, to reveal nothing about the machine.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The usual compromise between speed and size.
const LEVEL: i32 = 6;

/// `bytes`, compressed.
pub(crate) fn gzip(bytes: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(bytes.len() / 4 + 64);
    let mut gzip = Gzip::new(&mut out);
    gzip.write(bytes, &mut out);
    gzip.finish(&mut out);
    out.into()
}

/// `body`, compressed as it is read.
pub(crate) fn gzip_body(body: Body) -> Body {
    let mut head = Vec::new();
    let gzip = Some(Gzip::new(&mut head));
    Body::from_chunks(Compressed { body, gzip, head })
}

struct Gzip {
    state: Box<CompressorOxide>,
    crc: Crc32,
    length: u32,
}

impl Gzip {
    fn new(out: &mut Vec<u8>) -> Self {
        out.extend_from_slice(&HEADER);
        // A negative window size selects deflate without the zlib header.
        let flags = create_comp_flags_from_zip_params(LEVEL, -15, 0);
        Self {
            state: Box::new(CompressorOxide::new(flags)),
            crc: Crc32::new(),
            length: 0,
        }
    }

    fn write(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        self.crc.update(bytes);
        // Modulo 2^32, as the format requires.
        let count = u32::try_from(bytes.len() & 0xffff_ffff).unwrap_or_default();
        self.length = self.length.wrapping_add(count);
        self.deflate(bytes, TDEFLFlush::None, out);
    }

    fn finish(mut self, out: &mut Vec<u8>) {
        self.deflate(&[], TDEFLFlush::Finish, out);
        out.extend_from_slice(&self.crc.value().to_le_bytes());
        out.extend_from_slice(&self.length.to_le_bytes());
    }

    fn deflate(&mut self, bytes: &[u8], flush: TDEFLFlush, out: &mut Vec<u8>) {
        // It consumes all its input, since all its output is taken.
        compress_to_output(&mut self.state, bytes, flush, |compressed| {
            out.extend_from_slice(compressed);
            true
        });
    }
}

/// A body that is compressed as it is read.
struct Compressed {
    body: Body,
    /// `None` once all output is produced.
    gzip: Option<Gzip>,
    /// Output that has not been read yet.
    head: Vec<u8>,
}

impl Chunks for Compressed {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let this = &mut *self;
        while let Some(gzip) = &mut this.gzip {
            match ready!(this.body.poll_chunk(context)) {
                Some(Ok(chunk)) => gzip.write(&chunk, &mut this.head),
                Some(Err(error)) => {
                    this.gzip = None;
                    this.head.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    if let Some(gzip) = this.gzip.take() {
                        gzip.finish(&mut this.head);
                    }
                }
            }
            if !this.head.is_empty() {
                break;
            }
        }
        let chunk = std::mem::take(&mut this.head);
        Poll::Ready((!chunk.is_empty()).then(|| Ok(chunk.into())))
    }
}

#[cfg(test)]
mod tests {
    use miniz_oxide::inflate::decompress_to_vec;

    use super::*;
    use crate::util::future::block_on;

    /// The decompressed content of `bytes`.
    fn inflated(bytes: &[u8]) -> Vec<u8> {
        let (head, rest) = bytes.split_at(HEADER.len());
        let (deflated, trailer) = rest.split_at(rest.len() - 8);
        assert_eq!(head, HEADER);
        let inflated = decompress_to_vec(deflated).unwrap();
        let mut crc = Crc32::new();
        crc.update(&inflated);
        let length = u32::try_from(inflated.len()).unwrap();
        assert_eq!(trailer[..4], crc.value().to_le_bytes());
        assert_eq!(trailer[4..], length.to_le_bytes());
        inflated
    }

    #[test]
    fn what_was_compressed_comes_out_again() {
        let text = b"again and ".repeat(5000);
        let compressed = gzip(&text);
        assert!(compressed.len() < text.len() / 50, "{}", compressed.len());
        assert_eq!(inflated(&compressed), text);
        assert_eq!(inflated(&gzip(b"")), b"");
    }

    #[test]
    fn a_stream_is_compressed_as_it_is_read() {
        let text = b"again and ".repeat(5000);
        let body = gzip_body(Body::from_reader(std::io::Cursor::new(text.clone())));
        let compressed = block_on(body.collect(1 << 20)).unwrap();
        assert_eq!(inflated(&compressed), text);
    }

    #[test]
    fn a_stream_that_breaks_stays_broken() {
        let body = Body::from_reader(&b"abc"[..]).with_length(4);
        assert!(block_on(gzip_body(body).collect(1 << 20)).is_err());
    }
}
