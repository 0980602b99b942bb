//! A feed of what is planned, for other calendars to subscribe to.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

/// A calendar as others subscribe to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Who made it (PRODID), such as `-//Studium//Studium//EN`.
    pub product: String,
    /// What other calendars call it.
    pub name: String,
    pub description: String,
    /// How often it is worth looking again, in minutes, from 1.
    pub refresh_minutes: u32,
    pub events: Vec<Event>,
}

/// One event. Empty texts are not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Names the event for good, in the whole world.
    pub uid: String,
    /// When this was written (DTSTAMP), in milliseconds since 1970 UTC.
    pub stamp: i64,
    pub span: Span,
    pub summary: String,
    pub description: String,
    /// Where the event is at home.
    pub url: String,
    pub categories: Vec<String>,
    /// How often the event was changed since it was first written.
    pub sequence: u32,
    /// When it was last changed, in milliseconds since 1970 UTC.
    pub modified: Option<i64>,
    /// Others may plan something else at this time.
    pub is_free: bool,
    /// It does not take place any more.
    pub is_cancelled: bool,
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// From and until, in milliseconds since 1970 UTC; written in whole seconds of the years 0 to 9999.
    Time { start: i64, end: i64 },
    /// Whole days, both included.
    Days { first: Date, last: Date },
}

/// The feed as an iCalendar file (RFC 5545, with RFC 7986's NAME, DESCRIPTION and REFRESH-INTERVAL). Control characters
/// are left out, but for line breaks in texts.
pub fn write(feed: &Feed) -> String {
    let mut out = Lines(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.text("PRODID", &feed.product);
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.text("NAME", &feed.name);
    out.text("X-WR-CALNAME", &feed.name);
    out.text("DESCRIPTION", &feed.description);
    out.text("X-WR-CALDESC", &feed.description);
    let refresh = feed.refresh_minutes.max(1);
    out.line(&format!("REFRESH-INTERVAL;VALUE=DURATION:PT{refresh}M"));
    out.line(&format!("X-PUBLISHED-TTL:PT{refresh}M"));
    for event in &feed.events {
        out.event(event);
    }
    out.line("END:VCALENDAR");
    out.0
}

struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event) {
        self.line("BEGIN:VEVENT");
        self.text("UID", &event.uid);
        self.line(&format!("DTSTAMP:{}", time(event.stamp)));
        match event.span {
            Span::Time { start, end } => {
                self.line(&format!("DTSTART:{}", time(start)));
                self.line(&format!("DTEND:{}", time(end.max(start))));
            }
            Span::Days { first, last } => {
                let after = last.max(first).saturating_add(1.day());
                self.line(&format!("DTSTART;VALUE=DATE:{}", day(first)));
                self.line(&format!("DTEND;VALUE=DATE:{}", day(after)));
            }
        }
        self.text("SUMMARY", &event.summary);
        self.text("DESCRIPTION", &event.description);
        let url: String = event.url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        if !url.is_empty() {
            self.line(&format!("URL:{url}"));
        }
        let categories: Vec<String> = event.categories.iter().map(|c| escape(c)).filter(|c| !c.is_empty()).collect();
        if !categories.is_empty() {
            self.line(&format!("CATEGORIES:{}", categories.join(",")));
        }
        self.line(&format!("SEQUENCE:{}", event.sequence));
        if let Some(modified) = event.modified {
            self.line(&format!("LAST-MODIFIED:{}", time(modified)));
        }
        self.line(if event.is_free { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
        self.line(if event.is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        self.line("END:VEVENT");
    }

    fn text(&mut self, name: &str, text: &str) {
        let text = escape(text);
        if !text.is_empty() {
            self.line(&format!("{name}:{text}"));
        }
    }

    /// Folds so that no line has more than 75 octets, its end apart, and no character is split.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A TEXT (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(c),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// In UTC.
fn time(ms: i64) -> String {
    let end = if ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
    let at = Timestamp::from_millisecond(ms).unwrap_or(end).to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let at = at.max(date(0, 1, 1).at(0, 0, 0, 0));
    format!("{}T{:02}{:02}{:02}Z", day(at.date()), at.hour(), at.minute(), at.second())
}

fn day(day: Date) -> String {
    let day = day.max(date(0, 1, 1));
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}
