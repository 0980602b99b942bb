//! A response that lists several answers, as its pieces.

/// The ways to read a list, from the strongest separators down. All of them are tried; the best counts.
pub(crate) fn readings(text: &str) -> Vec<Vec<String>> {
    let text = without_numbering(text);
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut read = |pieces: Vec<String>| {
        if pieces.len() > 1 && !all.contains(&pieces) {
            all.push(pieces);
        }
    };
    let arrows = text.replace("->", "→").replace("=>", "→").replace(" - ", "→").replace(" – ", "→").replace(" > ", "→");
    let strong = |c: char| matches!(c, '\n' | ';' | '→' | '•' | '|');
    let lines = split(&arrows, strong);
    let listed: Vec<String> = if lines.len() > 1 { lines.clone() } else { split_commas(&text) };
    read(listed.clone());
    read(listed.iter().flat_map(|piece| split_joined(piece)).collect());
    read(listed.iter().flat_map(|piece| split_commas(piece)).flat_map(|piece| split_joined(&piece)).collect());
    read(split(&text, |c| strong(c) || c == ','));
    read(split(&text, |c| c.is_whitespace() || strong(c) || matches!(c, ',' | '/' | '→')));
    all
}

/// Names put side by side: `Holland / Netherlands`, `Netherlands (Holland)`.
pub(crate) fn names(text: &str) -> Vec<String> {
    split(text, |c| matches!(c, '/' | '(' | ')' | ',' | ';' | '\n'))
}

fn split(text: &str, separator: impl Fn(char) -> bool) -> Vec<String> {
    let piece =
        |piece: &str| piece.trim().trim_start_matches(['-', '*', '•']).trim_end_matches(['.', '-']).trim().to_owned();
    // a minus before a number is no bullet
    let keep = |whole: &str| {
        let trimmed = whole.trim();
        let number = trimmed.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if number { trimmed.to_owned() } else { piece(whole) }
    };
    text.split(separator).map(keep).filter(|piece| !piece.is_empty()).take(MOST).collect()
}

/// More pieces than anybody lists.
const MOST: usize = 200;

/// At commas that stand not within a number.
fn split_commas(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let marked: String = chars
        .iter()
        .enumerate()
        .map(|(at, c)| if *c == ',' && !(digit(at.checked_sub(1)) && digit(Some(at + 1))) { '\n' } else { *c })
        .collect();
    split(&marked, |c| matches!(c, '\n' | ';'))
}

/// At `and`, `or`, `&` and slashes.
fn split_joined(text: &str) -> Vec<String> {
    let mut marked = text.replace(['&', '/'], "\n");
    for word in [" and ", " und ", " or ", " oder ", " sowie ", " plus ", "and ", "und "] {
        marked = match marked.strip_prefix(word.trim_start()).filter(|_| !word.starts_with(' ')) {
            Some(rest) => rest.to_owned(),
            None if word.starts_with(' ') => marked.replace(word, "\n"),
            None => marked,
        };
    }
    split(&marked, |c| c == '\n')
}

/// `1. red 2. green` and `1) red 2) green` as lines.
fn without_numbering(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut expected = 1;
    for word in text.split_inclusive(char::is_whitespace) {
        let number = word.trim().strip_suffix(['.', ')']).and_then(|number| number.parse::<usize>().ok());
        if number == Some(expected) {
            out.push('\n');
            expected += 1;
        } else {
            out.push_str(word);
        }
    }
    // a lone "1." is an answer, no numbering
    if expected > 2 { out } else { text.to_owned() }
}
