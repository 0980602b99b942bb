//! Which media an item uses.

use formats::item::{Content, Field};
use formats::markup::media_names;
use formats::sanitize::media::decode;

/// The names in all texts of an item; some may be no media at all.
pub fn used(content: &Content) -> Vec<String> {
    let mut names = Vec::new();
    if let Content::Anki { fields, .. } = content {
        fields.iter().for_each(|f| in_html(f, &mut names));
    }
    if let Content::Occlusion { image, .. } = content {
        names.push(image.clone());
    }
    for field in fields(content) {
        in_html(&field.text, &mut names);
        names.extend(media_names(&field.text));
    }
    names.sort();
    names.dedup();
    names
}

/// `src="…"`, `data="…"` and `[sound:…]`, as Anki's check looks for them.
fn in_html(html: &str, names: &mut Vec<String>) {
    for (mark, ends) in [("src=", None), ("data=", None), ("[sound:", Some(']'))] {
        for (at, _) in html.match_indices(mark) {
            let rest = &html[at + mark.len()..];
            let (rest, end) = match (ends, rest.chars().next()) {
                (Some(end), _) => (rest, end),
                (None, Some(quote @ ('"' | '\''))) => (&rest[1..], quote),
                (None, _) => (rest, ' '),
            };
            let raw = rest.split([end, '\n']).next().unwrap_or("").trim_end_matches('>');
            let name = unescaped(raw);
            if !name.is_empty() && !name.contains(['/', '\\']) {
                names.push(decode(&name));
                names.push(name);
            }
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, sign) in [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        if text.contains(entity) {
            text = text.replace(entity, sign);
        }
    }
    text
}

fn fields(content: &Content) -> Vec<&Field> {
    match content {
        Content::Basic { front, back, extra, .. } => [front, back].into_iter().chain(extra).collect(),
        Content::Cloze { text, extra, .. } => std::iter::once(text).chain(extra).collect(),
        Content::Occlusion { header, extra, .. } => header.iter().chain(extra).collect(),
        Content::List { prompt, entries, extra, .. } => std::iter::once(prompt).chain(entries).chain(extra).collect(),
        Content::Choice { prompt, options, explanation, more, .. } => std::iter::once(prompt)
            .chain(options.iter().flat_map(|o| std::iter::once(&o.text).chain(&o.feedback)))
            .chain(explanation)
            .chain(more.iter().flat_map(|more| more.fields()))
            .collect(),
        Content::TrueFalse { statement: prompt, explanation, more, .. }
        | Content::Short { prompt, explanation, more, .. } => {
            std::iter::once(prompt).chain(explanation).chain(more.iter().flat_map(|more| more.fields())).collect()
        }
        Content::Question(question) => question.fields(),
        Content::Anki { .. } => Vec::new(),
    }
}
