//! What a plan promises.

use jiff::tz::TimeZone;
use memory::plan::{
    After, Availability, Card, CardId, CardMemory, Change, CourseId, Exam, ExamId, Governed, InvalidRequest, Material,
    MaterialId, MaterialKind, Missing, Plan, Planner, Reason, Request, Shown, Step, StepKind, Topic, TopicId, Verdict,
    catch_up, days_to_catch_up, plan,
    worlds::{after_a_miss, moved, random_request, violation},
};
use memory::simulate::Learner;
use memory::{MemoryState, Millis, Retention, StudyDay, study_day};

const TODAY: StudyDay = StudyDay(20_780); // Monday, 23 November 2026

/// One exam in `days` days over three topics of one course, new cards, minutes on every day.
fn request(days: i32, cards: u32, minutes: u16) -> Request {
    Request {
        today: TODAY,
        learner: Learner::default(),
        answers: 100,
        availability: Availability { weekdays: [minutes; 7], ..Availability::default() },
        exams: vec![Exam {
            id: ExamId(1),
            day: TODAY.plus(days),
            weight: 1.0,
            target: 0.9,
            topics: vec![(TopicId(1), 3.0), (TopicId(2), 2.0), (TopicId(3), 1.0)],
            after: After::LetGo,
        }],
        topics: (1..=3).map(|id| Topic { id: TopicId(id), course: CourseId(1) }).collect(),
        cards: (0..cards)
            .map(|n| Card {
                id: CardId(n.into()),
                topic: TopicId(1 + u128::from(n) * 3 / u128::from(cards)),
                memory: None,
            })
            .collect(),
        materials: Vec::new(),
        shown: None,
        done: Vec::new(),
    }
}

fn shown(plan: &Plan) -> Option<Shown> {
    Some(Shown { steps: plan.steps.clone(), policies: plan.policies.clone() })
}

fn of_kind(plan: &Plan, kind: StepKind) -> Vec<&Step> {
    plan.steps.iter().filter(|step| step.kind == kind).collect()
}

#[test]
fn what_is_missing_is_said_and_nothing_else() {
    let empty = |request: &Request, missing: Missing| {
        let plan = plan(request).unwrap();
        assert!(plan.missing.contains(&missing), "{:?}", plan.missing);
        assert!(plan.verdict.is_none() && plan.steps.is_empty() && plan.exams.is_empty() && plan.days.is_empty());
    };
    let usual = request(30, 60, 20);
    empty(&Request { exams: Vec::new(), ..usual.clone() }, Missing::Exams);
    empty(&Request { answers: 19, ..usual.clone() }, Missing::Answers { have: 19, need: 20 });
    empty(&Request { availability: Availability::default(), ..usual.clone() }, Missing::Minutes);
    empty(&Request { cards: Vec::new(), ..usual.clone() }, Missing::Material { exam: ExamId(1) });
    empty(&request(5_000, 60, 20), Missing::FarAway { exam: ExamId(1) });
}

#[test]
fn an_exam_without_material_is_named_and_the_other_planned() {
    let mut two = request(30, 60, 20);
    two.exams.push(Exam { id: ExamId(2), topics: Vec::new(), ..two.exams[0].clone() });
    let plan = plan(&two).unwrap();
    assert_eq!(plan.missing, [Missing::Material { exam: ExamId(2) }]);
    assert_eq!(plan.exams.len(), 1);
    assert!(matches!(plan.verdict, Some(Verdict::Fits { .. })), "{:?}", plan.verdict);
}

#[test]
fn a_plan_with_enough_minutes_reaches_the_target_with_less_than_there_is() {
    let plan = plan(&request(40, 150, 30)).unwrap();
    let Some(Verdict::Fits { minutes_a_day, have: 30 }) = plan.verdict else { panic!("{:?}", plan.verdict) };
    assert!(minutes_a_day < 10, "{minutes_a_day}");
    let outlook = &plan.exams[0];
    assert!(outlook.recall.unwrap() >= 0.8995, "{outlook:?}");
    assert_eq!(outlook.topics.iter().map(|topic| topic.unseen).sum::<u32>(), 0);
    assert!(outlook.topics.iter().all(|topic| topic.without == Some(0.0) && topic.minutes > 0.0));
    assert_eq!(plan.days.iter().map(|day| day.new_cards).sum::<u32>(), 150);
}

#[test]
fn a_plan_with_too_few_minutes_sees_every_card_and_offers_ways_out_that_hold() {
    let tight =
        Request { exams: vec![Exam { target: 0.97, ..request(30, 400, 12).exams[0].clone() }], ..request(30, 400, 12) };
    let found = plan(&tight).unwrap();
    let Some(Verdict::Short { minutes_a_day, have: 12, ways, exams, .. }) = &found.verdict else {
        panic!("{:?}", found.verdict)
    };
    assert_eq!(exams, &[ExamId(1)]);
    assert!(minutes_a_day.is_some_and(|minutes| minutes > 12));
    assert_eq!(found.exams[0].topics.iter().map(|topic| topic.unseen).sum::<u32>(), 0);
    let recall = |request: &Request| plan(request).unwrap().exams[0].recall.unwrap();
    let mut kinds = 0;
    for way in ways.iter().filter(|way| way.reached) {
        let mut changed = tight.clone();
        match &way.change {
            Change::MoreMinutes { minutes } => {
                changed.availability.weekdays = [12 + u16::try_from(*minutes).unwrap(); 7];
                assert!(recall(&changed) > 0.965, "{way:?} {}", recall(&changed));
            }
            Change::MoreOnDays { weekdays, minutes } => {
                for day in weekdays {
                    changed.availability.weekdays[usize::from(*day)] += u16::try_from(*minutes).unwrap();
                }
                assert!(recall(&changed) > 0.965, "{way:?} {}", recall(&changed));
            }
            Change::Accept { targets } => {
                changed.exams[0].target = targets[0].1;
                assert!(matches!(plan(&changed).unwrap().verdict, Some(Verdict::Fits { .. })));
            }
            Change::DropTopics { .. } => assert!(way.exams[0].1 >= 0.9695, "{way:?}"),
        }
        kinds += 1;
    }
    assert!(kinds >= 3, "{ways:?}");
}

#[test]
fn reading_comes_in_parts_before_the_exam_and_a_mock_exam_is_mended_afterwards() {
    let mut with = request(30, 60, 60);
    let material = |id, topic, kind, minutes| Material { id: MaterialId(id), topic: TopicId(topic), kind, minutes };
    with.materials = vec![
        material(1, 1, MaterialKind::Reading { first: 3, last: 14 }, 50),
        material(2, 2, MaterialKind::Quiz { questions: 10 }, 8),
        material(3, 1, MaterialKind::MockExam { exam: ExamId(1) }, 45),
    ];
    let found = plan(&with).unwrap();
    let reading = of_kind(&found, StepKind::Read);
    let pages: Vec<_> = reading.iter().map(|step| step.part.unwrap().pages.unwrap()).collect();
    assert_eq!(pages, [(3, 6), (7, 10), (11, 14)]);
    assert_eq!(reading.iter().map(|step| step.minutes).sum::<u32>(), 50);
    let (mock, mend) = (of_kind(&found, StepKind::MockExam)[0], of_kind(&found, StepKind::Mend)[0]);
    assert!(mock.day < mend.day && mend.day < with.exams[0].day);
    assert!(matches!(mock.reason, Reason::Rehearsal { days_left: 5, .. }), "{:?}", mock.reason);
    // what is done does not come again
    with.done = vec![reading[0].id, mock.id];
    let less = plan(&with).unwrap();
    assert_eq!((of_kind(&less, StepKind::Read).len(), of_kind(&less, StepKind::MockExam).len()), (2, 0));
    assert_eq!(of_kind(&less, StepKind::Mend).len(), 1);
}

#[test]
fn today_and_tomorrow_stay_as_they_were_shown() {
    let first = request(40, 200, 25);
    let before = plan(&first).unwrap();
    let mut changed = Request { shown: shown(&before), ..first };
    changed.exams[0].target = 0.95;
    let after = plan(&changed).unwrap();
    let near =
        |plan: &Plan| -> Vec<Step> { plan.steps.iter().filter(|step| step.day <= TODAY.plus(1)).cloned().collect() };
    assert_eq!(near(&before), near(&after));
    assert_ne!(before.steps, after.steps);
}

#[test]
fn a_day_that_lost_its_minutes_does_not_stay() {
    let first = request(40, 200, 25);
    let before = plan(&first).unwrap();
    let mut changed = Request { shown: shown(&before), ..first };
    changed.availability.busy = vec![(TODAY, 24)];
    let after = plan(&changed).unwrap();
    assert_eq!(violation(&changed, &after), None);
    assert!(after.days[0].minutes <= 1);
}

#[test]
fn a_missed_day_is_spread_and_not_stacked() {
    let first = request(40, 300, 25);
    let before = plan(&first).unwrap();
    let next = after_a_miss(&first, &before);
    let after = plan(&next).unwrap();
    let missed: u32 = before.days[0].new_cards;
    let grown =
        after.days.iter().zip(&before.days[1..]).map(|(now, then)| now.new_cards.saturating_sub(then.new_cards));
    assert!(grown.max().unwrap_or(0) <= missed.div_ceil(3), "{missed}");
    let (gone, all) = moved(&before, &after, next.today);
    assert!(gone * 10 <= all, "{gone} of {all} steps moved");
}

#[test]
fn a_step_that_the_learner_moved_stays_on_its_day() {
    let mut first = request(30, 60, 40);
    first.materials =
        vec![Material { id: MaterialId(1), topic: TopicId(1), kind: MaterialKind::Quiz { questions: 5 }, minutes: 10 }];
    let before = plan(&first).unwrap();
    let mut steps = before.steps.clone();
    let (quiz, learn) = (
        steps.iter().position(|step| step.kind == StepKind::Quiz).unwrap(),
        steps.iter().position(|step| step.kind == StepKind::LearnNew && step.day == TODAY.plus(4)).unwrap(),
    );
    let (quiz_day, learn_day) = (steps[quiz].day.plus(2), TODAY.plus(6));
    (steps[quiz].day, steps[quiz].pinned) = (quiz_day, true);
    (steps[learn].day, steps[learn].pinned) = (learn_day, true);
    let (quiz, learn) = (steps[quiz].id, steps[learn].id);
    let moved = Request { shown: Some(Shown { steps, policies: before.policies.clone() }), ..first };
    let after = plan(&moved).unwrap();
    let find = |id| after.steps.iter().find(|step| step.id == id).unwrap();
    assert_eq!((find(quiz).day, find(quiz).pinned), (quiz_day, true));
    assert_eq!((find(learn).day, find(learn).pinned), (learn_day, true));
    assert!(!of_kind(&after, StepKind::LearnNew).iter().any(|step| step.day == TODAY.plus(4)));
    assert_eq!(violation(&moved, &after), None);
}

#[test]
fn the_order_of_lists_that_have_none_does_not_matter() {
    let mut one = request(30, 60, 40);
    one.exams.push(Exam {
        id: ExamId(2),
        day: TODAY.plus(20),
        topics: vec![(TopicId(2), 1.0)],
        ..one.exams[0].clone()
    });
    let mut other = one.clone();
    other.exams.reverse();
    assert_eq!(plan(&one).unwrap(), plan(&other).unwrap());
}

#[test]
fn the_queue_is_told_what_today_holds() {
    let mut seen = request(20, 60, 20);
    for (place, card) in (0i32..).zip(seen.cards.iter_mut()).take(30) {
        let last_day = TODAY.plus(-10 - place);
        card.memory = Some(CardMemory { state: MemoryState::new(4.0, 5.0), last_day, due: TODAY.plus(-place) });
    }
    let found = plan(&seen).unwrap();
    let guidance = found.guidance.unwrap();
    let step =
        |kind| found.steps.iter().find(|step| step.day == TODAY && step.kind == kind).map_or(0, |step| step.count);
    assert_eq!(guidance.reviews.len(), step(StepKind::Review) as usize);
    assert_eq!((1..=3).map(|topic| guidance.new_cards_of(TopicId(topic))).sum::<u32>(), step(StepKind::LearnNew));
    let retention = |stability| {
        guidance.retention(&seen.learner.parameters, TopicId(1), MemoryState::new(stability, 5.0)).unwrap().get()
    };
    assert!([0.5, 3.0, 40.0].into_iter().all(|stability| (0.7..=0.99).contains(&retention(stability))));
    assert_eq!(guidance.retention(&seen.learner.parameters, TopicId(9), MemoryState::new(3.0, 5.0)), None);
}

#[test]
fn after_the_exam_cards_are_kept_or_let_go() {
    let mut over = request(20, 60, 20);
    let kept = Retention::new(0.85).unwrap();
    over.exams[0].topics = vec![(TopicId(1), 1.0)];
    over.exams.push(Exam {
        id: ExamId(2),
        day: TODAY.plus(-3),
        topics: vec![(TopicId(2), 1.0)],
        after: After::Keep(kept),
        ..over.exams[0].clone()
    });
    over.exams.push(Exam { id: ExamId(3), day: TODAY, topics: vec![(TopicId(3), 1.0)], ..over.exams[0].clone() });
    for card in &mut over.cards {
        card.memory = Some(CardMemory { state: MemoryState::new(3.0, 5.0), last_day: TODAY.plus(-5), due: TODAY });
    }
    let found = plan(&over).unwrap();
    let guidance = found.guidance.unwrap();
    let governed: Vec<_> = guidance.topics.iter().map(|(_, governed)| *governed).collect();
    assert_eq!(governed, [Governed::Exam(ExamId(1)), Governed::Kept(kept), Governed::LetGo]);
    let topics: Vec<TopicId> = found.steps.iter().flat_map(|step| &step.topics).map(|(topic, _)| *topic).collect();
    assert!(topics.contains(&TopicId(2)) && !topics.contains(&TopicId(3)));
}

#[test]
fn an_exam_at_midnight_is_on_the_day_that_it_ends_also_when_days_have_23_or_25_hours() {
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    // midnight at the beginning of the longest and of the shortest day of 2026, and an hour either side
    for (midnight, eve) in [(1_792_879_200_000, "2026-10-24"), (1_774_738_800_000, "2026-03-28")] {
        for hour in [-1, 0, 1] {
            let day = study_day(Millis(midnight + hour * 3_600_000), &berlin, 4);
            assert_eq!(day, StudyDay::from_iso(eve).unwrap());
            let mut near = request(10, 30, 20);
            near.today = day.plus(-10);
            near.exams[0].day = day;
            let found = plan(&near).unwrap();
            assert_eq!(found.days.last().unwrap().day, day.plus(-1));
            assert_eq!(violation(&near, &found), None);
        }
    }
}

#[test]
fn catching_up_says_what_waiting_costs_and_takes_those_first_that_lose_most() {
    let card = |n: i32| Card {
        id: CardId(n.unsigned_abs().into()),
        topic: TopicId(1),
        memory: Some(CardMemory {
            state: MemoryState::new(2.0 + f64::from(n), 5.0),
            last_day: TODAY.plus(-20),
            due: TODAY.plus(-n % 10),
        }),
    };
    let cards: Vec<Card> = (0..48).map(card).collect();
    let spread = catch_up(&Learner::default(), &cards, TODAY, 6);
    assert_eq!((spread.days, spread.placed.len(), spread.waiting), (6, 48, 40));
    assert!(spread.lost > 0.0 && spread.lost < 0.1, "{}", spread.lost);
    assert!((0..6).all(|day| spread.placed.iter().filter(|(_, on)| *on == TODAY.plus(day)).count() == 8));
    let days = days_to_catch_up(&Learner::default(), &cards, TODAY, 3).unwrap();
    assert!(catch_up(&Learner::default(), &cards, TODAY, days).minutes_a_day <= 3);
    assert_eq!(catch_up(&Learner::default(), &[], TODAY, 6).days, 0);
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let refused = |change: &dyn Fn(&mut Request)| {
        let mut wrong = request(30, 6, 20);
        change(&mut wrong);
        plan(&wrong).unwrap_err()
    };
    assert!(matches!(refused(&|r| r.exams[0].weight = f64::NAN), InvalidRequest::Weight(_)));
    assert!(matches!(refused(&|r| r.exams[0].topics[0].1 = f64::NAN), InvalidRequest::Weight(_)));
    assert!(matches!(refused(&|r| r.exams[0].target = 1.0), InvalidRequest::Target(_)));
    assert!(matches!(refused(&|r| r.cards[1].id = r.cards[0].id), InvalidRequest::Twice("cards")));
    assert!(matches!(refused(&|r| r.cards[0].topic = TopicId(9)), InvalidRequest::UnknownTopic("a card")));
    assert!(matches!(refused(&|r| r.learner.pace.relearn_s = -1.0), InvalidRequest::Learner(_)));
    assert!(matches!(refused(&|r| r.learner.habits.success = [0.0; 3]), InvalidRequest::Learner(_)));
}

#[test]
fn random_plans_keep_their_promises() {
    let mut planner = Planner::default();
    let (mut gone, mut all) = (0, 0);
    for seed in 0..20 {
        let first = random_request(seed);
        let before = planner.plan(&first).unwrap();
        assert_eq!(violation(&first, &before), None, "seed {seed}");
        assert!(plan(&first).unwrap() == before, "seed {seed} is planned otherwise with fresh tables");
        let next = after_a_miss(&first, &before);
        let after = planner.plan(&next).unwrap();
        assert_eq!(violation(&next, &after), None, "seed {seed}, the day after");
        let (of_these, steps) = moved(&before, &after, next.today);
        (gone, all) = (gone + of_these, all + steps);
    }
    assert!(gone * 10 <= all, "{gone} of {all} steps moved");
}
