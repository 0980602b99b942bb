//! Files from outside are opened in a child process of this very program, with limits of memory, time and files, and with
//! nothing of our environment: whatever a made-up file does to a parser ends there.
//!
//! The child writes frames to its standard output: length (4 bytes, little endian), one byte that says what it is, and
//! postcard. It ends with [`END`], [`REFUSED`] or [`FAILED`]; anything else is a crash.

use anyhow::Context;
use clap::Args;
use formats::anki::Stop;
use formats::notice;
use formats::notice::{Notice, Place};
use formats::record::Record;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use studium_core::transfer::{ReadFailure, ReadFiles, ReadRequest, read_records};

const RECORD: u8 = 0;
const END: u8 = 1;
/// The file is at fault.
const REFUSED: u8 = 2;
/// The server is.
const FAILED: u8 = 3;

/// A larger frame is no record: one note has at most 64 MB.
const LARGEST_FRAME: usize = 80 << 20;
/// Without a frame for so long the child is stuck.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// Memory that the child may map, bytes. Its own use stays far below; a parser that runs away ends here.
const MEMORY: u64 = 1 << 30;
/// Seconds of CPU: 10 GB are unpacked in a few minutes.
const CPU_S: u64 = 30 * 60;
/// The largest file that it may write: an unpacked collection.
const FILE: u64 = 9 << 30;
const OPEN_FILES: u64 = 32;

/// Read a file and write its records to standard output. For Studium itself.
#[derive(Debug, Args)]
pub struct ReadFile {
    /// What to read, as JSON.
    request: String,
}

impl ReadFile {
    pub fn run(self) -> anyhow::Result<()> {
        let request: ReadRequest = serde_json::from_str(&self.request).context("the request")?;
        limit()?;
        let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
        let read = read_records(&request, &mut |record| frame(&mut out, RECORD, &record).map_err(|_| Stop));
        match read {
            Ok(()) => frame(&mut out, END, &())?,
            Err(ReadFailure::Stopped) => return Ok(()),
            Err(ReadFailure::File { place, why }) => frame(&mut out, REFUSED, &(place, why))?,
            Err(ReadFailure::Server(why)) => frame(&mut out, FAILED, &why)?,
        }
        out.flush()?;
        Ok(())
    }
}

fn frame(out: &mut impl Write, kind: u8, value: &impl serde::Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len() + 1).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&[kind])?;
    out.write_all(&bytes)
}

fn limit() -> io::Result<()> {
    let limits = [
        (libc::RLIMIT_AS, MEMORY),
        (libc::RLIMIT_CPU, CPU_S),
        (libc::RLIMIT_FSIZE, FILE),
        (libc::RLIMIT_NOFILE, OPEN_FILES),
        (libc::RLIMIT_CORE, 0),
    ];
    for (what, most) in limits {
        let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
        #[expect(unsafe_code, reason = "setrlimit reads the struct that it is given and nothing else")]
        let set = unsafe { libc::setrlimit(what, &raw const limit) };
        if set != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Reads files by a child of this program.
#[derive(Debug, Clone)]
pub struct ChildReader {
    program: PathBuf,
}

impl ChildReader {
    /// # Errors
    /// When the program cannot find itself.
    pub fn new() -> anyhow::Result<ChildReader> {
        Ok(ChildReader { program: std::env::current_exe().context("the program's own path")? })
    }

    fn start(&self, request: &ReadRequest) -> io::Result<Child> {
        // the child gets paths as they are from here, whatever its working folder
        let request = ReadRequest {
            path: std::path::absolute(&request.path)?,
            staging: std::path::absolute(&request.staging)?,
            ..request.clone()
        };
        Command::new(&self.program)
            .arg("read-file")
            .arg(serde_json::to_string(&request)?)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
    }
}

impl ReadFiles for ChildReader {
    fn read(&self, request: &ReadRequest, sink: &mut dyn FnMut(Record) -> Result<(), Stop>) -> Result<(), ReadFailure> {
        let server = |e: io::Error| ReadFailure::Server(format!("the reading process: {e}"));
        let mut child = self.start(request).map_err(server)?;
        let Some(stdout) = child.stdout.take() else {
            return Err(ReadFailure::Server("the reading process has no output".into()));
        };
        let child = Arc::new(Mutex::new(child));
        let watch = Watch::over(child.clone());
        let taken = take_frames(BufReader::with_capacity(1 << 18, stdout), &watch.moved, sink);
        let stuck = watch.end();
        let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(taken, Taken::Whole) {
            // it may be gone already
            let _ = child.kill();
        }
        let status = child.wait().map_err(server)?;
        match taken {
            Taken::Whole => Ok(()),
            Taken::Failed(failure) => Err(failure),
            Taken::Stopped => Err(ReadFailure::Stopped),
            Taken::Broken if stuck => Err(whole_file(notice!("notice-stuck", minutes = PATIENCE.as_secs() / 60))),
            Taken::Broken => {
                tracing::warn!(%status, "a file made its reading process crash");
                Err(whole_file(notice!("notice-crash")))
            }
        }
    }
}

enum Taken {
    Whole,
    Failed(ReadFailure),
    Stopped,
    Broken,
}

fn take_frames(mut out: impl Read, moved: &AtomicBool, sink: &mut dyn FnMut(Record) -> Result<(), Stop>) -> Taken {
    let mut bytes = Vec::new();
    loop {
        let mut length = [0; 4];
        if out.read_exact(&mut length).is_err() {
            return Taken::Broken;
        }
        let length = u32::from_le_bytes(length) as usize;
        if length == 0 || length > LARGEST_FRAME {
            return Taken::Broken;
        }
        bytes.resize(length, 0);
        if out.read_exact(&mut bytes).is_err() {
            return Taken::Broken;
        }
        moved.store(true, Ordering::Relaxed);
        match bytes[0] {
            RECORD => match postcard::from_bytes::<Record>(&bytes[1..]) {
                Ok(record) => {
                    if sink(record).is_err() {
                        return Taken::Stopped;
                    }
                    moved.store(true, Ordering::Relaxed);
                }
                Err(_) => return Taken::Broken,
            },
            END => return Taken::Whole,
            REFUSED => {
                return match postcard::from_bytes(&bytes[1..]) {
                    Ok((place, why)) => Taken::Failed(ReadFailure::File { place, why }),
                    Err(_) => Taken::Broken,
                };
            }
            FAILED => {
                return match postcard::from_bytes(&bytes[1..]) {
                    Ok(why) => Taken::Failed(ReadFailure::Server(why)),
                    Err(_) => Taken::Broken,
                };
            }
            _ => return Taken::Broken,
        }
    }
}

fn whole_file(why: Notice) -> ReadFailure {
    ReadFailure::File { place: Place::File, why }
}

/// Kills the child when it does not get on.
struct Watch {
    moved: Arc<AtomicBool>,
    done: std::sync::mpsc::Sender<()>,
    thread: thread::JoinHandle<bool>,
}

impl Watch {
    fn over(child: Arc<Mutex<Child>>) -> Watch {
        let moved = Arc::new(AtomicBool::new(false));
        let (done, wait) = channel::<()>();
        let seen = moved.clone();
        let thread = thread::spawn(move || {
            while wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                if !seen.swap(false, Ordering::Relaxed) {
                    // its output ends then, and with it the reading
                    let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
                    return true;
                }
            }
            false
        });
        Watch { moved, done, thread }
    }

    /// Whether it had to be killed.
    fn end(self) -> bool {
        drop(self.done);
        self.thread.join().unwrap_or(false)
    }
}
