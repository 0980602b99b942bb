use crate::fault::Fault;
use crate::quiz::{
    Accept, Ask, Decimal, Entry, FileKind, Limits, Numeric, NumericAnswer, PartAsk, Question, Written, read,
};
use std::io::{Cursor, Write};
use std::path::PathBuf;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn entries_with(kind: FileKind, bytes: &[u8], limits: &Limits) -> Result<Vec<Entry>, Fault> {
    let mut entries = Vec::new();
    read(kind, bytes, limits, &mut |entry| {
        entries.push(entry);
        Ok(())
    })?;
    Ok(entries)
}

pub fn entries(kind: FileKind, bytes: impl AsRef<[u8]>) -> Vec<Entry> {
    entries_with(kind, bytes.as_ref(), &Limits::default()).expect("a file that can be read")
}

/// What a writer made, which may be nothing.
pub fn written(kind: FileKind, text: &str) -> Vec<Entry> {
    match entries_with(kind, text.as_bytes(), &Limits::default()) {
        Err(Fault::Bad { why, .. }) if why.key == "notice-quiz-none" => Vec::new(),
        entries => entries.expect("what a writer made"),
    }
}

pub fn questions(entries: &[Entry]) -> Vec<Question> {
    let question =
        |entry: &Entry| if let Entry::Question(question) = entry { Some((**question).clone()) } else { None };
    entries.iter().filter_map(question).collect()
}

/// The only question of a file that has nothing to say.
pub fn only(kind: FileKind, bytes: impl AsRef<[u8]>) -> Question {
    let entries = entries(kind, bytes);
    assert_eq!(skips(&entries), Vec::<String>::new());
    let mut questions = questions(&entries);
    assert_eq!(questions.len(), 1);
    questions.remove(0)
}

pub fn skips(entries: &[Entry]) -> Vec<String> {
    let skip = |entry: &Entry| match entry {
        Entry::Skipped { place, why } => Some(format!("{place}: {why}")),
        _ => None,
    };
    entries.iter().filter_map(skip).collect()
}

/// Why a file was refused whole.
pub fn refusal(kind: FileKind, bytes: impl AsRef<[u8]>) -> String {
    match entries_with(kind, bytes.as_ref(), &Limits::default()) {
        Ok(entries) => panic!("read as {entries:?}"),
        Err(fault) => fault.to_string(),
    }
}

pub fn missing(written: &Written) -> Vec<String> {
    written.missing.iter().map(|missing| format!("{}: {}", missing.place, missing.why)).collect()
}

pub fn entry(question: Question) -> Entry {
    Entry::Question(Box::new(question))
}

/// Files of others of that folder of the data, by name; empty where they are not, which is said.
pub fn given(folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let base = std::env::var_os("STUDIUM_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let Ok(files) = std::fs::read_dir(base.join(folder)) else {
        println!("skipped: no folder {folder} among the data");
        return Vec::new();
    };
    let mut files: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == ending))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The question as Moodle XML says it: a range is its middle and half its width, and no place.
pub fn as_moodle_says(mut question: Question) -> Question {
    question.place = Default::default();
    question.has_blank = false;
    let middle = |answers: &mut Vec<NumericAnswer>| {
        for answer in answers {
            if let Accept::Between { low, high } = &answer.accept {
                let (value, tolerance) = Decimal::middle(low, high).unwrap();
                answer.accept = Accept::Near { value, tolerance };
            }
        }
    };
    match &mut question.ask {
        Ask::Numeric(Numeric { answers, .. }) => middle(answers),
        Ask::Cloze(parts) => {
            for part in parts {
                if let PartAsk::Numeric(answers) = &mut part.ask {
                    middle(answers);
                }
            }
        }
        Ask::Choice(choice) => choice.all_or_nothing = false,
        _ => {}
    }
    question
}
