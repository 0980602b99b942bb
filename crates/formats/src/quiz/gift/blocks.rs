//! A GIFT file in the pieces between its blank lines.

use super::escape;

#[derive(Debug, Default)]
pub struct Block {
    /// Of the first line that is no comment, from 1.
    pub line: u64,
    /// Without comment lines. Empty never.
    pub text: String,
    /// The comment lines inside and before it, without `//`.
    pub comments: Vec<String>,
}

/// A block whose `{` is not closed takes in the next ones up to its `}`, unless another `{` comes before it: people leave
/// blank lines between answers.
pub fn blocks(text: &str) -> Vec<Block> {
    let pieces = pieces(text);
    let mut blocks: Vec<Block> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    let mut rest: Vec<Block> = Vec::new();
    while let Some(mut block) = rest.pop().or_else(|| pieces.next()) {
        if escape::find(&block.text, b"{").is_some() && escape::find(&block.text, b"}").is_none() {
            let mut taken = Vec::new();
            let mut is_closed = false;
            while let Some(next) = rest.pop().or_else(|| pieces.next()) {
                let brace = escape::find(&next.text, b"{}").map(|at| next.text.as_bytes()[at]);
                taken.push(next);
                is_closed = brace == Some(b'}');
                if brace.is_some() {
                    break;
                }
            }
            if is_closed {
                for next in taken {
                    block.text.push('\n');
                    block.text.push_str(&next.text);
                    block.comments.extend(next.comments);
                }
            } else {
                rest.extend(taken.into_iter().rev());
            }
        }
        blocks.push(block);
    }
    blocks
}

fn pieces(text: &str) -> Vec<Block> {
    let mut pieces = Vec::new();
    let mut piece = Block::default();
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            if !piece.text.is_empty() {
                pieces.push(std::mem::take(&mut piece));
            }
        } else if let Some(comment) = trimmed.strip_prefix("//") {
            piece.comments.push(comment.to_owned());
        } else {
            if piece.text.is_empty() {
                piece.line = index as u64 + 1;
            } else {
                piece.text.push('\n');
            }
            piece.text.push_str(line);
            // many files do not part a category from its first question
            if trimmed.starts_with("$CATEGORY:") && piece.text.trim_start().starts_with("$CATEGORY:") {
                pieces.push(std::mem::take(&mut piece));
            }
        }
    }
    if !piece.text.is_empty() {
        pieces.push(piece);
    }
    pieces
}
