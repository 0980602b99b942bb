//! Forecast against what was known, and the forgetting curve, as SVG in the page's own ink.

use crate::i18n::{Locale, decimal, t};
use maud::{Markup, html};
use memory::{CalibrationBin, MemoryState, Parameters, Quality, retrievability};

const LEFT: f64 = 44.0;
const RIGHT: f64 = 420.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 230.0;
/// Days that the curve shows: the average learner has fallen to about 67 % by then.
pub const DAYS: u32 = 30;
/// The days of its table.
pub const TABLE_DAYS: [u32; 6] = [1, 3, 7, 14, 21, 30];

/// A scale of per cent that begins at a ten below what it must hold.
struct Percent {
    floor: f64,
}

impl Percent {
    fn from(least: f64) -> Percent {
        Percent { floor: ((least * 100.0 - 2.0) / 10.0).floor().clamp(0.0, 8.0) * 10.0 }
    }

    /// 0 at the bottom of the scale, 1 at the top.
    fn share(&self, recall: f64) -> f64 {
        ((recall * 100.0 - self.floor) / (100.0 - self.floor)).clamp(0.0, 1.0)
    }

    fn y(&self, recall: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * self.share(recall)
    }

    fn x(&self, recall: f64) -> f64 {
        LEFT + (RIGHT - LEFT) * self.share(recall)
    }

    fn marks(&self) -> [f64; 3] {
        [self.floor, f64::midpoint(self.floor, 100.0), 100.0]
    }
}

/// Forecast to the right, known upwards: on the dashed line the forecast came true. `own` is filled, `published` open.
pub fn calibration(l: Locale, own: &Quality, published: Option<&Quality>, label: &str) -> Markup {
    let open: &[CalibrationBin] = published.map_or(&[], |quality| &quality.calibration);
    let all = || own.calibration.iter().chain(open).flat_map(|bin| [bin.predicted, bin.observed]);
    let scale = Percent::from(all().fold(0.9, f64::min));
    html! {
        svg class="chart" viewBox="0 0 440 274" role="img" aria-label=(label) {
            @for mark in scale.marks() {
                path class="grid" d={ "M" (LEFT) " " (round(scale.y(mark / 100.0))) "H" (RIGHT) } {}
                text class="end" x="36" y=(round(scale.y(mark / 100.0) + 4.0)) { (round(mark)) }
                text class="mid" x=(round(scale.x(mark / 100.0))) y="248" { (round(mark)) }
            }
            path class="goal" d={ "M" (LEFT) " " (BOTTOM) "L" (RIGHT) " " (TOP) } {}
            @for bin in open { circle class="dot" cx=(round(scale.x(bin.predicted))) cy=(round(scale.y(bin.observed))) r="5" {} }
            @for bin in &own.calibration {
                circle class="dot full" cx=(round(scale.x(bin.predicted))) cy=(round(scale.y(bin.observed))) r="5" {}
            }
            text x=(LEFT) y="10" { (t(l, "forgetting-axis-known")) }
            text class="end" x=(RIGHT) y="268" { (t(l, "forgetting-axis-forecast")) }
        }
    }
}

/// Recall, 0 to 1, so many days after the first answer was Good.
pub fn recall(parameters: &Parameters, days: u32) -> f64 {
    let first = MemoryState::new(f64::from(parameters.values()[2]), 5.0);
    retrievability(parameters, first, f64::from(days))
}

/// The curve in force, as a stroke of the marker with an ink tip; the published one dashed, if it is another.
pub fn curves(l: Locale, own: &Parameters, published: Option<&Parameters>, label: &str) -> Markup {
    let last = |parameters: &Parameters| recall(parameters, DAYS);
    let least = published.map_or(1.0, last).min(last(own));
    let scale = Percent::from(least);
    let x = |days: u32| LEFT + (RIGHT - LEFT) * f64::from(days) / f64::from(DAYS);
    let path = |parameters: &Parameters| {
        let mut path = String::new();
        for days in 0..=DAYS {
            let sign = if days == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{sign}{} {}", round(x(days)), round(scale.y(recall(parameters, days)))));
        }
        path
    };
    let end = scale.y(last(own));
    let share = decimal(l, last(own) * 100.0, 0);
    html! {
        svg class="chart" viewBox="0 0 440 274" role="img" aria-label=(label) {
            @for mark in scale.marks() {
                path class="grid" d={ "M" (LEFT) " " (round(scale.y(mark / 100.0))) "H" (RIGHT) } {}
                text class="end" x="36" y=(round(scale.y(mark / 100.0) + 4.0)) { (round(mark)) }
            }
            @if let Some(published) = published { path class="goal" fill="none" d=(path(published)) {} }
            path class="forgetting" d=(path(own)) {}
            path class="tip" d={ "M" (RIGHT) " " (round(end - 6.0)) "v12" } {}
            text class="strong end" x="414" y=(round((end - 10.0).max(18.0))) { (share) }
            @for days in [0, 7, 14, 21, 30] { text class="mid" x=(round(x(days))) y="248" { (days) } }
            text x=(LEFT) y="10" { (t(l, "forgetting-axis-recall")) }
            text class="end" x=(RIGHT) y="268" { (t(l, "forgetting-axis-days")) }
        }
    }
}

/// One digit after the point is finer than a pixel.
fn round(x: f64) -> String {
    format!("{x:.1}").trim_end_matches(".0").to_owned()
}
