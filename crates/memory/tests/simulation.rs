//! What a simulation promises: the same everywhere, fair between policies, and the figures of the known worlds.

use memory::simulate::{
    Chance, Course, Learner, Policy, Scheduler, Setting, Timings, run,
    worlds::{Baseline, LOST_WEEK, OVERLOADED, USUAL, Who, World, mean},
};

fn course(world: World, policy: Policy, learner: &Learner, draw: u32) -> Course {
    let way = Timings::new(&Learner::default(), world.days).way(policy);
    let setting = Setting { learner, believed: None, chance: Chance::new(1, draw), detailed: true };
    run(&world.collection(), &Scheduler::Timed(vec![way]), setting)
}

/// The bits of the seconds and of the cards recalled, recorded once.
const SIMULATED: (u64, u64) = (4672756789254008343, 4645494260575374294);
const USUAL_POLICY: Policy = Policy { price: 600.0, new_by: 20, fill: false };

#[test]
fn a_simulation_is_the_same_to_the_bit_on_every_machine() {
    let course = course(USUAL[1], USUAL_POLICY, &Learner::default(), 0);
    let standing = course.goals[0][0];
    assert_eq!((course.seconds().to_bits(), standing.recalled.to_bits()), SIMULATED);
}

#[test]
fn a_higher_price_buys_recall_with_minutes() {
    let reached = |price| {
        let course = course(USUAL[1], Policy { price, ..USUAL_POLICY }, &Learner::default(), 3);
        (course.goals[0][0].recalled, course.seconds())
    };
    let (cheap, usual, dear) = (reached(200.0), reached(600.0), reached(2700.0));
    assert!(cheap.0 < usual.0 && usual.0 < dear.0, "{cheap:?} {usual:?} {dear:?}");
    assert!(cheap.1 < usual.1 && usual.1 < dear.1, "{cheap:?} {usual:?} {dear:?}");
}

#[test]
fn luck_belongs_to_the_card_and_not_to_the_policy() {
    let world = World { days: 30, cards: 100, cap: 600, lost: None };
    let first_day = |policy| course(world, policy, &Learner::default(), 7).days[0].clone();
    let (one, other) = (
        first_day(Policy { price: 300.0, new_by: 10, fill: false }),
        first_day(Policy { price: 2700.0, new_by: 10, fill: false }),
    );
    assert_eq!((one.new, one.seconds), (other.new, other.seconds));
}

#[test]
fn a_learner_who_misses_days_does_less_and_knows_less() {
    let mut lazy = Learner::default();
    lazy.habits.adherence = 0.5;
    let (all, half) =
        (course(USUAL[0], USUAL_POLICY, &Learner::default(), 1), course(USUAL[0], USUAL_POLICY, &lazy, 1));
    let idle = half.days.iter().filter(|day| day.seconds == 0.0).count();
    assert!((5..25).contains(&idle), "{idle} of 30 days were missed");
    assert!(half.goals[0][0].recalled < all.goals[0][0].recalled);
}

#[test]
fn no_day_takes_longer_than_its_minutes_but_for_the_last_answer() {
    let course = course(OVERLOADED, Policy { fill: true, ..USUAL_POLICY }, &Learner::default(), 2);
    assert!(course.days.iter().all(|day| day.seconds < 8.0 * 60.0 + 40.0));
}

#[test]
fn the_baselines_come_to_what_the_trial_found() {
    for (baseline, recall, minutes) in [
        (Baseline::Sm2(1.0), 0.962, 619.0),
        (Baseline::Retention(0.9), 0.947, 520.0),
        (Baseline::Retention(0.95), 0.974, 739.0),
    ] {
        let scheduler = USUAL[1].scheduler(baseline);
        let found = mean((0..4).map(|draw| USUAL[1].run(&scheduler, Who::Known, draw)));
        assert!((found.recall - recall).abs() < 0.004, "{baseline:?} {found:?}");
        assert!((found.minutes / minutes - 1.0).abs() < 0.05, "{baseline:?} {found:?}");
    }
}

#[test]
fn with_too_few_minutes_every_card_is_seen_and_more_is_known_than_otherwise() {
    let mut timings = Timings::new(&Learner::default(), 60);
    for world in [OVERLOADED, LOST_WEEK] {
        let plan = world.planned(&mut timings, 0.99, &[2, 3]);
        let ours = mean((0..8).map(|draw| world.run(&plan, Who::Known, draw)));
        let usual = world.scheduler(Baseline::Retention(0.9));
        let theirs = mean((0..8).map(|draw| world.run(&usual, Who::Known, draw)));
        assert!(ours.unseen == 0.0 && ours.recall > theirs.recall + 0.02, "{ours:?} {theirs:?}");
    }
}

#[test]
fn a_plan_takes_fewer_minutes_than_each_baseline_for_the_same_recall() {
    let mut timings = Timings::new(&Learner::default(), 30);
    for baseline in [Baseline::Retention(0.95), Baseline::Retention(0.9), Baseline::Sm2(1.0)] {
        let savings = USUAL[0].savings(&mut timings, baseline, Who::Known, 4, &[3, 6]);
        assert!(savings.iter().all(|saving| *saving > 0.1), "{baseline:?} {savings:?}");
    }
}
