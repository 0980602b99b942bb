//! Content lines to components: only those that say something about busy times, with the properties that matter.

use super::lines::{Line, Lines, Property};
use super::report::{Report, quote};
use super::{Fault, Limits, value};
use crate::notice;
use crate::notice::Place;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Calendar,
    Event,
    FreeBusy,
    TimeZone,
    /// STANDARD or DAYLIGHT of a zone.
    Observance,
    /// A task or journal entry: stands beside events, says nothing about busy times.
    Sibling,
    Other,
}

impl Kind {
    fn of(name: &str) -> Kind {
        match name {
            "VCALENDAR" => Kind::Calendar,
            "VEVENT" => Kind::Event,
            "VFREEBUSY" => Kind::FreeBusy,
            "VTIMEZONE" => Kind::TimeZone,
            "STANDARD" | "DAYLIGHT" => Kind::Observance,
            "VTODO" | "VJOURNAL" | "VAVAILABILITY" => Kind::Sibling,
            _ => Kind::Other,
        }
    }

    fn keeps(self, property: &str) -> bool {
        match self {
            Kind::Calendar => matches!(property, "NAME" | "X-WR-CALNAME" | "METHOD"),
            Kind::Event => matches!(
                property,
                "UID"
                    | "DTSTART"
                    | "DTEND"
                    | "DURATION"
                    | "RRULE"
                    | "RDATE"
                    | "EXDATE"
                    | "EXRULE"
                    | "RECURRENCE-ID"
                    | "STATUS"
                    | "TRANSP"
                    | "SUMMARY"
            ),
            Kind::FreeBusy => property == "FREEBUSY",
            Kind::TimeZone => matches!(property, "TZID" | "X-LIC-LOCATION"),
            Kind::Observance => matches!(property, "DTSTART" | "TZOFFSETFROM" | "TZOFFSETTO" | "RRULE" | "RDATE"),
            Kind::Sibling | Kind::Other => false,
        }
    }
}

#[derive(Debug)]
pub(super) struct Component {
    pub kind: Kind,
    /// Where it begins.
    pub line: u64,
    pub properties: Vec<Property>,
    /// The observances of a zone.
    pub children: Vec<Component>,
}

impl Component {
    pub fn find(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|p| p.name == name)
    }

    pub fn all(&self, name: &'static str) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(move |p| p.name == name)
    }
}

/// What a file holds.
#[derive(Default)]
pub(super) struct File {
    pub name: Option<String>,
    /// `METHOD:CANCEL`: what it lists does not take place.
    pub is_cancelled: bool,
    pub events: Vec<Component>,
    pub free_busy: Vec<Component>,
    pub time_zones: Vec<Component>,
}

/// Reads a file, in one pass and without recursion.
pub(super) fn read(bytes: &[u8], limits: &Limits, report: &mut Report) -> Result<File, Fault> {
    let bytes = check(bytes, limits)?;
    let mut reader = Reader { file: File::default(), open: Vec::new(), taken: 0, foreign_text: false, report };
    let mut is_calendar = false;
    for line in Lines::new(bytes, limits.line) {
        match line.name().as_str() {
            "BEGIN" => {
                let name = component_name(&line);
                is_calendar |= !matches!(Kind::of(&name), Kind::Other | Kind::Observance);
                reader.begin(name, line.number)?;
            }
            "END" => reader.end(&component_name(&line), line.number)?,
            name => reader.property(&line, name),
        }
    }
    if !is_calendar {
        return Err(Fault::bad(Place::File, notice!("notice-no-calendar")));
    }
    while let Some((name, component)) = reader.open.pop() {
        reader.report.cut(component.line, format!("BEGIN:{name} has no END: the file seems to be cut off"));
    }
    Ok(reader.file)
}

/// Refuses what cannot be a calendar in UTF-8; takes the byte order mark off.
fn check<'b>(bytes: &'b [u8], limits: &Limits) -> Result<&'b [u8], Fault> {
    if bytes.len() > limits.bytes {
        let most = limits.bytes as u64 / 1_000_000;
        return Err(Fault::bad(Place::File, notice!("notice-calendar-large", most = most)));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..] => {
            Err(Fault::bad(Place::File, notice!("notice-calendar-encoding")))
        }
        [b'P', b'K', 3, 4, ..] | [0x1F, 0x8B, ..] => Err(Fault::bad(Place::File, notice!("notice-calendar-packed"))),
        _ if bytes.trim_ascii_start().starts_with(b"<") => {
            Err(Fault::bad(Place::File, notice!("notice-calendar-web-page")))
        }
        _ => Ok(bytes),
    }
}

fn component_name(line: &Line) -> String {
    let value = line.bytes.iter().position(|b| *b == b':').map_or(&[][..], |colon| &line.bytes[colon + 1..]);
    let value = &value[..value.len().min(64)];
    String::from_utf8_lossy(value).trim().to_ascii_uppercase()
}

struct Reader<'r, 'l> {
    file: File,
    /// From the outermost to the innermost, with the names they began with.
    open: Vec<(String, Component)>,
    taken: usize,
    foreign_text: bool,
    report: &'r mut Report<'l>,
}

impl Reader<'_, '_> {
    fn begin(&mut self, name: String, line: u64) -> Result<(), Fault> {
        let kind = Kind::of(&name);
        let keep = match kind {
            Kind::Calendar => Some(0),
            // These stand in a calendar, never in one another.
            Kind::Event | Kind::FreeBusy | Kind::TimeZone | Kind::Sibling => Some(
                self.open.iter().rposition(|(_, open)| open.kind == Kind::Calendar).map_or(0, |calendar| calendar + 1),
            ),
            Kind::Observance | Kind::Other => None,
        };
        self.drop_unclosed(keep.unwrap_or(self.open.len()));
        if self.open.len() >= self.report.limits.depth {
            let most = self.report.limits.depth as u64;
            return Err(Fault::bad(Place::Line(line), notice!("notice-calendar-deep", most = most)));
        }
        self.open.push((name, Component { kind, line, properties: Vec::new(), children: Vec::new() }));
        Ok(())
    }

    /// Drops the innermost open components until so many are left.
    fn drop_unclosed(&mut self, keep: usize) {
        for (name, component) in self.open.drain(keep..).rev() {
            let lost = if component.kind == Kind::Event { "; the event is left out" } else { "" };
            self.report.problem(component.line, format!("BEGIN:{} has no END{lost}", value::one_line(&name, 60)));
        }
    }

    fn end(&mut self, name: &str, line: u64) -> Result<(), Fault> {
        let Some(place) = self.open.iter().rposition(|(open, _)| open == name) else {
            self.report.problem(line, format!("END:{} has no BEGIN", value::one_line(name, 60)));
            return Ok(());
        };
        self.drop_unclosed(place + 1);
        let Some((_, component)) = self.open.pop() else { return Ok(()) };
        let outer = self.open.last_mut().map(|(_, outer)| outer);
        match (component.kind, outer) {
            (Kind::Calendar, _) => self.calendar(&component),
            (Kind::Event, _) => self.file.events.push(component),
            (Kind::FreeBusy, _) => self.file.free_busy.push(component),
            (Kind::TimeZone, _) => self.file.time_zones.push(component),
            (Kind::Observance, Some(zone)) if zone.kind == Kind::TimeZone => zone.children.push(component),
            _ => return Ok(()),
        }
        self.taken += 1;
        if self.taken > self.report.limits.components {
            let most = self.report.limits.components as u64;
            return Err(Fault::bad(Place::Line(line), notice!("notice-calendar-events", most = most)));
        }
        Ok(())
    }

    fn calendar(&mut self, calendar: &Component) {
        let name = calendar.find("NAME").or(calendar.find("X-WR-CALNAME"));
        let name = name.map(|p| value::one_line(&value::unescape(&p.value), self.report.limits.summary));
        self.file.name = self.file.name.take().or(name.filter(|n| !n.is_empty()));
        self.file.is_cancelled |=
            calendar.find("METHOD").is_some_and(|p| p.value.trim().eq_ignore_ascii_case("CANCEL"));
    }

    fn property(&mut self, line: &Line, name: &str) {
        let Some((_, component)) = self.open.last_mut() else {
            self.report.problem(line.number, "stands outside of every component");
            return;
        };
        if name.is_empty() {
            let text = String::from_utf8_lossy(&line.bytes[..line.bytes.len().min(200)]);
            self.report.problem(line.number, format!("no property begins like this: {}", quote(&text)));
            return;
        }
        if !component.kind.keeps(name) {
            return;
        }
        if line.too_long {
            let most = self.report.limits.line;
            self.report.cut(line.number, format!("{name} is longer than {most} bytes and is left out"));
            return;
        }
        match Property::parse(line) {
            Ok(property) => {
                if !property.is_utf8 && !std::mem::replace(&mut self.foreign_text, true) {
                    let why = "not UTF-8: letters of this line (and of others like it) are shown as �";
                    self.report.problem(line.number, why);
                }
                component.properties.push(property);
            }
            Err(why) => self.report.problem(line.number, format!("{name}: {why}")),
        }
    }
}
