//! The corpus of graded answers (`tests/corpus/*.tsv`, whose head says how it is written), for the test and the bench that hold the
//! ladder to it.

use crate::{
    Accepted, ChoiceOption, Criterion, Gap, Key, Language, NumericAnswer, Partial, Response, Step, Verdict, Want,
};

/// An answer and what a fair teacher says of it.
pub struct Row {
    pub file: &'static str,
    pub kind: String,
    pub language: Language,
    pub key: Key,
    pub others: Vec<String>,
    pub response: Response,
    pub verdict: Verdict,
    pub score: f64,
    /// As it is written.
    pub line: String,
}

const FILES: [(&str, &str); 8] = [
    ("normal", include_str!("../tests/corpus/normal.tsv")),
    ("lists", include_str!("../tests/corpus/lists.tsv")),
    ("numbers", include_str!("../tests/corpus/numbers.tsv")),
    ("formulas", include_str!("../tests/corpus/formulas.tsv")),
    ("negations", include_str!("../tests/corpus/negations.tsv")),
    ("typos", include_str!("../tests/corpus/typos.tsv")),
    ("rubric", include_str!("../tests/corpus/rubric.tsv")),
    ("kinds", include_str!("../tests/corpus/kinds.tsv")),
];

/// The whole corpus; it is part of the program, so a line that cannot be read is a defect of ours.
///
/// # Panics
///
/// If a line is not written as the head of its file says.
pub fn rows() -> Vec<Row> {
    let lines = FILES.iter().flat_map(|(file, text)| text.lines().map(move |line| (*file, line)));
    lines.filter(|(_, line)| !line.starts_with('#')).map(|(file, line)| row(file, line)).collect()
}

pub fn row(file: &'static str, line: &str) -> Row {
    let columns: Vec<String> = line.split('\t').map(unescape).collect();
    let [kind, language, key, others, response, verdict, score, _] = columns.as_slice() else {
        panic!("eight columns in {file}: {line}");
    };
    let verdict = match verdict.as_str() {
        "right" => Verdict::Right,
        "partly" => Verdict::Partly,
        "wrong" => Verdict::Wrong,
        other => panic!("verdict {other}"),
    };
    let score = match verdict {
        Verdict::Right => 1.0,
        Verdict::Partly => number(score),
        Verdict::Wrong => 0.0,
    };
    let language = Language::from_tag(language);
    Row {
        file,
        kind: kind.clone(),
        language,
        key: key_of(kind, key),
        others: others.split("; ").filter(|other| !other.is_empty()).map(str::to_owned).collect(),
        response: response_of(kind, response),
        verdict,
        score,
        line: line.to_owned(),
    }
}

fn number(text: &str) -> f64 {
    text.trim().parse().unwrap_or_else(|_| panic!("a number: {text}"))
}

fn unescape(column: &str) -> String {
    let mut pieces = column.split("\\u{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').expect("a closing brace");
        out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character"));
        out.push_str(rest);
    }
    out
}

/// `text @0.5`
fn scored(text: &str) -> (&str, f64) {
    text.rsplit_once(" @").map_or((text.trim(), 1.0), |(text, score)| (text.trim(), number(score)))
}

fn key_of(kind: &str, key: &str) -> Key {
    let parts = || key.split(" | ");
    let accepted = |wildcard: bool| {
        parts()
            .map(|part| {
                let (text, score) = scored(part);
                let mut texts = text.split(" / ").map(str::trim);
                let text = texts.next().unwrap_or_default().to_owned();
                Accepted { text, score, or: texts.map(str::to_owned).collect(), wildcard }
            })
            .collect::<Vec<_>>()
    };
    let short = |want, case_matters| Key::Short { answers: accepted(kind == "short-wild"), want, case_matters };
    match kind {
        "short" | "short-wild" => short(Want::OneOf, false),
        "short-case" => short(Want::OneOf, true),
        "short-all" => short(Want::AllOf, false),
        "short-order" => short(Want::AllInOrder, false),
        "numeric" => numeric(key),
        "formula" => Key::Formula { answers: parts().map(Accepted::new).collect() },
        "free" => Key::FreeText { rubric: parts().map(criterion).collect() },
        "true_false" => Key::TrueFalse { answer: matches!(key, "true" | "wahr") },
        "choice" | "choice-per-part" | "choice-all" => {
            let partial = if kind == "choice-all" { Partial::AllOrNothing } else { Partial::PerPart };
            let options = parts().map(|option| ChoiceOption { score: scored(option).1 }).collect();
            Key::Choice { options, many: kind != "choice", partial }
        }
        "match" => Key::Match { pairs: places(key), partial: Partial::PerPart },
        "order" => Key::Order { count: places(key)[0], partial: Partial::PerPart },
        "order-all" => Key::Order { count: places(key)[0], partial: Partial::AllOrNothing },
        "gaps" => {
            let gap = |part: &str| {
                let (kind, key) = part.trim().split_once(": ").expect("kind: key");
                Gap { points: 1.0, key: key_of(kind, key) }
            };
            Key::Gaps { parts: key.split(";;").map(gap).collect(), partial: Partial::PerPart }
        }
        "worked" => {
            Key::Worked { steps: parts().map(|points| Step { points: number(points), text: String::new() }).collect() }
        }
        other => panic!("kind {other}"),
    }
}

/// `9.81 ± 1% | 10 @0.5 [m/s^2]`
fn numeric(key: &str) -> Key {
    let (values, unit) = match key.split_once('[') {
        Some((values, unit)) => (values.trim(), Some(unit.trim_end_matches(']').to_owned())),
        None => (key, None),
    };
    let unit_required = !unit.as_deref().unwrap_or_default().ends_with('?');
    let unit = unit.map(|unit| unit.trim_end_matches('?').to_owned());
    let answer = |part: &str| {
        let (text, score) = scored(part);
        let (value, tolerance) =
            text.split_once('±').map_or((text, None), |(value, tolerance)| (value, Some(tolerance)));
        let (value, up_to) =
            value.split_once("..").map_or((value, None), |(from, to)| (from, Some(to.trim().to_owned())));
        let tolerance = tolerance.map(|text| text.parse().expect("a tolerance"));
        NumericAnswer { value: value.trim().to_owned(), up_to, tolerance, score }
    };
    Key::Numeric { answers: values.split(" | ").map(answer).collect(), unit, unit_required }
}

fn criterion(part: &str) -> Criterion {
    let (points, phrases) = part.split_once(':').expect("points: phrases");
    Criterion {
        points: number(points),
        phrases: phrases.split(" / ").map(|phrase| phrase.trim().to_owned()).collect(),
        text: String::new(),
    }
}

fn places(text: &str) -> Vec<usize> {
    text.split_whitespace().map(|place| place.parse().expect("a place")).collect()
}

fn response_of(kind: &str, text: &str) -> Response {
    if text.is_empty() {
        return Response::Nothing;
    }
    match kind {
        "choice" | "choice-per-part" | "choice-all" => Response::Chosen(places(text)),
        "match" => Response::Pairs(text.split_whitespace().map(|pair| pair.parse().ok()).collect()),
        "order" | "order-all" => Response::Order(places(text)),
        "worked" => Response::Ticked(places(text)),
        "gaps" => Response::Texts(text.split(";;").map(|gap| gap.trim().to_owned()).collect()),
        _ => Response::Text(text.to_owned()),
    }
}

impl Row {
    /// Kinds in which nothing wrong may be accepted: numbers, formulas, negations.
    pub fn is_strict(&self) -> bool {
        ["numbers", "formulas", "negations"].contains(&self.file)
            || ["numeric", "formula"].contains(&self.kind.as_str())
    }

    /// Graded now.
    pub fn grade(&self) -> crate::Graded {
        let others: Vec<&str> = self.others.iter().map(String::as_str).collect();
        crate::grade(&self.key, &self.response, &crate::Context { language: self.language, others: &others })
    }

    /// Whether that is what the teacher says.
    pub fn agrees(&self, graded: &crate::Graded) -> bool {
        graded.verdict == self.verdict && (graded.score - self.score).abs() < 0.01
    }

    /// Whether more is given than the teacher gives, where nothing wrong may be accepted.
    pub fn is_accepted_wrongly(&self, graded: &crate::Graded) -> bool {
        self.is_strict() && self.verdict != Verdict::Right && graded.score > self.score + 0.01
    }
}
