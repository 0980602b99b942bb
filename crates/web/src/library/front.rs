//! The front page: what this is, where to look, and one explanation to try on the spot.

use super::article::Article;
use super::explanation_parts::teaser;
use super::hits::lang;
use super::pages::listed;
use crate::frame::parts::{icon, tile};
use crate::frame::{Visit, public_page};
use crate::i18n::{Locale, t};
use crate::t_args;
use maud::{Markup, PreEscaped, html};
use studium_core::library::{Entry, Shelf};

pub fn page(visit: &Visit, shelf: &Shelf, taste: Option<(&Entry, &Article)>) -> Markup {
    let locale = visit.locale;
    public_page(
        visit,
        &t(locale, "front-title"),
        "front page",
        html! {
            header class="hero" {
                div {
                    p class="over" { (t(locale, "front-over")) }
                    h1 class="lead" { (t(locale, "front-lead")) }
                    search-box data-suggest="/search/suggest" {
                        form class="search-field large" role="search" action="/search" aria-label=(t(locale, "front-search-label")) {
                            (icon("search"))
                            input class="input" type="search" name="q" placeholder=(t(locale, "front-search"))
                                aria-label=(t(locale, "front-search-label")) autocomplete="off";
                            button class="button primary" type="submit" aria-label=(t(locale, "nav-search")) {
                                span class="only-wide" { (t(locale, "nav-search")) }
                                span class="only-narrow" { (icon("arrow-right")) }
                            }
                        }
                    }
                    p class="small quiet" { (t(locale, "front-free")) }
                }
                (curve(locale))
            }
            (subjects(locale, shelf))
            @if let Some((entry, article)) = taste { (try_one(locale, shelf, entry, article)) }
            (what(locale))
        },
    )
}

/// The library as tiles: also shown by `/library` to who looks around.
pub fn subjects(locale: Locale, shelf: &Shelf) -> Markup {
    let listed = listed(shelf, locale.tag());
    html! {
        section aria-labelledby="h-subjects" {
            div class="section-head" {
                h2 id="h-subjects" { (t(locale, "subjects")) }
                a href="/library" { (t(locale, "front-all")) }
            }
            ul class="subjects" {
                @for subject in shelf.subjects() {
                    @let inside: Vec<&&Entry> = listed.iter().filter(|e| shelf.subject(e.topic) == Some(subject)).collect();
                    @if !inside.is_empty() {
                        li { a href={ "/library/" (subject.key) } {
                            span class="tile large" data-hue=(subject.hue) aria-hidden="true" { (subject.letter(locale.tag())) }
                            span {
                                strong { (subject.name(locale.tag())) }
                                small {
                                    (t_args!(locale, "explanations", n = inside.len())) ", "
                                    (t_args!(locale, "cards", cards = inside.iter().map(|e| e.cards).sum::<i64>()))
                                }
                            }
                        } }
                    }
                }
            }
        }
    }
}

fn try_one(locale: Locale, shelf: &Shelf, entry: &Entry, article: &Article) -> Markup {
    let path = shelf.path(entry.topic);
    let address = format!("/explanations/{}", entry.slug);
    let lang = lang(locale, &entry.language);
    html! {
        section class="taste" aria-labelledby="h-taste" {
            div class="taste-text" {
                p class="over" {
                    @if let Some(subject) = path.first() { (tile(&subject.hue, subject.letter(locale.tag()))) " " (subject.name(locale.tag())) ", " }
                    (t_args!(locale, "minutes", minutes = article.e.reading_minutes))
                }
                h2 id="h-taste" lang=[lang] { a href=(address) { (entry.title) } }
                p class="standfirst" lang=[lang] { (PreEscaped(&article.e.lead.html)) }
                p { a class="button" href=(address) { (icon("book-open")) (t(locale, "front-read")) } }
            }
            @if let Some(first) = article.e.teasers.first() {
                teaser-quiz class="try" aria-labelledby="h-taste" data-next=(t(locale, "teaser-next")) data-done=(t(locale, "teaser-done")) {
                    (teaser(locale, &entry.language, first, article.teaser_cards.first().copied(), 0, t(locale, "front-try")))
                    p data-end hidden {
                        (t(locale, "front-try-more")) " " a href={ (address) "#try" } { (t(locale, "front-try-there")) } " "
                        (t(locale, "front-try-kept"))
                    }
                }
            }
        }
    }
}

fn what(locale: Locale) -> Markup {
    let points = [("book-open", "understand"), ("layers", "keep"), ("upload", "own")];
    html! {
        section aria-labelledby="h-what" {
            div class="section-head" { h2 id="h-what" { (t(locale, "front-what")) } }
            ol class="what" {
                @for (name, key) in points {
                    li {
                        (icon(name))
                        h3 { (t(locale, &format!("front-{key}"))) }
                        p { (t(locale, &format!("front-{key}-text"))) }
                    }
                }
            }
            div class="row join" {
                a class="button" href="/sign-up" { (t(locale, "front-join")) }
                a class="button plain" href="/sign-in" { (t(locale, "sign-in")) }
            }
        }
    }
}

/// Four forgetting curves, each flatter than the one before.
fn curve(locale: Locale) -> Markup {
    let labels = [(20, "front-curve-1"), (86, "front-curve-2"), (196, "front-curve-3"), (350, "front-curve-4")];
    html! {
        svg class="curve only-wide" viewBox="0 0 520 260" role="img" aria-label=(t(locale, "front-curve")) {
            path class="grid" d="M20 220H510" {}
            path class="fade f1" d="M20 40C36 120 52 160 86 172" {}
            path class="fade f2" d="M86 40C110 104 146 142 196 156" {}
            path class="fade f3" d="M196 40C236 86 290 118 350 132" {}
            path class="fade f4" d="M350 40C404 58 456 74 510 84" {}
            path class="drop-line" d="M86 172V40M196 156V40M350 132V40" {}
            g class="dots" {
                @for (x, _) in labels { circle cx=(x) cy="40" r="6" {} }
            }
            @for (x, key) in labels { text x=(x) y="244" { (t(locale, key)) } }
        }
    }
}
