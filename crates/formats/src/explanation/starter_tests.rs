//! What must be true of the starter library as it is shipped.

use super::{Explanation, Part, figure, parse, subjects};
use crate::item::{Content, Kind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../starter")
}

fn library() -> Vec<Explanation> {
    let mut all = Vec::new();
    for language in ["en", "de"] {
        for entry in std::fs::read_dir(folder().join(language)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let explanation = parse(&name, &text).unwrap_or_else(|found| {
                let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
                panic!("{name}:\n{}", lines.join("\n"))
            });
            assert_eq!(explanation.language, language, "{name} lies in another language's folder");
            all.push(explanation);
        }
    }
    all
}

#[test]
fn the_starter_library_reads_without_a_problem_and_covers_both_languages() {
    let all = library();
    for language in ["en", "de"] {
        assert!(all.iter().filter(|e| e.language == language).count() >= 4, "{language}");
    }
    let subjects: BTreeSet<&str> = all.iter().map(|e| e.subject.as_str()).collect();
    assert!(subjects.len() >= 4, "{subjects:?}");
    assert!(all.iter().any(|e| e.slug == "never-let-me-go-background"));
}

#[test]
fn slugs_are_unique_and_related_ones_and_translations_exist() {
    let all = library();
    let slugs: BTreeSet<&str> = all.iter().map(|e| e.slug.as_str()).collect();
    assert_eq!(slugs.len(), all.len());
    let mut translations: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for e in &all {
        for related in &e.related {
            assert!(slugs.contains(related.as_str()) && *related != e.slug, "{}: {related}", e.slug);
        }
        if let Some(key) = &e.translation {
            translations.entry(key).or_default().push(&e.language);
        }
    }
    assert!(!translations.is_empty());
    for (key, languages) in translations {
        assert_eq!(languages, ["en", "de"], "{key}");
    }
}

#[test]
fn every_subject_and_topic_has_names_in_both_languages_and_is_listed() {
    let text = std::fs::read_to_string(folder().join("subjects.md")).unwrap();
    let subjects = subjects::parse(&text).unwrap_or_else(|found| panic!("{found:#?}"));
    fn check(topics: &[subjects::Topic]) {
        for topic in topics {
            assert!(topic.names.contains_key("en") && topic.names.contains_key("de"), "{}", topic.key);
            check(&topic.topics);
        }
    }
    for subject in &subjects {
        assert!(subject.names.contains_key("de"), "{}", subject.key);
        check(&subject.topics);
    }
    for language in ["en", "de"] {
        let letters: BTreeSet<&str> = subjects.iter().map(|s| s.letter(language)).collect();
        assert_eq!(letters.len(), subjects.len(), "two subjects share a letter in {language}");
    }
    for e in library() {
        let subject = subjects.iter().find(|s| s.key == e.subject);
        assert!(subject.is_some_and(|s| s.path(&e.topic).is_some()), "{}: {} / {:?}", e.slug, e.subject, e.topic);
    }
}

#[test]
fn every_figure_is_there_drawn_for_both_themes_and_used() {
    let media = folder().join("media");
    let mut used = BTreeSet::new();
    for e in library() {
        assert!(e.figures().count() >= 1, "{} has no figure", e.slug);
        for figure in e.figures() {
            let bytes =
                std::fs::read(media.join(&figure.file)).unwrap_or_else(|error| panic!("{}: {error}", figure.file));
            used.insert(figure.file.clone());
            if !figure.is_svg() {
                continue;
            }
            let svg = figure::inline_svg(&bytes, &figure.alt).unwrap();
            let stem = figure.file.trim_end_matches(".svg");
            for id in svg.split(" id=\"").skip(1) {
                assert!(id.starts_with(stem), "an id of {} does not begin with its name", figure.file);
            }
            for attribute in ["fill=\"", "stroke=\""] {
                for value in svg.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                    let themed = value.starts_with("var(--") || value == "none" || value == "currentColor";
                    assert!(themed, "{}: the colour {value} does not follow the theme", figure.file);
                }
            }
        }
    }
    let kept: BTreeSet<String> =
        std::fs::read_dir(media).unwrap().map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(used, kept, "files that no explanation shows");
}

#[test]
fn every_explanation_is_complete() {
    for e in library() {
        let words = e.plain_text().split_whitespace().count();
        assert!((900..=1900).contains(&words), "{} has {words} words", e.slug);
        assert_eq!(e.teasers.len(), 3, "{}", e.slug);
        assert!((10..=20).contains(&e.items.len()), "{} has {} items", e.slug, e.items.len());
        assert!(e.takeaways.len() >= 3 && e.faq.len() >= 3 && !e.references.is_empty(), "{}", e.slug);
        assert!(e.sections.iter().flat_map(|s| &s.parts).any(|p| matches!(p, Part::Definition { .. })), "{}", e.slug);
        let kinds: BTreeSet<&str> = e.items.iter().map(|item| item.content.kind().as_str()).collect();
        for kind in [Kind::Basic, Kind::Cloze, Kind::Choice, Kind::TrueFalse] {
            assert!(kinds.contains(kind.as_str()), "{} has no item of the kind {}", e.slug, kind.as_str());
        }
        for teaser in &e.teasers {
            assert_eq!(teaser.choices.iter().filter(|c| c.right).count(), 1);
            assert!(teaser.choices.iter().all(|c| !c.reason.plain.is_empty()));
        }
        for item in &e.items {
            if let Content::Cloze { text, .. } = &item.content {
                assert!(text.text.contains("{{c1::"), "{}/{}", e.slug, item.key);
            }
        }
    }
}

#[test]
fn formulas_become_mathml_and_no_source_of_them_is_left() {
    let all = library();
    assert!(all.iter().any(|e| e.sections.iter().flat_map(|s| &s.parts).any(|p| matches!(p, Part::Formula { .. }))));
    for e in &all {
        for part in e.sections.iter().flat_map(|s| &s.parts) {
            match part {
                Part::Formula { label, body } => {
                    assert!(
                        body.html.contains("<math") && !body.html.contains("maths-error"),
                        "{}: {label}: {}",
                        e.slug,
                        body.html
                    );
                }
                Part::Text(text) => {
                    let broken = text.html.contains("maths-error")
                        || text.plain.contains('$')
                        || text.plain.contains("nbsp")
                        || text.plain.contains(":::");
                    assert!(!broken, "{}: {}", e.slug, text.plain);
                    let bare = text.html.contains("display=\"block\"");
                    assert!(!bare, "{}: a formula without words and without room to scroll: {}", e.slug, text.plain);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn keys_are_written_so_that_rewording_keeps_what_learners_know() {
    for e in library() {
        let path = folder().join(&e.language).join(format!("{}.md", e.slug));
        let source = std::fs::read_to_string(path).unwrap();
        for item in &e.items {
            assert!(source.contains(&format!("{{#{}}}", item.key)), "{}: {} is derived", e.slug, item.key);
        }
    }
}

#[test]
fn our_own_items_pass_the_lint_that_learners_are_shown() {
    let mut found = Vec::new();
    for e in library() {
        for item in &e.items {
            for lint in crate::lint::lint(&item.content, &[]) {
                found.push(format!("{}/{}: {:?} in {}", e.slug, item.key, lint.rule, lint.field));
            }
            assert!(!crate::render::slots(&item.content, None).is_empty(), "{}/{} has no card", e.slug, item.key);
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
