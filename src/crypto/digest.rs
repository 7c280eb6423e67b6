//! Hash functions (FIPS 180-4) and their values.

use sha2::digest::Update;
use std::fmt;

/// A hash function that may occur in a signature. SHA-1 is here because it still occurs; rules warn of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DigestAlgorithm {
    /// SHA-1, 20 bytes.
    Sha1,
    /// SHA-224, 28 bytes.
    Sha224,
    /// SHA-256, 32 bytes.
    Sha256,
    /// SHA-384, 48 bytes.
    Sha384,
    /// SHA-512, 64 bytes.
    Sha512,
}

impl DigestAlgorithm {
    /// Every hash function there is, the strongest last.
    pub const ALL: [DigestAlgorithm; 5] = [
        DigestAlgorithm::Sha1,
        DigestAlgorithm::Sha224,
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Sha384,
        DigestAlgorithm::Sha512,
    ];

    /// The length of its digests in bytes.
    pub fn output_length(self) -> usize {
        match self {
            DigestAlgorithm::Sha1 => 20,
            DigestAlgorithm::Sha224 => 28,
            DigestAlgorithm::Sha256 => 32,
            DigestAlgorithm::Sha384 => 48,
            DigestAlgorithm::Sha512 => 64,
        }
    }

    /// The name people know it by, such as “SHA-256”.
    pub fn name(self) -> &'static str {
        match self {
            DigestAlgorithm::Sha1 => "SHA-1",
            DigestAlgorithm::Sha224 => "SHA-224",
            DigestAlgorithm::Sha256 => "SHA-256",
            DigestAlgorithm::Sha384 => "SHA-384",
            DigestAlgorithm::Sha512 => "SHA-512",
        }
    }

    /// The digest of `bytes`.
    pub fn digest(self, bytes: &[u8]) -> Digest {
        let mut hasher = Hasher::new(self);
        hasher.update(bytes);
        hasher.finish()
    }
}

impl fmt::Display for DigestAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The longest digest: SHA-512.
const LONGEST: usize = 64;

/// A digest: the output of one hash function, always whole.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest {
    algorithm: DigestAlgorithm,
    /// The digest, then zeros; the algorithm says how many bytes count.
    bytes: [u8; LONGEST],
}

impl Digest {
    /// The hash function that made it.
    pub fn algorithm(&self) -> DigestAlgorithm {
        self.algorithm
    }

    /// Its bytes, exactly [`DigestAlgorithm::output_length`] many.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.algorithm.output_length()).unwrap_or(&[])
    }

    /// Takes the digest that was written somewhere; `None` unless it has exactly the right length.
    pub fn from_bytes(algorithm: DigestAlgorithm, bytes: &[u8]) -> Option<Digest> {
        if bytes.len() != algorithm.output_length() {
            return None;
        }
        let mut whole = [0; LONGEST];
        whole.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(Digest { algorithm, bytes: whole })
    }
}

impl PartialEq<[u8]> for Digest {
    /// Equal in every byte and in length.
    fn eq(&self, other: &[u8]) -> bool {
        self.as_bytes() == other
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.algorithm)?;
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Takes bytes as they come and gives their digest: a canonical form is never held as a whole.
#[derive(Clone)]
pub struct Hasher {
    algorithm: DigestAlgorithm,
    state: State,
}

#[derive(Clone)]
enum State {
    Sha1(sha1::Sha1),
    Sha224(sha2::Sha224),
    Sha256(sha2::Sha256),
    Sha384(sha2::Sha384),
    Sha512(sha2::Sha512),
}

impl Hasher {
    /// A hasher that has read nothing yet.
    pub fn new(algorithm: DigestAlgorithm) -> Hasher {
        let state = match algorithm {
            DigestAlgorithm::Sha1 => State::Sha1(sha1::Sha1::default()),
            DigestAlgorithm::Sha224 => State::Sha224(sha2::Sha224::default()),
            DigestAlgorithm::Sha256 => State::Sha256(sha2::Sha256::default()),
            DigestAlgorithm::Sha384 => State::Sha384(sha2::Sha384::default()),
            DigestAlgorithm::Sha512 => State::Sha512(sha2::Sha512::default()),
        };
        Hasher { algorithm, state }
    }

    /// Reads `bytes` after all that came before.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.state {
            State::Sha1(state) => state.update(bytes),
            State::Sha224(state) => state.update(bytes),
            State::Sha256(state) => state.update(bytes),
            State::Sha384(state) => state.update(bytes),
            State::Sha512(state) => state.update(bytes),
        }
    }

    /// The digest of everything read.
    pub fn finish(self) -> Digest {
        use sha2::digest::FixedOutput;
        let mut bytes = [0; LONGEST];
        let mut fill = |output: &[u8]| {
            bytes.iter_mut().zip(output).for_each(|(to, from)| *to = *from);
        };
        match self.state {
            State::Sha1(state) => fill(&state.finalize_fixed()),
            State::Sha224(state) => fill(&state.finalize_fixed()),
            State::Sha256(state) => fill(&state.finalize_fixed()),
            State::Sha384(state) => fill(&state.finalize_fixed()),
            State::Sha512(state) => fill(&state.finalize_fixed()),
        }
        Digest { algorithm: self.algorithm, bytes }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}
