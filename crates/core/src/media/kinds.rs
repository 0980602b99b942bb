//! What a blob is, from its first bytes alone: a name or a sender's word is not believed. What is not on the list is a
//! download, never a page.

/// What the browser may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaKind {
    /// Shown or played in place.
    Shown(&'static str),
    /// Shown as a picture; opened by itself it is sandboxed, since it could hold a script.
    Svg,
    /// Saved, not shown.
    Download,
}

/// How many bytes [`MediaKind::sniff`] wants to see.
pub const SNIFFED: usize = 512;

impl MediaKind {
    pub fn sniff(head: &[u8]) -> MediaKind {
        let starts = |magic: &[u8]| head.starts_with(magic);
        let at = |from: usize, magic: &[u8]| head.get(from..from + magic.len()) == Some(magic);
        MediaKind::Shown(match () {
            () if starts(b"\x89PNG\r\n\x1a\n") => "image/png",
            () if starts(b"\xff\xd8\xff") => "image/jpeg",
            () if starts(b"GIF87a") || starts(b"GIF89a") => "image/gif",
            () if starts(b"RIFF") && at(8, b"WEBP") => "image/webp",
            () if starts(b"RIFF") && at(8, b"WAVE") => "audio/wav",
            () if starts(b"BM") && at(6, &[0, 0, 0, 0]) => "image/bmp",
            () if starts(&[0, 0, 1, 0]) => "image/x-icon",
            () if at(4, b"ftypavif") || at(4, b"ftypavis") => "image/avif",
            () if at(4, b"ftypM4A") || at(4, b"ftypM4B") => "audio/mp4",
            () if at(4, b"ftyp") => "video/mp4",
            () if starts(b"ID3") => "audio/mpeg",
            // an MPEG audio frame, not the AAC one below: layer bits are not 00
            () if head.len() > 1 && head[0] == 0xff && head[1] & 0xe0 == 0xe0 && head[1] & 0x06 != 0 => "audio/mpeg",
            () if head.len() > 1 && head[0] == 0xff && head[1] & 0xf6 == 0xf0 => "audio/aac",
            () if starts(b"OggS") => {
                if at(28, b"\x80theora") || at(28, b"\x01video") {
                    "video/ogg"
                } else {
                    "audio/ogg"
                }
            }
            () if starts(b"fLaC") => "audio/flac",
            () if starts(b"\x1a\x45\xdf\xa3") => "video/webm",
            () if starts(b"wOFF") => "font/woff",
            () if starts(b"wOF2") => "font/woff2",
            () if starts(&[0, 1, 0, 0, 0]) || starts(b"true") => "font/ttf",
            () if starts(b"OTTO") => "font/otf",
            () if is_svg(head) => return MediaKind::Svg,
            () => return MediaKind::Download,
        })
    }

    pub fn content_type(self) -> &'static str {
        match self {
            MediaKind::Shown(kind) => kind,
            MediaKind::Svg => "image/svg+xml",
            MediaKind::Download => "application/octet-stream",
        }
    }
}

fn is_svg(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg")
        || ((text.starts_with("<?xml") || text.starts_with("<!DOCTYPE svg") || text.starts_with("<!--"))
            && text.contains("<svg"))
}
