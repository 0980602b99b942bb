//! A database per test: on SQLite a fresh copy of a migrated file, on Postgres a schema of its own. Both go through the
//! real threads.

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::sync::OnceLock;

use tempfile::TempDir;
use uuid::Uuid;

use super::{Config, Db, Options, open};

/// A migrated, empty database that goes away with the value.
pub struct TestDb {
    /// `None` only while it is being dropped.
    db: Option<Db>,
    place: Place,
}

enum Place {
    Folder(TempDir),
    Schema { url: String, name: String },
}

impl TestDb {
    /// A copy of the template file in a folder of its own.
    ///
    /// # Panics
    /// When the file cannot be made.
    pub fn sqlite() -> TestDb {
        let folder = fresh_folder();
        fs::write(folder.path().join(open::FILE), template()).expect("writing the template's copy");
        let db = open_folder(folder.path());
        TestDb { db: Some(db), place: Place::Folder(folder) }
    }

    /// A new schema of the server that `STUDIUM_TEST_POSTGRES` names, if it is set.
    ///
    /// # Panics
    /// When the server cannot be used.
    pub fn postgres() -> Option<TestDb> {
        TestDb::postgres_with(1)
    }

    pub(super) fn postgres_with(threads: usize) -> Option<TestDb> {
        let url = std::env::var("STUDIUM_TEST_POSTGRES").ok()?;
        let name = format!("test_{}", Uuid::new_v4().simple());
        let separator = match (url.contains("://"), url.contains('?')) {
            (true, false) => '?',
            (true, true) => '&',
            (false, _) => ' ',
        };
        let config = Config::Postgres { url: format!("{url}{separator}schema={name}") };
        let db = Db::open(&config, Options { threads, ..options() }).expect("opening the test schema");
        Some(TestDb { db: Some(db), place: Place::Schema { url, name } })
    }

    /// The data folder, on SQLite.
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder(folder) => Some(folder.path()),
            Place::Schema { .. } => None,
        }
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        self.db.as_ref().expect("present until the drop")
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some(db) = self.db.take() {
            db.close();
        }
        if let Place::Schema { url, name } = &self.place {
            let dropped = std::thread::scope(|scope| {
                let drop_schema = || {
                    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
                    client.batch_execute(&format!("DROP SCHEMA {name} CASCADE"))
                };
                scope.spawn(drop_schema).join()
            });
            if !matches!(dropped, Ok(Ok(()))) {
                eprintln!("the schema {name} of a test could not be dropped: {dropped:?}");
            }
        }
    }
}

/// Runs each body as two tests, one per database:
/// `on_both! { fn a_name_is_unique(db: &TestDb) { … } }` gives `a_name_is_unique::on_sqlite` and `…::on_postgres`, which
/// says "skipped" without `STUDIUM_TEST_POSTGRES`.
#[macro_export]
macro_rules! on_both {
    ($(fn $name:ident($db:ident: &TestDb) $body:block)*) => {$(
        mod $name {
            use super::*;

            fn body($db: &$crate::db::testing::TestDb) $body

            #[test]
            fn on_sqlite() {
                body(&$crate::db::testing::TestDb::sqlite());
            }

            #[test]
            fn on_postgres() {
                match $crate::db::testing::TestDb::postgres() {
                    Some(db) => body(&db),
                    None => println!("skipped: STUDIUM_TEST_POSTGRES is not set"),
                }
            }
        }
    )*};
}

/// In memory where there is such a place: tests of meaning need no disk.
pub(super) fn fresh_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder for the test")
}

fn open_folder(folder: &Path) -> Db {
    Db::open(&Config::Sqlite { folder: folder.to_owned() }, options()).expect("opening the test folder")
}

fn options() -> Options {
    Options { threads: 1, ..Options::default() }
}

/// The bytes of a database with every migration and no rows, made once per process.
fn template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = fresh_folder();
        open_folder(folder.path()).close();
        fs::read(folder.path().join(open::FILE)).expect("reading the template")
    })
}
