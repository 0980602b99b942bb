use super::*;
use crate::on_both;
use crate::testing::World;
use memory::Millis;

fn new(id: u128, space: crate::SpaceId) -> NewJob {
    NewJob { id: JobId(uuid::Uuid::from_u128(id)), space, kind: "import", input: "{}".into(), unique_key: None }
}

fn at(minutes: i64) -> Millis {
    Millis(1_000_000 + minutes * 60_000)
}

on_both! {
    fn a_job_is_taken_once_while_its_runner_lives(db: &TestDb) {
        let world = World::new(db);
        let space = world.learner("mia").actor.space();
        world.write(move |tx| enqueue(tx, &new(1, space), at(0))).expect("queued");
        let first = world.write(|tx| claim(tx, "import", at(0))).expect("claimed");
        assert_eq!(first.map(|j| (j.state, j.attempts)), Some((JobState::Running, 1)));
        let soon = Millis(at(0).0 + LEASE_MS / 2);
        assert_eq!(world.write(move |tx| claim(tx, "import", soon)), Ok(None));
        let silent = world.write(|tx| claim(tx, "import", at(5))).expect("claimed");
        assert_eq!(silent.map(|j| j.attempts), Some(2), "a runner that went silent loses its job");
    }

    fn of_one_space_one_job_of_a_kind_runs_at_a_time(db: &TestDb) {
        let world = World::new(db);
        let (mia, ben) = (world.learner("mia").actor.space(), world.learner("ben").actor.space());
        world.write(move |tx| {
            enqueue(tx, &new(1, mia), at(0))?;
            enqueue(tx, &new(2, mia), at(0))?;
            enqueue(tx, &new(3, ben), at(0))
        }).expect("queued");
        let spaces: Vec<_> = (0..3).map(|_| world.write(|tx| claim(tx, "import", at(0))).expect("ok").map(|j| j.space)).collect();
        assert_eq!(spaces, [Some(mia), Some(ben), None]);
    }

    fn a_job_that_goes_silent_three_times_is_given_up(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let space = mia.actor.space();
        let id = world.write(move |tx| enqueue(tx, &new(1, space), at(0))).expect("queued");
        for n in 0..3 {
            assert!(world.write(move |tx| claim(tx, "import", at(n * 10))).expect("ok").is_some(), "try {n}");
        }
        assert_eq!(world.write(|tx| claim(tx, "import", at(40))), Ok(None));
        let job = mia.read(move |tx, call| get(tx, &call.actor, id)).expect("there");
        assert_eq!(job.state, JobState::Failed);
    }

    fn a_unique_key_is_one_job(db: &TestDb) {
        let world = World::new(db);
        let space = world.learner("mia").actor.space();
        let keyed = move |n| NewJob { unique_key: Some("nightly".into()), ..new(n, space) };
        let first = world.write(move |tx| enqueue(tx, &keyed(1), at(0)));
        assert_eq!(world.write(move |tx| enqueue(tx, &keyed(2), at(0))), first);
    }

    fn a_runner_that_lost_its_job_is_told_to_stop(db: &TestDb) {
        let world = World::new(db);
        let space = world.learner("mia").actor.space();
        world.write(move |tx| enqueue(tx, &new(1, space), at(0))).expect("queued");
        let slept = world.write(|tx| claim(tx, "import", at(0))).expect("ok").expect("claimed");
        world.write(|tx| claim(tx, "import", at(10))).expect("ok").expect("another one takes it");
        let lost = world.write(move |tx| progress(tx, &slept, 1, 2, at(10)));
        assert!(matches!(lost, Err(crate::Error::Conflict { what: "job", .. })), "{lost:?}");
    }

    fn somebody_elses_job_is_not_there(db: &TestDb) {
        let world = World::new(db);
        let (mia, ben) = (world.learner("mia"), world.learner("ben"));
        let space = mia.actor.space();
        let id = world.write(move |tx| enqueue(tx, &new(1, space), at(0))).expect("queued");
        assert!(ben.read(move |tx, call| get(tx, &call.actor, id)).is_err());
    }
}
