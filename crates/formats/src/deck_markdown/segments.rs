//! Code, maths and the rest of a Markdown text, so that marks inside code and maths are left alone.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    /// With its backticks.
    Code,
    /// With its delimiters.
    Maths,
}

/// The pieces, in order; together they are the text.
pub(super) fn segments(text: &str) -> Vec<(Kind, &str)> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    // What was looked for in vain need not be looked for again further on.
    let mut vain: Vec<String> = Vec::new();
    while let Some(next) = text[at..].find(['`', '$', '\\']) {
        at += next;
        let here = &text[at..];
        let taken = match here.as_bytes()[0] {
            b'`' => {
                let ticks = here.len() - here.trim_start_matches('`').len();
                closed(here, &"`".repeat(ticks), &mut vain, ticks)
                    .map(|end| (Kind::Code, end))
                    .or(Some((Kind::Plain, ticks)))
            }
            b'$' if here.starts_with("$$") => closed(here, "$$", &mut vain, 2).map(|end| (Kind::Maths, end)),
            b'$' => inline_maths(here).map(|end| (Kind::Maths, end)),
            _ if here.starts_with("\\(") => closed(here, "\\)", &mut vain, 2).map(|end| (Kind::Maths, end)),
            _ if here.starts_with("\\[") => closed(here, "\\]", &mut vain, 2).map(|end| (Kind::Maths, end)),
            _ => None,
        };
        match taken {
            Some((Kind::Plain, length)) => at += length,
            Some((kind, length)) => {
                if start < at {
                    found.push((Kind::Plain, &text[start..at]));
                }
                found.push((kind, &text[at..at + length]));
                at += length;
                start = at;
            }
            None => {
                at += here.chars().take(if here.starts_with('\\') { 2 } else { 1 }).map(char::len_utf8).sum::<usize>()
            }
        }
    }
    if start < text.len() {
        found.push((Kind::Plain, &text[start..]));
    }
    found
}

fn closed(here: &str, mark: &str, vain: &mut Vec<String>, open: usize) -> Option<usize> {
    if vain.iter().any(|v| v == mark) {
        return None;
    }
    let mut at = open;
    loop {
        let Some(next) = here[at..].find(mark) else {
            vain.push(mark.to_owned());
            return None;
        };
        let end = at + next + mark.len();
        // Of backticks as many as opened, no more.
        if !mark.starts_with('`') || !here[end..].starts_with('`') {
            return Some(end);
        }
        at = end + here[end..].len() - here[end..].trim_start_matches('`').len();
    }
}

/// `$x$` on one line, as the Markdown parser sees it.
fn inline_maths(here: &str) -> Option<usize> {
    let line = here[1..].split('\n').next()?;
    if line.starts_with([' ', '\t', '$']) {
        return None;
    }
    let line = &line[..line.floor_char_boundary(8_000)];
    line.match_indices('$').find_map(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + 1..].chars().next();
        let fits =
            before.is_some_and(|c| !c.is_whitespace() && c != '\\') && !after.is_some_and(|c| c.is_ascii_digit());
        fits.then_some(at + 2)
    })
}

/// For each line whether it stands in a fenced code block (the fences too).
pub(super) fn fenced(lines: &[&str]) -> Vec<bool> {
    let mut inside = vec![false; lines.len()];
    let mut i = 0;
    while i < lines.len() {
        if let Some(fence) = fence(lines[i]) {
            let ends = |l: &&str| l.trim_start().starts_with(fence) && l.trim_matches([' ', '`', '~']).is_empty();
            if let Some(length) = lines[i + 1..].iter().take(2_000).position(ends) {
                inside[i..=i + 1 + length].fill(true);
                i += length + 2;
                continue;
            }
        }
        i += 1;
    }
    inside
}

/// The fence that a line opens.
pub(super) fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|c| *c == '`' || *c == '~')?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3 && !line[length..].contains('`')).then(|| &line[..length])
}
