//! Reading sources.

use super::model::{Source, SourceLine};
use crate::call::Actor;
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::spaces;
use uuid::Uuid;

/// A live source that the actor may see.
pub fn get_source(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Source> {
    for space in spaces::visible(tx, actor)? {
        let found = tx.row(
            "SELECT version, kind, key, course, title, language, origin, content, words, created_at FROM sources
             WHERE space = ?1 AND id = ?2 AND deleted_at IS NULL",
            params![space, id],
            |row| {
                Ok(Source {
                    space,
                    id,
                    version: row.get("version")?,
                    kind: row.get("kind")?,
                    key: row.get("key")?,
                    course: row.get("course")?,
                    title: row.get("title")?,
                    language: row.get("language")?,
                    origin: row.get("origin")?,
                    content: row.get("content")?,
                    words: row.get("words")?,
                    created_at: row.get("created_at")?,
                })
            },
        )?;
        if let Some(source) = found {
            return Ok(source);
        }
    }
    Err(Error::NotFound { what: "source" })
}

/// The actor's own sources, newest first; only those of a course, if one is given.
pub fn list_sources(tx: &mut Tx, actor: &Actor, course: Option<Uuid>) -> Result<Vec<SourceLine>> {
    let mut lines: Vec<SourceLine> = tx.rows(
        "SELECT id, title, course, words, created_at,
           (SELECT COUNT(*) FROM drafts d WHERE d.space = sources.space AND d.source = sources.id AND d.state = 'open') AS waiting,
           (SELECT COUNT(*) FROM drafts d WHERE d.space = sources.space AND d.source = sources.id AND d.state = 'accepted') AS taken
         FROM sources WHERE space = ?1 AND deleted_at IS NULL ORDER BY created_at DESC, id LIMIT 500",
        params![actor.space()],
        |row| {
            Ok(SourceLine {
                id: row.get("id")?,
                title: row.get("title")?,
                course: row.get("course")?,
                words: row.get("words")?,
                created_at: row.get("created_at")?,
                open_drafts: row.get("waiting")?,
                accepted: row.get("taken")?,
            })
        },
    )?;
    if course.is_some() {
        lines.retain(|line| line.course == course);
    }
    Ok(lines)
}
