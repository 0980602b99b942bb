//! Every answer of the corpus (`tests/corpus/*.tsv`, whose head says how it is written) beside its hand-made verdict.

mod reader;

use grading::{Context, Language, Verdict, grade};
use reader::{Row, rows};
use std::collections::BTreeMap;

/// Kinds in which nothing wrong may be accepted.
fn is_strict(row: &Row) -> bool {
    ["numbers", "formulas", "negations"].contains(&row.file) || row.kind == "numeric" || row.kind == "formula"
}

#[test]
fn the_corpus_is_graded_as_a_fair_teacher_would() {
    let rows = rows();
    let (mut right, mut accepted_wrongly) = (0, 0);
    let mut by_file: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in &rows {
        let others: Vec<&str> = row.others.iter().map(String::as_str).collect();
        let graded = grade(&row.key, &row.response, &Context { language: row.language, others: &others });
        let same_score = (graded.score - row.score).abs() < 0.01;
        for language in [Language::English, Language::German] {
            assert!(graded.reason.sentence(language).len() > 5, "no reason: {}", row.line);
            assert!(graded.parts.iter().all(|part| part.reason.sentence(language).len() > 5), "no reason: {}", row.line);
        }
        let (all, missed) = by_file.entry(row.file).or_default();
        *all += 1;
        if graded.verdict == row.verdict && same_score {
            right += 1;
            continue;
        }
        *missed += 1;
        let wrongly = graded.score > row.score + 0.01 && row.verdict != Verdict::Right;
        let severe = wrongly && is_strict(row);
        accepted_wrongly += usize::from(severe);
        let mark = if severe { "!!" } else if wrongly { "+ " } else { "- " };
        println!("{mark} {:?} {:.2} {:?} | {}", graded.verdict, graded.score, graded.reason, row.line);
    }
    for (file, (all, missed)) in by_file {
        println!("{file}: {} of {all}", all - missed);
    }
    let share = right as f64 / rows.len() as f64;
    println!("{right} of {} as the teacher says, {:.1} %", rows.len(), share * 100.0);
    assert!(rows.len() >= 640);
    assert_eq!(accepted_wrongly, 0, "wrong answers accepted among numbers, formulas and negations");
    assert!(share >= 0.97);
}
