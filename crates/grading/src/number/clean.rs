//! The ways to write the same sign, made one: minus signs, times signs, spaces, superscripts, LaTeX.

use unicode_normalization::UnicodeNormalization;

/// Superscripts become `^2`, fractions such as ½ become ` 1/2`, minus signs `-`, times signs `·`, all spaces one.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // LaTeX between two signs, not dollars
    let maths = text.trim().len() > 1 && text.trim().starts_with('$') && text.trim().ends_with('$');
    let mut raised = false;
    for c in text.chars() {
        if let Some(plain) = superscript(c) {
            if !raised {
                out.push('^');
            }
            raised = true;
            out.push(plain);
            continue;
        }
        raised = false;
        if let Some((top, bottom)) = vulgar(c) {
            if out.chars().next_back().is_some_and(|c| c.is_ascii_digit()) {
                out.push(' ');
            }
            out.push_str(top);
            out.push('/');
            out.push_str(bottom);
            continue;
        }
        match c {
            '−' | '–' | '‐' | '‑' | '‒' | '﹣' | '－' => out.push('-'),
            '×' | '∙' | '⋅' | '•' | '*' => out.push('·'),
            '’' | '‘' | 'ʼ' => out.push('\''),
            '⁄' | '∕' => out.push('/'),
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            '$' if maths => {}
            c if c.is_whitespace() => out.push(' '),
            c if c.is_ascii() => out.push(c),
            c => out.extend(std::iter::once(c).nfkc()),
        }
    }
    if out.contains("per cent") {
        out = out.replace("per cent", "percent");
    }
    // two asterisks are a power
    if out.contains("··") {
        out = out.replace("··", "^");
    }
    if out.contains('\\') { latex(&out) } else { out }
}

/// The few commands that numbers and units are written with.
fn latex(text: &str) -> String {
    let mut text = text.to_owned();
    for command in ["\\dfrac", "\\tfrac"] {
        text = text.replace(command, "\\frac");
    }
    while let Some(at) = text.find("\\frac{") {
        let rest = &text[at + 6..];
        let Some((top, after)) = rest.split_once("}{") else { break };
        let Some((bottom, after)) = after.split_once('}') else { break };
        text = format!("{}{top}/{bottom}{after}", &text[..at]);
    }
    for (command, sign) in [("\\cdot", "·"), ("\\times", "·"), ("\\%", "%"), ("\\,", " "), ("\\ ", " "), ("\\pi", "π")]
    {
        text = text.replace(command, sign);
    }
    for command in ["\\mathrm{", "\\text{", "\\left", "\\right"] {
        text = text.replace(command, "");
    }
    text.replace(['{', '}'], "")
}

pub(crate) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from(b'4' + (c as u32 - '⁴' as u32) as u8),
        '⁺' => '+',
        '⁻' => '-',
        _ => return None,
    })
}

pub(crate) fn vulgar(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '½' => ("1", "2"),
        '⅓' => ("1", "3"),
        '⅔' => ("2", "3"),
        '¼' => ("1", "4"),
        '¾' => ("3", "4"),
        '⅕' => ("1", "5"),
        '⅖' => ("2", "5"),
        '⅗' => ("3", "5"),
        '⅘' => ("4", "5"),
        '⅙' => ("1", "6"),
        '⅚' => ("5", "6"),
        '⅛' => ("1", "8"),
        '⅜' => ("3", "8"),
        '⅝' => ("5", "8"),
        '⅞' => ("7", "8"),
        _ => return None,
    })
}
