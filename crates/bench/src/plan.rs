//! Plans: minutes saved against others' schedules in simulated worlds, how fast a plan is made, and what holds of many.
//! All of it is simulated: it says what the model expects, not what learners learn.

use crate::figure::{Figure, Target};
use crate::measure::cpu_ms;
use anyhow::{Result, anyhow};
use memory::plan::worlds::{after_a_miss, large_request, moved, random_request, violation};
use memory::plan::{Planner, plan};
use memory::simulate::worlds::{Baseline, LOST_WEEK, OVERLOADED, Reached, USUAL, Who, mean, quantile};
use memory::simulate::{
    Chance, Collection, Goal, Learner, Policy, Scheduler, Setting, Subject, Timings, run as simulate,
};
use std::thread;

/// Learners of each world.
const DRAWS: u32 = 100;
/// The baselines with what is asked against each: a name, its usual setting, the median saving.
const BASELINES: [(&str, Baseline, f64); 3] = [
    ("retention .95", Baseline::Retention(0.95), 0.35),
    ("Anki's SM-2", Baseline::Sm2(1.0), 0.30),
    ("FSRS .90", Baseline::Retention(0.9), 0.20),
];
/// Parts of the time that new cards may leave to reviews: as the baselines, and one more.
const SAME_NEW: [u32; 1] = [3];
const ANY_NEW: [u32; 2] = [3, 6];
const RANDOM_PLANS: u64 = 100_000;
const RUNS: usize = 5;

pub fn run() -> Result<Vec<Figure>> {
    let mut timings = Timings::new(&Learner::default(), 90);
    let mut figures = savings(&mut timings);
    figures.extend(scarce(&mut timings));
    figures.push(Figure::limit(
        "plan: one simulation, 5,000 cards, 90 days",
        one_simulation(),
        "ms",
        Target::AtMost(50.0),
    ));
    for (name, minutes) in [("enough minutes", 120), ("too few, with ways out", 45)] {
        let name = format!("plan: 5 exams, 5,000 cards, {name}");
        figures.push(Figure::limit(name, large_plan(minutes)?, "ms CPU", Target::AtMost(500.0)));
    }
    figures.extend(many(RANDOM_PLANS)?);
    Ok(figures)
}

fn savings(timings: &mut Timings) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (name, baseline, asked) in BASELINES {
        for (who, how) in [(Who::Known, ""), (Who::Mistaken, ", wrong parameters")] {
            for world in USUAL {
                let days = world.days;
                let each = world.savings(timings, baseline, who, DRAWS, &ANY_NEW);
                let like = world.savings(timings, baseline, who, DRAWS, &SAME_NEW);
                let at_least = |name: String, share: f64, least: f64| {
                    Figure::limit(name, quantile(&each, share), "share", Target::AtLeast(least))
                };
                figures.push(at_least(format!("plan: less than {name}, {days} days{how}: median"), 0.5, asked));
                figures.push(at_least(format!("plan: … 5th percentile, {days} days{how}"), 0.05, 0.0));
                figures.push(Figure::note(
                    format!("plan: … new cards as the baseline's, {days} days{how}: median"),
                    quantile(&like, 0.5),
                    "share",
                ));
            }
        }
    }
    figures
}

fn scarce(timings: &mut Timings) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (name, world, recall) in [("8 minutes a day", OVERLOADED, 0.96), ("a lost week", LOST_WEEK, 0.97)] {
        let plan = world.planned(timings, 0.99, &[2, 3]);
        let ours = mean((0..DRAWS).map(|draw| world.run(&plan, Who::Known, draw)));
        figures.push(Figure::limit(format!("plan: {name}: recall"), ours.recall, "share", Target::AtLeast(recall)));
        figures.push(Figure::limit(format!("plan: {name}: never seen"), ours.unseen, "share", Target::AtMost(0.0)));
        for (other, baseline, _) in BASELINES {
            let scheduler = world.scheduler(baseline);
            let Reached { recall, unseen, .. } = mean((0..DRAWS).map(|draw| world.run(&scheduler, Who::Known, draw)));
            figures.push(Figure::note(format!("plan: … {other}: recall"), recall, "share"));
            figures.push(Figure::note(format!("plan: … {other}: never seen"), unseen, "share"));
        }
    }
    figures
}

/// Processor time, which is the time it takes on a core of its own; the median of some runs, one policy, its table made
/// before.
fn one_simulation() -> f64 {
    let learner = Learner::default();
    let subject = |key| Subject { topic: 0, key, weight: 1.0, idle: false, seen: None };
    let collection = Collection {
        cards: (0..5_000).map(subject).collect(),
        topics: 1,
        seconds: vec![7_200; 90],
        goals: vec![Goal { day: 90, topics: vec![(0, 1.0)], keep: None }],
        ..Collection::default()
    };
    let way = Timings::new(&learner, 90).way(Policy { price: 600.0, new_by: 15, fill: false });
    let scheduler = Scheduler::Timed(vec![way]);
    let setting = Setting { learner: &learner, believed: None, chance: Chance::new(0, 0), detailed: true };
    let own = std::process::id();
    let each: Vec<f64> = (0..RUNS)
        .map(|_| {
            let before = cpu_ms(own);
            let course = simulate(&collection, &scheduler, setting);
            let took = cpu_ms(own) - before;
            if course.days.len() == 90 { took } else { f64::INFINITY }
        })
        .collect();
    quantile(&each, 0.5)
}

fn large_plan(minutes: u16) -> Result<f64> {
    let request = large_request(minutes);
    let own = std::process::id();
    let each: Result<Vec<f64>> = (0..RUNS)
        .map(|_| {
            let before = cpu_ms(own);
            let plan = plan(&request)?;
            let took = cpu_ms(own) - before;
            if plan.steps.is_empty() { Err(anyhow!("no steps")) } else { Ok(took) }
        })
        .collect();
    Ok(quantile(&each?, 0.5))
}

/// What was found among random plans.
#[derive(Default)]
struct Found {
    violations: f64,
    different: f64,
    moved: usize,
    steps: usize,
    uneven: f64,
}

fn many(plans: u64) -> Result<Vec<Figure>> {
    let threads = thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let parts: Vec<Result<Found>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|part| scope.spawn(move || some(part, threads, plans))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| Err(anyhow!("a plan panicked")))).collect()
    });
    let mut all = Found::default();
    for part in parts {
        let part = part?;
        all.violations += part.violations;
        all.different += part.different;
        all.moved += part.moved;
        all.steps += part.steps;
        all.uneven += part.uneven;
    }
    let none = |name: &str, value: f64| {
        Figure::limit(format!("plan: 100,000 random: {name}"), value, "plans", Target::AtMost(0.0))
    };
    let share = all.moved as f64 / all.steps.max(1) as f64;
    Ok(vec![
        none("over a cap, or after the exam", all.violations),
        none("different on a second run", all.different),
        Figure::limit("plan: 100,000 random: steps moved after a miss", share, "share", Target::AtMost(0.1)),
        Figure::note("plan: … plans of which more than a tenth moved", all.uneven / plans as f64, "share"),
    ])
}

fn some(first: u64, every: u64, until: u64) -> Result<Found> {
    // the second run has tables of its own
    let (mut planner, mut other) = (Planner::default(), Planner::default());
    let mut found = Found::default();
    for seed in (first..until).step_by(usize::try_from(every)?) {
        let request = random_request(seed);
        let before = planner.plan(&request)?;
        found.violations += f64::from(u8::from(violation(&request, &before).is_some()));
        found.different += f64::from(u8::from(other.plan(&request)? != before));
        let next = after_a_miss(&request, &before);
        let after = planner.plan(&next)?;
        found.violations += f64::from(u8::from(violation(&next, &after).is_some()));
        let (gone, steps) = moved(&before, &after, next.today);
        found.moved += gone;
        found.steps += steps;
        found.uneven += f64::from(u8::from(gone * 10 > steps));
    }
    Ok(found)
}
