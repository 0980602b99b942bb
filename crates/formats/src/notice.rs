//! What a reader says to the person who brought a file, in no language yet: where, and why with the mend. The words are
//! messages of `locales/*/notices.ftl`; whoever shows a notice writes them in that person's language.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The file as a whole.
    #[default]
    File,
    /// The zip around an Anki collection.
    Package,
    /// Anki's database.
    Collection,
    /// Rows of the collection's table.
    Table(String),
    /// A column of the one row of the collection's table `col`.
    Column(String),
    /// A row of a table of the collection, by its name.
    Entry {
        table: String,
        name: String,
    },
    /// A member of the package.
    Member(String),
    /// A media file: its member of the package, and its own name.
    Media {
        member: String,
        name: String,
    },
    /// A note, by its number in the collection.
    Note(i64),
    Card {
        note: i64,
        card: i64,
    },
    /// From 1.
    Line(u64),
    LineOf {
        file: String,
        line: u64,
    },
    /// A question, by its name or how it begins.
    Question(String),
    /// A question of a file, by the line on which it begins.
    QuestionAt {
        line: u64,
        name: String,
    },
}

/// For logs and tests; pages and programs get the words of a language.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File => f.write_str("file"),
            Place::Package => f.write_str("package"),
            Place::Collection => f.write_str("collection"),
            Place::Table(table) => write!(f, "table {table}"),
            Place::Column(column) => write!(f, "collection, table col, “{column}”"),
            Place::Entry { table, name } => write!(f, "collection, table {table}, “{name}”"),
            Place::Member(name) => f.write_str(name),
            Place::Media { member, name } => write!(f, "media {member} “{name}”"),
            Place::Note(note) => write!(f, "note {note}"),
            Place::Card { note, card } => write!(f, "note {note}, card {card}"),
            Place::Line(line) => write!(f, "line {line}"),
            Place::LineOf { file, line } => write!(f, "{file}, line {line}"),
            Place::Question(name) => write!(f, "question “{name}”"),
            Place::QuestionAt { line, name } => write!(f, "line {line}, question “{name}”"),
        }
    }
}

/// What is wrong and what a person can do about it: the key of a message, and what it is filled in with. Made by
/// [`notice!`](crate::notice).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub key: Cow<'static, str>,
    pub arguments: Vec<(Cow<'static, str>, Argument)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    Number(i64),
    Text(String),
}

/// For logs and tests; pages and programs get the words of a language.
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        for (name, value) in &self.arguments {
            match value {
                Argument::Number(number) => write!(f, " {name}={number}")?,
                Argument::Text(text) => write!(f, " {name}={text}")?,
            }
        }
        Ok(())
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Argument {
        Argument::Number(number)
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Argument {
        Argument::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Argument {
        Argument::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i32> for Argument {
    fn from(number: i32) -> Argument {
        Argument::Number(number.into())
    }
}

/// `notice!("notice-future-schema", version = 19)`: a [`Notice`] by the key of its message.
#[macro_export]
macro_rules! notice {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::notice::Notice {
            key: ::std::borrow::Cow::Borrowed($key),
            arguments: ::std::vec![$((
                ::std::borrow::Cow::Borrowed(stringify!($name)),
                $crate::notice::Argument::from($value),
            )),*],
        }
    };
}
