//! Nodes are numbers; a subtree is a range of them.

use super::{to_u32, to_usize};

/// A node of one [`Document`](super::Document). Ids grow in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The document node, parent of the root element and of comments and instructions beside it.
    pub const DOCUMENT: NodeId = NodeId(0);

    pub(crate) fn from_index(index: usize) -> NodeId {
        NodeId(to_u32(index))
    }

    pub(crate) fn index(self) -> usize {
        to_usize(self.0)
    }
}

/// What a node is (XPath 1.0 §5; attributes and namespaces are not nodes here).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The document node.
    Document,
    /// An element.
    Element,
    /// Text, CDATA sections and references that stand side by side, joined.
    Text,
    /// A comment.
    Comment,
    /// A processing instruction.
    ProcessingInstruction,
}

/// A node and everything below it: a range of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subtree {
    from: NodeId,
    end: NodeId,
}

impl Subtree {
    pub(crate) fn new(from: NodeId, end: NodeId) -> Subtree {
        Subtree { from, end }
    }

    /// The node at the top.
    pub fn apex(self) -> NodeId {
        self.from
    }

    /// True for the apex and each of its descendants.
    pub fn contains(self, node: NodeId) -> bool {
        self.from <= node && node < self.end
    }

    /// True where all of `other` lies in this subtree.
    pub fn contains_subtree(self, other: Subtree) -> bool {
        self.contains(other.from) && other.end <= self.end
    }

    /// Every node from the apex on, in document order.
    pub fn nodes(self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (self.from.0..self.end.0).map(NodeId)
    }
}
