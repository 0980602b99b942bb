//! Anki's file headers: lines `#key:value` before the first row.

/// What the headers say. Columns are counted from 0 here, from 1 in the file.
#[derive(Debug, Default)]
pub(super) struct Headers {
    /// How many lines the headers take.
    pub lines: u64,
    pub separator: Option<String>,
    pub html: Option<bool>,
    pub tags: Vec<String>,
    pub columns: Option<String>,
    pub note_type: Option<String>,
    pub deck: Option<String>,
    pub note_type_column: Option<usize>,
    pub deck_column: Option<usize>,
    pub tags_column: Option<usize>,
    pub guid_column: Option<usize>,
}

impl Headers {
    pub(super) fn is_empty(&self) -> bool {
        self.lines == 0
    }
}

/// Reads the headers; also where the rows begin (bytes).
pub(super) fn read(text: &str) -> (Headers, usize) {
    let mut headers = Headers::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let Some(line_text) = line.strip_prefix('#') else { break };
        let Some((key, value)) = line_text.trim_end_matches('\n').split_once(':') else {
            // A first line such as `# | Term` is a row; once a header was read it is a comment.
            if headers.is_empty() {
                break;
            }
            headers.lines += 1;
            start += line.len();
            continue;
        };
        if !take(&mut headers, key.trim(), value) && headers.is_empty() {
            break;
        }
        headers.lines += 1;
        start += line.len();
    }
    (headers, start)
}

fn take(headers: &mut Headers, key: &str, value: &str) -> bool {
    let column = || value.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let word = value.trim();
    match key.to_ascii_lowercase().as_str() {
        "separator" => headers.separator = separator(value),
        "html" => headers.html = Some(word.eq_ignore_ascii_case("true")),
        "tags" => headers.tags = word.split_whitespace().map(str::to_owned).collect(),
        "columns" => headers.columns = Some(value.to_owned()),
        "notetype" => headers.note_type = Some(word.to_owned()),
        "deck" => headers.deck = Some(word.to_owned()),
        "notetype column" => headers.note_type_column = column(),
        "deck column" => headers.deck_column = column(),
        "tags column" => headers.tags_column = column(),
        "guid column" => headers.guid_column = column(),
        "if matches" => {}
        _ => return false,
    }
    true
}

/// Named (`Comma`, `tab` …) or the character itself.
fn separator(value: &str) -> Option<String> {
    let named = match value.trim().to_ascii_lowercase().as_str() {
        "comma" => ",",
        "semicolon" => ";",
        "tab" | "\\t" => "\t",
        "space" => " ",
        "pipe" => "|",
        "colon" => ":",
        _ => return value.chars().next().map(String::from),
    };
    Some(named.to_owned())
}
