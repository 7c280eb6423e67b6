//! Inputs built to be slow, of about as many bytes as are asked for. tests/hostile looks at what comes of
//! them, and `cargo xtask bench hostile` at what they cost.

// The test and the benchmark use their own parts of this.
#![allow(dead_code)]

mod metadata;
mod pastes;
mod responses;
mod signatures;

use sso_preflight::input::Input;

use super::support::{self, Message, Metadata};

/// A way of being slow.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) group: Group,
    /// An input of about so many bytes.
    pub(crate) input: fn(usize) -> Input,
}

/// What a shape is compared with: a healthy input of the same length in the same box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Response,
    Metadata,
}

impl Group {
    pub(crate) const ALL: [Group; 2] = [Group::Response, Group::Metadata];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Group::Response => "healthy-response",
            Group::Metadata => "healthy-metadata",
        }
    }

    /// The healthy one: a signed response with many groups; a signed federation's list.
    pub(crate) fn healthy(self, bytes: usize) -> Input {
        match self {
            Group::Response => responses::signed(&responses::groups(bytes)),
            Group::Metadata => metadata::list(bytes, metadata::entity),
        }
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Shape> {
    let response = |(name, input)| Shape { name, group: Group::Response, input };
    let metadata = |(name, input)| Shape { name, group: Group::Metadata, input };
    let messages = responses::SHAPES.iter().chain(signatures::SHAPES).chain(pastes::SHAPES);
    messages.copied().map(response).chain(metadata::SHAPES.iter().copied().map(metadata)).collect()
}

/// The input of the shape or the healthy input of this name.
pub(crate) fn named(name: &str, bytes: usize) -> Option<Input> {
    let healthy = Group::ALL.into_iter().find(|group| group.name() == name);
    let shape = || all().into_iter().find(|shape| shape.name == name);
    healthy.map(|group| group.healthy(bytes)).or_else(|| shape().map(|shape| (shape.input)(bytes)))
}

type Named = (&'static str, fn(usize) -> Input);

/// A capture with the metadata of the templates.
fn captured(capture: String) -> Input {
    support::input(Some(Metadata::okta().xml()), Some(capture))
}

/// Metadata alone.
fn declared(metadata: String) -> Input {
    support::input(Some(metadata), None)
}

/// `each(0) each(1) …` until there are `bytes`.
fn many(bytes: usize, each: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 1000);
    let mut number = 0;
    while text.len() < bytes {
        text += &each(number);
        number += 1;
    }
    text
}

/// The templates' message, to be changed.
fn message() -> Message {
    Message::okta()
}
