//! Reading, quizzes, mock exams: what is done once gets its day before the cards share what is left.

use super::{
    Material, MaterialId, MaterialKind, Part, Reason, Request, Shown, Step, StepId, StepKind, TopicId,
    problem::{Problem, hash},
};

/// Reading is done in pieces of about so many minutes; of less where no day has as many.
const PIECES: [u32; 5] = [20, 10, 5, 2, 1];
/// A quiz comes so many days after its topic.
const QUIZ_DAYS: u32 = 2;
/// Mock exams come so many days before the exam, the last one first.
const REHEARSALS: [u32; 4] = [5, 14, 21, 28];

/// Something that is done once.
#[derive(Debug, Clone)]
pub struct Task {
    pub id: StepId,
    pub kind: StepKind,
    pub material: Material,
    pub part: Option<Part>,
    pub minutes: u32,
    pub count: u32,
    /// The exam it is for.
    pub exam: usize,
    pub topic: usize,
    /// The day it is best on.
    ideal: u32,
    /// The task that must come on an earlier day.
    after: Option<StepId>,
    /// The part before it, which must not come later.
    follows: Option<StepId>,
}

/// Tasks with their days.
pub struct Placed {
    /// The day, the task, why then, whether the learner put it there.
    pub tasks: Vec<(u32, Task, Reason, bool)>,
    /// Tasks that found no room.
    pub left_out: u32,
    /// Minutes they take, by day.
    pub used: Vec<u32>,
}

impl Task {
    pub fn step(&self, problem: &Problem<'_>, day: u32, reason: Reason, pinned: bool) -> Step {
        let topic = problem.request.topics[self.topic];
        Step {
            id: self.id,
            day: problem.date(day),
            kind: self.kind,
            topics: vec![(topic.id, 0)],
            course: topic.course,
            material: Some(self.material.id),
            part: self.part,
            minutes: self.minutes,
            count: self.count,
            reason,
            pinned,
            moved_from: None,
        }
    }

    fn reason(&self, problem: &Problem<'_>, day: u32) -> Reason {
        let ahead = &problem.exams[self.exam];
        let exam = ahead.exam.id;
        match self.kind {
            StepKind::Read => Reason::BeforeCards { exam },
            StepKind::MockExam => Reason::Rehearsal { exam, days_left: ahead.day - day },
            StepKind::Mend => Reason::Mistakes { exam },
            _ => Reason::Spaced { exam },
        }
    }
}

/// The steps that are over once these materials were read up to a page, the page included: what [`Request::done`] has to
/// hold of them. `request` names everything else; what it says is done already is left out.
#[must_use]
pub fn steps_read(request: &Request, read: &[(MaterialId, u32)]) -> Vec<StepId> {
    let up_to = |task: &Task| {
        let place = read.iter().find(|(id, _)| *id == task.material.id);
        let last = task.part.and_then(|part| part.pages).map(|pages| pages.1);
        task.kind == StepKind::Read && place.zip(last).is_some_and(|((_, page), last)| last <= *page)
    };
    tasks(&Problem::new(request), &[]).iter().filter(|task| up_to(task)).map(|task| task.id).collect()
}

/// Everything that is not done yet, without days.
pub fn tasks(problem: &Problem<'_>, without: &[TopicId]) -> Vec<Task> {
    let most = problem.caps.iter().copied().max().unwrap_or(0);
    let mut tasks = Vec::new();
    let mut mocks: Vec<(usize, &Material)> = Vec::new();
    for material in problem.request.materials.iter().filter(|material| !without.contains(&material.topic)) {
        let topic = problem.numbers[&material.topic];
        match material.kind {
            MaterialKind::MockExam { exam } => mocks.extend(problem.place_of(exam).map(|place| (place, material))),
            kind => {
                let Some(exam) = problem.exam_of(topic) else { continue };
                let reading = matches!(kind, MaterialKind::Reading { .. });
                let piece = if reading { PIECES.into_iter().find(|piece| *piece <= most).unwrap_or(1) } else { most };
                let ideal = ideal_day(problem, exam, topic, reading);
                tasks.extend(parts(*material, piece, exam, topic, ideal));
            }
        }
    }
    mocks.sort_by_key(|(exam, material)| (*exam, material.id));
    let mut nth = 0;
    for (place, (exam, material)) in mocks.iter().enumerate() {
        nth = if place > 0 && mocks[place - 1].0 == *exam { nth + 1 } else { 0 };
        let day = problem.exams[*exam].day;
        let before = REHEARSALS[nth.min(REHEARSALS.len() - 1)].min(day.div_ceil(2));
        // a mock exam stands for its exam's first topic if its own is not asked for there
        let own = problem.numbers[&material.topic];
        let asked = &problem.exams[*exam].topics;
        let topic = if asked.iter().any(|(topic, _)| *topic == own) { own } else { asked[0].0 };
        let sat = parts(**material, most, *exam, topic, day - before);
        let mend = Task {
            id: StepId(hash(&[material.id.0, 6])),
            kind: StepKind::Mend,
            material: **material,
            part: None,
            minutes: u32::from(material.minutes).div_ceil(4).min(most.max(1)),
            count: 0,
            exam: *exam,
            topic,
            ideal: (day - before + 1).min(day - 1),
            after: sat.last().map(|task| task.id),
            follows: None,
        };
        tasks.extend(sat);
        tasks.push(mend);
    }
    tasks.retain(|task| !problem.request.done.contains(&task.id));
    tasks.sort_by_key(|task| (problem.exams[task.exam].day, task.ideal, task.part.map(|part| part.index), task.id));
    tasks
}

/// A material in parts of at most `piece` minutes.
fn parts(material: Material, piece: u32, exam: usize, topic: usize, ideal: u32) -> Vec<Task> {
    let minutes = u32::from(material.minutes);
    let of = minutes.div_ceil(piece.max(1));
    let share =
        |total: u32, index: u32| u32::try_from(u64::from(total) * u64::from(index) / u64::from(of)).unwrap_or(0);
    let id = |index: u32| StepId(hash(&[material.id.0, 1, u128::from(index), u128::from(of)]));
    (0..of)
        .map(|index| {
            let (kind, count, pages) = match material.kind {
                MaterialKind::Reading { first, last } => {
                    // the pages between, without the one that the part before ended with
                    let from = first + share(last - first, index);
                    let to = first + share(last - first, index + 1);
                    (StepKind::Read, 0, Some((from.saturating_add(u32::from(index > 0)).min(to), to)))
                }
                MaterialKind::Quiz { questions } => {
                    let questions = u32::from(questions);
                    (StepKind::Quiz, share(questions, index + 1) - share(questions, index), None)
                }
                MaterialKind::MockExam { .. } => (StepKind::MockExam, 0, None),
            };
            let whole = of == 1 && pages.is_none();
            let part = Part {
                index: u16::try_from(index).unwrap_or(u16::MAX),
                of: u16::try_from(of).unwrap_or(u16::MAX),
                pages,
            };
            Task {
                id: id(index),
                kind,
                material,
                part: (!whole).then_some(part),
                minutes: share(minutes, index + 1) - share(minutes, index),
                count,
                exam,
                topic,
                ideal,
                after: None,
                follows: index.checked_sub(1).map(id),
            }
        })
        .collect()
}

/// Topics take their turns over the first two thirds of the time; a topic is read at the beginning of its turn, and a
/// quiz comes some days after the end.
fn ideal_day(problem: &Problem<'_>, exam: usize, topic: usize, reading: bool) -> u32 {
    let ahead = &problem.exams[exam];
    let place = ahead.topics.iter().filter(|(number, _)| *number < topic).count();
    let share = |place: usize| u32::try_from(u64::from(ahead.day) * 2 / 3 * place as u64 / ahead.topics.len() as u64);
    let day = if reading { share(place) } else { share(place + 1).map(|day| day + QUIZ_DAYS) };
    day.unwrap_or(0).min(ahead.day - 1)
}

/// Gives each task its day. First those that the learner put on a day, then those that were shown for a day still to come,
/// then those that were missed, which go where most is free, then the others, near their best day.
pub fn place(problem: &Problem<'_>, caps: &[u32], tasks: Vec<Task>, shown: Option<&Shown>, frozen: &[bool]) -> Placed {
    let mut placed = Placed { tasks: Vec::new(), left_out: 0, used: vec![0; caps.len()] };
    let before = |task: &Task| shown.and_then(|shown| shown.steps.iter().find(|step| step.id == task.id));
    let offset = |step: &Step| {
        let days = i64::from(step.day.0) - i64::from(problem.request.today.0);
        u32::try_from(days).ok()
    };
    let mut rest = tasks;
    for pinned in [true, false] {
        let mut open = Vec::new();
        for task in rest {
            let day = before(&task).filter(|step| step.pinned == pinned).and_then(offset);
            match day.filter(|day| fits(&placed, caps, &task, problem, *day, 1.0)) {
                Some(day) => {
                    let reason = if pinned { Reason::Moved } else { kept_reason(&task, before(&task), problem, day) };
                    take(&mut placed, task, day, reason, pinned);
                }
                None => open.push(task),
            }
        }
        rest = open;
    }
    let share = share_of_tasks(problem, caps, &rest);
    for task in rest {
        let missed = before(&task).filter(|step| step.day < problem.request.today).map(|step| step.day);
        let end = problem.exams[task.exam].day.min(u32::try_from(caps.len()).unwrap_or(u32::MAX));
        let earliest = task.after.and_then(|id| day_of(&placed, id)).map_or(0, |day| day + 1);
        let earliest = task.follows.and_then(|id| day_of(&placed, id)).map_or(earliest, |day| earliest.max(day));
        let orphan = task.after.is_some_and(|id| day_of(&placed, id).is_none() && !problem.request.done.contains(&id));
        let days: Vec<u32> = (earliest..end).filter(|_| !orphan).collect();
        let free = |day: u32| !frozen.get(day as usize).copied().unwrap_or(false);
        let choose = |share: f64, thawed: bool| {
            let fitting = days
                .iter()
                .copied()
                .filter(|day| (thawed || free(*day)) && fits(&placed, caps, &task, problem, *day, share));
            if missed.is_some() {
                let fullness = |day: u32| placed.used[day as usize] * 1000 / caps[day as usize].max(1);
                fitting.min_by_key(|day| (fullness(*day), *day))
            } else {
                fitting.min_by_key(|day| (day.abs_diff(task.ideal), *day))
            }
        };
        let day = choose(share, false).or_else(|| choose(1.0, false)).or_else(|| choose(1.0, true));
        match day {
            Some(day) => {
                let reason = missed.map_or_else(|| task.reason(problem, day), |from| Reason::Missed { from });
                take(&mut placed, task, day, reason, false);
            }
            None => placed.left_out += u32::from(task.kind != StepKind::Mend),
        }
    }
    placed
}

fn kept_reason(task: &Task, before: Option<&Step>, problem: &Problem<'_>, day: u32) -> Reason {
    match before.map(|step| step.reason) {
        Some(reason @ Reason::Missed { .. }) => reason,
        _ => task.reason(problem, day),
    }
}

fn day_of(placed: &Placed, id: StepId) -> Option<u32> {
    placed.tasks.iter().find(|(_, task, ..)| task.id == id).map(|(day, ..)| *day)
}

fn take(placed: &mut Placed, task: Task, day: u32, reason: Reason, pinned: bool) {
    placed.used[day as usize] += task.minutes;
    placed.tasks.push((day, task, reason, pinned));
}

/// Whether a task may be on a day, within a share of its minutes.
fn fits(placed: &Placed, caps: &[u32], task: &Task, problem: &Problem<'_>, day: u32, share: f64) -> bool {
    let Some(&cap) = caps.get(day as usize) else { return false };
    let used = placed.used[day as usize] + task.minutes;
    day < problem.exams[task.exam].day && used <= cap && f64::from(used) <= f64::from(cap) * share
}

/// The share of a day that tasks may take, so that cards have theirs: as the work is shared out altogether.
fn share_of_tasks(problem: &Problem<'_>, caps: &[u32], tasks: &[Task]) -> f64 {
    let pace = &problem.request.learner.pace;
    let review = pace.review_s[2] + 0.15 * (pace.review_s[0] + pace.relearn_s);
    let cards: f64 = problem
        .collection
        .cards
        .iter()
        .map(|card| if card.seen.is_some() { review } else { pace.new_s[2] + 2.0 * review })
        .sum();
    let tasks: f64 = tasks.iter().map(|task| f64::from(task.minutes)).sum();
    let all = f64::from(caps.iter().sum::<u32>());
    if all <= 0.0 {
        return 1.0;
    }
    let cards = cards / 60.0;
    // never less than the tasks need on the whole, and room for some unevenness
    (tasks / (tasks + cards).max(1.0)).max(1.0 - cards / all).clamp(0.2, 1.0)
}
