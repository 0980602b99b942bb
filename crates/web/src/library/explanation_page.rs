//! One explanation: lead, questions first, contents, text, cards, where to go on.

use super::article::Article;
use super::explanation_parts::{contents, faq, flips, footnotes, section, takeaways, teaser};
use super::hits::{lang, level, memory};
use crate::frame::parts::icon;
use crate::frame::{Nav, Visit, any_page};
use crate::i18n::{Locale, format, t};
use crate::t_args;
use maud::{Markup, PreEscaped, html};
use studium_core::library::{Explanation, Place, Recall, Shelf};

pub struct About<'a> {
    pub found: &'a Explanation,
    pub article: &'a Article,
    pub shelf: &'a Shelf,
    /// Of somebody who is signed in.
    pub mine: Option<Mine>,
}

pub struct Mine {
    pub recall: Option<Recall>,
    pub place: Option<Place>,
    pub studies: bool,
}

pub fn page(visit: &Visit, about: &About) -> Markup {
    let (locale, e) = (visit.locale, &about.article.e);
    let lang = lang(locale, &e.language);
    any_page(
        visit,
        &e.title,
        Nav::Library,
        "readgrid",
        html! {
            div class="read-top prose" {
                (crumbs(locale, about))
                h1 lang=[lang] { (e.title) }
                p class="standfirst" lang=[lang] { (PreEscaped(&e.lead.html)) }
                (byline(locale, about))
                (go_on(locale, about))
                (teasers(visit, about))
            }
            nav class="contents only-wide" aria-labelledby="toc" {
                p class="nav-head" id="toc" { (t(locale, "contents")) }
                ol lang=[lang] { (contents(about.article, locale)) }
            }
            article class="prose" lang=[lang] {
                details class="fold only-narrow" id="toc-narrow" {
                    summary lang=[super::explanation_parts::own(locale, &e.language)] { (icon("list")) (t(locale, "contents")) }
                    ol class="toc-narrow" { (contents(about.article, locale)) }
                }
                @for one in &e.sections { (section(about.article, locale, one)) }
                (takeaways(about.article, locale))
                (flips(about.article, visit, practise(visit, about, "button")))
                (faq(about.article, locale))
                (footnotes(about.article, locale))
            }
            section class="margin" aria-label=(t(locale, "margin")) {
                section {
                    h2 { (t(locale, "practise")) }
                    (practise_text(visit, about))
                    (practise(visit, about, "button primary block"))
                }
                (related(locale, about))
            }
            nav class={ "stick" @if visit.actor.is_none() { " alone" } } aria-label=(t(locale, "practise")) {
                (practise(visit, about, "button primary"))
                a class="icon-button" href="#toc-narrow" aria-label=(t(locale, "contents")) { (icon("list")) }
            }
            reading-place data-save=[visit.actor.is_some().then(|| format!("/explanations/{}/place", e.slug))] {}
        },
    )
}

fn crumbs(locale: Locale, about: &About) -> Markup {
    let path = &about.found.path;
    let address = |depth: usize| path[..=depth].iter().fold("/library".to_owned(), |all, topic| all + "/" + &topic.key);
    html! {
        nav class="crumbs small" aria-label=(t(locale, "crumbs")) {
            a href="/library" { (t(locale, "nav-library")) }
            @for (depth, topic) in path.iter().enumerate() {
                (icon("chevron-right"))
                a href=(address(depth)) { (topic.name(locale.tag())) }
            }
        }
    }
}

fn byline(locale: Locale, about: &About) -> Markup {
    let (e, entry) = (&about.article.e, &about.found.entry);
    let other = about
        .shelf
        .entries
        .iter()
        .find(|o| o.translation.is_some() && o.translation == entry.translation && o.language != entry.language);
    html! {
        div class="byline small" {
            p {
                @match &e.checked_by {
                    Some(checker) => { (t_args!(locale, "by-checked", author = &e.author, checker = checker)) }
                    None => { (t_args!(locale, "by", author = &e.author)) }
                }
                br;
                span class="quiet" {
                    (t_args!(locale, "updated", date = format::date(locale, e.updated), version = e.version)) " "
                    (t_args!(locale, "reading-time", minutes = e.reading_minutes)) " "
                    (t_args!(locale, "level-line", level = level(locale, e.level)))
                }
            }
            @if let Some(other) = other {
                @let name = Locale::parse(&other.language).map_or(other.language.as_str(), |l| l.own_name());
                a class="button compact" href={ "/explanations/" (other.slug) } lang=(other.language) hreflang=(other.language) {
                    (icon("languages")) (name)
                }
            }
        }
    }
}

/// The way back to where somebody stopped.
fn go_on(locale: Locale, about: &About) -> Markup {
    let place = about.mine.as_ref().and_then(|m| m.place.as_ref()).filter(|p| p.share < 0.97);
    let section = place.and_then(|p| about.article.e.sections.iter().find(|s| s.anchor == p.anchor));
    html! {
        @if let Some(section) = section {
            p class="small" {
                a href={ "#" (section.anchor) } { (t_args!(locale, "go-on", heading = &section.heading.plain)) }
            }
        }
    }
}

fn teasers(visit: &Visit, about: &About) -> Markup {
    let (locale, e) = (visit.locale, &about.article.e);
    let many = e.teasers.len();
    html! {
        @if many > 0 {
            teaser-quiz class="try" aria-labelledby="try" data-next=(t(locale, "teaser-next")) data-done=(t(locale, "teaser-done")) {
                div class="section-head" {
                    h2 id="try" { (t(locale, "try-first")) }
                    small { (t_args!(locale, if visit.actor.is_some() { "try-count" } else { "try-count-guest" }, n = many)) }
                }
                @for (n, one) in e.teasers.iter().enumerate() {
                    (teaser(locale, &e.language, one, about.article.teaser_cards.get(n).copied(), n,
                        t_args!(locale, "teaser-place", n = n + 1, of = many)))
                }
                p data-end hidden {
                    @if visit.actor.is_some() { (t(locale, "try-end")) }
                    @else {
                        (t(locale, "try-end-guest")) " "
                        a href={ "/sign-up?next=/explanations/" (e.slug) } { (t(locale, "try-end-account")) } " "
                        (t(locale, "try-end-back"))
                    }
                }
            }
        }
    }
}

fn practise_text(visit: &Visit, about: &About) -> Markup {
    let (locale, cards, questions) = (visit.locale, about.found.entry.cards, about.article.teaser_cards.len());
    html! {
        @match &about.mine {
            None => { p class="small quiet" { (t_args!(locale, "practise-guest", cards = cards, questions = questions)) } }
            Some(mine) => {
                @if let Some(share) = mine.recall.as_ref().and_then(|r| r.share) { p { (memory(locale, share)) } }
                p class="small quiet" {
                    @if mine.studies { (t_args!(locale, "practise-mine", cards = cards)) }
                    @else { (t_args!(locale, "practise-not-yet", cards = cards, questions = questions)) }
                }
                @if mine.studies {
                    form class="inline" method="post" action={ "/explanations/" (about.found.entry.slug) "/leave" } {
                        button class="link small" { (t(locale, "practise-leave")) }
                    }
                }
            }
        }
    }
}

/// The way to study this explanation's cards.
fn practise(visit: &Visit, about: &About, class: &str) -> Markup {
    let (locale, entry) = (visit.locale, &about.found.entry);
    let label = t_args!(locale, "study-cards", cards = entry.cards);
    html! {
        @match &about.mine {
            None => { a class=(class) href={ "/sign-up?next=/explanations/" (entry.slug) } { (icon("layers")) (label) } }
            Some(mine) if mine.studies => { a class=(class) href={ "/study?deck=" (entry.deck) } { (icon("layers")) (label) } }
            Some(_) => {
                form method="post" action={ "/explanations/" (entry.slug) "/study" } {
                    button class=(class) { (icon("layers")) (label) }
                }
            }
        }
    }
}

fn related(locale: Locale, about: &About) -> Markup {
    let entry = &about.found.entry;
    let named = about.article.e.related.iter().filter_map(|slug| about.shelf.entries.iter().find(|e| e.slug == *slug));
    let subject = about.found.path.first();
    let beside = about.shelf.entries.iter().filter(|e| {
        e.language == entry.language && about.shelf.subject(e.topic).map(|s| s.id) == subject.map(|s| s.id)
    });
    let mut all: Vec<_> = named.collect();
    for one in beside {
        if one.id != entry.id && all.len() < 4 && !all.iter().any(|e| e.id == one.id) {
            all.push(one);
        }
    }
    html! {
        section {
            h2 { (t(locale, "related")) }
            ul class="rows small" {
                @for one in all {
                    li {
                        a href={ "/explanations/" (one.slug) } lang=[lang(locale, &one.language)] { (one.title) } br;
                        span class="quiet" { (t(locale, "kind-explanation")) ", " (t_args!(locale, "minutes", minutes = one.minutes())) }
                    }
                }
                @if let Some(subject) = subject {
                    li { a href={ "/library/" (subject.key) } { (t_args!(locale, "more-of", subject = subject.name(locale.tag()))) } }
                }
            }
        }
    }
}
