//! One `<question>`. What is understood is taken out of its tree; what remains is said.

use super::{cloze, format_name, kinds};
use crate::fault::Fault;
use crate::notice;
use crate::notice::{Notice, Place};
use crate::quiz::gift::category_path;
use crate::quiz::report::{Report, fraction, one_line, place, short};
use crate::quiz::xml::Element;
use crate::quiz::{Answer, Ask, Attachment, Category, Combined, Format, Hint, Question, Text};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::str::FromStr;

pub fn question(mut element: Element, report: &mut Report) -> Result<(), Fault> {
    let kind = element.attribute("type").unwrap_or_default().to_owned();
    if element.longest(&["file", "image_base64"]) > report.limits.text {
        let why = notice!("notice-quiz-text-long", most = report.limits.text / 1_000);
        return report.skip(&Place::Line(element.line), why);
    }
    let mut reader = Reader { report, notes: Vec::new() };
    if kind == "category" {
        let place = Place::Line(element.line);
        let category = reader.category(&mut element);
        let notes = std::mem::take(&mut reader.notes);
        return finish(report, &place, category, notes, Report::category);
    }
    let name = element.take("name").map(|name| one_line(&words(name)));
    let name = name.filter(|name| !name.is_empty());
    let place = place(element.line, name.as_deref());
    let read = reader.question(&mut element, &kind);
    let read = read.map(|question| Question { place: place.clone(), name, ..question });
    if read.is_ok() {
        reader.leftover(&element);
    }
    let notes = std::mem::take(&mut reader.notes);
    finish(report, &place, read, notes, Report::question)
}

fn finish<'r, T>(
    report: &mut Report<'r>,
    place: &Place,
    read: Result<T, Notice>,
    notes: Vec<Notice>,
    give: fn(&mut Report<'r>, T) -> Result<(), Fault>,
) -> Result<(), Fault> {
    match read {
        Ok(read) => give(report, read)?,
        Err(why) => return report.skip(place, why),
    }
    notes.into_iter().try_for_each(|why| report.skip(place, why))
}

pub struct Reader<'r, 'a> {
    pub report: &'r mut Report<'a>,
    /// What could not be read of a question that is read otherwise.
    notes: Vec<Notice>,
}

impl Reader<'_, '_> {
    fn category(&mut self, element: &mut Element) -> Result<Category, Notice> {
        let path = element.take("category").map(words).unwrap_or_default();
        let path = category_path(&one_line(&path));
        if path.is_empty() {
            return Err(notice!("notice-moodle-category"));
        }
        let description = self.take_rich(element, "info", Format::Moodle)?;
        let id = self.setting(element, "idnumber");
        self.leftover(element);
        Ok(Category { place: Place::Line(element.line), path, description, id })
    }

    fn question(&mut self, element: &mut Element, kind: &str) -> Result<Question, Notice> {
        let mut text = self.take_rich(element, "questiontext", Format::Html)?.unwrap_or_default();
        self.old_image(element, &mut text);
        let format = text.format;
        let ask = match kind {
            "multichoice" => kinds::choice(self, element, format)?,
            "truefalse" => kinds::true_false(self, element, format)?,
            "shortanswer" => kinds::short(self, element, format)?,
            "numerical" => kinds::numeric(self, element, format)?,
            "essay" => kinds::essay(self, element, format)?,
            "match" | "matching" => kinds::matching(self, element, format)?,
            "multianswer" | "cloze" => {
                let parts;
                (text, parts) = cloze::read(text, self.report.limits)?;
                Ask::Cloze(parts)
            }
            "gapselect" => Ask::GapSelect(kinds::gaps(self, element, &text, "selectoption")?),
            "ddwtos" => Ask::DragWords(kinds::gaps(self, element, &text, "dragbox")?),
            "ordering" => kinds::order(self, element, format)?,
            "description" => Ask::Description,
            other => return Err(notice!("notice-moodle-kind", kind = short(other))),
        };
        if text.is_empty() {
            return Err(notice!("notice-quiz-no-text"));
        }
        Ok(Question {
            id: self.setting(element, "idnumber"),
            feedback: self.take_rich(element, "generalfeedback", format)?,
            mark: self.number(element, "defaultgrade"),
            penalty: self.number(element, "penalty"),
            hidden: self.flag(element, "hidden", false),
            hints: self.hints(element, format)?,
            tags: self.tags(element)?,
            ..Question::new(text, ask)
        })
    }

    fn hints(&mut self, element: &mut Element, format: Format) -> Result<Vec<Hint>, Notice> {
        let mut hints = Vec::new();
        for mut hint in self.parts(element, "hint")? {
            let text = self.rich(&mut hint, format)?;
            let shows_number_right = self.mark(&mut hint, "shownumcorrect");
            let clears_wrong = self.mark(&mut hint, "clearwrong");
            let options = self.setting(&mut hint, "options");
            self.leftover(&hint);
            hints.push(Hint { text, shows_number_right, clears_wrong, options });
        }
        Ok(hints)
    }

    fn tags(&mut self, element: &mut Element) -> Result<Vec<String>, Notice> {
        let Some(mut tags) = element.take("tags") else { return Ok(Vec::new()) };
        let found = self.parts(&mut tags, "tag")?;
        self.leftover(&tags);
        Ok(found.into_iter().map(|tag| one_line(&words(tag))).filter(|tag| !tag.is_empty()).collect())
    }

    /// Before Moodle 2 a question had one picture, below its text.
    fn old_image(&mut self, element: &mut Element, text: &mut Text) {
        let name = element.take("image").map(words).filter(|name| !name.is_empty());
        let data = element.take("image_base64").map(words).filter(|data| !data.is_empty());
        match (name, data) {
            (Some(name), Some(data)) => {
                let name = name.replace('/', "_");
                if let Some(file) = self.decode(&name, "/", &data) {
                    let image = format!(" <img src=\"@@PLUGINFILE@@/{}\" />", crate::quiz::xml::attribute(&name));
                    text.text.push_str(&image);
                    text.files.push(file);
                }
            }
            (Some(name), None) => self.note(notice!("notice-quiz-file-missing", name = short(&name))),
            _ => {}
        }
    }

    pub fn combined(&mut self, element: &mut Element, format: Format) -> Result<Combined, Notice> {
        Ok(Combined {
            right: self.take_rich(element, "correctfeedback", format)?,
            partly: self.take_rich(element, "partiallycorrectfeedback", format)?,
            wrong: self.take_rich(element, "incorrectfeedback", format)?,
            shows_number_right: self.mark(element, "shownumcorrect"),
        })
    }

    /// The elements of that name, which a question may only have so many of.
    pub fn parts(&mut self, element: &mut Element, name: &str) -> Result<Vec<Element>, Notice> {
        let parts = element.take_all(name);
        match parts.len() > self.report.limits.parts {
            true => Err(notice!("notice-quiz-parts", most = self.report.limits.parts)),
            false => Ok(parts),
        }
    }

    /// Answers with a text of their own; empty ones are said and left out.
    pub fn answers(
        &mut self,
        element: &mut Element,
        text_format: Format,
        format: Format,
    ) -> Result<Vec<(Answer, Element)>, Notice> {
        let mut answers = Vec::new();
        for mut answer in self.parts(element, "answer")? {
            let text = self.rich(&mut answer, text_format)?;
            let feedback = self.take_rich(&mut answer, "feedback", format)?;
            let fraction = fraction(answer.attribute("fraction").unwrap_or("0"))?;
            if text.is_empty() {
                self.note(notice!("notice-quiz-empty-answer"));
                continue;
            }
            answers.push((Answer { text, fraction, feedback }, answer));
        }
        Ok(answers)
    }

    pub fn take_rich(&mut self, element: &mut Element, name: &str, format: Format) -> Result<Option<Text>, Notice> {
        let Some(mut found) = element.take(name) else { return Ok(None) };
        let text = self.rich(&mut found, format)?;
        self.leftover(&found);
        // the format of an empty text matters where others take theirs from it
        Ok(if name == "questiontext" { Some(text) } else { text.if_any() })
    }

    /// `<text>` and the files of an element.
    pub fn rich(&mut self, element: &mut Element, default: Format) -> Result<Text, Notice> {
        let format = match element.attribute("format").map(str::trim) {
            None | Some("") => default,
            Some(name) => {
                let all = [Format::Html, Format::Moodle, Format::Plain, Format::Markdown];
                let known = all.into_iter().find(|format| format_name(*format) == name);
                known.ok_or_else(|| notice!("notice-moodle-format", format = short(name)))?
            }
        };
        let text = match element.take("text") {
            Some(text) if text.elements().next().is_some() => return Err(notice!("notice-moodle-markup")),
            Some(text) => text.text(),
            None => element.text(),
        };
        let text = text.trim();
        let mut files: Vec<Attachment> = Vec::new();
        for file in self.parts(element, "file")? {
            let name = file.attribute("name").unwrap_or_default();
            let folder = file.attribute("path").filter(|path| !path.is_empty()).unwrap_or("/");
            if files.iter().any(|known| known.name == name && known.folder == folder) {
                self.note(notice!("notice-quiz-file-twice", name = short(name)));
            } else if file.attribute("encoding").is_some_and(|encoding| encoding != "base64") || name.is_empty() {
                self.note(notice!("notice-quiz-file", name = short(name)));
            } else {
                files.extend(self.decode(name, folder, &file.text()));
            }
        }
        Ok(Text { text: text.to_owned(), format, files })
    }

    /// A file from its base64; `None` when it is none, or too large, which is said.
    fn decode(&mut self, name: &str, folder: &str, base64: &str) -> Option<Attachment> {
        const ENGINE: GeneralPurpose = GeneralPurpose::new(
            &STANDARD,
            GeneralPurposeConfig::new()
                .with_decode_padding_mode(DecodePaddingMode::Indifferent)
                .with_decode_allow_trailing_bits(true),
        );
        let packed: Vec<u8> = base64.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let size = packed.len() as u64 / 4 * 3;
        let limit = self.report.limits.attachment;
        if size > limit || self.report.spend(size).is_none() {
            self.note(notice!("notice-quiz-file-large", name = short(name), most = limit / 1_000_000));
            return None;
        }
        match ENGINE.decode(packed) {
            Ok(bytes) => Some(Attachment { name: name.to_owned(), folder: folder.to_owned(), bytes }),
            Err(_) => {
                self.note(notice!("notice-quiz-file", name = short(name)));
                None
            }
        }
    }

    /// The words of an element that has nothing else; `None` when it is empty or not there.
    pub fn setting(&mut self, element: &mut Element, name: &str) -> Option<String> {
        element.take(name).map(|setting| one_line(&words(setting))).filter(|words| !words.is_empty())
    }

    pub fn number<T: FromStr + PartialOrd + Into<f64> + Copy>(
        &mut self,
        element: &mut Element,
        name: &str,
    ) -> Option<T> {
        let words = self.setting(element, name)?;
        let number = words.parse::<T>().ok().filter(|number| (*number).into().is_finite());
        if number.is_none() {
            self.note(notice!("notice-quiz-setting", name = short(name), value = short(&words)));
        }
        number
    }

    pub fn flag(&mut self, element: &mut Element, name: &str, default: bool) -> bool {
        self.setting(element, name).map_or(default, |words| words != "false" && words != "0")
    }

    /// Said by being there.
    pub fn mark(&mut self, element: &mut Element, name: &str) -> bool {
        element.take(name).is_some_and(|mark| words(mark) != "0")
    }

    /// One of a few words.
    pub fn word<T: Default>(&mut self, element: &mut Element, name: &str, parse: fn(&str) -> Option<T>) -> T {
        let Some(words) = self.setting(element, name) else { return T::default() };
        parse(&words).unwrap_or_else(|| {
            self.note(notice!("notice-quiz-setting", name = short(name), value = short(&words)));
            T::default()
        })
    }

    /// Says what nobody has taken out, unless it says nothing.
    pub fn leftover(&mut self, element: &Element) {
        for child in element.elements().filter(|child| !child.children.is_empty() && !is_blank(child)) {
            self.note(notice!("notice-quiz-part", name = short(&child.name)));
        }
    }

    pub fn note(&mut self, why: Notice) {
        if !self.notes.contains(&why) && self.notes.len() < 100 {
            self.notes.push(why);
        }
    }
}

fn is_blank(element: &Element) -> bool {
    element.all_text().trim().is_empty()
}

/// The words of `<text>` inside an element, or its own.
pub fn words(element: Element) -> String {
    element.child("text").unwrap_or(&element).all_text().trim().to_owned()
}
