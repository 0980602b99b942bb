//! A deck's CSS, token by token: nothing is loaded from elsewhere, nothing acts, nothing ends the style element.

use super::media::{self, Source};
use cssparser::{ParseError, Parser, ToCss, Token};
use std::collections::HashSet;

/// At-rules that style; every other one (`@import`, `@namespace`, `@charset`) is cut out.
const AT_RULES: &[&str] = &[
    "media",
    "supports",
    "font-face",
    "keyframes",
    "-webkit-keyframes",
    "-moz-keyframes",
    "layer",
    "container",
    "page",
    "counter-style",
    "property",
    "scope",
    "starting-style",
];
/// Functions that load what their string argument names, or that once ran script.
const LOADING: &[&str] =
    &["image-set", "-webkit-image-set", "image", "src", "expression", "element", "-moz-element", "paint", "cross-fade"];
/// Properties that once bound script to elements.
const ACTING: &[&str] = &["behavior", "-ms-behavior", "-moz-binding", "-webkit-user-modify"];
/// Deeper nesting is cut out.
const DEEPEST: usize = 24;
/// A longer style sheet (bytes) is dropped: no deck needs it, and hostile ones do.
const LONGEST: usize = 1_000_000;

/// The style sheet of a deck, harmless: media names in `url()` get `media_base`, everything remote is gone. For a
/// `<style>` element of an isolated frame.
pub fn css(raw: &str, media_base: &str) -> String {
    filter(raw, media_base, Use::Sheet)
}

/// What the text is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Sheet,
    /// A `style` attribute inside an isolated frame.
    Attribute,
}

pub(super) fn filter(raw: &str, media_base: &str, r#use: Use) -> String {
    if raw.len() > LONGEST {
        return String::new();
    }
    // What ends a style element or hides it in old parsers never reaches the tokens.
    let raw = raw.replace("<!--", " ").replace("-->", " ").replace('\0', "");
    let mut parser = Parser::new(&raw);
    let mut out = String::with_capacity(raw.len());
    tokens(&mut parser, &mut out, media_base, 0, r#use);
    // Only inside strings, where `\/` is `/`, and in broken rules.
    out.replace("</", "<\\/").replace("<!", "<\\!").trim().to_owned()
}

fn tokens(parser: &mut Parser, out: &mut String, base: &str, depth: usize, r#use: Use) {
    while let Ok(token) = parser.next_including_whitespace_and_comments().cloned() {
        match &token {
            Token::Comment(_) | Token::WhiteSpace(_) => {
                if !out.ends_with([' ', '\n']) {
                    out.push(if matches!(&token, Token::WhiteSpace(w) if w.contains('\n')) { '\n' } else { ' ' });
                }
            }
            Token::AtKeyword(name) if r#use == Use::Attribute || !listed(AT_RULES, name) => skip_rule(parser),
            Token::UnquotedUrl(address) => url(out, address, base),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                let address: Result<String, ParseError<()>> =
                    parser.parse_nested_block(|inner| Ok(inner.expect_string()?.as_ref().to_owned()));
                url(out, &address.unwrap_or_default(), base);
            }
            Token::Function(name) if listed(LOADING, name) => {
                nested(parser, &mut String::new(), base, DEEPEST, r#use);
                out.push_str("none");
            }
            Token::Ident(name) if listed(ACTING, name) => out.push_str("removed"),
            Token::BadUrl(_) | Token::BadString(_) | Token::CDO | Token::CDC => {}
            Token::CloseParenthesis | Token::CloseSquareBracket | Token::CloseCurlyBracket => {}
            Token::Function(_) | Token::ParenthesisBlock => block(parser, out, &token, ')', base, depth, r#use),
            Token::SquareBracketBlock => block(parser, out, &token, ']', base, depth, r#use),
            Token::CurlyBracketBlock => block(parser, out, &token, '}', base, depth, r#use),
            _ => write(out, &token),
        }
    }
}

fn block(parser: &mut Parser, out: &mut String, open: &Token, close: char, base: &str, depth: usize, r#use: Use) {
    if depth >= DEEPEST {
        nested(parser, &mut String::new(), base, depth, r#use);
        return;
    }
    write(out, open);
    nested(parser, out, base, depth + 1, r#use);
    out.push(close);
}

fn nested(parser: &mut Parser, out: &mut String, base: &str, depth: usize, r#use: Use) {
    let _: Result<(), ParseError<()>> = parser.parse_nested_block(|inner| {
        if depth < DEEPEST {
            tokens(inner, out, base, depth, r#use);
        } else {
            while inner.next().is_ok() {}
        }
        Ok(())
    });
}

/// Reads up to the end of an at-rule: its semicolon or its block.
fn skip_rule(parser: &mut Parser) {
    while let Ok(token) = parser.next() {
        match token {
            Token::Semicolon | Token::CurlyBracketBlock => return,
            _ => {}
        }
    }
}

fn write(out: &mut String, token: &Token) {
    // Writing to a String cannot fail.
    let _ = token.to_css(out);
}

fn url(out: &mut String, address: &str, base: &str) {
    let kept = match media::classify(address, base) {
        Source::Media(name) => media::address(base, &name),
        Source::Embedded(address) => Some(address),
        Source::Remote(_) | Source::Bad => None,
    };
    match kept {
        Some(kept) => {
            out.push_str("url(");
            let _ = cssparser::serialize_string(&kept, out);
            out.push(')');
        }
        None => out.push_str("none"),
    }
}

fn listed(list: &[&str], name: &str) -> bool {
    list.iter().any(|l| name.eq_ignore_ascii_case(l))
}

/// Takes `<style>` elements out of a template's HTML, so that what they say can go the way of the deck's CSS.
pub fn take_styles(html: &str) -> (String, String) {
    let mut rest = html;
    let (mut kept, mut styles) = (String::new(), String::new());
    while let Some(start) = find_ignoring_case(rest, "<style") {
        let after = &rest[start..];
        let (Some(open), Some(end)) = (after.find('>'), find_ignoring_case(after, "</style")) else { break };
        if end <= open {
            break;
        }
        kept.push_str(&rest[..start]);
        styles.push_str(&after[open + 1..end]);
        styles.push('\n');
        rest = after[end..].find('>').map_or("", |close| &after[end + close + 1..]);
    }
    kept.push_str(rest);
    (kept, styles)
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle.as_bytes()))
}

/// Classes (`.x`) and ids (`#x`) that the style sheet hides by themselves, in any case of spelling as written.
pub(super) fn hidden_names(css: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    for rule in css.split('}') {
        let Some((selectors, body)) = rule.rsplit_once('{') else { continue };
        if !hides(body) {
            continue;
        }
        for selector in selectors.rsplit(['{', ';', '/']).next().unwrap_or(selectors).split(',') {
            let selector = selector.trim();
            let plain = selector.len() > 1
                && selector.starts_with(['.', '#'])
                && selector[1..].chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
            if plain {
                names.insert(selector.to_owned());
            }
        }
    }
    names
}

/// Whether declarations hide their element.
pub(super) fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else { return false };
        let value = value.trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value.starts_with("none"),
            "visibility" => value.starts_with("hidden"),
            _ => false,
        }
    })
}

/// The declarations without those that decide whether the element is seen.
pub(super) fn shown(style: &str) -> String {
    let kept = style.split(';').filter(|d| {
        let property = d.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
        !d.trim().is_empty() && property != "display" && property != "visibility"
    });
    kept.collect::<Vec<_>>().join(";")
}

/// Properties that a text on our own page may set: none of them moves, covers or loads anything.
const PAGE_PROPERTIES: &[&str] = &[
    "color",
    "background-color",
    "text-align",
    "font-weight",
    "font-style",
    "text-decoration",
    "vertical-align",
    "border",
    "border-top",
    "border-bottom",
    "border-left",
    "border-right",
    "padding-left",
    "padding-right",
    "height",
    "margin-left",
];

/// A `style` attribute for the page profile. Nothing is negative, no number has
/// more than three digits.
pub(super) fn page_style(style: &str) -> String {
    let kept = style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim());
        let harmless = value.len() < 60
            && value.chars().all(|c| c.is_ascii_alphanumeric() || " .,%()#".contains(c))
            && !value.to_ascii_lowercase().contains("url")
            && value.split(|c: char| !c.is_ascii_digit()).all(|n| n.len() < 4);
        (harmless && PAGE_PROPERTIES.contains(&property.as_str())).then(|| format!("{property}: {value}"))
    });
    kept.collect::<Vec<_>>().join("; ")
}
