//! Bytes on their way to the sink: gathered into large pieces, escaped as Canonical XML §2.3 says.

use memchr::memchr;

/// Bytes gathered before the sink is called: a few hundred elements, and less than a first-level cache.
const PIECE: usize = 16 * 1024;

pub(super) struct Output<'s> {
    sink: &'s mut dyn FnMut(&[u8]),
    buffer: Vec<u8>,
    /// Bytes that the sink was given.
    flushed: usize,
}

impl<'s> Output<'s> {
    pub(super) fn new(sink: &'s mut dyn FnMut(&[u8])) -> Output<'s> {
        Output { sink, buffer: Vec::with_capacity(PIECE), flushed: 0 }
    }

    #[inline]
    pub(super) fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if bytes.len() > self.buffer.capacity().saturating_sub(self.buffer.len()) {
            self.flush();
            if bytes.len() >= PIECE {
                self.flushed = self.flushed.saturating_add(bytes.len());
                (self.sink)(bytes);
                return;
            }
        }
        self.buffer.extend_from_slice(bytes);
    }

    pub(super) fn flush(&mut self) {
        if !self.buffer.is_empty() {
            self.flushed = self.flushed.saturating_add(self.buffer.len());
            (self.sink)(&self.buffer);
            self.buffer.clear();
        }
    }

    /// How many bytes the sink was given so far; up to [`PIECE`] more wait.
    pub(super) fn flushed(&self) -> usize {
        self.flushed
    }

    /// Text: `&`, `<`, `>` and CR are written as references. `copied` is false for a slice of the
    /// source, which holds no other of these than `>`.
    pub(super) fn text(&mut self, value: &str, copied: bool) {
        if copied {
            self.escaped(value, |byte| match byte {
                b'&' => Some("&amp;"),
                b'<' => Some("&lt;"),
                b'>' => Some("&gt;"),
                b'\r' => Some("&#xD;"),
                _ => None,
            });
        } else {
            self.replaced(value, b'>', "&gt;");
        }
    }

    /// An attribute value: `&`, `<`, `"`, tab, LF and CR are written as references. `copied` is false
    /// for a slice of the source, which holds no other of these than `"`.
    pub(super) fn attribute_value(&mut self, value: &str, copied: bool) {
        if copied {
            self.escaped(value, |byte| match byte {
                b'&' => Some("&amp;"),
                b'<' => Some("&lt;"),
                b'"' => Some("&quot;"),
                b'\t' => Some("&#x9;"),
                b'\n' => Some("&#xA;"),
                b'\r' => Some("&#xD;"),
                _ => None,
            });
        } else {
            self.replaced(value, b'"', "&quot;");
        }
    }

    fn escaped(&mut self, value: &str, escape: impl Fn(u8) -> Option<&'static str>) {
        let mut from = 0usize;
        for (at, byte) in value.bytes().enumerate() {
            if let Some(reference) = escape(byte) {
                self.push(value.get(from..at).unwrap_or(""));
                self.push(reference);
                from = at.saturating_add(1);
            }
        }
        self.push(value.get(from..).unwrap_or(""));
    }

    fn replaced(&mut self, value: &str, byte: u8, reference: &str) {
        let mut rest = value;
        while let Some(at) = memchr(byte, rest.as_bytes()) {
            self.push(rest.get(..at).unwrap_or(""));
            self.push(reference);
            rest = rest.get(at.saturating_add(1)..).unwrap_or("");
        }
        self.push(rest);
    }
}
