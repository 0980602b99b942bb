//! One SQL text for both databases. It is written for SQLite; for Postgres a few words change, once per text.

/// Which database is behind a [`Db`](super::Db). Nothing outside `core::db` should need to ask, except to say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// A query: `?1` becomes `$1`, and the type names inside casts the 64-bit ones.
pub(super) fn query_for_postgres(sql: &str) -> String {
    rewrite(sql, false)
}

/// A migration: also `TEXT` becomes `TEXT COLLATE "C"` (the order of bytes, as in SQLite), `STRICT` and
/// `WITHOUT ROWID` go.
pub(super) fn schema_for_postgres(sql: &str) -> String {
    rewrite(sql, true)
}

/// Walks the text word by word; strings, quoted names and comments pass through untouched.
fn rewrite(sql: &str, schema: bool) -> String {
    let mut out = String::with_capacity(sql.len() + 32);
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => quoted(rest, first),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '?' => {
                out.push('$');
                rest = &rest[1..];
                continue;
            }
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        // Types and options are written in capitals, so that a column may be called `text`.
        match piece {
            "INTEGER" => out.push_str("BIGINT"),
            "REAL" => out.push_str("DOUBLE PRECISION"),
            "BLOB" => out.push_str("BYTEA"),
            "TEXT" if schema => out.push_str("TEXT COLLATE \"C\""),
            "STRICT" if schema => remove_comma(&mut out, &mut rest),
            "WITHOUT" if schema => match following_word(rest, "ROWID") {
                Some(after) => {
                    rest = after;
                    remove_comma(&mut out, &mut rest);
                }
                None => out.push_str(piece),
            },
            _ => out.push_str(piece),
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of a quoted piece; a doubled quote stays inside as two pieces that touch, which comes to the same.
fn quoted(text: &str, quote: char) -> usize {
    text[1..].find(quote).map_or(text.len(), |end| end + 2)
}

fn following_word<'a>(rest: &'a str, word: &str) -> Option<&'a str> {
    let rest = rest.trim_start();
    let head = rest.get(..word.len())?;
    (head == word).then(|| &rest[word.len()..])
}

/// `) STRICT, WITHOUT ROWID` in either order: the comma beside a removed word goes with it.
fn remove_comma(out: &mut String, rest: &mut &str) {
    let kept = out.trim_end().len();
    if out[..kept].ends_with(',') {
        out.truncate(kept - 1);
    } else if let Some(after) = rest.trim_start().strip_prefix(',') {
        *rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_changes_only_its_placeholders_and_casts() {
        let cases = [
            ("SELECT a FROM t WHERE b = ?1 AND c > ?12", "SELECT a FROM t WHERE b = $1 AND c > $12"),
            ("SELECT '?1', \"?2\", 'it''s ?3' -- ?4\n, ?5", "SELECT '?1', \"?2\", 'it''s ?3' -- ?4\n, $5"),
            ("SELECT CAST(?1 AS INTEGER), CAST(x AS TEXT)", "SELECT CAST($1 AS BIGINT), CAST(x AS TEXT)"),
            ("SELECT integer_part /* INTEGER ?1 */ FROM t", "SELECT integer_part /* INTEGER ?1 */ FROM t"),
        ];
        for (sqlite, postgres) in cases {
            assert_eq!(query_for_postgres(sqlite), postgres);
        }
    }

    #[test]
    fn a_table_gets_postgres_types_and_loses_sqlites_options() {
        for options in ["STRICT, WITHOUT ROWID", "WITHOUT ROWID, STRICT", "STRICT", "STRICT,\n WITHOUT  ROWID"] {
            let sql =
                format!("CREATE TABLE t (id BLOB NOT NULL, n INTEGER, r REAL, text TEXT DEFAULT 'TEXT') {options};");
            let made = schema_for_postgres(&sql);
            assert_eq!(
                made.split_whitespace().collect::<String>(),
                "CREATETABLEt(idBYTEANOTNULL,nBIGINT,rDOUBLEPRECISION,textTEXTCOLLATE\"C\"DEFAULT'TEXT');",
                "{options}"
            );
        }
    }
}
