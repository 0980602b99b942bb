//! Texts as XML.

use quick_xml::escape::escape;

/// A text between tags, as Moodle writes it: in CDATA where it holds markup.
pub fn cdata(text: &str) -> String {
    let text: String = text.chars().filter(|c| is_allowed(*c)).collect();
    if text.contains(['<', '>', '&', '"', '\'', '\r']) {
        // a carriage return would be read as a line end
        let text = text.replace("]]>", "]]]]><![CDATA[>").replace('\r', "]]>&#13;<![CDATA[");
        return format!("<![CDATA[{text}]]>");
    }
    text
}

/// A text in the quotes of an attribute.
pub fn attribute(text: &str) -> String {
    let text: String = text.chars().filter(|c| is_allowed(*c)).collect();
    escape(text.as_str()).replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;")
}

/// `<name>text</name>`, with a line end.
pub fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", cdata(text))
}

/// XML 1.0 has no way to write the other control characters.
pub fn is_allowed(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
