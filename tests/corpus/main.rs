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

use std::panic::{AssertUnwindSafe, catch_unwind};

use board::Board;
use entry::Corpus;
use serde_json::json;
use sso_preflight::report::model::Verdict;
use support::{NOW, list, read_input, shared};

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

/// Larger ones are aggregates, which the test above reads.
const LONGEST: usize = 200_000;

#[test]
fn every_file_is_read_whatever_it_is_and_none_vouches_for_itself() {
    let Some(folder) = shared::folder("corpus") else {
        return;
    };
    let corpus = Corpus::read(folder);
    let (mut read, mut complaints) = (0, Vec::new());
    for entry in corpus.entries() {
        let paste = corpus.paste(entry.path());
        if paste.len() > LONGEST {
            continue;
        }
        read += 1;
        // Keys, settings and outputs of other tools, too: people paste the wrong file.
        for boxes in [json!({ "capture": paste }), json!({ "metadata": paste, "capture": paste })] {
            let mut input = boxes;
            input["now"] = json!(NOW);
            let input = read_input(input).expect("an input");
            match catch_unwind(AssertUnwindSafe(|| sso_preflight::check(&input))) {
                Err(_) => complaints.push(format!("{}: a panic", entry.path())),
                Ok(report) if report.verdict == Verdict::Accept || report.user.is_some() => {
                    complaints.push(format!("{}: accepted by its own word", entry.path()));
                }
                Ok(_) => {}
            }
        }
    }
    println!("{read} files, each pasted alone and into both boxes");
    assert!(read > 1000, "the files are there");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
