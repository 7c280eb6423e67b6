//! How much of anything a document may hold, each number with its reason.

/// Bytes of text. The largest real input is a federation aggregate of about 80 MB; offsets must fit `u32`.
pub const MAX_TEXT_BYTES: usize = 256 * 1024 * 1024;

/// Elements inside one another. SAML and metadata stay below 20; 256 is the default of libxml2.
pub const MAX_DEPTH: usize = 256;

/// Attributes and namespace declarations of one element. Real elements have fewer than 30.
pub const MAX_ATTRIBUTES: usize = 512;

/// Namespace declarations in force at one place, redeclarations counted. Inclusive canonicalisation
/// writes all of them at its apex; real documents have fewer than 40.
pub const MAX_NAMESPACES_IN_SCOPE: usize = 4096;

/// Nodes and attributes together. An 80 MB aggregate has about 4 million; each costs up to 48 bytes.
pub const MAX_NODES: usize = 1 << 24;

/// Which limit a document exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// [`MAX_TEXT_BYTES`].
    TextBytes,
    /// [`MAX_DEPTH`].
    Depth,
    /// [`MAX_ATTRIBUTES`].
    Attributes,
    /// [`MAX_NAMESPACES_IN_SCOPE`].
    NamespacesInScope,
    /// [`MAX_NODES`].
    Nodes,
}

impl Limit {
    /// The greatest allowed number.
    pub fn maximum(self) -> usize {
        match self {
            Limit::TextBytes => MAX_TEXT_BYTES,
            Limit::Depth => MAX_DEPTH,
            Limit::Attributes => MAX_ATTRIBUTES,
            Limit::NamespacesInScope => MAX_NAMESPACES_IN_SCOPE,
            Limit::Nodes => MAX_NODES,
        }
    }
}
