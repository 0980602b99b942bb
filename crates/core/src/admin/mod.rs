//! Running a server: its settings, its people, its backups, what it keeps on the disk.

pub mod backup;
pub mod check;
pub mod nightly;
pub mod restore;
pub mod server;
#[cfg(test)]
mod tests;
pub mod users;
