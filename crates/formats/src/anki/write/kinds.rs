//! Our kinds of items as Anki notes: one note type per kind, whose templates ask what we ask.

use super::markdown::{html, optional};
use crate::blanks;
use crate::item::{
    Content, Directions, Field, Kind, Mask, MaskShape, NoteField, NoteType, Template, anki_note_type_id,
};
use crate::question::{Ask, Question};
use crate::sanitize::escape;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

pub struct Note {
    pub note_type: Uuid,
    pub guid: String,
    /// In the order of the note type; HTML.
    pub fields: Vec<String>,
}

const CSS: &str = ".card{font:20px/1.5 system-ui,sans-serif;text-align:center;max-width:40em;margin:auto}\n\
                   ol,ul{display:inline-block;text-align:start}\n\
                   .cloze{font-weight:bold;color:#1d5fbf}.nightMode .cloze{color:#8db8f5}\n\
                   .extra{margin-top:1em;font-size:.85em}\n";
const EXTRA: &str = "{{#Extra}}<div class=extra>{{Extra}}</div>{{/Extra}}";
const ANSWER: &str = "{{FrontSide}}<hr id=answer>";

/// Our note types have the ids that follow, in the order of [`note_type`].
const FIRST_ID: i64 = 1_700_000_000_000;

/// The kind whose note type has this id.
pub fn kind_of(anki_id: i64) -> Option<Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Anki).find(|kind| note_type(*kind).anki_id == anki_id)
}

/// An item's id as Anki's guid, so that the item is known when it comes back.
pub fn guid_of(id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(id.as_bytes())
}

/// The inverse of [`guid_of`].
pub fn id_of(guid: &str) -> Option<Uuid> {
    Uuid::from_slice(&URL_SAFE_NO_PAD.decode(guid).ok()?).ok()
}

/// The note type of a kind. Its Anki id is fixed, so that a second export meets the first.
pub fn note_type(kind: Kind) -> NoteType {
    let pair = |name: &str, question: String, answer: String| Template { name: name.into(), question, answer };
    let (number, name, fields, templates): (i64, &str, &[&str], Vec<Template>) = match kind {
        Kind::Basic | Kind::Anki => (
            1,
            "Studium Basic",
            &["Front", "Back", "Extra", "Both ways", "Typed"],
            vec![
                pair(
                    "Forward",
                    "{{Front}}{{#Typed}}<br>{{type:Back}}{{/Typed}}".into(),
                    format!(
                        "{{{{Front}}}}<hr id=answer>{{{{^Typed}}}}{{{{Back}}}}{{{{/Typed}}}}{{{{#Typed}}}}{{{{type:Back}}}}{{{{/Typed}}}}{EXTRA}"
                    ),
                ),
                pair(
                    "Back",
                    "{{#Both ways}}{{Back}}{{#Typed}}<br>{{type:Front}}{{/Typed}}{{/Both ways}}".into(),
                    format!(
                        "{{{{Back}}}}<hr id=answer>{{{{^Typed}}}}{{{{Front}}}}{{{{/Typed}}}}{{{{#Typed}}}}{{{{type:Front}}}}{{{{/Typed}}}}{EXTRA}"
                    ),
                ),
            ],
        ),
        Kind::Cloze => (
            2,
            "Studium Cloze",
            &["Text", "Extra", "Typed"],
            vec![pair(
                "Cloze",
                "{{cloze:Text}}{{#Typed}}<br>{{type:cloze:Text}}{{/Typed}}".into(),
                format!("{{{{cloze:Text}}}}{{{{#Typed}}}}<br>{{{{type:cloze:Text}}}}{{{{/Typed}}}}{EXTRA}"),
            )],
        ),
        Kind::List => (
            3,
            "Studium List",
            &["Prompt", "Entries", "Extra"],
            vec![pair("List", "{{Prompt}}".into(), format!("{ANSWER}{{{{Entries}}}}{EXTRA}"))],
        ),
        Kind::Choice => (
            4,
            "Studium Choice",
            &["Prompt", "Options", "Answer", "Extra"],
            vec![pair("Choice", "{{Prompt}}<br>{{Options}}".into(), format!("{ANSWER}{{{{Answer}}}}{EXTRA}"))],
        ),
        Kind::TrueFalse => (
            5,
            "Studium True or false",
            &["Statement", "Answer", "Extra"],
            vec![pair("True or false", "{{Statement}}<br>✓ / ✗".into(), format!("{ANSWER}{{{{Answer}}}}{EXTRA}"))],
        ),
        Kind::Short => (
            6,
            "Studium Short answer",
            &["Prompt", "Answer", "Also right", "Extra"],
            vec![pair(
                "Short answer",
                "{{Prompt}}<br>{{type:Answer}}".into(),
                format!(
                    "{{{{Prompt}}}}<hr id=answer>{{{{type:Answer}}}}{{{{#Also right}}}}<br>{{{{Also right}}}}{{{{/Also right}}}}{EXTRA}"
                ),
            )],
        ),
        Kind::Numeric | Kind::Formula | Kind::Gaps | Kind::Match | Kind::Order | Kind::FreeText | Kind::Worked => (
            8,
            "Studium Question",
            &["Prompt", "Answer", "Extra", "Data"],
            vec![pair("Question", "{{Prompt}}".into(), format!("{ANSWER}{{{{Answer}}}}{EXTRA}"))],
        ),
        Kind::Occlusion => {
            // Anki's own script draws the masks on the canvas with this id.
            let picture = "{{#Header}}<div>{{Header}}</div>{{/Header}}<div style=\"display:none\">{{cloze:Occlusion}}</div>\
                           <div id=err></div><div id=image-occlusion-container>{{Image}}<canvas id=image-occlusion-canvas></canvas></div>\
                           <script>try{anki.imageOcclusion.setup()}catch(e){document.getElementById('err').textContent=e}</script>";
            (
                7,
                "Studium Image Occlusion",
                &["Occlusion", "Image", "Header", "Back Extra", "Comments"],
                vec![pair(
                    "Image Occlusion",
                    picture.into(),
                    format!(
                        "{picture}<div><button id=toggle>⊞</button></div>{{{{#Back Extra}}}}<div>{{{{Back Extra}}}}</div>{{{{/Back Extra}}}}"
                    ),
                )],
            )
        }
    };
    let anki_id = FIRST_ID + number;
    let cloze = matches!(kind, Kind::Cloze | Kind::Occlusion);
    let field = |name: &&str| NoteField { name: (*name).into(), right_to_left: false, font: "Arial".into(), size: 20 };
    NoteType {
        id: anki_note_type_id(anki_id, name),
        anki_id,
        name: name.into(),
        cloze,
        stock_kind: if kind == Kind::Occlusion { 6 } else { 0 },
        css: CSS.into(),
        fields: fields.iter().map(field).collect(),
        templates,
        sort_field: 0,
        latex_pre: String::new(),
        latex_post: String::new(),
    }
}

/// The fields of [`note_type`], filled.
pub fn fields(content: &Content) -> Vec<String> {
    let mark = |yes: bool| if yes { "1".to_owned() } else { String::new() };
    match content {
        Content::Basic { front, back, directions, typed, extra } => {
            vec![html(front), html(back), optional(extra), mark(*directions == Directions::Both), mark(*typed)]
        }
        Content::Cloze { text, extra, typed } => vec![html(text), optional(extra), mark(*typed)],
        Content::Occlusion { image, alt, masks, hide_all, header, extra } => {
            let picture = format!("<img src=\"{}\" alt=\"{}\">", escape(image), escape(alt));
            let masks: Vec<String> = masks.iter().map(|m| occlusion(m, *hide_all)).collect();
            vec![masks.join("<br>"), picture, optional(header), optional(extra), String::new()]
        }
        Content::List { prompt, entries, ordered, extra } => {
            let entries: String = entries.iter().map(|e| format!("<li>{}</li>", html(e))).collect();
            let tag = if *ordered { "ol" } else { "ul" };
            vec![html(prompt), format!("<{tag}>{entries}</{tag}>"), optional(extra)]
        }
        Content::Choice { prompt, options, explanation, .. } => {
            let all: String = options.iter().map(|o| format!("<li>{}</li>", html(&o.text))).collect();
            let right: String = (1..)
                .zip(options)
                .filter(|(_, o)| o.right)
                .map(|(number, o)| format!("<li value={number}>{}</li>", html(&o.text)))
                .collect();
            let told: String = (1..)
                .zip(options)
                .filter_map(|(number, o)| Some(format!("<li value={number}>{}</li>", html(o.feedback.as_ref()?))))
                .collect();
            let told = if told.is_empty() { told } else { format!("<ol type=A>{told}</ol>") };
            let explanation = optional(explanation) + &told;
            vec![html(prompt), format!("<ol type=A>{all}</ol>"), format!("<ol type=A>{right}</ol>"), explanation]
        }
        Content::TrueFalse { statement, truth, explanation, .. } => {
            vec![html(statement), if *truth { "✓" } else { "✗" }.to_owned(), optional(explanation)]
        }
        Content::Short { prompt, accepted, explanation, .. } => {
            let mut accepted = accepted.iter().map(|a| escape(a));
            let first = accepted.next().unwrap_or_default();
            vec![html(prompt), first, accepted.collect::<Vec<_>>().join(" · "), optional(explanation)]
        }
        Content::Question(question) => {
            let lines: Vec<String> = question.answer().lines().map(escape).collect();
            // Anki shows prompt and answer; what it cannot ask comes back from the data
            let data = URL_SAFE_NO_PAD.encode(serde_json::to_vec(question).unwrap_or_default());
            vec![question_html(question), lines.join("<br>"), solution_html(question), data]
        }
        Content::Anki { fields, .. } => fields.clone(),
    }
}

/// The prompt as Anki shows it; gaps as `[…]`.
pub fn question_html(question: &Question) -> String {
    let text = match question.ask {
        Ask::Gaps { .. } => blanks::filled(&question.prompt.text, |_| "[…]".to_owned()),
        _ => question.prompt.text.clone(),
    };
    html(&Field { text, ..question.prompt.clone() })
}

pub fn solution_html(question: &Question) -> String {
    optional(&question.explanation)
}

/// The question in the data field.
pub fn question_of(data: &str) -> Option<Question> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(data.trim()).ok()?).ok()
}

/// One mask in Anki's words.
fn occlusion(mask: &Mask, hide_all: bool) -> String {
    let shape = match &mask.shape {
        MaskShape::Rect { left, top, width, height } => {
            format!("rect:left={left}:top={top}:width={width}:height={height}")
        }
        MaskShape::Ellipse { left, top, rx, ry } => format!("ellipse:left={left}:top={top}:rx={rx}:ry={ry}"),
        MaskShape::Polygon { points } => {
            let (left, top) =
                points.iter().fold((1.0, 1.0), |(left, top): (f64, f64), (x, y)| (left.min(*x), top.min(*y)));
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
            format!("polygon:left={left}:top={top}:points={}", points.join(" "))
        }
    };
    format!("{{{{c{}::image-occlusion:{shape}:oi={}}}}}", mask.ordinal, u8::from(hide_all))
}
