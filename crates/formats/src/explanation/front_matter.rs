//! The lines between two `---` at the head of the file: `key: value`, nothing else. No quoting, no nesting.

use super::html::{Line, is_slug};
use super::{Level, Problem};
use jiff::civil::Date;

const KNOWN: [&str; 12] = [
    "title",
    "lead",
    "language",
    "translation",
    "subject",
    "topic",
    "level",
    "author",
    "checked by",
    "updated",
    "version",
    "related",
];

/// What the front matter says. Missing values are empty, and then there is a problem about them.
pub(super) struct FrontMatter {
    pub title: String,
    /// Markdown, and the line it stands in.
    pub lead: (usize, String),
    pub language: String,
    pub translation: Option<String>,
    pub subject: String,
    pub topic: Vec<String>,
    pub level: Level,
    pub author: String,
    pub checked_by: Option<String>,
    pub updated: Date,
    pub version: u32,
    pub related: Vec<String>,
}

struct Entry<'a> {
    line: usize,
    key: &'a str,
    value: &'a str,
}

/// Reads the head of the file and gives it with the lines that follow.
pub(super) fn read<'a, 'l>(lines: &'l [Line<'a>], problems: &mut Vec<Problem>) -> (FrontMatter, &'l [Line<'a>]) {
    let (entries, body) = split(lines, problems);
    let take = |key: &str| -> Option<(usize, String)> {
        let found = entries.iter().find(|e| e.key == key).filter(|e| !e.value.is_empty());
        found.map(|e| (e.line, e.value.to_owned()))
    };
    let optional = |pair: Option<(usize, String)>| pair.map(|(_, value)| value);
    let translation = take("translation");
    let (checked_by, related) = (optional(take("checked by")), take("related"));
    let mut need = |key: &str| match take(key) {
        Some(found) => found,
        None => {
            problems.push(Problem::new(
                1,
                format!("The front matter has no “{key}”."),
                format!("Write a line “{key}: …” between the two --- lines at the head of the file."),
            ));
            (0, String::new())
        }
    };
    let (title, lead, author) = (need("title"), need("lead"), need("author"));
    let (language, subject, topic) = (need("language"), need("subject"), need("topic"));
    let (level, updated, version) = (need("level"), need("updated"), need("version"));

    let mut check = |(line, value): &(usize, String), good: bool, key: &str, mend: &str| {
        if *line > 0 && !good {
            problems.push(Problem::new(*line, format!("“{value}” is no {key}."), mend));
        }
    };
    check(&language, is_language(&language.1), "language", "Write a tag like en, de or pt-BR.");
    check(&subject, is_slug(&subject.1), "subject", "Write a key of the list of subjects, like biology.");
    let topics: Vec<String> = topic.1.split('/').map(|part| part.trim().to_owned()).collect();
    check(&topic, topics.iter().all(|t| is_slug(t)), "topic", "Write keys with slashes, like cells / enzymes.");
    let level_read = Level::parse(&level.1);
    check(&level, level_read.is_some(), "level", "Write school, vocational or university.");
    let date: Option<Date> = updated.1.parse().ok();
    check(&updated, date.is_some(), "date", "Write it as year-month-day, like 2026-11-09.");
    let number = version.1.parse().ok().filter(|n| *n > 0);
    check(&version, number.is_some(), "version", "Write a whole number from 1.");
    if let Some(key) = &translation {
        check(key, is_slug(&key.1), "translation key", "Use a-z, 0-9 and hyphens.");
    }
    let related_slugs: Vec<String> =
        related.iter().flat_map(|(_, list)| list.split(',')).map(|slug| slug.trim().to_owned()).collect();
    if let Some(list) = &related {
        let good = related_slugs.iter().all(|slug| is_slug(slug));
        check(list, good, "list of explanations", "Write their file names without .md, with commas.");
    }

    let front = FrontMatter {
        title: title.1,
        lead,
        language: language.1,
        translation: optional(translation),
        subject: subject.1,
        topic: topics,
        level: level_read.unwrap_or(Level::School),
        author: author.1,
        checked_by,
        updated: date.unwrap_or(Date::ZERO),
        version: number.unwrap_or(1),
        related: related_slugs,
    };
    (front, body)
}

fn split<'a, 'l>(lines: &'l [Line<'a>], problems: &mut Vec<Problem>) -> (Vec<Entry<'a>>, &'l [Line<'a>]) {
    let fence = |line: &Line| line.text.trim_end() == "---";
    if !lines.first().is_some_and(fence) {
        problems.push(Problem::new(
            1,
            "The file does not begin with its front matter.",
            "Begin with a line ---, then lines like “title: Photosynthesis”, then another ---.",
        ));
        return (Vec::new(), lines);
    }
    let Some(end) = lines.iter().skip(1).position(fence).map(|at| at + 1) else {
        problems.push(Problem::new(1, "The front matter is never closed.", "Write a line --- after its last entry."));
        return (Vec::new(), &lines[lines.len()..]);
    };
    let mut entries: Vec<Entry> = Vec::new();
    for line in &lines[1..end] {
        if line.text.trim().is_empty() {
            continue;
        }
        let Some((key, value)) = line.text.split_once(':') else {
            problems.push(Problem::new(
                line.number,
                "This line of the front matter is not “key: value”.",
                "Put each value in one line, after its key and a colon.",
            ));
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        if !KNOWN.contains(&key) {
            let mend = format!("Known keys are {}.", KNOWN.join(", "));
            problems.push(Problem::new(line.number, format!("“{key}” is not a known key."), mend));
        } else if let Some(first) = entries.iter().find(|e| e.key == key) {
            let message = format!("“{key}” stands here for the second time, first in line {}.", first.line);
            problems.push(Problem::new(line.number, message, "Delete one of the two."));
        } else {
            entries.push(Entry { line: line.number, key, value });
        }
    }
    (entries, &lines[end + 1..])
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
