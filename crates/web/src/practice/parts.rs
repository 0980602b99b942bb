//! What a practice round adds to the frame of a session: help for a typed answer, "How sure are you?", and its summary.

use crate::frame::parts::icon;
use crate::i18n::{Locale, t};
use maud::{Markup, html};
use serde_json::{Map, Value};

/// A session that is a practice round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Learn {
    /// It ends when so many items are right; 0: only time ends it.
    pub goal: u16,
}

/// Words of a round, some in the place of a session's; each stands in the locale files as `practice-…`, with `-` for `_`.
const WORDS: [&str; 22] = [
    "position",
    "next",
    "next_again",
    "nothing",
    "again_in_round",
    "hint_said",
    "how_sure",
    "goal_one",
    "goal_many",
    "all_right",
    "stopped",
    "first_try",
    "none_first_try",
    "came_back_one",
    "came_back_many",
    "fig_first",
    "fig_back",
    "fig_answers",
    "fig_minutes",
    "sure_right",
    "sure_wrong",
    "sure_many",
];

/// How sure, in words and per cent: nobody is sure at none or at all.
const SURE: [(&str, u8); 3] = [("practice-guess", 10), ("practice-unsure", 50), ("practice-sure", 90)];

/// The words of a round over those of a session.
pub fn texts(l: Locale, texts: &mut Map<String, Value>) {
    for word in WORDS {
        texts.insert(word.to_owned(), t(l, &format!("practice-{}", word.replace('_', "-"))).into());
    }
}

/// Under the field of a typed answer: its first letters, for whoever asks.
pub fn hint(l: Locale) -> Markup {
    html! {
        p class="row tight" data-role="hint-row" hidden {
            button class="button compact" type="button" data-do="hint" { (icon("circle-help")) (t(l, "practice-hint")) }
            strong data-role="hint" {}
        }
    }
}

/// Before the answer is shown. Nothing is chosen for the learner.
pub fn confidence(l: Locale) -> Markup {
    html! {
        div class="grades" data-show="sure" hidden {
            div class="sure" role="group" aria-labelledby="how-sure" tabindex="-1" data-role="sure" {
                p id="how-sure" { (t(l, "practice-how-sure")) }
                div class="hand hand-sure" {
                    @for (n, (word, percent)) in SURE.iter().enumerate() {
                        button class="grade" type="button" data-do="sure" data-n=(percent) {
                            span class="grade-name" { (t(l, word)) }
                            kbd { (n + 1) }
                        }
                    }
                }
            }
            button class="link small" type="button" data-do="skip-sure" { (t(l, "practice-skip")) }
        }
    }
}

/// What came back, and another round with it.
pub fn summary(l: Locale) -> Markup {
    html! {
        p class="small" data-role="round-sure" hidden {}
        section class="stack-s" data-role="round-missed" aria-labelledby="h-missed" hidden {
            h3 id="h-missed" { (t(l, "practice-came-back")) }
            ol class="rows" data-role="round-missed-list" {}
            p { a class="button primary large" data-role="round-again" href="/practice" { (icon("rotate-ccw")) (t(l, "practice-again")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_round_is_said_in_both_languages() {
        let keys = WORDS.iter().map(|word| format!("practice-{}", word.replace('_', "-")));
        let keys: Vec<String> = keys.chain(SURE.map(|(word, _)| word.to_owned())).collect();
        for l in Locale::ALL {
            let missing: Vec<&String> = keys.iter().filter(|key| !crate::i18n::has(l, key)).collect();
            assert!(missing.is_empty(), "{l:?}: {missing:?}");
        }
    }
}
