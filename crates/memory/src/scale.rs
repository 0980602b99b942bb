//! Scales: from a share of the points to a grade, and back. A table that can be edited for each exam.

use serde::{Deserialize, Serialize};

/// One line of a scale: the grade from a share of the points on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScaleStep {
    /// The least share of the points, 0 to 1.
    pub from: f64,
    /// What the grade is called: `2`, `11`, `B+`.
    pub grade: String,
}

impl ScaleStep {
    fn new(percent: f64, grade: impl Into<String>) -> Self {
        Self { from: percent / 100.0, grade: grade.into() }
    }
}

/// A scale: its steps from the lowest to the highest share of the points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ScaleStep>", into = "Vec<ScaleStep>")]
pub struct Scale(Vec<ScaleStep>);

/// Why a table is no scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidScale {
    /// It has none, or more than [`Scale::MOST_STEPS`].
    #[error("a scale has 1 to 101 grades, not {0}")]
    Length(usize),
    /// No grade is given for 0 points.
    #[error("the lowest grade must begin at 0 points")]
    Start,
    /// A share is not a number between 0 and 1, or not above the one before.
    #[error("grade {0} does not begin above the one before, within all points")]
    Share(usize),
    /// A name is empty, longer than 40 bytes, or there twice.
    #[error("the name of grade {0} is empty, too long, or there twice")]
    Name(usize),
}

impl Scale {
    /// The most steps.
    pub const MOST_STEPS: usize = 101;

    /// A scale of these steps, in any order.
    ///
    /// # Errors
    /// [`InvalidScale`], with places counted from 0 after sorting by share.
    pub fn new(mut steps: Vec<ScaleStep>) -> Result<Self, InvalidScale> {
        steps.sort_by(|a, b| a.from.total_cmp(&b.from));
        if steps.is_empty() || steps.len() > Self::MOST_STEPS {
            return Err(InvalidScale::Length(steps.len()));
        }
        for (place, step) in steps.iter().enumerate() {
            let above = place == 0 || step.from > steps[place - 1].from;
            if !((0.0..=1.0).contains(&step.from) && above) {
                return Err(InvalidScale::Share(place));
            }
            let twice = steps[..place].iter().any(|other| other.grade == step.grade);
            if step.grade.trim().is_empty() || step.grade.len() > 40 || twice {
                return Err(InvalidScale::Name(place));
            }
        }
        if steps[0].from > 0.0 { Err(InvalidScale::Start) } else { Ok(Self(steps)) }
    }

    /// Whole percent, 0 to 100.
    #[must_use]
    pub fn percent() -> Self {
        Self((0..=100).map(|percent| ScaleStep::new(f64::from(percent), percent.to_string())).collect())
    }

    /// The 15 points of the German upper secondary school, by the table that the federal states agreed on for the Abitur.
    #[must_use]
    pub fn upper_school() -> Self {
        const FROM: [u8; 16] = [0, 20, 27, 33, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95];
        Self(FROM.iter().enumerate().map(|(points, from)| ScaleStep::new((*from).into(), points.to_string())).collect())
    }

    /// German school grades from 6 to 1, with the bounds that go with [`Self::upper_school`]. Schools differ: edit it.
    #[must_use]
    pub fn school() -> Self {
        Self::six([0, 20, 40, 55, 70, 85])
    }

    /// German grades from 6 to 1 with the bounds of the chambers of industry and commerce (the 100-point key).
    #[must_use]
    pub fn chamber() -> Self {
        Self::six([0, 30, 50, 67, 81, 92])
    }

    fn six(from: [u8; 6]) -> Self {
        Self((1..=6u8).rev().zip(from).map(|(grade, from)| ScaleStep::new(from.into(), grade.to_string())).collect())
    }

    /// The steps, from the lowest share of the points.
    #[must_use]
    pub fn steps(&self) -> &[ScaleStep] {
        &self.0
    }

    /// The step that a share of the points gives; held within 0 and 1, NaN counts as 0. Shares a billionth below a bound
    /// count as reaching it, so that 0.85 computed from points is 85 %.
    #[must_use]
    pub fn step_of(&self, share: f64) -> &ScaleStep {
        let reached = self.0.iter().take_while(|step| share + 1e-9 >= step.from).count();
        &self.0[reached.max(1) - 1]
    }

    /// The least share of the points for a grade; `None` if the scale has no such grade.
    #[must_use]
    pub fn share_for(&self, grade: &str) -> Option<f64> {
        self.0.iter().find(|step| step.grade == grade).map(|step| step.from)
    }
}

impl TryFrom<Vec<ScaleStep>> for Scale {
    type Error = InvalidScale;
    fn try_from(steps: Vec<ScaleStep>) -> Result<Self, Self::Error> {
        Self::new(steps)
    }
}

impl From<Scale> for Vec<ScaleStep> {
    fn from(scale: Scale) -> Self {
        scale.0
    }
}
