//! Files in and out, and what an item looks like. Pure: no clock, no random source, no path, no network.
//! (One exception, stated in ARCHITECTURE.md: `anki` opens a package's SQLite from bytes or a staged file, read-only.)
//!
//! | module | what |
//! |---|---|
//! | [`item`] | the content of an item and its cards (slots) |
//! | [`question`] | what a grader judges: the newer kinds of items |
//! | [`blanks`] | gaps in a text |
//! | [`record`] | the one stream that every importer yields and `core::transfer` stores |
//! | [`render`] | an item's card as sanitised question and answer HTML |
//! | [`markup`] | Markdown and maths to HTML and to words |
//! | [`sanitize`] | foreign HTML and CSS made harmless |
//! | [`anki`] | Anki packages in and out, Anki's template language |
//! | [`delimited`] | CSV, TSV with Anki's file headers, Quizlet paste |
//! | [`deck_markdown`] | the documented Markdown dialect of decks |
//! | [`article`] | a saved web article or text as a source with drafts |
//! | [`quiz`] | question files: GIFT, Aiken, Moodle XML, QTI packages |
//! | [`calendar`] | iCalendar: busy times in, a feed out |
//! | [`lint`] | what a good item would not do |
//! | [`notice`] | what a reader says to a person, in no language yet |
//! | [`foreign`] | files without cards, told by what they are |
//! | [`fault`] | why a text could not be read at all |
//! | [`explanation`] | explanations of the public library: Markdown with directives |

pub mod anki;
pub mod article;
pub mod blanks;
pub mod calendar;
pub mod deck_markdown;
pub mod delimited;
pub mod explanation;
pub mod fault;
pub mod foreign;
pub mod item;
pub mod lint;
pub mod markup;
pub mod notice;
pub mod question;
pub mod quiz;
pub mod record;
pub mod render;
pub mod sanitize;
