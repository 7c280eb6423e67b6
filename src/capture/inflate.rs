//! DEFLATE (RFC 1951), bounded.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// What one message may grow to. DEFLATE grows at most 1032-fold, so that 8 kB of query, which is
/// what servers take, never gives more; real messages stay far below.
const MESSAGE_LIMIT: usize = 8 * 1024 * 1024;

/// The first size of the output, doubled as needed.
const FIRST_SIZE: usize = 16 * 1024;
/// XML shrinks to a fifth or so; the output starts with this many octets for each of the input.
const USUAL_GROWTH: usize = 8;

/// Why nothing came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InflateError {
    /// Not DEFLATE, or something follows its end.
    Malformed,
    /// The data stop before their end.
    Cut,
    /// More than the limit comes out.
    TooLarge,
}

/// A stream's container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// Raw DEFLATE, what SAML asks for (Bindings §3.4.4.1).
    Raw,
    /// zlib (RFC 1950).
    Zlib,
}

/// Inflates the whole of `input`, and takes what came out, used or not, from `left`.
pub(super) fn inflate(input: &[u8], wrapping: Wrapping, left: &mut usize) -> Result<Vec<u8>, InflateError> {
    let limit = (*left).min(MESSAGE_LIMIT);
    let container = match wrapping {
        Wrapping::Raw => 0,
        Wrapping::Zlib => TINFL_FLAG_PARSE_ZLIB_HEADER,
    };
    let flags = container | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut out = vec![0; input.len().saturating_mul(USUAL_GROWTH).clamp(64, FIRST_SIZE).min(limit)];
    let mut decompressor = Box::<DecompressorOxide>::default();
    let (mut rest, mut written) = (input, 0usize);
    // The output doubles each time, so that the limit ends this after a few rounds.
    loop {
        let (status, read, wrote) = decompress(&mut decompressor, rest, &mut out, written, flags);
        written = written.saturating_add(wrote);
        *left = left.saturating_sub(wrote);
        rest = rest.get(read..).unwrap_or_default();
        match status {
            TINFLStatus::Done if rest.is_empty() => {
                out.truncate(written);
                return Ok(out);
            }
            TINFLStatus::HasMoreOutput if out.len() >= limit => return Err(InflateError::TooLarge),
            TINFLStatus::HasMoreOutput => out.resize(out.len().saturating_mul(2).min(limit), 0),
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => {
                return Err(InflateError::Cut);
            }
            _ => return Err(InflateError::Malformed),
        }
    }
}

/// True where `octets` begin as a zlib stream does (RFC 1950 §2.2).
pub(super) fn has_zlib_header(octets: &[u8]) -> bool {
    let [cmf, flg, ..] = octets else { return false };
    let check = u16::from_be_bytes([*cmf, *flg]) % 31;
    cmf & 15 == 8 && cmf.wrapping_shr(4) <= 7 && check == 0 && flg & 0x20 == 0
}
