//! The list of the corpus, and reading what it lists.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sso_preflight::facts::Facts;
use sso_preflight::xml::{Document, NodeId};

use crate::support::shared::{read_bytes, read_json, text};
use crate::support::{NOW, read_input, to_base64};

/// The corpus.
pub(crate) struct Corpus {
    folder: PathBuf,
    manifest: Value,
}

/// One file of the corpus.
pub(crate) struct Entry<'c> {
    pub(crate) value: &'c Value,
}

impl Corpus {
    pub(crate) fn read(folder: PathBuf) -> Corpus {
        let manifest = read_json(&folder.join("MANIFEST.json"));
        Corpus { folder, manifest }
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let list = self.manifest.as_array().map(Vec::as_slice).unwrap_or_default();
        // A copy says nothing new.
        list.iter().filter(|value| value.get("duplicate_of").is_none()).map(|value| Entry { value })
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file as it would be pasted: its text, or its base64 where it is none.
    pub(crate) fn paste(&self, path: &str) -> String {
        let bytes = read_bytes(&self.path(path));
        String::from_utf8(bytes).unwrap_or_else(|error| to_base64(error.as_bytes()))
    }
}

impl Entry<'_> {
    pub(crate) fn path(&self) -> &str {
        text(self.value, "path")
    }

    pub(crate) fn kind(&self) -> &str {
        text(self.value, "kind")
    }

    pub(crate) fn expected(&self, name: &str) -> &str {
        text(&self.value["expected"], name)
    }

    pub(crate) fn verdict(&self) -> &str {
        self.expected("verdict")
    }

    pub(crate) fn layer(&self) -> &str {
        self.expected("layer")
    }

    pub(crate) fn setting(&self, name: &str) -> &str {
        text(&self.value["expected"]["settings"], name)
    }

    pub(crate) fn fact(&self, name: &str) -> &str {
        text(&self.value["facts"], name)
    }
}

/// The document that a paste holds.
pub(crate) fn document_of(paste: &str) -> Option<Document> {
    let input = read_input(json!({ "now": NOW, "capture": paste })).ok()?;
    Facts::gather(&input).judged_document().cloned()
}

/// The first element of that name, anywhere.
pub(crate) fn first(document: &Document, namespace: &str, local: &str) -> Option<NodeId> {
    document.descendants(NodeId::DOCUMENT).find(|node| document.is(*node, namespace, local))
}
