//! Looking for damage: of the database's file, and of media that rows name.

use super::backup::copy_hashed;
use crate::Studium;
use crate::db::Dialect;
use crate::error::{Error, Result};
use crate::params;
use std::io;

/// What SQLite says of its own file. Postgres checks its own.
pub fn database(studium: &Studium) -> Result<Vec<String>> {
    if studium.db.dialect() == Dialect::Postgres {
        return Ok(Vec::new());
    }
    let found = studium.db.read_long_blocking(|tx| {
        tx.rows("SELECT integrity_check AS line FROM pragma_integrity_check", params![], |row| {
            row.get::<String>("line")
        })
    })?;
    Ok(found.into_iter().filter(|line| line != "ok").collect())
}

/// Every blob that a row names is there and is what its name says.
pub fn media(studium: &Studium) -> Result<Vec<String>> {
    let named = studium.db.read_long_blocking(|tx| {
        let sql = "SELECT hash, MIN(name) AS name FROM media GROUP BY hash ORDER BY hash";
        tx.rows(sql, params![], |row| Ok((row.get::<Vec<u8>>("hash")?, row.get::<String>("name")?)))
    })?;
    let mut faults = Vec::new();
    for (hash, name) in named {
        let hex = hex::encode(&hash);
        let Ok(hash) = hash.try_into() else {
            faults.push(format!("“{name}”: the row's checksum has the wrong length"));
            continue;
        };
        match studium.blobs.open_blob(&hash) {
            Err(Error::NotFound { .. }) => faults.push(format!("“{name}”: the file {hex} is missing")),
            Err(error) => return Err(error),
            Ok(mut file) => {
                let (found, _) = copy_hashed(&mut file, &mut io::sink())?;
                if found != hex {
                    faults.push(format!("“{name}”: the file {hex} is damaged"));
                }
            }
        }
    }
    Ok(faults)
}
