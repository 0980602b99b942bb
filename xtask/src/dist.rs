//! `cargo xtask dist`: one file that starts on a bare Debian.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::command::{self, cargo, find_program, free_port, root, target_dir};
use crate::{Result, assets, http};

/// What a bare Debian has without installing anything.
const ALLOWED_LIBRARIES: [&str; 7] =
    ["linux-vdso", "ld-linux", "libc.so", "libm.so", "libgcc_s.so", "libpthread.so", "libdl.so"];

/// Builds the release binary with assets and starter library inside, checks that it needs nothing else, starts it in
/// an empty folder with an empty environment, and leaves it in `dist/studium`.
pub fn dist() -> Result {
    assets::build()?;
    command::run(cargo().args(["build", "--release", "--locked", "-p", "studium"]))?;
    let file = root().join("dist").join("studium");
    let in_file = |e: std::io::Error| format!("{}: {e}", file.display());
    std::fs::create_dir_all(root().join("dist")).map_err(in_file)?;
    // A running server may still hold the old file, so it is replaced, not written over.
    let fresh = file.with_extension("new");
    std::fs::copy(target_dir().join("release").join("studium"), &fresh).map_err(in_file)?;
    if find_program("strip").is_some() {
        command::run(Command::new("strip").arg(&fresh))?;
    }
    std::fs::rename(&fresh, &file).map_err(in_file)?;

    needs_only_libc(&command::output(Command::new("ldd").arg(&file))?)?;
    let bytes = std::fs::read(&file).map_err(in_file)?;
    let (major, minor) = newest_glibc(&bytes);
    starts_alone(&file)?;
    println!(
        "{} · {:.1} MB · needs glibc {major}.{minor} or newer (Debian 12 has 2.36, Debian 13 has 2.41, Ubuntu 22.04 \
         has 2.35)",
        file.display(),
        bytes.len() as f64 / 1e6
    );
    Ok(())
}

/// Reads what `ldd` prints.
fn needs_only_libc(ldd: &str) -> Result {
    let foreign: Vec<&str> = ldd
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|library| {
            let name = library.rsplit('/').next().unwrap_or(library);
            !ALLOWED_LIBRARIES.iter().any(|allowed| name.starts_with(allowed))
        })
        .collect();
    if foreign.is_empty() { Ok(()) } else { Err(format!("the file needs libraries: {}", foreign.join(", "))) }
}

/// The newest `GLIBC_x.y` symbol version named in the file: with an older library it does not start.
fn newest_glibc(bytes: &[u8]) -> (u32, u32) {
    const MARK: &[u8] = b"GLIBC_";
    let version = |rest: &[u8]| {
        let text: String =
            rest.iter().map(|b| char::from(*b)).take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let mut numbers = text.split('.').map_while(|n| n.parse::<u32>().ok());
        Some((numbers.next()?, numbers.next()?))
    };
    bytes
        .windows(MARK.len())
        .enumerate()
        .filter(|(_, window)| *window == MARK)
        .filter_map(|(at, _)| version(&bytes[at + MARK.len()..(at + MARK.len() + 8).min(bytes.len())]))
        .max()
        .unwrap_or((0, 0))
}

/// Starts the file where nothing of the workspace can help it, and asks for the front page.
fn starts_alone(file: &Path) -> Result {
    let folder = std::env::temp_dir().join(format!("studium-dist-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let port = free_port()?;
    let mut serve = Command::new(file);
    serve.current_dir(&folder).env_clear().stdin(Stdio::null());
    serve.args(["serve", "--data", "data", "--listen", &format!("127.0.0.1:{port}")]);
    let mut server = serve.spawn().map_err(|e| format!("cannot start {}: {e}", file.display()))?;
    let answered =
        http::wait_until_healthy(&mut server, port, Duration::from_secs(30)).and_then(|()| {
            match http::get(port, "/") {
                Ok((200, page)) if page.contains("<html") => Ok(()),
                Ok((status, _)) => Err(format!("the front page answers {status}")),
                Err(e) => Err(format!("the front page: {e}")),
            }
        });
    let _ = server.kill();
    let _ = server.wait();
    let _ = std::fs::remove_dir_all(&folder);
    answered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_debian_lacks_is_named() {
        let bare = "\tlinux-vdso.so.1 (0x00)\n\tlibgcc_s.so.1 => /lib/libgcc_s.so.1 (0x00)\n\tlibm.so.6 => /lib/libm.so.6\n\
                    \tlibc.so.6 => /lib/libc.so.6 (0x00)\n\t/lib64/ld-linux-x86-64.so.2 (0x00)\n";
        assert_eq!(needs_only_libc(bare), Ok(()));
        let more = format!("{bare}\tlibssl.so.3 => /lib/libssl.so.3 (0x00)\n");
        assert!(needs_only_libc(&more).unwrap_err().contains("libssl.so.3"));
    }

    #[test]
    fn glibc_versions_compare_as_numbers() {
        assert_eq!(newest_glibc(b"..GLIBC_2.4\0GLIBC_2.34\0x GLIBC_2.9\0GLIBC_PRIVATE"), (2, 34));
        assert_eq!(newest_glibc(b"nothing"), (0, 0));
    }
}
