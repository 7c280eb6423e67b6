//! The records of a document: small, flat, pointing into the text.

use super::names::{NameId, Names, PrefixId};
use super::node::{NodeId, NodeKind};
use super::symbols::Symbol;
use super::to_usize;

/// The records behind a [`Document`].
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<NodeRecord>,
    pub(super) elements: Vec<ElementRecord>,
    pub(super) attributes: Vec<AttributeRecord>,
    pub(super) declarations: Vec<DeclarationRecord>,
    pub(super) instructions: Vec<InstructionRecord>,
    /// Values that are not a slice of the text, one after the other.
    pub(super) decoded: String,
    /// Where each of them lies in `decoded`, and its place in the text.
    pub(super) copies: Vec<Copied>,
    /// Comments and processing instructions, in order.
    pub(super) asides: Vec<NodeId>,
    /// Declarations of namespaces that are not absolute URIs, as (element, declaration).
    pub(super) relative: Vec<(NodeId, u32)>,
    pub(super) names: Names,
    pub(super) root: NodeId,
}

/// 16 bytes for each node.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeRecord {
    pub(super) parent: u32,
    /// The first byte in the text.
    pub(super) from: u32,
    /// Elements and the document: the id after the subtree. Others: the byte after the last one.
    pub(super) end: u32,
    pub(super) detail: Detail,
}

/// What kind of node, in 3 bits, and the number of its further record, in 29.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detail(u32);

const DETAIL_BITS: u32 = 29;
const DETAIL_MASK: u32 = (1 << DETAIL_BITS) - 1;

impl Detail {
    /// `number` stays far below 2^29, as [`super::MAX_NODES`] is 2^24.
    pub(super) fn new(kind: NodeKind, number: u32) -> Detail {
        let kind = match kind {
            NodeKind::Document => 0,
            NodeKind::Element => 1,
            NodeKind::Text => 2,
            NodeKind::Comment => 3,
            NodeKind::ProcessingInstruction => 4u32,
        };
        Detail((kind << DETAIL_BITS) | (number & DETAIL_MASK))
    }

    pub(super) fn kind(self) -> NodeKind {
        match self.0 >> DETAIL_BITS {
            1 => NodeKind::Element,
            2 => NodeKind::Text,
            3 => NodeKind::Comment,
            4 => NodeKind::ProcessingInstruction,
            _ => NodeKind::Document,
        }
    }

    pub(super) fn number(self) -> u32 {
        self.0 & DETAIL_MASK
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ElementRecord {
    pub(super) name: NameId,
    /// After the start tag.
    pub(super) content_from: u32,
    /// Before the end tag.
    pub(super) content_to: u32,
    /// After the end tag.
    pub(super) to: u32,
    pub(super) attributes: u32,
    pub(super) declarations: u32,
    pub(super) attribute_count: u16,
    pub(super) declaration_count: u16,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct AttributeRecord {
    pub(super) name: NameId,
    pub(super) from: u32,
    /// Between the quotation marks.
    pub(super) value_from: u32,
    pub(super) value_to: u32,
    pub(super) copy: CopyId,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct DeclarationRecord {
    pub(super) prefix: PrefixId,
    pub(super) namespace: Symbol,
    pub(super) from: u32,
    pub(super) to: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct InstructionRecord {
    pub(super) target_to: u32,
    pub(super) value_from: u32,
    pub(super) copy: CopyId,
}

/// The number of a [`Copied`], from 1; 0 where the value is a slice of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CopyId(pub(super) u32);

impl CopyId {
    pub(super) const NONE: CopyId = CopyId(0);
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Copied {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Tree {
    pub(super) fn element(&self, node: NodeId) -> Option<&ElementRecord> {
        self.elements.get(self.element_number(node)?)
    }

    pub(super) fn element_number(&self, node: NodeId) -> Option<usize> {
        let record = self.nodes.get(node.index())?;
        (record.detail.kind() == NodeKind::Element).then(|| to_usize(record.detail.number()))
    }

    /// The copy, or the slice of `text` where there is none.
    pub(super) fn slice<'a>(&'a self, text: &'a str, copy: CopyId, from: usize, to: usize) -> &'a str {
        match copy.0.checked_sub(1) {
            None => text.get(from..to).unwrap_or(""),
            Some(index) => self.copies.get(to_usize(index)).map_or("", |copied| {
                self.decoded.get(to_usize(copied.from)..to_usize(copied.to)).unwrap_or("")
            }),
        }
    }
}
