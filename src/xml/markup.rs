//! Comments, processing instructions, and what is wrong with markup that has no end.

use super::chars::{is_space, name_length, space_length};
use super::error::{Problem, XmlError};
use super::names::check_ncname;
use super::node::NodeKind;
use super::parse::Parser;
use super::to_u32;
use super::tree::{CopyId, InstructionRecord};

impl Parser<'_> {
    /// `Comment` (production 15).
    pub(super) fn comment(&mut self, from: usize, to: usize) -> Result<(), XmlError> {
        let (content_from, content_to) = (from.saturating_add("<!--".len()), to.saturating_sub("-->".len()));
        let text = self.text;
        let content = text.get(content_from..content_to).unwrap_or("");
        // A hyphen before the end makes two with the first of the end mark.
        let double = memchr::memmem::find(content.as_bytes(), b"--")
            .or_else(|| content.ends_with('-').then(|| content.len().saturating_sub(1)));
        if let Some(at) = double {
            let at = content_from.saturating_add(at);
            return Err(self.error(Problem::DoubleHyphenInComment, at, at.saturating_add(2)));
        }
        self.flush()?;
        let copy = self.copy_lines(content);
        let node = self.push_node(NodeKind::Comment, copy.0, from, to)?;
        self.tree.asides.push(node);
        Ok(())
    }

    /// `PI` (production 16); its target has no colon (Namespaces §7).
    pub(super) fn instruction(&mut self, from: usize, to: usize) -> Result<(), XmlError> {
        let (target_from, data_to) = (from.saturating_add("<?".len()), to.saturating_sub("?>".len()));
        let text = self.text;
        let content = text.get(target_from..data_to).unwrap_or("");
        let length = name_length(content.as_bytes());
        let target = content.get(..length).unwrap_or("");
        let target_to = target_from.saturating_add(length);
        let rest = content.get(length..).unwrap_or("");
        if target.is_empty() || !(rest.is_empty() || rest.bytes().next().is_some_and(is_space)) {
            return Err(self.error(Problem::MalformedInstruction, from, to));
        }
        check_ncname(target).map_err(|problem| self.error(problem, target_from, target_to))?;
        if target.eq_ignore_ascii_case("xml") {
            let problem = match target {
                "xml" => Problem::MisplacedXmlDeclaration,
                _ => Problem::ReservedInstructionTarget,
            };
            return Err(self.error(problem, target_from, target_to));
        }
        self.flush()?;
        let value_from = target_to.saturating_add(space_length(rest.as_bytes()));
        let copy = self.copy_lines(text.get(value_from..data_to).unwrap_or(""));
        let number = to_u32(self.tree.instructions.len());
        let node = self.push_node(NodeKind::ProcessingInstruction, number, from, to)?;
        self.tree.instructions.push(InstructionRecord {
            target_to: to_u32(target_to),
            value_from: to_u32(value_from),
            copy,
        });
        self.tree.asides.push(node);
        Ok(())
    }

    /// A copy with line ends normalised, where there is a CR.
    fn copy_lines(&mut self, slice: &str) -> CopyId {
        if !self.has_cr || !slice.contains('\r') {
            return CopyId::NONE;
        }
        let start = self.tree.decoded.len();
        self.push_lines(slice);
        self.close_copy(start)
    }

    /// Why no piece of markup could be made out at `from`.
    pub(super) fn unreadable(&mut self, from: usize) -> XmlError {
        let rest = self.bytes.get(from..).unwrap_or(&[]);
        let end = self.bytes.len();
        let has = |mark: &[u8]| memchr::memmem::find(rest, mark).is_some();
        match rest {
            [b'&', body @ ..] if body.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'#') => {
                self.error(Problem::UnfinishedReference, from, end)
            }
            [b'&', ..] => self.error(Problem::BareAmpersand, from, from.saturating_add(1)),
            [b'<', b'!', b'-', b'-', ..] => self.error(Problem::UnfinishedComment, from, end),
            [b'<', b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => {
                self.error(Problem::UnfinishedCdata, from, end)
            }
            [b'<', b'!', ..] if is_cut(rest, &[b"<!--", b"<![CDATA[", b"<!DOCTYPE"]) => {
                self.error(Problem::UnfinishedTag, from, end)
            }
            [b'<', b'!', ..] => self.error(Problem::UnknownDeclaration, from, from.saturating_add(2)),
            [b'<', b'?', ..] if !has(b"?>") => self.error(Problem::UnfinishedInstruction, from, end),
            [b'<', b'?', ..] => self.error(Problem::MalformedInstruction, from, from.saturating_add(2)),
            [b'<', b'/', ..] => self.unfinished_end_tag(from),
            [b'<'] => self.error(Problem::UnfinishedTag, from, end),
            _ => self.unfinished_start_tag(from),
        }
    }

    fn unfinished_end_tag(&self, from: usize) -> XmlError {
        let rest = self.bytes.get(from.saturating_add("</".len())..).unwrap_or(&[]);
        let name = name_length(rest);
        let after = rest.get(name..).unwrap_or(&[]);
        if space_length(after) == after.len() {
            self.error(Problem::UnfinishedTag, from, self.bytes.len())
        } else {
            let to = from.saturating_add("</".len()).saturating_add(name);
            self.error(Problem::MalformedEndTag, from, to)
        }
    }
}

/// True where `rest` is the beginning of one of `marks` and no more.
fn is_cut(rest: &[u8], marks: &[&[u8]]) -> bool {
    marks.iter().any(|mark| mark.starts_with(rest))
}
