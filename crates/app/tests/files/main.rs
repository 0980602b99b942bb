//! Files in and out through the binary, and what it does where they cannot be kept.

mod full_disk;
mod hostile;
mod support;
mod transfer;
