//! The editor's pages: the form beside its preview, two versions side by side, and an item that can only be read.

use super::content::MAKEABLE;
use super::editor::About;
use super::preview;
use super::question_form::QUESTIONS;
use crate::decks::deck_options;
use crate::decks::form::language_options;
use crate::decks::undo::Notice;
use crate::frame::parts::{TextField, Wrong, icon, options};
use crate::frame::{Fields, Nav, SignedIn, app_page};
use crate::i18n::{Locale, t};
use crate::t_args;
use formats::item::{Content, Kind, NoteType};
use formats::question::Fill;
use maud::{Markup, html};
use studium_core::items::Item;

/// One editor page.
pub struct Editor<'a> {
    pub me: &'a SignedIn,
    pub notice: &'a Notice,
    pub item: Option<&'a Item>,
    pub fields: &'a Fields,
    pub wrong: &'a Wrong,
    pub about: &'a About,
    pub content: &'a Content,
    pub preview: &'a preview::About,
}

pub fn page(e: &Editor) -> Markup {
    let l = e.me.locale;
    let title = t(l, if e.item.is_some() { "item-edit" } else { "item-new" });
    app_page(
        e.me,
        &title,
        Nav::Decks,
        html! {
            div class="page wide" {
                (e.notice.bar(l))
                header class="page-head" {
                    p class="over" { (crumb(l, e)) }
                    h1 class="lead" { (title) }
                    @if e.item.is_some_and(|i| i.deleted_at.is_some()) { p class="after" { (t(l, "item-in-bin")) } }
                }
                item-editor data-preview="/items/preview" data-leave=(t(l, "item-leave")) {
                    div class="editor" {
                        (form(e))
                        aside class="editor-preview" aria-label=(t(l, "preview")) {
                            div data-role="preview" { (preview::draw(l, e.content, e.preview)) }
                            (origin(l, e.about))
                        }
                    }
                }
                @if let Some(item) = e.item { (beside(l, item, e)) }
            }
        },
    )
}

fn crumb(l: Locale, e: &Editor) -> Markup {
    let deck = e.about.decks.iter().find(|d| e.fields.get("deck") == d.id.to_string());
    html! {
        a href="/decks" { (t(l, "decks-title")) }
        @if let Some(deck) = deck { " › " a href={ "/decks/" (deck.id) } { (deck.name) } }
    }
}

fn form(e: &Editor) -> Markup {
    let l = e.me.locale;
    let action = e.item.map_or("/items/new".to_owned(), |i| format!("/items/{}", i.id));
    html! {
        form class="editor-fields" method="post" action=(action) enctype="multipart/form-data" {
            @for name in ["item", "version", "return"] {
                @if !e.fields.get(name).is_empty() { input type="hidden" name=(name) value=(e.fields.get(name)); }
            }
            (content_fields(l, e.fields, e.wrong, e.content, e.about.note_type.as_ref()))
            (file_field(l, e))
            (deck_field(l, e))
            (TextField { name: "tags", label: t(l, "item-tags"), kind: "text", value: e.fields.get("tags"), autocomplete: "off",
                hint: Some(t(l, "item-tags-hint")), required: false }.render(l, e.wrong))
            label class="field" {
                span { (t(l, "item-language")) }
                select class="input" name="language" { (language_options(t(l, "language-unsaid"), e.fields.get("language"))) }
            }
            @if e.item.is_some() {
                label class="check" {
                    input type="checkbox" name="something_new" checked[e.fields.has("something_new")];
                    span { (t(l, "item-something-new")) br; small class="quiet" { (t(l, "item-something-new-hint")) } }
                }
            }
            p class="row" {
                button class="button primary" { (t(l, "save")) " " kbd class="only-wide" { "Ctrl ↵" } }
                @if e.item.is_none() { button class="button" name="another" value="1" { (t(l, "item-save-another")) } }
            }
        }
    }
}

/// The fields of a content, those of other kinds hidden.
pub fn content_fields(
    l: Locale,
    fields: &Fields,
    wrong: &Wrong,
    content: &Content,
    note_type: Option<&NoteType>,
) -> Markup {
    let kind = content.kind();
    html! {
        @if MAKEABLE.contains(&kind) {
            div class="row" {
                label class="field" {
                    span { (t(l, "item-kind")) }
                    select class="input" name="kind" { (options(MAKEABLE.map(|k| (k.as_str(), kind_word(l, k))), kind.as_str())) }
                }
                noscript { button class="button" name="reload" value="1" { (t(l, "item-kind-show")) } }
            }
            (tools(l))
            (own_fields(l, fields, wrong, kind))
        } @else {
            input type="hidden" name="kind" value=(kind.as_str());
            @if let Some(note_type) = note_type { p class="small quiet" { (t_args!(l, "item-anki", name = &note_type.name)) } }
            @match content {
                Content::Anki { fields: texts, .. } => {
                    @for n in 0..texts.len() {
                        @let label = note_type.and_then(|nt| nt.fields.get(n)).map_or_else(|| t_args!(l, "item-field", n = n + 1), |f| f.name.clone());
                        (area(l, fields, wrong, &format!("field{n}"), label, 2))
                    }
                }
                Content::Occlusion { masks, .. } => {
                    p class="small quiet" { (t(l, "item-occlusion")) }
                    (area(l, fields, wrong, "header", t(l, "item-header"), 2))
                    (TextField { name: "alt", label: t(l, "item-alt"), kind: "text", value: fields.get("alt"), autocomplete: "off", hint: None, required: false }.render(l, wrong))
                    @for n in 0..masks.len() {
                        @let name = format!("label{n}");
                        (TextField { name: &name, label: t_args!(l, "item-mask", n = n + 1), kind: "text", value: fields.get(&name), autocomplete: "off", hint: None, required: false }.render(l, wrong))
                    }
                    (area(l, fields, wrong, "extra", t(l, "item-extra"), 2))
                }
                _ => {}
            }
        }
    }
}

/// A group of fields that is there for some kinds only.
fn group(kinds: &[Kind], chosen: Kind, inside: Markup) -> Markup {
    let words: Vec<&str> = kinds.iter().map(|k| k.as_str()).collect();
    html! { div data-kinds=(words.join(" ")) hidden[!kinds.contains(&chosen)] { (inside) } }
}

fn own_fields(l: Locale, fields: &Fields, wrong: &Wrong, kind: Kind) -> Markup {
    use Kind::{Basic, Choice, Cloze, Formula, FreeText, Gaps, List, Match, Numeric, Order, Short, TrueFalse, Worked};
    let check = |name: &str, key: &str| {
        html! { label class="check" { input type="checkbox" name=(name) checked[fields.has(name)]; span { (t(l, key)) } } }
    };
    let hint = |kinds: &[Kind], key: &str| group(kinds, kind, html! { p class="small quiet" { (t(l, key)) } });
    html! {
        (group(&[Basic], kind, html! {
            (area(l, fields, wrong, "front", t(l, "item-front"), 3))
            (area(l, fields, wrong, "back", t(l, "item-back"), 3))
            (check("both", "item-both"))
        }))
        (group(&[Cloze], kind, html! {
            (area(l, fields, wrong, "text", t(l, "item-text"), 4))
            p class="small quiet" { (t(l, "item-cloze-hint")) }
        }))
        (group(&[Basic, Cloze], kind, check("typed", "item-typed")))
        (group(&[List, Choice, Short, Numeric, Formula, Gaps, Match, Order, FreeText, Worked], kind, html! {
            (area(l, fields, wrong, "prompt", t(l, "item-prompt"), 3))
            (hint(&[Gaps], "item-gaps-hint"))
        }))
        (group(&[List, Order], kind, area(l, fields, wrong, "entries", t(l, "item-entries"), 5)))
        (group(&[List], kind, check("ordered", "item-ordered")))
        (group(&[Order], kind, html! { p class="small quiet" { (t(l, "item-order-hint")) } }))
        (group(&[Numeric, Formula], kind, html! {
            (area(l, fields, wrong, "answers", t(l, "item-answers"), 2))
            (hint(&[Numeric], "item-numeric-hint"))
            (hint(&[Formula], "item-formula-hint"))
        }))
        (group(&[Numeric], kind, html! {
            (TextField { name: "unit", label: t(l, "item-unit"), kind: "text", value: fields.get("unit"), autocomplete: "off", hint: None, required: false }.render(l, wrong))
            (check("unit_required", "item-unit-required"))
        }))
        (group(&[Gaps], kind, html! {
            label class="field" {
                span { (t(l, "item-fill")) }
                select class="input" name="fill" {
                    (options(Fill::ALL.map(|fill| (fill.as_str(), t(l, &format!("item-fill-{}", fill.as_str())))), fields.get("fill")))
                }
            }
            (area(l, fields, wrong, "words", t(l, "item-words"), 2))
        }))
        (group(&[Match], kind, html! {
            (area(l, fields, wrong, "pairs", t(l, "item-pairs"), 4))
            p class="small quiet" { (t(l, "item-pairs-hint")) }
            (area(l, fields, wrong, "extra_rights", t(l, "item-extra-rights"), 2))
        }))
        (group(&[FreeText], kind, html! {
            (area(l, fields, wrong, "rubric", t(l, "item-rubric"), 4))
            p class="small quiet" { (t(l, "item-rubric-hint")) }
            (area(l, fields, wrong, "model", t(l, "item-model"), 3))
        }))
        (group(&[Worked], kind, html! {
            (area(l, fields, wrong, "steps", t(l, "item-steps"), 5))
            p class="small quiet" { (t(l, "item-steps-hint")) }
        }))
        (group(&[Gaps, Match, Order], kind, check("all_or_nothing", "item-all-or-nothing")))
        (group(&[Choice], kind, html! { (choices(l, fields, wrong)) (check("many", "item-many")) }))
        (group(&[TrueFalse], kind, html! {
            (area(l, fields, wrong, "statement", t(l, "item-statement"), 3))
            div class="row" role="group" aria-label=(t(l, "item-truth")) {
                @for (value, key) in [("true", "item-true"), ("false", "item-false")] {
                    label class="check" { input type="radio" name="truth" value=(value) checked[(fields.get("truth") == "false") == (value == "false")]; span { (t(l, key)) } }
                }
            }
        }))
        (group(&[Short], kind, area(l, fields, wrong, "accepted", t(l, "item-accepted"), 3)))
        (group(&[Basic, Cloze, List], kind, area(l, fields, wrong, "extra", t(l, "item-extra"), 2)))
        (group(&QUESTIONS, kind, area(l, fields, wrong, "hints", t(l, "item-hints"), 2)))
        (group(&[Choice, TrueFalse, Short, Numeric, Formula, Gaps, Match, Order, FreeText, Worked], kind, area(l, fields, wrong, "explanation", t(l, "item-explanation"), 2)))
        (group(&[Numeric, Formula], kind, html! {
            (area(l, fields, wrong, "remarks", t(l, "item-remarks"), 2))
            p class="small quiet" { (t(l, "item-remarks-hint")) }
        }))
        details class="data" {
            summary { (t(l, "item-field-languages")) }
            div class="row" {
                (field_language(l, fields, "front_language", "item-question-language"))
                (group(&[Basic], kind, field_language(l, fields, "back_language", "item-answer-language")))
            }
        }
    }
}

fn field_language(l: Locale, fields: &Fields, name: &str, key: &str) -> Markup {
    html! {
        label class="field" {
            span { (t(l, key)) }
            select class="input" name=(name) { (language_options(t(l, "language-of-card"), fields.get(name))) }
        }
    }
}

/// Answer options: those there are and two more, four at least.
fn choices(l: Locale, fields: &Fields, wrong: &Wrong) -> Markup {
    let there = fields.0.iter().filter(|(n, v)| n.starts_with("option") && !v.trim().is_empty()).count();
    html! {
        fieldset class="stack-s" {
            legend class="small" { (t(l, "item-options")) }
            @for n in 0..(there + 2).clamp(4, 20) {
                @let (option, right, feedback) = (format!("option{n}"), format!("right{n}"), format!("feedback{n}"));
                div class="option-row" {
                    label class="check" { input type="checkbox" name=(right) checked[fields.has(&right)]; span { (t(l, "item-right")) } }
                    input class="input" name=(option) value=(fields.get(&option)) aria-label=(t_args!(l, "item-option", n = n + 1)) autocomplete="off";
                    input class="input" name=(feedback) value=(fields.get(&feedback)) aria-label=(t_args!(l, "item-feedback", n = n + 1)) placeholder=(t(l, "item-feedback-short")) autocomplete="off";
                }
            }
            (wrong.under(l, "options"))
        }
    }
}

fn area(l: Locale, fields: &Fields, wrong: &Wrong, name: &str, label: String, rows: u8) -> Markup {
    html! {
        label class="field" {
            span { (label) }
            textarea class="input" name=(name) rows=(rows) aria-invalid=[wrong.flag(name)] aria-describedby=[wrong.described_by(name)] { (fields.get(name)) }
            (wrong.under(l, name))
        }
    }
}

fn tools(l: Locale) -> Markup {
    let wrap = |with: &str, name: &str, key: &str| {
        html! { button class="icon-button" type="button" data-wrap=(with) aria-label=(t(l, key)) title=(t(l, key)) { (icon(name)) } }
    };
    html! {
        div class="editor-tools" role="group" aria-label=(t(l, "tools")) {
            (wrap("**", "bold", "tool-bold")) (wrap("*", "italic", "tool-italic")) (wrap("`", "code", "tool-code")) (wrap("$", "sigma", "tool-formula"))
            span data-kinds="cloze" {
                button class="button compact plain" type="button" data-cloze title=(t(l, "tool-gap-title")) { (icon("braces")) (t(l, "tool-gap")) }
            }
        }
    }
}

fn file_field(l: Locale, e: &Editor) -> Markup {
    html! {
        details class="data" open[e.wrong.key("file").is_some()] {
            summary { (t(l, "item-file")) }
            div class="row" {
                label class="field" {
                    span { (t(l, "item-file-choose")) }
                    input class="input" type="file" name="file" accept="image/*,audio/*,video/*";
                    (e.wrong.under(l, "file"))
                }
                label class="field" {
                    span { (t(l, "item-file-into")) }
                    select class="input" name="file_into" {
                        (options([("question", t(l, "item-file-question")), ("answer", t(l, "item-file-answer"))], e.fields.get("file_into")))
                    }
                }
            }
        }
    }
}

fn deck_field(l: Locale, e: &Editor) -> Markup {
    html! {
        @if e.about.decks.is_empty() {
            (TextField { name: "new_deck", label: t(l, "item-new-deck"), kind: "text", value: e.fields.get("new_deck"), autocomplete: "off",
                hint: Some(t(l, "item-new-deck-hint")), required: true }.render(l, e.wrong))
        } @else {
            label class="field" {
                span { (t(l, "item-deck")) }
                select class="input" name="deck" { (deck_options(&e.about.decks, e.fields.parse_optional("deck").unwrap_or(None), None)) }
                (e.wrong.under(l, "deck"))
            }
        }
    }
}

fn kind_word(l: Locale, kind: Kind) -> String {
    t(l, &format!("kind-{}", kind.as_str().replace('_', "-")))
}

/// Where the item comes from.
fn origin(l: Locale, about: &About) -> Markup {
    html! {
        @for evidence in &about.evidence {
            figure class="quote" {
                blockquote { (evidence.quote) }
                figcaption class="small quiet" { (t(l, "item-evidence")) " " a href={ "/sources/" (evidence.source) } { (evidence.title) } }
            }
        }
    }
}

/// What else can be done with a stored item.
fn beside(l: Locale, item: &Item, e: &Editor) -> Markup {
    html! {
        nav class="row" aria-label=(t(l, "item-more")) {
            a class="button compact plain" href={ "/items/" (item.id) "/history" } { (icon("history")) (t(l, "item-history")) }
            @for (n, card) in e.about.cards.iter().enumerate() {
                a class="button compact plain" href={ "/cards/" (card) } {
                    (icon("chart-line")) (if e.about.cards.len() > 1 { t_args!(l, "item-card-n", n = n + 1) } else { t(l, "item-card") })
                }
            }
            @if item.deleted_at.is_none() {
                form method="post" action={ "/items/" (item.id) "/bin" } {
                    input type="hidden" name="return" value=(e.fields.get("return"));
                    button class="button compact danger" { (icon("trash-2")) (t(l, "item-bin")) }
                }
            } @else {
                form method="post" action="/bin/restore" {
                    input type="hidden" name="item" value=(item.id);
                    button class="button compact" { (icon("undo-2")) (t(l, "bin-restore")) }
                }
            }
        }
    }
}

/// Two versions: what this window holds, to be changed and saved, and what is stored. None is overwritten unasked.
pub fn conflict(me: &SignedIn, stored: &Item, mine: &Fields, about: &About, preview: &preview::About) -> Markup {
    let l = me.locale;
    let title = t(l, "conflict-title");
    let mut mine = mine.clone();
    // saving now means: over the version that is shown beside
    mine.0.retain(|(name, _)| name != "version");
    mine.0.push(("version".into(), stored.version.to_string()));
    let content = super::content::read(&mine, Some(&stored.content)).unwrap_or_else(|_| stored.content.clone());
    let (notice, wrong) = (Notice::default(), Wrong::default());
    let e = Editor {
        me,
        notice: &notice,
        item: Some(stored),
        fields: &mine,
        wrong: &wrong,
        about,
        content: &content,
        preview,
    };
    let theirs = super::editor::fields_of(stored);
    app_page(
        me,
        &title,
        Nav::Decks,
        html! {
            div class="page wide" {
                header class="page-head" {
                    p class="over" { (t(l, "item-edit")) }
                    h1 class="lead" { (title) }
                    p class="after" { (t(l, "conflict-after")) }
                }
                div class="versions" {
                    section class="mine" aria-labelledby="h-mine" {
                        h2 id="h-mine" { (t(l, "conflict-mine")) }
                        p class="small quiet" { (t(l, "conflict-mine-hint")) }
                        item-editor { (form(&e)) }
                    }
                    section aria-labelledby="h-stored" {
                        h2 id="h-stored" { (t(l, "conflict-stored")) }
                        p class="small quiet" { (t_args!(l, "conflict-version", version = stored.version)) }
                        (preview::cards(l, &stored.content, preview))
                        details class="data" open {
                            summary { (t(l, "conflict-texts")) }
                            @for (name, value) in theirs.0.iter().filter(|(n, v)| !v.is_empty() && !["item", "version", "deck", "kind"].contains(&n.as_str())) {
                                @let differs = mine.get(name).replace("\r\n", "\n").trim() != value.trim();
                                label class="field" {
                                    span { (label(l, name)) @if differs { " " small class="chip" { (t(l, "conflict-differs")) } } }
                                    textarea class="input" readonly rows="2" { (value) }
                                }
                            }
                        }
                        p { a class="button" href={ "/items/" (stored.id) } { (t(l, "conflict-keep")) } }
                    }
                }
            }
        },
    )
}

/// The words of a form's field.
fn label(l: Locale, name: &str) -> String {
    let key = format!("item-{}", name.replace('_', "-"));
    if crate::i18n::has(l, &key) { t(l, &key) } else { name.to_owned() }
}

/// An item of the library: shown as its cards look.
pub fn read_only(e: &Editor) -> Markup {
    let l = e.me.locale;
    let title = t(l, "item-read");
    app_page(
        e.me,
        &title,
        Nav::Library,
        html! {
            div class="page" {
                header class="page-head" { h1 class="lead" { (title) } p class="after" { (t(l, "deck-of-library")) } }
                (preview::cards(l, e.content, e.preview))
                nav class="row" { @for card in &e.about.cards { a class="button compact plain" href={ "/cards/" (card) } { (icon("chart-line")) (t(l, "item-card")) } } }
            }
        },
    )
}
