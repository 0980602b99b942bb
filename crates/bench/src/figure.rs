//! One measured number, beside what it should be.

use serde_json::{Value, json};

/// What a value is held to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target {
    /// The ratio (or the value, without an anchor) is at most this.
    AtMost(f64),
    /// … at least this.
    AtLeast(f64),
    /// Nothing is asked of it; it explains another.
    None,
}

/// A figure, as `--json` prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    pub target: Target,
    /// What the peer needed in the same run, in the same unit. The target is of the ratio then.
    pub anchor: Option<f64>,
}

impl Figure {
    /// Held to a limit.
    pub fn limit(name: impl Into<String>, value: f64, unit: &'static str, target: Target) -> Figure {
        Figure { name: name.into(), value, unit, target, anchor: None }
    }

    /// Held to a peer measured in the same run.
    pub fn ratio(name: impl Into<String>, value: f64, unit: &'static str, target: Target, anchor: f64) -> Figure {
        Figure { name: name.into(), value, unit, target, anchor: Some(anchor) }
    }

    /// Only said.
    pub fn note(name: impl Into<String>, value: f64, unit: &'static str) -> Figure {
        Figure::limit(name, value, unit, Target::None)
    }

    /// The value as a share of its anchor.
    pub fn share(&self) -> Option<f64> {
        self.anchor.map(|anchor| self.value / anchor)
    }

    pub fn is_met(&self) -> bool {
        let held = self.share().unwrap_or(self.value);
        match self.target {
            Target::AtMost(most) => held <= most,
            Target::AtLeast(least) => held >= least,
            Target::None => true,
        }
    }

    pub fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "target": self.target_text(),
            "anchor": self.anchor,
            "ratio": self.share(),
        })
    }

    /// For people.
    pub fn to_line(&self) -> String {
        let mark = match (self.target, self.is_met()) {
            (Target::None, _) => ' ',
            (_, true) => '✓',
            (_, false) => '✗',
        };
        let ratio = self.share().map_or(String::new(), |share| {
            format!("  = {} × {} {}", short(share), short(self.anchor.unwrap_or_default()), self.unit)
        });
        let value = format!("{} {}", short(self.value), self.unit);
        format!("  {mark} {:<58}{value:>16}{ratio}  {}", self.name, self.target_text().unwrap_or_default())
    }

    fn target_text(&self) -> Option<String> {
        let times = if self.anchor.is_some() { " ×" } else { "" };
        match self.target {
            Target::AtMost(most) => Some(format!("≤ {most}{times}")),
            Target::AtLeast(least) => Some(format!("≥ {least}{times}")),
            Target::None => None,
        }
    }
}

/// Three digits that count.
fn short(value: f64) -> String {
    match value.abs() {
        0.0 => "0".into(),
        v if v < 0.001 => format!("{value:.1e}"),
        v if v < 1.0 => format!("{value:.3}"),
        v if v < 100.0 => format!("{value:.2}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_of_the_ratio_when_there_is_an_anchor() {
        assert!(Figure::ratio("queue", 10.0, "ms", Target::AtMost(0.3), 44.0).is_met());
        assert!(!Figure::ratio("queue", 14.0, "ms", Target::AtMost(0.3), 44.0).is_met());
        assert!(!Figure::limit("start", 201.0, "ms", Target::AtMost(200.0)).is_met());
    }
}
