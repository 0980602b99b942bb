//! What a file seems to be.

use super::rows::Rows;
use super::{Fault, Mapping, Preview, Role, decode, headers};
use crate::notice;
use crate::notice::Place;

/// Rows looked at to find the separator.
const SAMPLE: usize = 60;
/// Rows shown.
const SHOWN: usize = 20;

/// Proposes how to read a file: encoding, separator, header, what each column is. Anki's file headers win over guesses.
pub fn sniff(bytes: &[u8]) -> Result<Preview, Fault> {
    let encoding = decode::guess(bytes);
    let text = decode::decode(bytes, encoding)?;
    let (headers, start) = headers::read(&text);
    let body = &text[start..];
    if body.trim().is_empty() {
        return Err(Fault::bad(Place::File, notice!("notice-no-rows")));
    }
    let mut mapping = Mapping {
        encoding,
        separator: String::new(),
        row_separator: None,
        quoted: true,
        continues: false,
        has_header: false,
        html: false,
        columns: Vec::new(),
        deck: headers.deck.clone().unwrap_or_default(),
        tags: headers.tags.clone(),
        kind: headers.note_type.clone().unwrap_or_default(),
    };
    mapping.separator = headers.separator.clone().unwrap_or_else(|| separator(body, &mapping));
    if headers.is_empty() && mapping.separator == "\t" {
        continued(body, &mut mapping);
    }
    let sample: Vec<Vec<String>> = Rows::new(body, 1, &mapping, !headers.is_empty())
        .filter_map(Result::ok)
        .take(SAMPLE)
        .map(|r| r.cells)
        .collect();
    let width = typical(&sample);

    let mut names: Vec<String> = Vec::new();
    if let Some(columns) = &headers.columns {
        names = columns.split(&*mapping.separator).map(|n| n.trim().to_owned()).collect();
    } else if headers.is_empty()
        && let Some(first) = sample.first()
        && first.len() > 1
        && first.iter().any(|c| role_of(c).is_some())
        && first.iter().all(|c| c.chars().count() < 40)
    {
        mapping.has_header = true;
        names = first.iter().map(|n| n.trim().to_owned()).collect();
    }
    mapping.columns = roles(&names, width.max(names.len()));
    let special = [
        (headers.note_type_column, Role::Kind),
        (headers.deck_column, Role::Deck),
        (headers.tags_column, Role::Tags),
        (headers.guid_column, Role::Guid),
    ];
    if special.iter().any(|(c, _)| c.is_some()) {
        let mut free = [Role::Front, Role::Back, Role::Extra].into_iter();
        for (i, role) in mapping.columns.iter_mut().enumerate() {
            let said = special.iter().find(|(c, _)| *c == Some(i)).map(|(_, role)| *role);
            *role = said.unwrap_or_else(|| free.next().unwrap_or(Role::Ignore));
        }
    }
    mapping.html = headers.html.unwrap_or_else(|| {
        let tags = ["<br", "<b>", "<i>", "<div", "<img ", "<span", "<ul>"];
        sample.iter().flatten().any(|c| tags.iter().any(|t| c.contains(t)))
    });

    let (mut total, mut broken, mut rows) = (0u64, 0u64, Vec::new());
    for row in Rows::new(body, 1, &mapping, !headers.is_empty()).skip(usize::from(mapping.has_header)) {
        total += 1;
        match row {
            Ok(row) if super::item(&row.cells, &mapping).is_ok() => {
                if rows.len() < SHOWN {
                    rows.push(row.cells);
                }
            }
            Ok(_) | Err(_) => broken += 1,
        }
    }
    names.resize(mapping.columns.len(), String::new());
    Ok(Preview { mapping, names, rows, total, broken })
}

/// The separator that cuts most rows into the same number of cells, two at least.
fn separator(body: &str, mapping: &Mapping) -> String {
    let mut best = (0usize, "\t");
    for candidate in ["\t", ";", ",", "|", " - ", ":"] {
        let tried = Mapping { separator: candidate.to_owned(), ..mapping.clone() };
        let sample: Vec<Vec<String>> =
            Rows::new(body, 1, &tried, false).take(SAMPLE).map(|r| r.map(|r| r.cells).unwrap_or_default()).collect();
        let width = typical(&sample);
        let alike = sample.iter().filter(|c| c.len() == width).count();
        let score = if width < 2 { 0 } else { alike * 100 / sample.len().max(1) };
        // A tab hardly ever stands in a sentence; commas often do.
        let score = score + if candidate == "\t" && width >= 2 { 30 } else { 0 };
        if score > best.0 {
            best = (score, candidate);
        }
    }
    best.1.to_owned()
}

/// Quizlet's paste: term, tab, definition, and lines that go on with the definition.
fn continued(body: &str, mapping: &mut Mapping) {
    let lines: Vec<&str> = body.lines().take(2_000).filter(|l| !l.trim().is_empty()).collect();
    let most = lines.iter().map(|l| l.matches('\t').count()).max().unwrap_or(0);
    let without = lines.iter().skip(1).filter(|l| !l.contains('\t')).count();
    if most == 1 && without > 0 && lines.first().is_some_and(|l| l.contains('\t')) && !body.contains("\t\"") {
        mapping.continues = true;
        mapping.quoted = false;
    }
}

/// The most frequent number of cells.
fn typical(rows: &[Vec<String>]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.len()).or_insert(0usize) += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(0, |(width, _)| width)
}

/// What a column's name says about it, in English and German.
fn role_of(name: &str) -> Option<Role> {
    Some(match name.trim().trim_matches('"').to_lowercase().as_str() {
        "front" | "question" | "term" | "prompt" | "text" | "vorderseite" | "frage" | "begriff" | "word" | "wort" => {
            Role::Front
        }
        "back" | "answer" | "definition" | "rückseite" | "antwort" | "bedeutung" | "meaning" | "translation"
        | "übersetzung" => Role::Back,
        "extra" | "note" | "notes" | "back extra" | "comment" | "notiz" | "notizen" | "hinweis" | "example"
        | "beispiel" => Role::Extra,
        "tags" | "tag" | "labels" | "schlagwörter" => Role::Tags,
        "deck" | "stapel" | "category" | "kategorie" => Role::Deck,
        "kind" | "type" | "notetype" | "note type" | "art" | "notiztyp" => Role::Kind,
        "guid" | "id" | "key" => Role::Guid,
        _ => return None,
    })
}

fn roles(names: &[String], width: usize) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(width);
    for i in 0..width.max(1) {
        let role = names.get(i).and_then(|n| role_of(n)).filter(|r| !roles.contains(r));
        roles.push(role.unwrap_or(Role::Ignore));
    }
    // What no name says falls to the first columns that are free.
    for wanted in [Role::Front, Role::Back, Role::Extra] {
        if !roles.contains(&wanted)
            && let Some(free) = roles.iter().position(|r| *r == Role::Ignore)
        {
            roles[free] = wanted;
        }
    }
    roles
}
