//! Every answer of the corpus beside its hand-made verdict.

use grading::corpus::rows;
use grading::{Language, Verdict};
use std::collections::BTreeMap;

#[test]
fn the_corpus_is_graded_as_a_fair_teacher_would() {
    let rows = rows();
    let (mut agreed, mut accepted_wrongly) = (0, 0);
    let mut by_file: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in &rows {
        let graded = row.grade();
        for language in [Language::English, Language::German] {
            assert!(graded.reason.sentence(language).len() > 5, "no reason: {}", row.line);
            assert!(
                graded.parts.iter().all(|part| part.reason.sentence(language).len() > 5),
                "no reason: {}",
                row.line
            );
        }
        let (all, missed) = by_file.entry(row.file).or_default();
        *all += 1;
        if row.agrees(&graded) {
            agreed += 1;
            continue;
        }
        *missed += 1;
        accepted_wrongly += usize::from(row.is_accepted_wrongly(&graded));
        println!("{:?} {:.2} {:?} | {}", graded.verdict, graded.score, graded.reason, row.line);
    }
    for (file, (all, missed)) in by_file {
        println!("{file}: {} of {all}", all - missed);
    }
    let share = f64::from(agreed) / rows.len() as f64;
    println!("{agreed} of {} as the teacher says, {:.1} %", rows.len(), share * 100.0);
    assert!(rows.len() >= 640 && rows.iter().filter(|row| row.verdict == Verdict::Wrong).count() >= 150);
    assert_eq!(accepted_wrongly, 0, "wrong answers accepted among numbers, formulas and negations");
    assert!(share >= 0.97);
}
