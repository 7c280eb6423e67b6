//! The corpus of the shared folder: real messages, metadata and signatures, made by others.
//!
//! `tests/vectors/exceptions.txt` lists what ends otherwise than its source says, with the reason, and
//! may only shrink. An attack that is accepted cannot be listed.

#[path = "../support/mod.rs"]
mod support;

mod board;
mod captures;
mod differential;
mod entry;
mod keys;
mod metadata;
mod responses;
mod vectors;

use board::Board;
use entry::Corpus;
use support::{list, shared};

#[test]
fn the_corpus_ends_as_its_sources_say() {
    let Some(folder) = shared::folder("corpus") else {
        return;
    };
    let corpus = Corpus::read(folder);
    assert!(corpus.entries().count() > 1000, "the entries are there");
    let mut board = Board::default();
    for entry in corpus.entries() {
        match entry.kind() {
            "responses" | "attacks" | "encrypted" => responses::run(&corpus, &entry, &mut board),
            "xmldsig" => vectors::run(&corpus, &entry, &mut board),
            "captures" => captures::run(&corpus, &entry, &mut board),
            "metadata" => metadata::run(&corpus, &entry, &mut board),
            "aggregates" => metadata::run_aggregate(&corpus, &entry, &mut board),
            _ => {}
        }
        differential::run(&corpus, &entry, &mut board);
    }
    captures::run_redirects(&corpus, &mut board);
    board.print();
    let accepted = &board.false_accepts;
    assert!(accepted.is_empty(), "{} FALSE ACCEPTS:\n{}", accepted.len(), accepted.join("\n"));
    list::compare("vectors/exceptions.txt", &board.failed, &board.names)
        .unwrap_or_else(|error| panic!("{error}"));
}
