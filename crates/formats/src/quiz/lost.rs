//! What a question says that a poorer format has no room for.

use super::report::missing;
use super::{Ask, Category, Combined, Essay, FileKind, Missing, Numbering, Question, Text};
use crate::notice;
use crate::notice::Place;

/// Of a question that GIFT or Aiken can say in the main. Words of the message `notice-quiz-lost`.
pub(super) fn lost(question: &Question, kind: FileKind) -> Vec<Missing> {
    let mut lost: Vec<&str> = Vec::new();
    let mut note = |what, is_lost: bool| {
        if is_lost && !lost.contains(&what) {
            lost.push(what);
        }
    };
    let gift = kind == FileKind::Gift;
    let usual_mark = if question.ask == Ask::Description { 0.0 } else { 1.0 };
    note("mark", question.mark.is_some_and(|mark| mark != usual_mark));
    note("penalty", question.penalty.is_some_and(|penalty| !is_usual_penalty(penalty, &question.ask)));
    note("hidden", question.hidden);
    note("hints", !question.hints.is_empty());
    note("files", texts(question).iter().any(|text| !text.files.is_empty()));
    let unsayable = |name: &String| name.contains('\\');
    note("id", question.id.is_some() && (!gift || question.id.as_ref().is_some_and(unsayable)));
    note("tags", !question.tags.is_empty() && (!gift || question.tags.iter().any(unsayable)));
    note("feedback", question.feedback.is_some() && (!gift || question.ask == Ask::Description));
    note("name", !gift && question.name.is_some());
    match &question.ask {
        Ask::Choice(choice) => {
            note("shuffle", !choice.shuffle);
            note("numbering", gift && choice.numbering != Numbering::default());
            note("instruction", !choice.shows_instruction);
            note("all-or-nothing", choice.all_or_nothing);
            note("combined", choice.combined != Combined::default());
            note("feedback", !gift && choice.answers.iter().any(|answer| answer.feedback.is_some()));
        }
        Ask::Match(matched) => {
            note("shuffle", !matched.shuffle);
            note("combined", matched.combined != Combined::default());
        }
        Ask::Short(short) => note("case", short.case_matters),
        Ask::Numeric(numeric) => note("units", !numeric.units.is_empty() || numeric.unit_rules.is_some()),
        Ask::Essay(essay) => note("essay", *essay != Essay::default()),
        _ => {}
    }
    lost.into_iter().map(|what| loses(question, kind, what)).collect()
}

/// That part of a question is not said.
pub(super) fn loses(question: &Question, kind: FileKind, what: &str) -> Missing {
    missing(question, notice!("notice-quiz-lost", format = kind.name(), what = what))
}

/// What only Moodle XML says of a category.
pub(super) fn lost_category(category: &Category, kind: FileKind) -> Option<Missing> {
    let name = category.path.last().cloned().unwrap_or_default();
    let why = notice!("notice-quiz-lost-category", format = kind.name(), name = name);
    (category.description.is_some() || category.id.is_some()).then_some(Missing { place: Place::File, why })
}

/// A question of a kind, or with something in it, that the format cannot say.
pub(super) fn unsayable(question: &Question, kind: FileKind, what: &'static str) -> Missing {
    missing(question, notice!("notice-quiz-unsayable", format = kind.name(), what = what))
}

/// The word of the kind in the message `notice-quiz-unsayable`.
pub(super) fn kind_word(ask: &Ask) -> &'static str {
    match ask {
        Ask::Choice(_) => "choice",
        Ask::TrueFalse(_) => "true-false",
        Ask::Short(_) => "short",
        Ask::Numeric(_) => "numeric",
        Ask::Essay(_) => "essay",
        Ask::Match(_) => "match",
        Ask::Cloze(_) => "cloze",
        Ask::GapSelect(_) => "gap-select",
        Ask::DragWords(_) => "drag-words",
        Ask::Order(_) => "order",
        Ask::Description => "description",
    }
}

/// What Moodle sets when a file says nothing.
pub(super) fn is_usual_penalty(penalty: f64, ask: &Ask) -> bool {
    match ask {
        Ask::TrueFalse(_) => penalty == 1.0,
        Ask::Essay(_) | Ask::Description => true,
        _ => (penalty - 1.0 / 3.0).abs() < 0.005,
    }
}

/// All texts of a question that may hold files.
fn texts(question: &Question) -> Vec<&Text> {
    let mut texts = vec![&question.text];
    texts.extend(&question.feedback);
    match &question.ask {
        Ask::Choice(choice) => {
            texts.extend(
                choice.answers.iter().flat_map(|answer| [Some(&answer.text), answer.feedback.as_ref()]).flatten(),
            );
        }
        Ask::Short(short) => texts.extend(short.answers.iter().filter_map(|answer| answer.feedback.as_ref())),
        Ask::Numeric(numeric) => texts.extend(numeric.answers.iter().filter_map(|answer| answer.feedback.as_ref())),
        Ask::TrueFalse(truth) => texts.extend(truth.when_true.iter().chain(&truth.when_false)),
        Ask::Match(matched) => texts.extend(matched.pairs.iter().map(|pair| &pair.text)),
        _ => {}
    }
    texts
}
