//! The pieces that an explanation's page is made of.

use super::article::{Article, Flip};
use super::hits::lang;
use crate::frame::Visit;
use crate::frame::parts::icon;
use crate::i18n::{Locale, t};
use crate::t_args;
use formats::explanation::{Figure, Part, Section, Teaser};
use maud::{Markup, PreEscaped, html};
use studium_core::SpaceId;
use uuid::Uuid;

/// Cards that are shown at once; the others are in a fold.
pub const FLIPS: usize = 3;

/// A question with its choices; `label` stands above it, such as "1 of 3".
pub fn teaser(
    locale: Locale,
    language: &str,
    teaser: &Teaser,
    card: Option<Uuid>,
    number: usize,
    label: String,
) -> Markup {
    let lang = lang(locale, language);
    html! {
        fieldset data-card=[card] {
            legend { span class="small quiet" { (label) } " " span lang=[lang] { (PreEscaped(&teaser.prompt.html)) } }
            div class="choices" lang=[lang] {
                @for (n, choice) in teaser.choices.iter().enumerate() {
                    label class="choice" data-right[choice.right] {
                        input type="radio" name={ "t" (number) } value=(n);
                        span {
                            (PreEscaped(&choice.text.html))
                            span class="because" hidden { (PreEscaped(&choice.reason.html)) }
                        }
                    }
                }
            }
            button class="button compact" type="button" data-next { (t(locale, "teaser-skip")) }
        }
    }
}

pub fn section(article: &Article, locale: Locale, section: &Section) -> Markup {
    html! {
        h2 id=(section.anchor) { (PreEscaped(&section.heading.html)) }
        @for part in &section.parts {
            @match part {
                Part::Text(text) => { (PreEscaped(with_scrolling_tables(&text.html))) }
                Part::Definition { term, meaning, anchor } => {
                    dl class="define" id=(anchor) { dt { (PreEscaped(&term.html)) } dd { (PreEscaped(&meaning.html)) } }
                }
                Part::Figure(figure) => { (plate(article, locale, figure)) }
                Part::Formula { label, body } => {
                    figure class="formula" tabindex="0" aria-label=[(!label.is_empty()).then_some(label)] {
                        (PreEscaped(&body.html))
                    }
                }
            }
        }
    }
}

/// A table that is wider than a phone moves inside its own frame; the page does not.
fn with_scrolling_tables(html: &str) -> String {
    html.replace("<table>", "<div class=\"scroll-x\" tabindex=\"0\" role=\"group\"><table>")
        .replace("</table>", "</table></div>")
}

fn plate(article: &Article, locale: Locale, figure: &Figure) -> Markup {
    let drawing = article.figures.get(figure.number as usize - 1).and_then(Option::as_ref);
    let address = format!("{}{}", studium_core::media::base(SpaceId::LIBRARY), figure.file);
    html! {
        figure class="plate" {
            @match drawing {
                Some(svg) => {
                    div class="scroll-x" tabindex="0" role="group" aria-label=(t_args!(locale, "figure", number = figure.number)) {
                        (PreEscaped(svg))
                    }
                }
                None => { img src=(address) alt=(figure.alt) loading="lazy"; }
            }
            figcaption {
                strong lang=[own(locale, &article.e.language)] { (t_args!(locale, "figure", number = figure.number)) } " "
                (PreEscaped(&figure.caption.html))
            }
        }
    }
}

/// Words of the page inside a text of another language say their own.
pub fn own(locale: Locale, language: &str) -> Option<&'static str> {
    lang(locale, language).map(|_| locale.tag())
}

pub fn takeaways(article: &Article, locale: Locale) -> Markup {
    html! {
        @if !article.e.takeaways.is_empty() {
            section class="takeaways" aria-labelledby="takeaways" {
                h2 id="takeaways" lang=[own(locale, &article.e.language)] { (t(locale, "takeaways")) }
                ul { @for line in &article.e.takeaways { li { (PreEscaped(&line.html)) } } }
            }
        }
    }
}

/// The cards to turn, with what follows them (the way to study them).
pub fn flips(article: &Article, visit: &Visit, after: Markup) -> Markup {
    let locale = visit.locale;
    let text = if visit.actor.is_some() { "flips-text" } else { "flips-text-guest" };
    let own = own(locale, &article.e.language);
    let (first, rest) = article.flips.split_at(article.flips.len().min(FLIPS));
    html! {
        @if !first.is_empty() {
            section class="flips" aria-labelledby="cards" {
                h2 id="cards" lang=[own] { (t(locale, "flips")) }
                p class="small quiet sans" lang=[own] { (t_args!(locale, text, shown = first.len(), cards = article.flips.len())) }
                div class="flip-grid" { @for one in first { (flip(locale, own, one)) } }
                @if !rest.is_empty() {
                    details class="fold" {
                        summary lang=[own] { (t_args!(locale, "flips-rest", n = rest.len())) }
                        div class="flip-grid" { @for one in rest { (flip(locale, own, one)) } }
                    }
                }
                div class="sans" lang=[own] { (after) }
            }
        }
    }
}

fn flip(locale: Locale, own: Option<&str>, flip: &Flip) -> Markup {
    html! {
        flip-card data-card=(flip.card) {
            details class="flip" {
                summary data-turn=(t(locale, "flip-turn")) { span { (PreEscaped(&flip.question_html)) } }
                div class="flip-answer" { (PreEscaped(&flip.answer_html)) }
                div class="flip-grades" lang=[own] {
                    button class="button compact" type="button" data-rating="1" { (t(locale, "flip-not-yet")) }
                    button class="button compact" type="button" data-rating="3" { (t(locale, "flip-knew-it")) }
                }
            }
        }
    }
}

pub fn faq(article: &Article, locale: Locale) -> Markup {
    html! {
        @if !article.e.faq.is_empty() {
            section aria-labelledby="faq" {
                h2 id="faq" lang=[own(locale, &article.e.language)] { (t(locale, "faq")) }
                @for entry in &article.e.faq {
                    details class="fold" { summary { (PreEscaped(&entry.question.html)) } (PreEscaped(&entry.answer.html)) }
                }
            }
        }
    }
}

pub fn footnotes(article: &Article, locale: Locale) -> Markup {
    let own = own(locale, &article.e.language);
    html! {
        @if !article.e.references.is_empty() {
            section class="footnotes" aria-label=(t(locale, "footnotes")) {
                ol {
                    @for reference in &article.e.references {
                        li id={ "fn" (reference.number) } {
                            (PreEscaped(&reference.text.html))
                            @for mark in &reference.marks {
                                " " a href={ "#" (mark) } lang=[own] aria-label=(t(locale, "footnote-back-label")) { (t(locale, "footnote-back")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The contents as a list of links.
pub fn contents(article: &Article, locale: Locale) -> Markup {
    let e = &article.e;
    let own = own(locale, &e.language);
    let ends =
        [("takeaways", !e.takeaways.is_empty()), ("cards", !article.flips.is_empty()), ("faq", !e.faq.is_empty())];
    let label = |anchor: &str| t(locale, if anchor == "cards" { "flips" } else { anchor });
    html! {
        @for section in &e.sections {
            li { a href={ "#" (section.anchor) } { (PreEscaped(&section.heading.html)) } }
        }
        @for (anchor, there) in ends {
            @if there { li { a href={ "#" (anchor) } lang=[own] { (label(anchor)) } } }
        }
    }
}

/// A link in a list with an icon and a line below.
pub fn row(name: &str, href: &str, title: &str, lang: Option<&str>, meta: Markup) -> Markup {
    html! {
        li class="item-row" {
            (icon(name))
            a class="title" href=(href) lang=[lang] { (title) }
            span class="meta" { (meta) }
        }
    }
}
